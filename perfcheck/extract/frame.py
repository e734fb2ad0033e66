"""What holds for a whole table while its rows become records: caption, columns and units."""

from typing import NamedTuple

from perfcheck import numerals
from perfcheck.extract.printed import Printed
from perfcheck.kind import Caption, Column, Kind
from perfcheck.source import Cell
from perfcheck.wording import normal

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
        said = self.said
        for number, at in enumerate(self.printed.pages[page].headings):
            if at.column:
                unit = numerals.unit_in(at.bracket) or "" if at.bracket else ""
                name = said.columns.get(at.column.name, at.column.name) if said else at.column.name
                found[name] = (number, at.column._replace(name=name), at.cell, unit)
        return found

    @property
    def said(self) -> Caption | None:
        """What the table's caption says of all its rows."""
        return self.printed.table.said.get(normal(self.caption))
