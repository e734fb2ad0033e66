"""The ways of cutting a line into cells, and which of them a line by itself is for."""

from functools import partial
from importlib import import_module
from typing import Any, Final, NamedTuple

from perfcheck.readers import labelled, plain, tabs
from perfcheck.source import Cell, Mode, Row

MODES: Final[dict[str, Mode]] = {
    "tabs": "cells",
    "bars": "cells",
    "columns": "position",
    "labelled": labelled.MODE,
    "plain": plain.MODE,
}
_APART = ("  ", "\u3000", "\xa0", "\u2001", "\u2002", "\u2003", "\u2009", "\f")


class Printed(NamedTuple):
    """A row, and the way in which it was cut: one of WAYS, or commas or markup."""

    row: Row
    way: str


_row = partial(tuple.__new__, Row)
_printed = partial(tuple.__new__, Printed)
"""They make one of all that it holds in a third of the time; most lines of a form have tabs."""


def tabbed(line: str, number: int, *, gap: bool) -> Printed:
    """Cut a line with tabs; `gap` as in `Row`."""
    return _printed((_row((tabs.cut(line, number), number, gap, "cells", ())), "tabs"))


def cut(line: str, number: int, before: int = 0) -> Printed:
    """Cut a line, or the part of one that has `before` characters before it; not a blank one.

    Whether bars separate cells its neighbours say too; that is asked elsewhere.
    """
    if "\t" in line:
        way, cells = "tabs", tabs.cut(line, number)
    elif _parted(line):
        way, cells = "columns", by("columns").cut(line, number)
    else:
        way, cells = "labelled" if labelled.takes(line) else "plain", plain.cut(line, number)
    if before:
        cells = tuple(
            cell._replace(column=cell.column + before, end_column=cell.end_column + before)
            for cell in cells
        )
    return Printed(Row(cells, number, False, MODES[way]), way)


def by(name: str) -> Any:
    """The module of a way that most texts do not need, imported when one does."""
    return import_module(f"perfcheck.readers.{name}")


def _parted(line: str) -> bool:
    """Whether columns of blanks part the line; what is between its ends tells at once mostly."""
    inner = line.strip()
    return any(sign in inner for sign in _APART) and bool(by("columns").takes(line))


def printed(way: str, cells: tuple[Cell, ...], number: int) -> Printed:
    """A row of cells; one that has a line to itself between bars is one of a sequence."""
    mode: Mode = "sequence" if way == "bars" and len(cells) == 1 else MODES[way]
    return Printed(Row(cells, number, mode=mode), way)


def whole(cell: Cell, gap: bool = False) -> Printed:
    """A row that is one cell."""
    way = "labelled" if labelled.takes(cell.text) else "plain"
    return Printed(Row((cell,), cell.line, gap, MODES[way]), way)
