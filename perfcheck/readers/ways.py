"""The ways of cutting a line into cells, and which of them a line by itself is for."""

from typing import Final, NamedTuple

from perfcheck.readers import bars, columns, labelled, plain, tabs
from perfcheck.source import Cell, Mode, Row

WAYS: Final = {
    "tabs": tabs,
    "bars": bars,
    "columns": columns,
    "labelled": labelled,
    "plain": plain,
}


class Printed(NamedTuple):
    """A row, and the way in which it was cut: one of WAYS, or commas or markup."""

    row: Row
    way: str


def cut(line: str, number: int, before: int = 0) -> Printed:
    """Cut a line, or the part of one that has `before` characters before it; not a blank one.

    Whether bars separate cells its neighbours say too; that is asked elsewhere.
    """
    way = (
        "tabs"
        if "\t" in line
        else "columns"
        if columns.takes(line)
        else "labelled"
        if labelled.takes(line)
        else "plain"
    )
    cells = WAYS[way].cut(line, number)
    if before:
        cells = tuple(
            cell._replace(column=cell.column + before, end_column=cell.end_column + before)
            for cell in cells
        )
    return Printed(Row(cells, number, False, WAYS[way].MODE), way)


def printed(way: str, cells: tuple[Cell, ...], number: int) -> Printed:
    """A row of cells; one that has a line to itself between bars is one of a sequence."""
    mode: Mode = "sequence" if way == "bars" and len(cells) == 1 else WAYS[way].MODE
    return Printed(Row(cells, number, mode=mode), way)


def whole(cell: Cell, gap: bool = False) -> Printed:
    """A row that is one cell."""
    way = "labelled" if labelled.takes(cell.text) else "plain"
    return Printed(Row((cell,), cell.line, gap, WAYS[way].MODE), way)
