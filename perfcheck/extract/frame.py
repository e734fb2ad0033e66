"""What holds for a whole table while its rows become records: caption, columns and units."""

from typing import NamedTuple

from perfcheck import numerals
from perfcheck.extract.table import Printed
from perfcheck.kind import Column, Kind
from perfcheck.source import Cell

At = tuple[int, Column, Cell, str]


class Frame(NamedTuple):
    """What holds for a whole table: caption, declared columns, units and the kind."""

    printed: Printed
    caption: str
    declared: tuple[str, ...]
    unit: str
    unit_certain: bool
    kind: Kind
    stripped: bool

    def columns(self, page: int) -> dict[str, At]:
        """The named columns of a page: number, column, label cell, and unit where printed."""
        found = {}
        for number, at in enumerate(self.printed.pages[page].headings):
            if at.column:
                unit = numerals.unit_in(at.bracket) or "" if at.bracket else ""
                found[at.column.name] = (number, at.column, at.cell, unit)
        return found
