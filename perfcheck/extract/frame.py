"""What holds for a whole table while its rows become records: caption, columns and units."""

from collections.abc import Mapping
from typing import NamedTuple

from perfcheck import numerals
from perfcheck.extract.printed import Printed
from perfcheck.kind import LEVEL_ONE, LEVEL_TWO, Caption, Column, Vocabulary
from perfcheck.source import Cell
from perfcheck.wording import meaning, normal

APART = "·"
"""What stands in a column's name between it and the place or part whose values it holds."""


class At(NamedTuple):
    """A named column of a page: its number among the headings, its label, and what that says.

    `unit` is the one in force for its figures, `sure` whether that is printed.
    """

    number: int
    column: Column
    label: Cell
    said: str
    unit: str
    sure: bool


class Columns(NamedTuple):
    """The named columns of a page, and those of them that every row asks for.

    `needed`: the one that names a row; `values`: those that hold a declared concept, which is no
    level; `parts`: those that hold it for one of several places; `numbers`: those of all. `levels`
    are those whose terms every row has, with the column that prints them: level one needs none.
    """

    named: Mapping[str, At]
    needed: At | None
    values: tuple[At, ...]
    parts: tuple[At, ...]
    numbers: frozenset[int]
    levels: tuple[tuple[int, str, At | None], ...]


class Frame(NamedTuple):
    """What holds for a whole table: caption, declared columns, units and the kind's words."""

    printed: Printed
    caption: str
    declared: tuple[str, ...]
    unit: str
    unit_certain: bool
    words: Vocabulary
    stripped: bool

    def columns(self, page: int) -> Columns:
        """The named columns of a page."""
        found: dict[str, At] = {}
        said = self.said
        for number, at in enumerate(self.printed.pages[page].headings):
            if at.column:
                name = said.columns.get(at.column.name, at.column.name) if said else at.column.name
                unit, sure = self._unit(at.column, at.bracket)
                own = at.column
                column = own if name == own.name else own._replace(name=name)
                found[name] = At(number, column, at.cell, meaning(at.cell.text), unit, sure)
        named = {name: _alone(at, found) for name, at in found.items()}
        held = [at for name, at in named.items() if name in self.declared]
        return Columns(
            named,
            named.get(self.printed.table.needs),
            tuple(at for at in held if at.column.name not in (LEVEL_ONE, LEVEL_TWO)),
            tuple(at for name, at in named.items() if APART in name),
            frozenset(at.number for at in named.values()),
            tuple(
                (level, name, named.get(name))
                for level, name in enumerate((LEVEL_ONE, LEVEL_TWO), 1)
                if level == 1 or name in named
            ),
        )

    def _unit(self, column: Column, bracket: str) -> tuple[str, bool]:
        """The unit in force for a column's figures, and whether it is printed."""
        own = numerals.unit_in(bracket) or "" if bracket else ""
        if column.type == "money":
            return own or self.unit, bool(own) or self.unit_certain
        return "", True

    @property
    def said(self) -> Caption | None:
        """What the table's caption says of all its rows."""
        return self.printed.table.said.get(normal(self.caption))


def _alone(at: At, named: Mapping[str, At]) -> At:
    """A column whose value has parts in others joins only those that the page prints."""
    joins = tuple(name for name in at.column.joins if name in named)
    if joins == at.column.joins:
        return at
    return at._replace(column=at.column._replace(joins=joins))
