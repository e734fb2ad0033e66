"""A form as rules see it: names and values, each value with the field that it came from."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from perfcheck.form import Field, Form, Record, same_value
from perfcheck.lang.arithmetic import whole
from perfcheck.lang.derived import ITEM_TABLES, PARTS, SAME_ITEM, is_sheet, is_tree
from perfcheck.lang.scope import Row, Scope
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Target, Text

if TYPE_CHECKING:
    from perfcheck.judge.trees import Words


class Names(NamedTuple):
    """What can be named in rules about a kind: single fields, and the columns of its lists."""

    fields: tuple[str, ...]
    tables: Mapping[str, tuple[str, ...]]


def subject(form: Form, names: Names, vocabulary: Mapping[str, Any]) -> Scope:
    """Return the scope in which a rule about `form` is judged."""
    values: dict[str, Any] = {}
    for name in names.fields:
        values[name] = _single([field for field in form.fields if field.name == name], name)
    printed = any(map(is_sheet, form.tables))
    for name in names.tables:
        rows = _rows(form, name)
        unprinted = printed and is_sheet(name) and isinstance(rows, Missing)
        values[name] = () if unprinted else rows
    trees = [name for name in form.tables if is_tree(names.tables.get(name, ()))]
    if trees:
        _gather(form, trees, values, vocabulary)
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
    """The field's value, telling where it came from; a column that is not printed is nowhere."""
    value = field.value
    if type(value) is Missing and value.kind == "absent" and not field.cells:
        return value
    return value._replace(origins=(field,))


def _row(record: Record) -> Row:
    values = {name: with_origin(field) for name, field in record.fields.items()}
    if record.name in PARTS:
        values["分项"] = tuple(_row(part) for part in record.below)
    if record.name == SAME_ITEM:
        values["同科目"] = ()
    return Row(record.name, values, record)


def _gather(
    form: Form, trees: Sequence[str], values: Mapping[str, Any], vocabulary: Mapping[str, Any]
) -> None:
    """Add to the rows of a budget what is known of each from other rows."""
    from perfcheck.judge.trees import words_of

    words, unread = words_of(vocabulary), _unread(form)
    for name in trees:
        _grow(form, name, values[name], words, unread)
    _tie(values)


def _grow(
    form: Form, name: str, rows: tuple[Row, ...], words: "Words", unread: Sequence[int]
) -> None:
    """Add to the rows of a money table what is known of each from the rows around it."""
    from perfcheck.judge.trees import branches, full_names

    start = 0
    for number, records in enumerate(_printed(form, name), 1):
        printed = rows[start : start + len(records)]
        start += len(records)
        made = branches(records, words)
        gap = _gap(unread, records)
        for row, branch, path in zip(printed, made, full_names(records, made), strict=True):
            below = branch.below
            fields = cast("dict[str, Any]", row.fields)
            fields["表序"] = whole(number)
            fields["层次"] = _NO_LEVEL if branch.level is None else whole(branch.level)
            fields["全称"] = Text(path, getattr(row.fields.get("科目名称"), "origins", ()))
            fields["下级"] = gap or (
                below if isinstance(below, Missing) else tuple(printed[at] for at in below)
            )


def _tie(values: Mapping[str, Any]) -> None:
    """Add to each statement of the prose the table rows of the budget item that it is about."""
    from perfcheck.judge.trees import item_path

    claims = values.get(SAME_ITEM)
    if type(claims) is not tuple:
        return
    known: dict[str, list[Row]] = {}
    for name in ITEM_TABLES:
        rows = values.get(name)
        for row in rows if type(rows) is tuple else ():
            for key in {_text(row, "科目编码"), item_path(_text(row, "全称"))} - {""}:
                known.setdefault(key, []).append(row)
    for claim in claims:
        key = _text(claim, "科目编码") or item_path(_text(claim, "科目"))
        cast("dict[str, Any]", claim.fields)["同科目"] = tuple(known.get(key, ()))


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


_GAPS = frozenset(("未识别", "值缺失"))
_HOLED = Missing(
    "lost", Message("这张表里有没读懂的文字", "there is text in this table that was not understood")
)
_NO_LEVEL = Missing("blank", Message("分不清这一行的层次", "the level of the row is unclear"))
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
