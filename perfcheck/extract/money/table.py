"""What reading money tables gives: tables with their records, notes, and what was not laid."""

from typing import NamedTuple

from perfcheck.extract.money.book import Book
from perfcheck.form import Doubt, Sheet
from perfcheck.source import Cell


class MoneyRead(NamedTuple):
    """All money tables of a document.

    `claimed` is what was understood, `left` what stands in a table and was not; `lines` are all
    lines of the tables, `notes` what is noted below them. `book` is what they were read by.
    """

    tables: tuple[Sheet, ...]
    claimed: tuple[Cell, ...]
    left: tuple[Cell, ...]
    doubts: tuple[Doubt, ...]
    lines: frozenset[int]
    notes: tuple[Cell, ...]
    book: Book
