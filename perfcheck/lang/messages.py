"""Writes values into messages: a field as it is printed, a result in the blamed field's terms."""

from collections.abc import Callable, Sequence
from typing import Any

from perfcheck.lang.scope import Log, Row, Scope, Value, text_of
from perfcheck.messages import Language, Message
from perfcheck.values import Missing, Number, plain

Part = str | Callable[[Scope, Log], Any]

SHOWN_ITEMS = 12

_GAPS = {
    "blank": Message("（空）", "(blank)"),
    "unreadable": Message("（无法辨认）", "(unreadable)"),
    "lost": Message("（可能丢失）", "(perhaps lost)"),
    "undefined": Message("（无结果）", "(no result)"),
    "absent": Message("（未找到）", "(not found)"),
}
_YES, _NO, _NONE = Message("是", "yes"), Message("否", "no"), Message("（无）", "(none)")


def render(
    parts: Sequence[Part], scope: Scope, model: Number | None = None, language: Language = "zh"
) -> str:
    """Return a message with the values of its expressions.

    `parts` are texts and compiled expressions. Figures that were computed take unit and decimals
    of `model`, the blamed figure.
    """
    values = [part if isinstance(part, str) else part(scope, []) for part in parts]
    if model is not None and any(_in_other_unit(value, model) for value in values):
        values = [_named(value) for value in values]
    return "".join(
        value if isinstance(value, str) else shown(value, model, language) for value in values
    )


def _in_other_unit(value: Value | str, model: Number) -> bool:
    """Whether a printed amount stands in another unit than the blamed one."""
    return (
        type(value) is Number
        and bool(value.printed and value.unit and model.unit)
        and value.dimension == model.dimension == "money"
        and value.unit != model.unit
    )


def _named(value: Any) -> Any:
    """A printed amount with its unit."""
    if type(value) is Number and value.dimension == "money" and value.printed:
        bare = value.unit and not value.printed.endswith(value.unit)
        return value._replace(printed=value.printed + value.unit) if bare else value
    return value


def shown(value: Value, model: Number | None = None, language: Language = "zh") -> str:
    """Return a value as people read it.

    >>> shown((True, Missing("blank")))
    '是、（空）'
    """
    if type(value) is Number:
        return _figure(value, model)
    if type(value) is Missing:
        return _GAPS[value.kind].text(language)
    if type(value) is bool:
        return (_YES if value else _NO).text(language)
    if type(value) is Row:
        texts = (text_of(cell) for cell in value.fields.values())
        return next((text for text in texts if text), value.name)
    if type(value) is tuple or isinstance(value, frozenset):
        return _listed(value, model, language)
    text = text_of(value)
    return str(value) if text is None else text


def _listed(value: Value, model: Number | None, language: Language) -> str:
    items = sorted(value) if isinstance(value, frozenset) else value
    said = [shown(item, model, language) for item in items[:SHOWN_ITEMS]]
    if len(items) > SHOWN_ITEMS:
        said.append("…")
    return ("、" if language == "zh" else ", ").join(said) or _NONE.text(language)


def _figure(number: Number, model: Number | None) -> str:
    if number.printed:
        return _with_unit(number.printed, number, model)
    same = model is not None and model.dimension == number.dimension
    terms = model if model is not None and same else number
    unit, decimals = terms.unit, terms.decimals
    if number.dimension == "ratio" and not unit:
        unit, decimals = "%", 2
    if number.dimension == "count" and not isinstance(number.mid, int):
        decimals = max(decimals, 2)
    elif number.dimension == "count":
        return _with_unit(plain(number.mid, unit, commas=False), number, model)
    figure = plain(number.mid, unit, decimals, commas=number.dimension == "money")
    return _with_unit(figure, number._replace(unit=unit), model)


def _with_unit(figure: str, number: Number, model: Number | None) -> str:
    """The unit stands where it is part of the print, or where the blamed figure has another."""
    unit = number.unit
    if not unit or figure.endswith(unit) or number.dimension == "count":
        return figure
    known = model is None or model.unit == unit
    return figure if known and unit not in "%‰" else figure + unit
