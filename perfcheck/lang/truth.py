"""Truth of three values, and the comparisons that give it.

A log is a list; every comparison appends `(place, result, left, right, scope)`, where `place` is
the place of its operator in the text (of a function: of its name). So a failing assertion can be
explained without running it again. Read it through `perfcheck.lang.account` only.
"""

from perfcheck.lang.scope import Log, Scope, Value, fits, mixed, text_of, unlike, worse
from perfcheck.lang.words import has_word, same_text
from perfcheck.values import Missing, Number, Target, Text, Truth, agrees
from perfcheck.values import at_most as may_be_at_most

UNSURE = frozenset(("lost", "undefined"))


def both(left: Truth, right: Truth) -> Truth:
    """且 of a left side that is not no."""
    return right if left is True or right is False else left


def either(left: Truth, right: Truth) -> Truth:
    """或 of a left side that is not yes."""
    return right if left is False or right is True else left


def opposite(value: Truth) -> Truth:
    """非: yes and no change places, missing stays."""
    return value if type(value) is Missing else not value


def _equal(left: Value, right: Value) -> Truth:
    if type(left) is Text and type(right) is Text:
        return left.text == right.text or same_text(left.text, right.text)
    if type(left) is Number and type(right) is Number:
        return agrees(left, right) if fits(left, right) else unlike(left, right)
    missing = worse(left, right)
    if missing is not None:
        return missing
    one, other = text_of(left), text_of(right)
    if one is not None and other is not None:
        return same_text(one, other)
    if type(left) is bool and type(right) is bool:
        return left is right
    raise mixed("==", left, right)


def _at_most(left: Value, right: Value) -> Truth:
    if type(left) is Number and type(right) is Number:
        return may_be_at_most(left, right) if fits(left, right) else unlike(left, right)
    missing = worse(left, right)
    if missing is None:
        raise mixed("<=", left, right)
    return missing


def equal(place: int, left: Value, right: Value, scope: Scope, log: Log) -> Truth:
    """==: whether rounding allows the two to be equal, or the texts are the same."""
    result = _equal(left, right)
    if log is not None:
        log.append((place, result, left, right, scope))
    return result


def unequal(place: int, left: Value, right: Value, scope: Scope, log: Log) -> Truth:
    """!=: the exact opposite of ==."""
    result = opposite(_equal(left, right))
    if log is not None:
        log.append((place, result, left, right, scope))
    return result


def at_most(place: int, left: Value, right: Value, scope: Scope, log: Log) -> Truth:
    """<=: whether rounding allows it."""
    result = _at_most(left, right)
    if log is not None:
        log.append((place, result, left, right, scope))
    return result


def at_least(place: int, left: Value, right: Value, scope: Scope, log: Log) -> Truth:
    """>=: whether rounding allows it."""
    result = _at_most(right, left)
    if log is not None:
        log.append((place, result, left, right, scope))
    return result


def below(place: int, left: Value, right: Value, scope: Scope, log: Log) -> Truth:
    """<: only beyond rounding."""
    result = opposite(_at_most(right, left))
    if log is not None:
        log.append((place, result, left, right, scope))
    return result


def above(place: int, left: Value, right: Value, scope: Scope, log: Log) -> Truth:
    """>: only beyond rounding."""
    result = opposite(_at_most(left, right))
    if log is not None:
        log.append((place, result, left, right, scope))
    return result


def member(place: int, left: Value, right: Value, scope: Scope, log: Log) -> Truth:
    """属于: whether a list, a set or the keys of a map hold the value."""
    result: Truth
    if type(left) is Text and type(right) is frozenset:
        result = left.text in right or has_word(left.text, right)
    else:
        result = worse(left, right) or _member(left, right)
    if log is not None:
        log.append((place, result, left, right, scope))
    return result


def _member(left: Value, right: Value) -> Truth:
    if type(right) is not tuple:
        said = text_of(left)
        if said is None:
            raise mixed("属于", left, right)
        return has_word(said, frozenset(right))
    gap: Missing | None = None
    for item in right:
        same = _equal(left, item)
        if same is True:
            return True
        if type(same) is Missing and same.kind != "blank":
            gap = gap or same
    return gap or False


def has(place: int, value: Value, scope: Scope, log: Log) -> Truth:
    """有: no for blank, absent and empty; missing where reading may have lost the value."""
    kind = type(value)
    if kind is Text or kind is Target:
        result: Truth = True
    else:
        result = _has_any(value) if kind is tuple else _has(value)
    if log is not None:
        log.append((place, result, value, None, scope))
    return result


def _has(value: Value) -> Truth:
    if type(value) is not Missing:
        return bool(value != frozenset())
    return value if value.kind in UNSURE else value.kind == "unreadable"


def _has_any(items: tuple[Value, ...]) -> Truth:
    """Whether a list has anything but blanks."""
    unsure: Missing | None = None
    for item in items:
        there = _has(item)
        if there is True:
            return True
        if isinstance(there, Missing):
            unsure = unsure or there
    return unsure or False


def blank(place: int, value: Value, scope: Scope, log: Log) -> Truth:
    """空白: yes only where the cell is there and empty."""
    result: Truth = False
    if type(value) is Missing:
        result = value if value.kind in UNSURE else value.kind == "blank"
    if log is not None:
        log.append((place, result, value, None, scope))
    return result


def default(value: Value, other: Value) -> Value:
    """缺省: the other value in place of a blank or an absent one."""
    return other if type(value) is Missing and value.kind in ("blank", "absent") else value
