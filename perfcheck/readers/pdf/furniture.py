"""What pages have at their head and foot: page numbers, running titles, what browsers print."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from perfcheck.messages import Message
from perfcheck.readers.pdf.layout import Said, Tabled

_NUMBERED: Final = re.compile(
    r"[-–—―~·\s]*第\s*\d{1,4}\s*页[\s,，/]*(?:共\s*\d{1,4}\s*页)?\s*"
    r"|[-–—―~·]\s*\d{1,4}\s*[-–—―~·]|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_BARE: Final = re.compile(r"(\d{1,4})(?:\s*/\s*\d{1,4})?")
_ADDRESS: Final = re.compile(r"(?:https?|file)://\S+\s+\d{1,4}\s*/\s*\d{1,4}")
_PRINTED: Final = re.compile(r"\d{1,4}/\d{1,2}/\d{1,4},?\s+\d{1,2}:\d\d(?:\s*[AP]M)?(?:\s.*)?")
_COUNTED: Final = re.compile(r"\s+\d+\s*/\s*\d+$")
_LONGEST: Final = 60

Blocks = list[Said | Tabled]


def without_numbers(pages: Sequence[Blocks]) -> list[Message]:
    """Take page numbers off the foot or head of each page, and what a browser prints there.

    A bare figure counts as one where those of most pages go on like the pages do, or where it is
    1 on the only page. What else than numbers was taken off is said.
    """
    left: dict[str, None] = {}
    steps = [_bare(page) for page in pages]
    offsets = [value - at for at, value in enumerate(steps) if value is not None]
    usual = max(set(offsets), key=offsets.count, default=0)
    counted = 2 * offsets.count(usual) > len(pages) and (len(pages) > 1 or usual == 1)
    for at, page in enumerate(pages):
        if page and _said(page[-1], _ADDRESS):
            left[_text(page.pop())] = None
            if page and _said(page[0], _PRINTED):
                left[_text(page.pop(0))] = None
        place = next((place for place in (-1, 0) if page and _numbered(page[place])), None)
        if place is None and counted and steps[at] == at + usual:
            place = -1 if _value(page[-1]) is not None else 0
        if place is not None and len(page) > 1:
            page.pop(place)
    return _noted(left)


def _noted(lines: Iterable[str]) -> list[Message]:
    text = "；".join(dict.fromkeys(_COUNTED.sub("", line) for line in lines))
    if not text:
        return []
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    said = f"页眉页脚没有读：“{text}”", f"page heads and feet were not read: “{text}”"
    return [Message(*said)]


def _said(block: Said | Tabled, pattern: re.Pattern[str]) -> bool:
    return isinstance(block, Said) and pattern.fullmatch(block.text.strip()) is not None


def _numbered(block: Said | Tabled) -> bool:
    return _said(block, _NUMBERED)


def _text(block: Said | Tabled) -> str:
    return " ".join(block.text.split()) if isinstance(block, Said) else ""


def _bare(page: Blocks) -> int | None:
    """The bare figure at the foot of a page, or at its head."""
    found = (_value(block) for block in _ends(page))
    return next((value for value in found if value is not None), None)


def _ends(page: Blocks) -> Iterator[Said | Tabled]:
    yield from page[-1:]
    yield from page[:1]


def _value(block: Said | Tabled) -> int | None:
    found = _BARE.fullmatch(block.text.strip()) if isinstance(block, Said) else None
    return int(found[1]) if found else None
