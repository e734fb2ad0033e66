"""The examples that stand in kind files, run as tests: a text and what must be read of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfcheck.extract import understand
from perfcheck.form import Field, Form, Reading
from perfcheck.kind import Kind, Kinds
from perfcheck.kindmaking import kinds_from
from perfcheck.messages import NOTHING, Message
from perfcheck.options import Options
from perfcheck.readers import read
from perfcheck.ruletest import Tried
from perfcheck.values import Missing, Number, Target, Text, plain


def test_kinds(options: Options, *, shipped: bool) -> Iterator[Tried]:
    """Run the examples of an office's kinds; where it has none, those of the `shipped` ones."""
    from perfcheck.library import kinds_data, with_own_kinds

    data = kinds_data()
    ids = {kind["id"] for kind in data["kinds"]} if shipped else set()
    if options.kinds:
        whole = with_own_kinds(data, options.kinds)
        ids = {kind["id"] for kind in whole["kinds"] if kind not in data["kinds"]}
        data = whole
    kinds = kinds_from(data)
    for kind in kinds.kinds:
        if kind.id in ids:
            for number, example in enumerate(kind.data.get("examples", ()), 1):
                yield _tried(kind, number, example, kinds)


def _tried(kind: Kind, number: int, example: Mapping[str, Any], kinds: Kinds) -> Tried:
    document = read("example.txt", str(example["text"]).encode())
    said = _complaint(kind, example, understand(document, kinds))
    got = "pass" if said == NOTHING else "fail"
    return Tried(kind.id, number, "pass", got, said, kind.id, 1, of_kind=True)


def _complaint(kind: Kind, example: Mapping[str, Any], reading: Reading) -> Message:
    """What is wrong with the reading, first things first; nothing where all is as wanted."""
    form = next((form for form in reading.forms if form.kind == kind.id), None)
    if form is None:
        taken = "、".join(form.kind for form in reading.forms) or "—"
        return Message(f"没有认作“{kind.id}”，认作：{taken}", f"not taken for {kind.id}: {taken}")
    for name, wanted in (example.get("read") or {}).items():
        wrong = _list(form, name, wanted) if isinstance(wanted, list) else _one(form, name, wanted)
        if wrong != NOTHING:
            return wrong
    if reading.unrecognised and not example.get("unrecognised", False):
        first = reading.unrecognised[0]
        return Message(
            f"第 {first.line} 行“{first.text[:20]}”没有读懂",
            f"line {first.line}: {first.text[:20]} was not understood",
        )
    return NOTHING


def _one(form: Form, name: str, wanted: Any) -> Message:
    found = [field for field in form.fields if field.name == name]
    if not found and wanted is not None:
        return Message(f"没有读到“{name}”", f"no {name} was read")
    if not any(_says(field, wanted) for field in found) and found:
        return _differs(name, wanted, found[0])
    return NOTHING


def _list(form: Form, name: str, wanted: Sequence[Mapping[str, Any]]) -> Message:
    rows = form.tables.get(name, ())
    if len(rows) != len(wanted):
        zh = f"“{name}”读到 {len(rows)} 行，应为 {len(wanted)} 行"
        return Message(zh, f"{name}: {len(rows)} rows read, {len(wanted)} wanted")
    for row, said in zip(rows, wanted, strict=True):
        for column, value in said.items():
            field = row.fields.get(column) or Field(column, Missing("absent"))
            if not _says(field, value):
                return _differs(f"{name} 第 {row.line} 行 {column}", value, field)
    return NOTHING


def _differs(name: str, wanted: Any, field: Field) -> Message:
    got = "、".join(_printed(field)) or "—"
    zh = f"“{name}”读作“{got}”，应为“{wanted}”"
    return Message(zh, f"{name} was read as {got}; wanted {wanted}")


def _says(field: Field, wanted: Any) -> bool:
    if wanted is None:
        return isinstance(field.value, Missing)
    return str(wanted) in _printed(field)


def _printed(field: Field) -> tuple[str, ...]:
    """The ways in which an example may write the value."""
    value = field.value
    match value:
        case Number():
            figure = value.printed or plain(value.mid, value.unit, max(value.decimals, 0))
            bare = plain(value.mid, value.unit, max(value.decimals, 0), commas=False)
            return figure, f"{figure}{value.unit}", bare, f"{bare}{value.unit}"
        case Text() | Target():
            return (value.text,)
    return ()
