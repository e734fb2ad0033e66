"""What stands above (and below) the rows of a list: labels with their values, and the header."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck import numerals
from perfcheck.extract.listing.figures import is_figure
from perfcheck.extract.listing.runs import bundled, run_of
from perfcheck.extract.listing.words import AMOUNTS, INDICATORS, NAME, UNIT, Heads, Words
from perfcheck.source import Cell, Mode, Row
from perfcheck.wording import compiled, normal

_MOST_ROWS = 12
_MOST_SIGNS = 160
_NEEDED = 3


class Column(NamedTuple):
    """A column of the list: its concept, its printed label, the unit that the label announces."""

    name: str
    label: Cell
    unit: str


class Header(NamedTuple):
    """The header of a list: its columns in order, and the rows that it takes.

    `slots` tells the column of a cell's place in a row; empty where the header is plain text.
    """

    columns: tuple[Column, ...]
    slots: Mapping[int, str]
    cells: tuple[Cell, ...]
    mode: Mode
    size: int
    width: int

    @property
    def amounts(self) -> tuple[str, ...]:
        """The amount columns, in order."""
        return tuple(at.name for at in self.columns if at.name in AMOUNTS)

    def label(self, name: str) -> Cell | None:
        """The printed label of a column."""
        return next((at.label for at in self.columns if at.name == name), None)

    def unit(self, name: str) -> str:
        """The unit that a column's label announces."""
        return next((at.unit for at in self.columns if at.name == name), "")


def header_at(rows: Sequence[Row], at: int, words: Heads | Words) -> Header | None:
    """Read the rows from `at` on as the header of the list, as many of them as belong to it."""
    if not _opens(rows[at], words) or not _may_head(rows[at], words):
        return None
    best = None
    for end in range(at + 1, min(at + _MOST_ROWS, len(rows)) + 1):
        taken = [rows[index] for index in range(at, end)]
        cells = [cell for row in taken for cell in row.cells if cell.text]
        if sum(len(cell.text) for cell in cells) > _MOST_SIGNS or _figured(taken[-1]):
            break
        made = _stacked(taken, words) or _running(taken, words)
        if made and (
            best is None or len(made.columns) > len(best.columns) or _bare(taken[-1], words)
        ):
            best = made
    return best


def _bare(row: Row, words: Heads | Words) -> bool:
    """Whether a row of a header holds captions and units alone."""
    return not any(normal(cell.text) in words.columns for cell in row.cells if cell.text)


def _opens(row: Row, words: Heads | Words) -> bool:
    first = next((normal(cell.text) for cell in row.cells if cell.text), "")
    if not first:
        return False
    return first in words.begun or compiled(words.heading).match(first) is not None


def _may_head(row: Row, words: Heads | Words) -> bool:
    """Whether each cell of a row of cells begins as a label or a caption does."""
    cells = [cell for cell in row.cells if cell.text]
    if row.mode != "cells" or len(cells) < 2:
        return True
    starts = {caption[:2] for caption in words.captions}
    return all((said := normal(cell.text)[:2]) in words.begun or said in starts for cell in cells)


def _figured(row: Row) -> bool:
    return any(is_figure(word) for cell in row.cells for word in cell.text.split())


def _running(rows: Sequence[Row], words: Heads | Words) -> Header | None:
    """A header printed as running text: label after label, wrapped anywhere."""
    run = run_of([cell for row in rows for cell in row.cells if cell.text])
    said = numerals.fold(run.text)
    whole = f"(?:(?:{words.heading})(?:[(（]?(?:单位:)?[百千万亿]*元[)）]?)?)+"
    if compiled(whole).fullmatch(said) is None:
        return None
    found: list[tuple[str, Cell]] = []
    for match in compiled(words.heading).finditer(said):
        cell = run.cell(*match.span())
        if cell and match[0] in words.columns:
            found.append((match[0], cell))
    return _made(found, {}, rows, words)


def _stacked(rows: Sequence[Row], words: Heads | Words) -> Header | None:
    """A header whose labels stand in cells; those of one column below each other."""
    if len([cell for cell in rows[0].cells if cell.text]) < 2:
        return None
    found: list[tuple[str, Cell]] = []
    slots: dict[int, str] = {}
    for stack in _stacks(rows):
        label = _label(stack, words)
        if label is None:
            return None
        for said, cell in label:
            found.append((said, cell))
            slots[cell.slot] = words.columns[said]
    return _made(found, slots, rows, words)


def _stacks(rows: Sequence[Row]) -> list[list[Cell]]:
    """The cells of header rows, column by column, left to right."""
    stacks: list[list[Cell]] = []
    for row in rows:
        for cell in row.cells:
            if not cell.text:
                continue
            under = [
                at for at in stacks if _over(at[-1], cell, row.mode) and at[-1].line < row.line
            ]
            if len(under) == 1:
                under[0].append(cell)
            else:
                stacks.append([cell])
    return sorted(stacks, key=lambda at: (at[-1].slot, at[-1].column))


def _over(above: Cell, cell: Cell, mode: Mode) -> bool:
    if mode == "cells":
        return above.slot == cell.slot
    return above.column < cell.end_column and cell.column < above.end_column


def _label(stack: Sequence[Cell], words: Heads | Words) -> list[tuple[str, Cell]] | None:
    """The column labels that a stack of cells prints; empty for captions, None for other text."""
    joined = bundled(stack)
    said = _known("".join(cell.text for cell in stack), words)
    if joined and said is not None:
        return [(said, joined)] if said in words.columns else []
    found = []
    for cell in stack:
        said = _known(cell.text, words)
        if said is None:
            return None
        found += [(said, cell)] if said in words.columns else []
    return found[-1:]


def _known(text: str, words: Heads | Words) -> str | None:
    said = normal(text)
    bare, bracket, _ = said.rpartition("(")
    for form in (said, bare if bracket and numerals.unit_in(text) else said):
        if form in words.columns or form in words.captions:
            return form
    return None


def _made(
    found: Sequence[tuple[str, Cell]],
    slots: Mapping[int, str],
    rows: Sequence[Row],
    words: Heads | Words,
) -> Header | None:
    columns: dict[str, Column] = {}
    for said, cell in found:
        name = words.columns[said]
        unit = numerals.unit_in(cell.text) or ""
        columns.setdefault(name, Column(name, cell, unit))
    needed = NAME in columns or (UNIT in columns and INDICATORS in columns)
    if len(columns) < _NEEDED or not needed:
        return None
    cells = tuple(cell for row in rows for cell in row.cells if cell.text)
    width = max(len(row.cells) for row in rows)
    return Header(tuple(columns.values()), slots, cells, rows[0].mode, len(rows), width)
