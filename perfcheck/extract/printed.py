"""A table as it was printed, and its rows as they were laid: what M2 hands on to M3 and M6."""

from collections.abc import Mapping
from typing import NamedTuple

from perfcheck.kind import Table
from perfcheck.recognise import Heading
from perfcheck.source import Cell, Row


class Page(NamedTuple):
    """Rows between two gaps, below the same header."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    width: int


class Printed(NamedTuple):
    """A table as it was printed: its header rows, pages and captions.

    `torn` are lines of rows that a line before them, which belongs to nothing, may belong to.
    """

    table: Table
    header: tuple[Cell, ...]
    pages: tuple[Page, ...]
    captions: tuple[Cell, ...]
    unit: str
    torn: frozenset[int] = frozenset()


class Body(NamedTuple):
    """One data row, laid: cells by column number, and what could not be laid.

    `moved`: the cells stand elsewhere than the header and the page say, or are more or fewer;
    `either`: columns in which a second reading, equally good, differs; `vacant`: it names a class
    without indicators; `more`: what rows below it add to its cells.
    """

    row: Row
    page: int
    placed: Mapping[int, Cell]
    left: tuple[Cell, ...]
    captions: tuple[Cell, ...]
    usual: Mapping[int, int]
    moved: bool
    either: frozenset[int]
    vacant: bool = False
    more: tuple[Mapping[int, Cell], ...] = ()


def rest(body: Body) -> list[Cell]:
    """The filled cells of a row but its captions."""
    return [cell for cell in body.row.cells if cell.text and cell not in body.captions]


def opening(body: Body) -> str:
    """What the first cell of a row but its captions says; it tells rows of totals from others."""
    for cell in body.row.cells:
        if cell.text and cell not in body.captions:
            return cell.text
    return ""
