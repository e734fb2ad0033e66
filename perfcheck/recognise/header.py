"""Which row is the header of a table, and which column each of its cells names."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.kind import Column, Kind, Table, column
from perfcheck.source import Cell, Row
from perfcheck.wording import label_forms, normal

_LONGEST = 40


class Heading(NamedTuple):
    """One header cell laid on a column; `column` is None where the label is unknown."""

    column: Column | None
    cell: Cell
    bracket: str


class Header(NamedTuple):
    """A header row of a table: its columns from left to right, and caption cells beside them.

    `width` is how many cells the row has, empty ones included.
    """

    table: Table
    headings: tuple[Heading, ...]
    captions: tuple[Cell, ...]
    width: int = 0


def header(
    kind: Kind, row: Row, inside: Table | None = None, filled: Sequence[Cell] | None = None
) -> Header | None:
    """Read a row as the header of one of the kind's tables, or as the second row of `inside`.

    `filled` are its cells that have a text, where they are at hand.
    """
    cells = [cell for cell in row.cells if cell.text] if filled is None else filled
    if len(cells) < 2 or not _may_be(kind, cells):
        return None
    tables = sorted(kind.tables.values(), key=lambda table: table is not inside)
    found = [made for table in tables if (made := _header(kind, table, cells, inside))]
    best = max(found, key=lambda made: len(made.headings), default=None)
    return best._replace(width=len(row.cells)) if best else None


def _may_be(kind: Kind, cells: Sequence[Cell]) -> bool:
    """Whether enough cells are labels of tables, and none longer than labels are.

    Most rows are no header of any table; this tells so with a look at the first cells.
    """
    ready = kind.ready()
    labels, room = ready.columns, len(cells) - ready.least
    for cell in cells:
        if len(cell.text) > _LONGEST:
            return False
        for form, _ in label_forms(cell.text):
            if form in labels:
                break
        else:
            room -= 1
            if room < 0:
                return False
    return True


def _header(kind: Kind, table: Table, cells: Sequence[Cell], inside: Table | None) -> Header | None:
    labels: list[tuple[Column, str] | None] = []
    room = len(cells) - table.minimum
    for cell in cells:
        labels.append(column(kind, table, cell.text))
        room -= labels[-1] is None
        if room < 0:
            return None
    if table is not inside and not _names(table, cells, labels):
        return None
    captions, headings = [], []
    for cell, label in zip(cells, labels, strict=True):
        if label is None and normal(cell.text) in table.captions:
            captions.append(cell)
        else:
            headings.append(Heading(label[0], cell, label[1]) if label else Heading(None, cell, ""))
    laid = _once_each(_with_spare(headings, table))
    known = {heading.column.name for heading in laid if heading.column}
    enough = len(known) >= table.minimum and len(known) >= 0.6 * len(headings)
    if enough and (table.needs in known or table is inside):
        return Header(table, tuple(laid), tuple(captions))
    return None


def _names(
    table: Table, cells: Sequence[Cell], labels: Sequence[tuple[Column, str] | None]
) -> bool:
    """Whether any cell is a label, or a spare one, of the column that a row needs."""
    if any(label[0].name == table.needs for label in labels if label):
        return True
    spare = [table.spare.get(normal(cell.text)) for cell in cells]
    return any(column.name == table.needs for column in spare if column)


def _with_spare(headings: list[Heading], table: Table) -> list[Heading]:
    """A spare label stands for its column only where no other label does."""
    names = {heading.column.name for heading in headings if heading.column}
    laid = []
    for at in headings:
        spare = table.spare.get(normal(at.cell.text))
        use = spare is not None and spare.name not in names
        names |= {spare.name} if use and spare else set()
        laid.append(at._replace(column=spare) if use else at)
    return laid


def _once_each(headings: list[Heading]) -> list[Heading]:
    """A column printed twice is known once; the second print is a column of no name."""
    seen: set[str] = set()
    laid = []
    for heading in headings:
        twice = heading.column is not None and heading.column.name in seen
        laid.append(heading._replace(column=None) if twice else heading)
        seen |= {heading.column.name} if heading.column else set()
    return laid
