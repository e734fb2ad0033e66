"""The arithmetic of a finding as a person would check it: sum, residual, rounding."""

from collections.abc import Sequence

from perfcheck.form import Field
from perfcheck.lang.account import Account
from perfcheck.messages import NOTHING, Message
from perfcheck.values import Exact, Missing, Number, Target, Text, plain

SHOWN_TERMS = 12
SHOWN_TEXT = 40

Terms = Sequence[tuple[int, Number]]


def evidence(known: Account | None, field: Field | None = None) -> Message:
    """Say what was compared with what; figures as printed, the residual and its bound.

    That something is empty is told of the blamed `field` alone: of a value between, it tells nobody
    what is wrong.
    """
    if known is None:
        return NOTHING
    left, right = known.left, known.right
    if isinstance(left, Number) and isinstance(right, Number):
        return _arithmetic(known, left, right) if _worth_showing(known) else NOTHING
    if isinstance(left, Text | Target) and isinstance(right, Text | Target):
        if left.text == right.text:
            return NOTHING
        pair = (_short(left.text), _short(right.text))
        return Message(f"“{pair[0]}”对“{pair[1]}”", f"“{pair[0]}” against “{pair[1]}”")
    filled = field is not None and not isinstance(field.value, Missing)
    if isinstance(left, Missing) and left.kind == "blank" and not filled:
        return Message("单元格是空的", "the cell is empty")
    return NOTHING


def _worth_showing(known: Account) -> bool:
    """Whether the figures say more than the message: money, a sum, or two figures of the form."""
    sides = (known.left_terms or (), known.right_terms or ())
    if any(len(terms) > 1 or any(n.dimension == "money" for _, n in terms) for terms in sides):
        return True
    return all(len(terms) == 1 and _is_printed(terms[0][1]) for terms in sides)


def _is_printed(number: Number) -> bool:
    """Whether the figure is the value of a field, not counted or taken out of a text."""
    fields = [origin for origin in number.origins if isinstance(origin, Field)]
    return len(fields) == 1 and isinstance(fields[0].value, Number | Target)


def _arithmetic(known: Account, left: Number, right: Number) -> Message:
    unit = _shared_unit(known, left, right)
    sides = [
        _side(number, terms, unit)
        for number, terms in ((left, known.left_terms), (right, known.right_terms))
    ]
    said = f"{sides[0]}，{sides[1]}"
    said_en = f"{sides[0]}; {sides[1]}"
    stipulated = left.exact and right.exact and left.dimension != "money"
    if stipulated or known.operator not in ("==", "<=", ">="):
        return Message(said, said_en)
    apart = known.residual
    residual = _at_least(apart if apart > 0 else -apart, unit, max(left.decimals, right.decimals))
    bound = plain(known.bound, unit)
    tail = f"（{unit}）" if unit and unit not in "%‰" else ""
    return Message(
        f"{said}，相差 {residual}，舍入至多能解释 {bound}{tail}",
        f"{said_en}; {residual} apart, rounding explains at most {bound} {unit}".rstrip(),
    )


def _at_least(value: Exact, unit: str, decimals: int) -> str:
    """Write a value with all its digits, and with zeros up to `decimals`."""
    return max(plain(value, unit), plain(value, unit, decimals), key=len)


def _shared_unit(known: Account, left: Number, right: Number) -> str:
    blamed = right if len(known.right_terms or ()) == 1 else left
    return blamed.unit or left.unit or right.unit


def _side(number: Number, terms: Terms | None, unit: str) -> str:
    terms = [term for term in terms or () if term[1].mid or term[1].origins]
    if not terms:
        return plain(number.mid, unit, max(number.decimals, 0) if unit == number.unit else None)
    if len(terms) == 1:
        return _labelled(terms[0], unit)
    shown = [_term(term, unit, first=not i) for i, term in enumerate(terms[:SHOWN_TERMS])]
    if len(terms) > SHOWN_TERMS:
        shown.append(f" + …（共 {len(terms)} 项）")
    return f"{''.join(shown)} = {_at_least(number.mid, unit, number.decimals)}"


def _labelled(term: tuple[int, Number], unit: str) -> str:
    label = next(
        (field.path[-1] for field in term[1].origins if isinstance(field, Field) and field.path), ""
    )
    figure = _term(term, unit, first=True)
    return f"{label} {figure}" if label else figure


def _term(term: tuple[int, Number], unit: str, *, first: bool) -> str:
    sign, number = term
    commas = number.dimension == "money"
    figure = number.printed or plain(number.mid, number.unit, commas=commas)
    if number.unit and number.unit != unit and not figure.endswith(number.unit):
        figure += number.unit
    if first:
        return figure if sign > 0 else f"-{figure}"
    return f" {'+' if sign > 0 else '-'} {figure}"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_TEXT else text[: SHOWN_TEXT - 1] + "…"
