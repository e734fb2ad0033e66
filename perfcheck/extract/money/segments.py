"""The pages of a zone: each header with the rows below it, cut into pieces."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.money.book import Book, TableKind, exact
from perfcheck.extract.money.heads import Header, header, said
from perfcheck.extract.money.pieces import Piece, coded, pieces
from perfcheck.numerals.digits import digits
from perfcheck.source import Cell, Row

_MOST_LINES = 9
_MANY = 3
_RULE = re.compile(r"[-:=+]{3,}")


class Line(NamedTuple):
    """One printed row of a body, cut into pieces; `width` is the number of its cells."""

    line: int
    pieces: tuple[Piece, ...]
    gap: bool
    width: int


class Segment(NamedTuple):
    """A header and the rows below it; `furniture` are page numbers among them."""

    header: Header
    lines: tuple[Line, ...]
    furniture: tuple[Cell, ...]


def segments(kind: TableKind, rows: Sequence[Row], book: Book) -> list[Segment]:
    """Cut a zone into segments; a header that is printed again opens the next."""
    slots = _slots(rows)
    cut = [
        Line(row.line, tuple(pieces(row, book, slots=slots)), row.gap, len(row.cells))
        for row in rows
    ]
    made: list[Segment] = []
    at = 0
    while at < len(cut):
        end = _header_end(kind, cut, at, book)
        heads = [line.pieces for line in cut[at:end] if not _numbers(line.pieces, book)]
        top = header(kind, heads, book, slots=slots)
        furniture = [
            p.cell for line in cut[at:end] if line.pieces not in heads for p in line.pieces
        ]
        if not any(place.head.role == "amount" for place in top.places):
            return made
        lines: list[Line] = []
        at = end
        while at < len(cut) and not (lines and _again(kind, top, cut[at])):
            if _furniture(cut[at], book):
                furniture += [piece.cell for piece in cut[at].pieces]
            else:
                lines.append(cut[at])
            at += 1
        made.append(Segment(top, tuple(lines), tuple(furniture)))
    return made


def _slots(rows: Sequence[Row]) -> bool:
    """Whether the zone's rows were cut by separators rather than by place."""
    several = [row.mode for row in rows if len(row.cells) > 1]
    return 2 * several.count("cells") > len(several)


def _header_end(kind: TableKind, cut: Sequence[Line], at: int, book: Book) -> int:
    if kind.header:
        return at + 1
    known: set[str] = set()
    end = at
    while end < len(cut) and end - at < _MOST_LINES:
        line = cut[end].pieces
        if end > at and _is_body(kind, line, known, book):
            return end
        heads = (exact(kind, piece.text) for piece in line)
        known |= {head.concept for head in heads if head}
        end += 1
    return end


def _is_body(kind: TableKind, line: Sequence[Piece], known: set[str], book: Book) -> bool:
    if _numbers(line, book):
        return False
    if any(piece.sort in ("figure", "digits") for piece in line):
        return True
    if any(coded(piece.cell) for piece in line):
        return True
    alone = len(line) == 1
    if alone and line[0].sort == "nil":
        return True
    if kind.shape in ("sides", "list") and book.opens("marks", line[0].text):
        return True
    return alone and book.among("totals", line[0].text) and (kind.anchor in known)


def _numbers(line: Sequence[Piece], book: Book) -> bool:
    """Whether a row numbers the columns, 栏次 1 2 or 1 2 3 4, or is a rule below the header."""
    if book.says("numbering", line[0].text) or all(_RULE.fullmatch(at.cell.text) for at in line):
        return True
    found = [digits(piece.text) for piece in line if piece.sort == "digits"]
    first = found[0] if len(found) >= _MANY else None
    return first is not None and found == [(first[0] + n, 0) for n in range(len(found))]


def _again(kind: TableKind, top: Header, line: Line) -> bool:
    """Whether a row prints the header again."""
    if any(piece.sort in ("figure", "digits") for piece in line.pieces):
        return False
    if top.lines and said(line.pieces) == top.lines[0]:
        return True
    if kind.shape != "tree" or len(line.pieces) < _MANY:
        return False
    known = sum(exact(kind, piece.text) is not None for piece in line.pieces)
    return 2 * known > len(line.pieces)


def _furniture(line: Line, book: Book) -> bool:
    return len(line.pieces) == 1 and bool(book.says("furniture", line.pieces[0].text))
