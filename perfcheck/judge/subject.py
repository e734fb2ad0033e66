"""A form as rules see it: names and values, each value with the field that it came from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck.form import Field, Form, Record, same_value
from perfcheck.lang.scope import Row, Scope
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Target, Text


class Names(NamedTuple):
    """What can be named in rules about a kind: single fields, and the columns of its lists."""

    fields: tuple[str, ...]
    tables: Mapping[str, tuple[str, ...]]


def subject(form: Form, names: Names, vocabulary: Mapping[str, Any]) -> Scope:
    """Return the scope in which a rule about `form` is judged."""
    values: dict[str, Any] = {}
    for name in names.fields:
        values[name] = _single([field for field in form.fields if field.name == name], name)
    for name in names.tables:
        values[name] = _rows(form, name)
    return Scope(values, Scope(dict(vocabulary), None), Row("表单", values, form))


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


def _not_found(name: str) -> Missing:
    return Missing("absent", Message(f"表中没有找到“{name}”", f"{name!r} was not found"))


def with_origin(field: Field) -> Any:
    """The field's value, telling where it came from."""
    return field.value._replace(origins=(field,))


def _row(record: Record) -> Row:
    values = {name: with_origin(field) for name, field in record.fields.items()}
    return Row(record.name, values, record)


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
        if not isinstance(field.value, Text | Target) or not field.cells:
            continue
        first = field.cells[0]
        if (first.line, first.column) in seen:
            continue
        seen.add((first.line, first.column))
        yield _text_row(field, first)


def _text_row(field: Field, first: Cell) -> Row:
    said = field.value.text if isinstance(field.value, Text | Target) else ""
    values = {
        "文": Text(said, (field,)),
        "原文": Text("".join(cell.text for cell in field.cells), (field,)),
        "位置": Text(field.path[-1] if field.path else field.name, (field,)),
    }
    return Row("全文", values, Record("全文", {"文": field}, field.cells, first.line))


# Lists whose texts are pieces of paragraphs that stand in another list.
_QUOTED = frozenset(("文中表述", "文中金额"))
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
