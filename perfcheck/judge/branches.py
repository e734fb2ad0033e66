"""The place of one row among the rows of a printed money table, and what words tell of rows."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from perfcheck.form import Record
from perfcheck.lang.words import folded_label
from perfcheck.messages import Message
from perfcheck.values import Missing, Number, Text

TOTALS = "收支合计行"
SINGLE = "收支单列行"
ENTRIES = "收支来源去向行"
GRANTS = "拨款行"
FUNDS = "拨款分项行"
STAFF = "人员经费类"

UNCLEAR = Missing(
    "undefined", Message("分不清哪些行是下一级", "it is unclear which rows are one level below")
)
_DIGITS = re.compile(r"\d{2,12}")


class Words(NamedTuple):
    """Names, without marks, of rows that are known by their names.

    `totals` of a side, and rows that stand by themselves (`single`); sources and uses that head
    rows where none is numbered (`entries`), appropriations (`grants`) and the `funds` that make one
    up; `staff` are the economic classes of personnel expenditure.
    """

    totals: Collection[str] = ()
    single: Collection[str] = ()
    entries: Collection[str] = ()
    grants: Collection[str] = ()
    funds: Collection[str] = ()
    staff: Collection[str] = ()


class Branch:
    """The place of one row: its level (0: a total), its parent, the rows below it, its code."""

    __slots__ = ("below", "code", "level", "parent")

    def __init__(self) -> None:
        self.level: int | None = None
        self.parent: int | None = None
        self.below: list[int] | Missing = []
        self.code = ""


def words_of(vocabulary: Mapping[str, object]) -> Words:
    """The names that the word lists give for rows that are known by their names."""
    names = (TOTALS, SINGLE, ENTRIES, GRANTS, FUNDS, STAFF)
    return Words(*(_folded(vocabulary.get(name, ())) for name in names))


def _folded(words: object) -> frozenset[str]:
    return frozenset(map(folded_label, words)) if isinstance(words, Collection) else frozenset()


def said(record: Record, column: str) -> str:
    """The text of a column of a row; empty where there is none."""
    field = record.fields.get(column)
    return field.value.text if field is not None and isinstance(field.value, Text) else ""


def code(record: Record) -> str:
    """The digits of a row's code; empty where it has none."""
    field = record.fields.get("科目编码")
    value = field.value if field is not None else None
    text = value.printed if isinstance(value, Number) else said(record, "科目编码")
    return text if _DIGITS.fullmatch(text) else ""


def hang(made: list[Branch], place: int, parent: int) -> None:
    """Put a row below another, unless what stands below that is unclear."""
    made[place].parent = parent
    below = made[parent].below
    if isinstance(below, list):
        below.append(place)


def unclear(*found: Branch | None) -> None:
    """Say that it cannot be told which rows stand below some."""
    for branch in found:
        if branch is not None:
            branch.below = UNCLEAR


def bare_name(name: str) -> str:
    """The name of a budget item as it is compared: without numbering and without 支出 at its end.

    >>> bare_name("四、公共安全支出")
    '公共安全'
    """
    return folded_label(name).removesuffix("支出")
