"""Puts the figures of a target and the words around them together into conditions."""

from typing import NamedTuple

from perfcheck.numerals.amounts import number_of
from perfcheck.numerals.operators import after, before, before_far, joined
from perfcheck.numerals.scanning import RANGE, Figure
from perfcheck.numerals.units import Unit
from perfcheck.values import UNITS, Number, Part


class Conditions(NamedTuple):
    """The conditions of a text, how many characters they take up, and what is in doubt.

    `unreadable`: a figure or a comparison that makes no sense. `vague`: what a figure is
    compared with is not on the page.
    """

    parts: tuple[Part, ...]
    covered: int
    unreadable: bool = False
    vague: bool = False


class _Condition(NamedTuple):
    operator: str | None
    first: Figure
    second: Figure | None
    start: int
    end: int
    negative: bool


_CLAUSES = tuple(",;。、:且并(")
_CHANGED = ("到", "至", "为", "成")


def conditions(text: str, figures: list[Figure]) -> Conditions:
    """Return the conditions that the figures of a blank-free text set."""
    parts: list[Part] = []
    covered = index = seen = 0
    vague = False
    while index < len(figures):
        if figures[index].value is None:
            return Conditions((), 0, unreadable=True)
        found = _condition(text, figures, index, seen)
        if found is None:
            return Conditions((), 0, unreadable=True)
        index += 1 if found.second is None else 2
        vague = vague or found.operator == "?"
        covered += found.end - found.start
        seen = found.end
        if not _passing(text, found, figures[index : index + 1]):
            parts.append(_part(found))
    return Conditions(tuple(parts), covered, vague=vague)


def _condition(text: str, figures: list[Figure], index: int, seen: int) -> _Condition | None:
    first = figures[index]
    lead = _clause(text[seen : first.start])
    sign = _sign(lead)
    if sign is None or lead == " ":
        return None
    if sign:
        lead = lead[:-1]
    left, at = before(lead)
    second = _range_end(text, figures, index) if not lead.endswith(("从", "由")) else None
    last = second or first
    right, end = after(text, last.end)
    if first.unit.more and right is None:
        right = ">="
    operator = joined(left, right)
    if operator == "":
        return None
    if operator is None and len(lead) > 2:
        operator, sure = before_far(lead)
        operator = operator if sure else "?"
    if second:
        operator = "range"
    start = first.start - (len(lead) - at) - sign
    return _Condition(operator, first, second, start, end, bool(sign))


def _clause(lead: str) -> str:
    """The words since the last mark of punctuation."""
    if len(lead) < 2:
        return "" if lead in _CLAUSES else lead
    return lead[max([lead.rfind(mark) for mark in _CLAUSES]) + 1 :]


def _sign(lead: str) -> int | None:
    """1 for a minus sign, 0 for none, None for a dash that may be either."""
    if lead[-1:] != "-":
        return 0
    return 1 if len(lead) == 1 or before(lead[:-1])[0] else None


def _range_end(text: str, figures: list[Figure], index: int) -> Figure | None:
    if index + 1 == len(figures):
        return None
    first, second = figures[index], figures[index + 1]
    if second.value is None or text[first.end : second.start] not in RANGE:
        return None
    return second if not second.unit.printed or _alike(first.unit, second.unit) else None


def _alike(left: Unit, right: Unit) -> bool:
    return left.name == right.name or (
        left.name in UNITS and right.name in UNITS and UNITS[left.name][0] == UNITS[right.name][0]
    )


def _passing(text: str, found: _Condition, following: list[Figure]) -> bool:
    """Whether the figure only leads to the next: 由80%提高到90%, 5万元以上设备合格率98%."""
    if not following:
        return False
    between = text[found.end : following[0].start]
    if text[: found.start].endswith(("从", "由")):
        return any(word in between for word in _CHANGED)
    threshold = found.operator in (">=", "<=") and found.end > found.first.end
    return threshold and len(between) > 2 and not any(mark in between for mark in _CLAUSES)


def _part(found: _Condition) -> Part:
    first, second = found.first, found.second
    number = _number(first, first.unit, found.negative)
    figure = _digits(first, found.negative)
    if second is None:
        return Part(found.operator, number, None, figure, "", first.unit.printed)
    unit = second.unit if second.unit.printed else first.unit
    number_to = _number(second, unit, False)
    return Part("range", number, number_to, figure, _digits(second, False), first.unit.printed)


def _number(figure: Figure, unit: Unit, negative: bool) -> Number:
    assert figure.value is not None
    printed = figure.digits + figure.unit.printed
    number = number_of(*figure.value, unit, printed, exact=True)
    if not negative:
        return number
    return number._replace(
        mid=-number.mid, low=-number.mid, high=-number.mid, printed="-" + printed
    )


def _digits(figure: Figure, negative: bool) -> str:
    return "-" * negative + figure.digits.replace(",", "").replace(" ", "")
