"""HTML as a stream: tags one by one with their places, and the stretches of text between them.

The standard library's html.parser takes quadratic time on broken tags and gives no end places.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

_TAG = re.compile(
    r"<!--|<[!?][^<>]*+>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*+)"
    r"(?P<more>(?:[\s/](?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)?+|(?:[\s/][^<>]*+)?+)>"
)
_ATTRIBUTE = re.compile(r"(?:^|[\s\"'])(rowspan|colspan)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_BLANK = (
    "&nbsp;",
    "&nbsp",
    "&#160;",
    "&#xa0;",
    "&#xA0;",
    "&ensp;",
    "&emsp;",
    "&thinsp;",
    "&#12288;",
)
_SKIPPED: Final = {
    name: re.compile(rf"(?i)</{name}\s*>") for name in ("script", "style", "xml", "title")
}
_COMMENT_END = re.compile("-->")

_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter nobr"
    " output q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr img input"
    " col colgroup button select option optgroup link meta base basefont"
)
_BLOCK_NAMES = (
    "html head body address article aside blockquote br center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 header hr iframe"
    " legend li main menu nav noscript object ol p pre section summary template textarea ul"
    " caption table tbody td tfoot th thead tr"
)
INLINE: Final = frozenset(_INLINE_NAMES.split())
BLOCK: Final = frozenset(_BLOCK_NAMES.split())


class Piece(NamedTuple):
    """A tag (`open`, `close`) with its name in small letters, or a text; offsets are exclusive."""

    sort: Literal["open", "close", "text"]
    name: str
    start: int
    end: int
    more: str = ""


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """Tags and texts in order; comments, scripts, styles and declarations are passed over.

    What only looks like a tag is text, and so is a comment that never ends.

    >>> [piece.name or piece.sort for piece in pieces("<td>甲<5<!-- 乙 --></td>", 0, 22)]
    ['td', 'text', 'td']
    """
    unended: set[str] = set()
    said = at = start
    while tag := _TAG.search(text, at, end):
        after = _end(text, tag, end, unended)
        if after is None:
            at = tag.start() + 1 if tag["name"] is None else tag.end()
            continue
        if said < tag.start():
            yield Piece("text", "", said, tag.start())
        if tag["name"] and after == tag.end():
            name = tag["name"].lower()
            yield Piece("close" if tag["close"] else "open", name, *tag.span(), tag["more"])
        said = at = after
    if said < end:
        yield Piece("text", "", said, end)


def _end(text: str, tag: re.Match[str], end: int, unended: set[str]) -> int | None:
    """Where what begins with a tag and is no text ends; None where the tag is text itself."""
    if tag["name"] is None:
        return _ended(text, tag.end(), end, "!--", unended) if tag[0] == "<!--" else tag.end()
    name = tag["name"].lower()
    if name in _SKIPPED and not tag["close"] and not tag["more"].endswith("/"):
        return _ended(text, tag.end(), end, name, unended) or tag.end()
    known = name in INLINE or name in BLOCK or name in _SKIPPED or ":" in name
    return tag.end() if known else None


def _ended(text: str, start: int, end: int, name: str, unended: set[str]) -> int | None:
    """Where the end of a comment or script stands; it is sought in vain but once."""
    if name in unended:
        return None
    closing = _SKIPPED.get(name, _COMMENT_END).search(text, start, end)
    if closing is None:
        unended.add(name)
        return None
    return closing.end()


def printed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without blanks, written as such or as entities, at its ends.

    >>> printed(" &nbsp;甲&nbsp; ", 0, 15)
    (7, 8)
    """
    while start < end:
        if text[start].isspace():
            start += 1
        elif blank := text.startswith(_BLANK, start, end) and _first(text, start):
            start += len(blank)
        else:
            break
    while start < end:
        if text[end - 1].isspace():
            end -= 1
        elif text[end - 1] in ";p" and text.endswith(_BLANK, start, end):
            end = text.rindex("&", start, end)
        else:
            break
    return start, end


def _first(text: str, start: int) -> str:
    return next(blank for blank in _BLANK if text.startswith(blank, start))


def attributes(more: str) -> dict[str, str]:
    """The attributes of a tag that tell how a table is laid out, names in small letters.

    >>> attributes(" ROWSPAN=2 style='x:y'")
    {'rowspan': '2'}
    """
    if "=" not in more:
        return {}
    found = _ATTRIBUTE.finditer(more.lower())
    return {one[1]: one[2] or one[3] or one[4] or "" for one in found}
