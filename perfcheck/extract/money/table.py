"""What reading money tables gives: tables with their records, notes, and what was not laid."""

from typing import NamedTuple

from perfcheck.form import Doubt, Record
from perfcheck.source import Cell


class MoneyTable(NamedTuple):
    """One money table: `name` is its kind's, `columns` are the printed heads.

    `first` and `last` are the lines it begins and ends on.
    """

    name: str
    number: str
    caption: Cell
    columns: tuple[str, ...]
    unit: str
    records: tuple[Record, ...]
    first: int
    last: int


class MoneyRead(NamedTuple):
    """All money tables of a document.

    `claimed` is what was understood, `left` what stands in a table and was not; `lines` are all
    lines of the tables, `notes` what is noted below them.
    """

    tables: tuple[MoneyTable, ...]
    claimed: tuple[Cell, ...]
    left: tuple[Cell, ...]
    doubts: tuple[Doubt, ...]
    lines: frozenset[int]
    notes: tuple[Cell, ...]
