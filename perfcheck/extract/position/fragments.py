"""Fragments of printed cells: their width on paper, parts of them, and whole cells made of them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from perfcheck.source import Cell, Row

_BLANKS = re.compile(r"[ \xa0\u3000]+")
_WIDE_BLANKS = re.compile(r"[ \xa0\u3000]{3,}")
_WIDE = "\u2e80"


def width(text: str) -> int:
    """How wide a text is in print: a Chinese character takes twice the room of a Latin one.

    >>> width("绩效ab")
    6
    """
    return len(text) + sum(sign >= _WIDE for sign in text)


def apart(row: Row) -> Row:
    """Cut a line where three blanks or more stand, which prose beside prose may hide."""
    if row.mode == "cells" or not any(_WIDE_BLANKS.search(cell.text) for cell in row.cells):
        return row
    cells: list[Cell] = []
    for cell in row.cells:
        edges = [0]
        if cell.line == cell.end_line:
            edges += [at for found in _WIDE_BLANKS.finditer(cell.text) for at in found.span()]
        edges.append(len(cell.text))
        cells += [cell.trimmed(*edges[at : at + 2]) for at in range(0, len(edges), 2)]
    return row._replace(
        cells=tuple(cell._replace(slot=slot) for slot, cell in enumerate(cells)), mode="position"
    )


def blanks(cell: Cell) -> Iterator[tuple[int, int]]:
    """Start and end offsets of the blanks inside a cell's text."""
    return (found.span() for found in _BLANKS.finditer(cell.text))


def common(cell: Cell, start: int, end: int) -> int:
    """How many character columns a cell shares with a range; negative: how far it is away."""
    return min(cell.end_column, end) - max(cell.column, start)


def over(cell: Cell, other: Cell) -> bool:
    """Whether two cells share a character column."""
    return common(cell, other.column, other.end_column) > 0


def centre(cell: Cell) -> float:
    """The character column of a one-line cell's middle."""
    return (cell.column + cell.end_column) / 2


def whole(cells: Sequence[Cell], slot: int) -> Cell:
    """One cell of several fragments, top down and from left to right; they stay as its parts."""
    if len(cells) == 1:
        return cells[0]._replace(slot=slot)
    found = sorted(
        (at._replace(slot=slot, parts=()) for cell in cells for at in cell.parts or (cell,)),
        key=lambda at: (at.line, at.column),
    )
    text = found[0].text
    for above, below in pairwise(found):
        text += (" " if above.line == below.line else "\n") + below.text
    last = found[-1]
    return found[0]._replace(
        text=text, end_line=last.line, end_column=last.end_column, parts=tuple(found)
    )


def blank(slot: int, line: int, column: int) -> Cell:
    """An empty cell."""
    return Cell("", line, column, slot, line, column)


def middle(cell: Cell) -> float:
    """The line in the middle of a cell, between two lines where their count is even."""
    return (cell.line + cell.end_line) / 2


def across(cell: Cell) -> tuple[int, int]:
    """The first character column of a cell and the one after its last, over all its lines."""
    parts = cell.parts or (cell,)
    return min(at.column for at in parts), max(at.end_column for at in parts)
