"""What a form says, written down as an example of a rule says it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from perfcheck.extract.value import value_of
from perfcheck.form import Field
from perfcheck.judge import Names
from perfcheck.kind import Kinds
from perfcheck.lang.derived import PARTS
from perfcheck.lang.scope import Row
from perfcheck.supposing import MONEY_UNIT
from perfcheck.values import Missing, Number, Target, Text, plain

NOT_SAID = object()


def given_by(
    values: Mapping[str, Any], wanted: Iterable[str], names: Names, kinds: Kinds
) -> dict[str, Any]:
    """The single values and lists called `wanted`, as an example has them; the absent left out."""
    given: dict[str, Any] = {}
    for name in wanted:
        value = values.get(name, NOT_SAID)
        if name in names.tables:
            if type(value) is tuple:
                given[name] = [_row(row, names, kinds) for row in value if isinstance(row, Row)]
            continue
        said = _said(name, value, kinds)
        if said is not NOT_SAID:
            given[name] = said
    return given


def _row(row: Row, names: Names, kinds: Kinds) -> dict[str, Any]:
    """The printed columns of a row; what rules derive of it is derived again."""
    said: dict[str, Any] = {}
    for name in names.tables.get(row.name, ()):
        value = _said(name, row.fields.get(name, NOT_SAID), kinds)
        if value is not NOT_SAID:
            said[name] = value
    below = row.fields.get("分项")
    if row.name in PARTS and type(below) is tuple and below:
        said["分项"] = [_row(part, names, kinds) for part in below if isinstance(part, Row)]
    return said


def _said(name: str, value: Any, kinds: Kinds) -> Any:
    match value:
        case Missing(kind="absent"):
            return NOT_SAID
        case Missing(kind="blank"):
            return None
        case Missing(kind="lost"):
            return {"lost": True}
        case Missing(kind="unreadable"):
            text: Any = _printed(value.origins)
        case Text() | Target():
            text = value.text
        case Number():
            text = _figure(name, value, kinds)
        case _:
            return NOT_SAID
    sure = next((o.certainty for o in value.origins if isinstance(o, Field)), "certain")
    return text if sure == "certain" else {"text": text, "certainty": sure}


def _printed(origins: Sequence[object]) -> str:
    fields = (origin for origin in origins if isinstance(origin, Field))
    return " ".join(cell.text for field in fields for cell in field.cells)


def _figure(name: str, number: Number, kinds: Kinds) -> str:
    """The shortest way to write a figure that is read as the form's is."""
    written = list(_ways(number))
    type_ = kinds.types.get(name, "text")
    unit = MONEY_UNIT if type_ == "money" else ""
    for way in written:
        read = value_of(way, type_, unit, kinds.vocabulary)
        if isinstance(read, Number) and read[:4] == number[:4]:
            return way
    return written[-1]


def _ways(number: Number) -> Iterator[str]:
    if number.printed:
        yield number.printed
    digits = plain(number.mid, number.unit, number.decimals, commas=False)
    yield digits
    if number.unit:
        yield f"{digits}{number.unit}"
