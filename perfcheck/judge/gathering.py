"""What is known of a budget's rows from the rows around them: their level, total and parts."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from perfcheck.form import Form, Record
from perfcheck.judge.branches import Branch, Words, words_of
from perfcheck.judge.outline import Outline, outline
from perfcheck.judge.trees import branches, full_names, item_path
from perfcheck.lang.arithmetic import whole
from perfcheck.lang.derived import CODED_TABLES, ITEM_TABLES, SAME_ITEM, TOTAL_ROW
from perfcheck.lang.keys import INDEXES, KEY_COLUMNS, indexed, told_column
from perfcheck.lang.scope import Row
from perfcheck.messages import Message
from perfcheck.values import Missing, Text

_GAPS = frozenset(("未识别", "值缺失"))
_HOLED = Missing(
    "lost", Message("这张表里有没读懂的文字", "there is text in this table that was not understood")
)
_NO_TOTAL = Missing("blank", Message("表中没有单独的合计行", "the table has no one total row"))
_NO_CODE = Missing("blank", Message("这一行没有科目编码", "the row has no code"))
_NO_LEVEL = Missing("blank", Message("分不清这一行的层次", "the level of the row is unclear"))


class Known(NamedTuple):
    """What tells which rows stand below which: word lists, coded tables, lines not understood."""

    words: Words
    outline: Outline
    unread: Sequence[int]


def gather(
    form: Form, trees: Sequence[str], values: dict[str, Any], vocabulary: Mapping[str, Any]
) -> None:
    """Add to the rows of a budget what is known of each from other rows."""
    coded = outline(form.tables[name] for name in CODED_TABLES if name in form.tables)
    known = Known(words_of(vocabulary), coded, _unread(form))
    for name in trees:
        _grow(form, name, values[name], known)
    _tie(values)
    _index(values, trees, vocabulary)


def _index(values: dict[str, Any], trees: Sequence[str], vocabulary: Mapping[str, Any]) -> None:
    """Keep the rows of tables by their keys, so that a rule may look up a row for every row."""
    columns = {name: told_column(vocabulary.get(KEY_COLUMNS), name) for name in trees}
    values[INDEXES] = {
        name: indexed(values[name], column) for name, column in columns.items() if column
    }


def _grow(form: Form, name: str, rows: tuple[Row, ...], known: Known) -> None:
    """Add to the rows of a money table what is known of each from the rows around it."""
    start = 0
    for number, records in enumerate(_printed(form, name), 1):
        printed = rows[start : start + len(records)]
        start += len(records)
        made = branches(records, known.words, known.outline)
        gap = _gap(known.unread, records)
        totals = _totals(printed, made)
        for row, branch, path in zip(printed, made, full_names(records, made), strict=True):
            below = branch.below
            fields = cast("dict[str, Any]", row.fields)
            fields["表序"] = whole(number)
            fields["层次"] = _NO_LEVEL if branch.level is None else whole(branch.level)
            place = getattr(fields.get("科目名称"), "origins", ())
            fields["全称"] = Text(path, place)
            fields[TOTAL_ROW] = totals.get(_text(row, "方向"), _NO_TOTAL)
            if "方向" in fields:
                fields["科目编码"] = Text(branch.code, place) if branch.code else _NO_CODE
            fields["下级"] = gap or (
                below if isinstance(below, Missing) else tuple(printed[at] for at in below)
            )


def _totals(rows: Sequence[Row], made: Sequence[Branch]) -> dict[str, Row]:
    """The total row of a table, and the last, the grand total, of each of its sides."""
    found: dict[str, list[Row]] = {}
    for row, branch in zip(rows, made, strict=True):
        if branch.level == 0:
            found.setdefault(_text(row, "方向"), []).append(row)
    return {side: totals[-1] for side, totals in found.items() if side or len(totals) == 1}


def _tie(values: Mapping[str, Any]) -> None:
    """Add to what the prose says of a budget item the table rows of that item."""
    said = [row for name in SAME_ITEM for row in _list(values, name)]
    if not said:
        return
    known: dict[str, list[Row]] = {}
    for name in ITEM_TABLES:
        for row in _list(values, name):
            for key in {_text(row, "科目编码"), item_path(_text(row, "全称"))} - {""}:
                known.setdefault(key, []).append(row)
    for row in said:
        key = _text(row, "科目编码") or item_path(_text(row, "科目"))
        cast("dict[str, Any]", row.fields)["同科目"] = tuple(known.get(key, ()))


def _list(values: Mapping[str, Any], name: str) -> tuple[Row, ...]:
    rows = values.get(name)
    return rows if type(rows) is tuple else ()


def _text(row: Row, column: str) -> str:
    value = row.fields.get(column)
    return value.text if isinstance(value, Text) else ""


def _printed(form: Form, name: str) -> Iterator[Sequence[Record]]:
    """The records of a list by the printed tables in which they stand."""
    sheets = [sheet.records for sheet in form.sheets if sheet.name == name]
    records = form.tables[name]
    whole_list = sum(map(len, sheets)) == len(records)
    yield from sheets if whole_list else [records]


def _unread(form: Form) -> list[int]:
    """The lines of texts that were not understood and of values that may be lost, in order."""
    return sorted(cell.line for doubt in form.doubts if doubt.kind in _GAPS for cell in doubt.cells)


def _gap(unread: Sequence[int], records: Sequence[Record]) -> Missing | None:
    """No row of a printed table with unread text can be said to have all rows below it."""
    if not records:
        return None
    place = bisect_left(unread, records[0].line)
    lost = place < len(unread) and unread[place] <= records[-1].line
    return _HOLED if lost else None
