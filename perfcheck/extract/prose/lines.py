"""Printed lines as they mean: markup off, each character with its column; page furniture apart."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from perfcheck.extract.prose.book import Book, Mark
from perfcheck.source import Cell
from perfcheck.wording import meaning

_TOKEN = re.compile(
    r"(?P<cited>[〔【\[](?:19|20)\d\d[〕】\]](?=\s*第?\s*\d+\s*号))"
    r"|(?P<tag></?[A-Za-z][^<>]{0,80}>)|(?P<entity>&(?:#\w{1,7}|[A-Za-z]{2,8});)"
    r"|(?P<junk>[〔〕【】\[\]]+|\*\*)|(?P<blank>\s+)|(?P<text>[^\s〔〕【】\[\]*<&]+|[<&*])"
)
_PREFIX = re.compile(r"\s*(?:(#{1,6})\s+|[-*•·]\s+)")
_DOTS = re.compile(r"[.…·]{3,}\d*$")
FOLDED = str.maketrans("０１２３４５６７８９．％():;!?﹪﹣－", "0123456789.%（）：；！？%--")
LONGEST_CAPTION = 40
_SENTENCE = 14


class Run(NamedTuple):
    """Characters of a paragraph that stand side by side: from `offset` on, at a line and column.

    `width` is how many columns one character takes that stands for several (an entity), else 0.
    """

    offset: int
    line: int
    column: int
    width: int


class Line(NamedTuple):
    """One printed line as it means; before it came a blank line (`blank`), a page break (`paged`,
    which says nothing of paragraphs) or what is no prose (`cut`)."""

    number: int
    text: str
    runs: tuple[Run, ...]
    cell: Cell
    indent: int
    blank: bool
    cut: bool
    hashes: int
    bullet: bool
    mark: Mark | None
    paged: bool = False


def printed_lines(
    lines: Sequence[str], skip: Container[int], book: Book, first: int
) -> Iterator[Line]:
    blank = cut = True
    for number, raw in enumerate(lines, first):
        if number in skip:
            blank = cut = True
            continue
        read = raw.rstrip()
        if not read.strip():
            blank = True
            continue
        yield _line(number, read, blank or "\f" in raw, cut, book)
        blank = cut = False


def _line(number: int, raw: str, blank: bool, cut: bool, book: Book) -> Line:
    prefix = _PREFIX.match(raw)
    start = prefix.end() if prefix else 0
    text = ""
    runs: list[Run] = []
    parted = False
    for token in _TOKEN.finditer(raw, start):
        kind, said = token.lastgroup, token[0]
        if kind == "blank":
            parted = True
        elif kind in ("text", "cited", "entity"):
            said = meaning(said) if kind == "entity" else said
            if parted and text[-1:].isascii() and said[:1].isascii() and _words(text, said):
                runs.append(Run(len(text), number, token.start(), 0))
                text += " "
            width = len(token[0]) if kind == "entity" else 0
            runs.append(Run(len(text), number, token.start() + 1, width))
            text += said
            parted = False
    text = _DOTS.sub("", text)
    indent = len(raw) - len(raw.lstrip())
    cell = Cell(raw.strip(), number, indent + 1, 0, number, len(raw) + 1)
    hashes = len(prefix[1] or "") if prefix else 0
    bullet = bool(prefix) and not hashes
    mark = book.mark(text.translate(FOLDED))
    return Line(number, text, tuple(runs), cell, indent, blank, cut, hashes, bullet, mark)


def _words(before: str, after: str) -> bool:
    return before[-1:].isalnum() and after[:1].isalnum()


def furniture_of(lines: list[Line], book: Book) -> frozenset[int]:
    """Page numbers that stand alone, and short lines that come again and again beside them."""
    pages = {at for at, line in enumerate(lines) if book.page.fullmatch(line.text)}
    pages = {at for at in pages if _stands_alone(lines, at)}
    near = [at for page in pages for at in (page - 1, page + 1) if 0 <= at < len(lines)]
    said = Counter(lines[at].text for at in near)
    heads = {at for at in near if said[lines[at].text] >= 3 and _is_head(lines[at], book)}
    return frozenset(lines[at].number for at in pages | heads)


def _is_head(line: Line, book: Book) -> bool:
    return len(line.text) <= LONGEST_CAPTION and line.mark is None and book.title(line.text)


def _stands_alone(lines: list[Line], at: int) -> bool:
    line = lines[at]
    after = lines[at + 1] if at + 1 < len(lines) else None
    if line.blank or line.indent >= 4 or after is None or after.blank:
        return True
    return len(after.text) > _SENTENCE and len(lines[at - 1].text) > _SENTENCE


def without(lines: list[Line], furniture: frozenset[int]) -> list[Line]:
    """Take the furniture out; a blank line beside it belongs to the page."""
    kept: list[Line] = []
    paged = cut = False
    for line in lines:
        if line.number in furniture:
            paged, cut = True, cut or line.cut
            continue
        blank = line.blank and not paged
        kept.append(line._replace(blank=blank, cut=line.cut or cut, paged=paged))
        paged = cut = False
    return kept


def usual_length(lines: list[Line]) -> float:
    """How long a full line is: the 80th percentile of the lines that are no captions."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > _SENTENCE)
    return lengths[len(lengths) * 4 // 5] if lengths else 0.0
