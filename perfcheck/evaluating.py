"""One expression on one document: its value, its interval, and where its figures stand."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from perfcheck.errors import ConfigError, RuleError
from perfcheck.form import Field, Form, Record
from perfcheck.judge import subject
from perfcheck.lang import compile_expression
from perfcheck.lang.scope import Row
from perfcheck.library import Library
from perfcheck.messages import Message
from perfcheck.values import Missing, Number, Target, Text, plain

SHOWN = 60


class Evaluation(NamedTuple):
    """The value of an expression in words, the value itself, and a line for each cell it read."""

    text: str
    value: Any
    lines: tuple[str, ...]


def evaluate_form(form: Form, expression: str, books: Library) -> Evaluation:
    """Evaluate an expression on a form. Raises RuleError where it cannot be read."""
    scope = subject(form, books.names(), books.words)
    try:
        value = compile_expression(expression).function(scope, [])
    except RuleError as error:
        raise ConfigError(_shown_error(expression, error)) from error
    return Evaluation(describe(value), value, tuple(_cells(value)))


def _shown_error(expression: str, error: RuleError) -> Message:
    from perfcheck.yamlfile import excerpt

    shown = excerpt((expression,), error.span) if error.span else expression
    return Message(f"{error.message.zh}\n{shown}", f"{error.message.en}\n{shown}")


def describe(value: Any) -> str:
    """Say a value; a figure with its interval where rounding leaves one."""
    match value:
        case True | False:
            return "是 (yes)" if value else "否 (no)"
        case Number():
            return _figure(value)
        case Missing():
            return f"（无值 / missing）{value.reason.zh}"
        case Text() | Target():
            return value.text
        case Row():
            return f"{value.name}：" + "，".join(
                f"{name} {describe(item)}"
                for name, item in value.fields.items()
                if not isinstance(item, Missing)
            )
        case tuple() | frozenset():
            return "\n".join(describe(item) for item in value) or "（没有 / none）"
        case _:
            return str(value)


def _figure(number: Number) -> str:
    unit = number.unit
    said = plain(number.mid, unit) + unit
    if number.exact:
        return f"{said}（精确 / exact）"
    low, high = plain(number.low, unit), plain(number.high, unit)
    return f"{said}（{low} 至 {high}{unit}）"


def _cells(value: Any) -> Iterator[str]:
    for origin in _origins(value):
        if isinstance(origin, Field) and origin.cells:
            cell = origin.cells[0]
            path = "/".join(origin.path) or origin.name
            text = cell.text if len(cell.text) <= SHOWN else cell.text[: SHOWN - 1] + "…"
            sure = "" if origin.certainty == "certain" else f"  [{origin.certainty}]"
            yield f"  {cell.line}:{cell.column}  {path}  {text}{sure}"


def _origins(value: Any) -> Iterator[object]:
    if isinstance(value, Row):
        if isinstance(value.origin, Record):
            yield from value.origin.fields.values()
    elif type(value) is tuple:
        for item in value:
            yield from _origins(item)
    else:
        yield from getattr(value, "origins", ())
