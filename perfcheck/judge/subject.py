"""A form as rules see it: names and values, each value with the field that it came from."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from perfcheck.form import Field, Form, Record, same_value
from perfcheck.lang.arithmetic import whole
from perfcheck.lang.derived import (
    CODED_TABLES,
    ITEM_TABLES,
    PARTS,
    SAME_ITEM,
    is_sheet,
    is_tree,
)
from perfcheck.lang.keys import INDEXES, KEY_COLUMNS, indexed, told_column
from perfcheck.lang.scope import Row, Scope, named
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Target, Text

if TYPE_CHECKING:
    from perfcheck.judge.branches import Branch, Words
    from perfcheck.judge.outline import Outline
else:
    Words = Outline = Any


class Known(NamedTuple):
    """What tells which rows stand below which: word lists, coded tables, lines not understood."""

    words: Words
    outline: Outline
    unread: Sequence[int]


class Names(NamedTuple):
    """What can be named in rules about a kind: single fields, and the columns of its lists."""

    fields: tuple[str, ...]
    tables: Mapping[str, tuple[str, ...]]


def subject(form: Form, names: Names, vocabulary: Mapping[str, Any]) -> Scope:
    """Return the scope in which a rule about `form` is judged."""
    values: dict[str, Any] = {}
    said: dict[str, list[Field]] = {}
    for field in form.fields:
        said.setdefault(field.name, []).append(field)
    for name in names.fields:
        values[name] = _single(said.get(name, ()), name)
    printed = any(map(is_sheet, form.tables))
    for name in names.tables:
        rows = _rows(form, name)
        unprinted = printed and is_sheet(name) and isinstance(rows, Missing)
        values[name] = () if unprinted else rows
    trees = [name for name in form.tables if is_tree(names.tables.get(name, ()))]
    if trees:
        _gather(form, trees, values, vocabulary)
    return Scope(values, Scope(vocabulary), Row("表单", values, form), shared={})


def _single(found: Sequence[Field], name: str) -> Any:
    if not found:
        return _not_found(name)
    if not same_value(found):
        reason = Message(f"“{name}”在表中不唯一", f"{name!r} stands in the form more than once")
        return Missing("undefined", reason, tuple(found))
    return with_origin(found[0])


def _rows(form: Form, name: str) -> Any:
    if name in form.tables:
        return tuple(_row(record) for record in form.tables[name])
    made = _MADE.get(name)
    return tuple(made(form)) if made else _not_found(name)


@lru_cache(maxsize=1024)
def _not_found(name: str) -> Missing:
    return Missing("absent", Message(f"表中没有找到“{name}”", f"{name!r} was not found"))


def with_origin(field: Field, name: str = "") -> Any:
    """The field's value, telling where it came from; a column that is not printed is nowhere.

    What is missing says of which `name` it is.
    """
    value = field.value
    if type(value) is Text:
        return Text(value.text, (field,))
    if type(value) is not Missing:
        return value._replace(origins=(field,))
    if value.kind == "absent" and not field.cells:
        return value if value.reason.zh else _unprinted(name or field.name)
    return Missing(value.kind, named(value, name or field.name).reason, (field,))


@lru_cache(maxsize=1024)
def _unprinted(name: str) -> Missing:
    return named(Missing("absent"), name)


def _row(record: Record) -> Row:
    values = {name: with_origin(field, name) for name, field in record.fields.items()}
    if record.name in PARTS:
        values["分项"] = tuple(_row(part) for part in record.below)
    if record.name in SAME_ITEM:
        values["同科目"] = ()
    return Row(record.name, values, record)


def _gather(
    form: Form, trees: Sequence[str], values: dict[str, Any], vocabulary: Mapping[str, Any]
) -> None:
    """Add to the rows of a budget what is known of each from other rows."""
    from perfcheck.judge.branches import words_of
    from perfcheck.judge.outline import outline

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


def _grow(form: Form, name: str, rows: tuple[Row, ...], known: "Known") -> None:
    """Add to the rows of a money table what is known of each from the rows around it."""
    from perfcheck.judge.trees import branches, full_names

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
            fields["全称"] = Text(path, getattr(row.fields.get("科目名称"), "origins", ()))
            fields["合计行"] = totals.get(_text(row, "方向"), _NO_TOTAL)
            if "方向" in fields:
                place = getattr(row.fields.get("科目名称"), "origins", ())
                fields["科目编码"] = Text(branch.code, place) if branch.code else _NO_CODE
            fields["下级"] = gap or (
                below if isinstance(below, Missing) else tuple(printed[at] for at in below)
            )


def _totals(rows: Sequence[Row], made: Sequence["Branch"]) -> dict[str, Row]:
    """The total row of a table, and the last, the grand total, of each of its sides."""
    found: dict[str, list[Row]] = {}
    for row, branch in zip(rows, made, strict=True):
        if branch.level == 0:
            found.setdefault(_text(row, "方向"), []).append(row)
    return {side: totals[-1] for side, totals in found.items() if side or len(totals) == 1}


def _tie(values: Mapping[str, Any]) -> None:
    """Add to what the prose says of a budget item the table rows of that item."""
    from perfcheck.judge.trees import item_path

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


def _doubts(form: Form) -> Iterator[Row]:
    for doubt in form.doubts:
        place = Field("读取疑点", Text(doubt.message.zh), doubt.cells, ("读取疑点", doubt.kind))
        values = {
            "类别": Text(doubt.kind, (place,)),
            "说明": Text(doubt.message.zh, (place,)),
            "英文说明": Text(doubt.message.text("en"), (place,)),
        }
        yield Row(
            "读取疑点", values, Record("读取疑点", {"说明": place}, doubt.cells, _line(place))
        )


def _texts(form: Form) -> Iterator[Row]:
    seen: set[tuple[int, int]] = set()
    for field in _all_fields(form):
        kind = type(field.value)
        if (kind is Text or kind is Target) and field.cells:
            first = field.cells[0]
            place = (first.line, first.column)
            if place not in seen:
                seen.add(place)
                yield _text_row(field, first)


def _text_row(field: Field, first: Cell) -> Row:
    said, cells, origins = cast("Text | Target", field.value).text, field.cells, (field,)
    print_ = first.text if len(cells) == 1 else "".join(cell.text for cell in cells)
    values = {
        "文": Text(said, origins),
        "原文": Text(print_, origins),
        "位置": Text(field.path[-1] if field.path else field.name, origins),
    }
    return Row("全文", values, Record("全文", {"文": field}, cells, first.line))


_GAPS = frozenset(("未识别", "值缺失"))
_HOLED = Missing(
    "lost", Message("这张表里有没读懂的文字", "there is text in this table that was not understood")
)
_NO_TOTAL = Missing("blank", Message("表中没有单独的合计行", "the table has no one total row"))
_NO_CODE = Missing("blank", Message("这一行没有科目编码", "the row has no code"))
_NO_LEVEL = Missing("blank", Message("分不清这一行的层次", "the level of the row is unclear"))
# Lists whose texts are pieces of paragraphs that stand in another list.
_QUOTED = frozenset(
    (
        "文中表述",
        "文中金额",
        "文中科目",
        "文中原因",
        "目录",
        "必备章节",
        "所印表格",
        "所附项目",
        "文中指标",
    )
)
_MADE = {"读取疑点": _doubts, "全文": _texts}


def _all_fields(form: Form) -> Iterator[Field]:
    yield from form.fields
    for name, records in form.tables.items():
        if name in _QUOTED:
            continue
        for record in records:
            yield from record.fields.values()


def _line(field: Field) -> int:
    return field.cells[0].line if field.cells else 0
