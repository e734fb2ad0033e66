"""What printed words mean: labels in one normal form, and texts without the residue of a print."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from perfcheck.regexes import regex

# Patterns that only a soiled print needs are compiled when one is met (`compiled`).
_TAG = (
    r"(?i)</?(?:p|br|div|span|b|strong|font|u|i|em|sup|sub|small|big|s|del|ins|h[1-6]|td|th|tr|li|a"
    r"|[a-z]\w{0,8}:[a-z]\w*)(?:\s[^<>]*)?/?>|<!--[^<>]*-->|<!\[[^<>]*\]>"
)
_ENTITY = r"&(#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});"
_FILLED = r"[〔【\[]([^〔〕【】\[\]]*)[〕】\]]"
_CITED = r"[〔【\[](?:19|20)\d\d[〕】\]](?=\s*(?:第\s*)?\d+\s*号)"
_CODED = r"^\s*\[\d{3,9}\](?=(?![万亿元个项辆台人次])[一-龥]{4})"
_WRAP = r"[ \t\u3000]*[\r\n]+[ \t\u3000]*"
_NUMBERED_BRACKET = r"\([\d.]+(?:-[\d.]+)?\)?分?\)?$|\([\d.]+分\)$"

_NUMBERING = regex(
    r"\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|\d{1,2}[-.、,](?!\d)"
    r"|[一二三四五六七八九十]{1,3}[、.,]"
)
_NUMBERED = frozenset("(0123456789一二三四五六七八九十")
_OPENING = _NUMBERED | frozenset("其:、,")
_TAKEN_OFF = frozenset(":)分")
_SOIL = regex("[&<>\\[\\]\n\r\xa0\u200b\u3010-\u3015\ufeff]")
_BLANKS = dict.fromkeys(map(ord, " \t\r\n\f\v\u3000\xa0\u2002\u2003\u200b\ufeff〔〕【】[]#*"))
_USUAL = regex("[ -~≥≤、-》“”—一-龥！-～]*")
"""What most texts are made of: signs that NFKC leaves as they are or makes plain ASCII of."""
_WIDE = regex("[ #*\\[\\]！-～]")
_NARROW = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)} | dict.fromkeys(" #*[]＃＊［］", "")
_KEPT = str.maketrans("〔〕【】[]", "\x01\x02\x03\x04\x05\x06")
_GIVEN = str.maketrans("\x01\x02\x03\x04\x05\x06", "〔〕【】[]")

_ENTITIES = {
    "lt": "<", "gt": ">", "amp": "&", "nbsp": " ", "quot": '"', "apos": "'", "le": "≤", "ge": "≥",
    "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "middot": "·", "mdash": "—",
    "ndash": "-", "hellip": "…", "times": "×", "permil": "‰", "emsp": " ", "ensp": " ",
}  # fmt: skip

LONGEST_LABEL = 40


@lru_cache(maxsize=64)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern, compiled the first time that it is needed."""
    return regex(pattern)


@lru_cache(maxsize=16384)
def normal(text: str) -> str:
    """Return the normal form of a label: NFKC, without markup, filling brackets and blanks.

    >>> normal("绩 效\u3000指 标（万元）")
    '绩效指标(万元)'
    """
    if "<" in text or "&" in text:
        text = _entities(compiled(_TAG).sub("", text))
    if text.isalnum() and unicodedata.is_normalized("NFKC", text):
        return text
    if _USUAL.fullmatch(text):
        return _WIDE.sub(_narrowed, text)
    text = unicodedata.normalize("NFKC", text)
    return text if text.isalnum() else text.translate(_BLANKS)


def _narrowed(match: re.Match[str]) -> str:
    return _NARROW[match[0]]


