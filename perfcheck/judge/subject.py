"""A form as rules see it: names and values, each value with the field that it came from."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, TypeAlias, cast

from perfcheck.form import Field, Form, Record, same_value
from perfcheck.lang.derived import (
    PARTS,
    SAME_ITEM,
    TOTAL_ROW,
    is_sheet,
    is_tree,
)
from perfcheck.lang.scope import Row, Scope, named
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Target, Text

# Makes a NamedTuple of all its values in a third of the time that its own call takes: a form has
# more rows and values than anything else.
_new: Any = tuple.__new__

Unprinted: TypeAlias = dict[str, tuple[Field, Any]]
"""The fields of columns that a list does not print, which its rows share, and their values."""


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
        from perfcheck.judge.gathering import gather

        gather(form, trees, values, vocabulary)
    return Scope(values, Scope(vocabulary), Row("表单", values, form), shared={})


def let_go(scope: Scope) -> None:
    """Take apart what holds itself, when all is judged: the form and its rows, a total and its own.

    What lies in no ring is freed at once, without Python's collector.
    """
    if scope.shared is not None:
        scope.shared.clear()
    for rows in scope.values():
        if type(rows) is tuple and rows and type(rows[0]) is Row and TOTAL_ROW in rows[0].fields:
            for row in rows:
                cast("dict[str, Any]", row.fields).pop(TOTAL_ROW)


def _single(found: Sequence[Field], name: str) -> Any:
    if not found:
        return _not_found(name)
    if not same_value(found):
        reason = Message(f"“{name}”在表中不唯一", f"{name!r} stands in the form more than once")
        return Missing("undefined", reason, tuple(found))
    return with_origin(found[0])


def _rows(form: Form, name: str) -> Any:
    if name in form.tables:
        known: Unprinted = {}
        return tuple(_row(record, known) for record in form.tables[name])
    made = _MADE.get(name)
    return tuple(made(form)) if made else _not_found(name)


@lru_cache(maxsize=1024)
def _not_found(name: str) -> Missing:
    return named(Missing("absent"), name)


def with_origin(field: Field, name: str = "") -> Any:
    """The field's value, telling where it came from; a column that is not printed is nowhere.

    What is missing says of which `name` it is.
    """
    value = field.value
    if type(value) is not Missing:
        return _new(type(value), (*value[:-1], (field,)))
    if value.kind == "absent" and not field.cells:
        return value if value.reason.zh else _not_found(name or field.name)
    return Missing(value.kind, named(value, name or field.name).reason, (field,))


def _row(record: Record, known: Unprinted) -> Row:
    """A record as rules see it. What all rows of a list have in common is made for the first."""
    values = {
        name: kept[1]
        if (kept := known.get(name)) and kept[0] is field
        else _value(field, name, known)
        for name, field in record.fields.items()
    }
    if record.name in PARTS:
        values["分项"] = tuple(_row(part, {}) for part in record.below)
    if record.name in SAME_ITEM:
        values["同科目"] = ()
    row: Row = _new(Row, (record.name, values, record))
    return row


def _value(field: Field, name: str, known: Unprinted) -> Any:
    value = with_origin(field, name)
    if not field.cells:
        known[name] = (field, value)
    return value


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
        cells = field.cells
        if cells and isinstance(value := field.value, _TEXTS):
            first = cells[0]
            place = (first.line, first.column)
            if place not in seen:
                seen.add(place)
                yield _text_row(field, value.text, first)


def _text_row(field: Field, said: str, first: Cell) -> Row:
    cells, origins = field.cells, (field,)
    print_ = first.text if len(cells) == 1 else "".join(cell.text for cell in cells)
    text = _new(Text, (said, origins))
    values = {
        "文": text,
        "原文": text if print_ == said else _new(Text, (print_, origins)),
        "位置": _new(Text, (field.path[-1] if field.path else field.name, origins)),
    }
    record = _new(Record, ("全文", {"文": field}, cells, first.line, "certain", ()))
    row: Row = _new(Row, ("全文", values, record))
    return row


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
_TEXTS = (Text, Target)
_MADE = {"读取疑点": _doubts, "全文": _texts}


def _all_fields(form: Form) -> Iterator[Field]:
    tables = (records for name, records in form.tables.items() if name not in _QUOTED)
    rows = (record.fields.values() for records in tables for record in records)
    return chain(form.fields, chain.from_iterable(rows))


def _line(field: Field) -> int:
    return field.cells[0].line if field.cells else 0
