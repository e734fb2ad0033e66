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


def header(kind: Kind, row: Row, inside: Table | None = None) -> Header | None:
    """Read a row as the header of one of the kind's tables, or as the second row of `inside`."""
    cells = [cell for cell in row.cells if cell.text]
    if len(cells) < 2 or not _may_be(kind, cells):
        return None
    tables = sorted(kind.tables.values(), key=lambda table: table is not inside)
    found = [made for table in tables if (made := _header(kind, table, cells, inside))]
    best = max(found, key=lambda made: len(made.headings), default=None)
    return best._replace(width=len(row.cells)) if best else None


def _may_be(kind: Kind, cells: list[Cell]) -> bool:
    """Whether any cell is a label of some table, and none longer than labels are.

    Most rows are no header of any table; this tells so with one look at each cell.
    """
    if max([len(cell.text) for cell in cells]) > _LONGEST:
        return False
    labels = kind.ready().columns
    return any([form in labels for cell in cells for form, _ in label_forms(cell.text)])


def _header(kind: Kind, table: Table, cells: list[Cell], inside: Table | None) -> Header | None:
    labels = [column(kind, table, cell.text) for cell in cells]
    if len(cells) - labels.count(None) < table.minimum:
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