def meaning(text: str) -> str:
    """Return the text as it means: markup decoded, filling brackets off, wraps joined.

    A document number keeps its brackets, and so does a body's code.

    >>> meaning("<p>按〔云财〔2016〕51号〕执行，&lt; 2%</p>")
    '按云财〔2016〕51号执行，< 2%'
    >>> meaning("[128]云川市水务局"), meaning("[242]万元")
    ('[128]云川市水务局', '242万元')
    """
    if text.isalnum():
        return text
    if _SOIL.search(text) is None:
        return text.strip()
    if "<" in text or "&" in text:
        text = _untagged(_entities(compiled(_TAG).sub(_break, text)))
    text = _unfilled(text.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", ""))
    return joined(compiled(_WRAP).split(text)) if "\n" in text or "\r" in text else text.strip()


def joined(parts: list[str]) -> str:
    """Join the lines of one wrapped text; a blank stays only between two Latin words.

    >>> joined(["主要实", "施内容 via", "GB tools"])
    '主要实施内容 via GB tools'
    """
    text = ""
    for part in map(str.strip, parts):
        latin = text[-1:].isascii() and part[:1].isascii()
        both = text[-1:].isalpha() and part[:1].isalpha()
        text += " " + part if latin and both else part
    return text


def soiled_any(texts: Iterable[str]) -> bool:
    """Whether any of some texts has a sign that residue has; one look at all together tells."""
    return _SOIL.search("|".join(texts)) is not None


def residue(text: str) -> bool:
    """Whether the print left markup, entities or filling brackets in the text.

    >>> residue("&lt;2%"), residue("云财〔2016〕51号"), residue("青禾县")
    (True, False, False)
    """
    if _SOIL.search(text) is None:
        return False
    tagged = bool(compiled(_TAG).search(text)) or _entities(text) != text
    return tagged or _unfilled(text) != text.strip()


@lru_cache(maxsize=16384)
def label_forms(text: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to read a text as a label, likeliest first, each with the brackets taken off.

    The whole comes first; then without 其中：, numbering, a colon, and a bracket at the end.

    >>> label_forms("其中：财政拨款（万元）")[-1]
    ('财政拨款', '万元')
    """
    whole = normal(text)
    if not whole or len(whole) > LONGEST_LABEL:
        return ()
    if whole[-1] not in _TAKEN_OFF and whole[0] not in _OPENING:
        return ((whole, ""),)
    forms = {whole: "", whole.rstrip(":"): ""}
    bare = whole.rstrip(":").removeprefix("其中").lstrip(":、,") or whole
    forms.setdefault(bare, "")
    if mark := numbered(bare):
        bare = bare[mark:] or bare
        forms.setdefault(bare, "")
    while bare.endswith(")") and (start := bare.rfind("(")) > 0:
        bracket = f"{forms.get(bare, '')} {bare[start + 1 : -1]}".strip()
        bare = bare[:start].rstrip(":")
        forms.setdefault(bare, bracket)
    if bare.endswith("分") and "(" in bare and (head := compiled(_NUMBERED_BRACKET).sub("", bare)):
        forms.setdefault(head, "")
    return tuple(forms.items())


def numbered(text: str) -> int:
    """Return how long the numbering is that opens a normal form: （一） 1、 一、 or none.

    >>> numbered("(十二)绩效目标表"), numbered("绩效目标表")
    (4, 0)
    """
    mark = _NUMBERING.match(text) if text[:1] in _NUMBERED else None
    return mark.end() if mark else 0


def _untagged(text: str) -> str:
    return compiled(_TAG).sub("", text) if "<" in text else text


def _entities(text: str) -> str:
    return compiled(_ENTITY).sub(_decoded, text) if "&" in text else text


def _decoded(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] != "#":
        return _ENTITIES.get(name, match[0])
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    printable = code >= 32 and code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if printable else match[0]


def _break(match: re.Match[str]) -> str:
    return "\n" if match[0][1:3].lower() in ("br", "/p") else ""


def _unfilled(text: str) -> str:
    """Take brackets off filled values; document numbers and the codes of bodies keep their own."""
    if not any(bracket in text for bracket in "〔〕【】[]"):
        return text.strip()
    text = compiled(f"{_CITED}|{_CODED}").sub(lambda match: match[0].translate(_KEPT), text)
    previous = None
    while previous != text:
        previous, text = text, compiled(_FILLED).sub(r"\1", text)
    text = text.strip()
    if text[:1] in ("〔", "【", "["):
        text = text[1:]
    if text[-1:] in ("〕", "】", "]"):
        text = text[:-1]
    return text.translate(_GIVEN)
