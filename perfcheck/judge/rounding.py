"""What rounding, or cutting digits off, has to do with an outcome."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from perfcheck.lang.scope import Scope
from perfcheck.values import SCALE, Exact, Number, quotient

if TYPE_CHECKING:
    from perfcheck.lang.account import Account

ONE_IN = SCALE // 1000


@lru_cache(maxsize=1024)
def tree(expression: str) -> Any:
    """The parsed expression of a rule; only outcomes that need explaining ask for it."""
    from perfcheck.lang.parser import parse

    return parse(expression)


def held_by_rounding(expression: str, scope: Scope, log: Sequence[Any]) -> "Account | None":
    """The account of an assertion that passed only because printed figures are rounded, or None."""
    for _, result, left, right, _ in log:
        if result is True and type(left) is type(right) is Number and left.mid != right.mid:
            break
    else:
        return None
    from perfcheck.lang.account import account

    known = account(tree(expression), scope, log, True)
    return known if known is not None and known.residual != 0 else None


def is_unlikely(known: "Account") -> bool:
    """Whether honest rounding would leave such a residual less than once in a thousand (尾差偏大).

    Each rounded figure errs by up to half of its last digit, evenly and independently. A residual
    of printed figures is a whole number of last digits: the total's own rounding takes the sum of
    the others' errors to the nearest, so it is left out and half a digit is taken off. Figures a
    hundred times finer than the coarsest only take their most off; where widths differ all are
    taken for the coarsest, which speaks for the form.
    """
    if known.left_terms is None or known.right_terms is None:
        return False
    terms = (*known.left_terms, *known.right_terms)
    widths = [width for _, number in terms if (width := number.high - number.low)]
    if not widths:
        return False
    coarsest = max(widths)
    fine = sum(width for width in widths if width * 100 <= coarsest)
    errors = [width for width in widths if width * 100 > coarsest]
    residual = known.residual if known.residual >= 0 else -known.residual
    beyond = residual - quotient(fine + coarsest, 2)
    return beyond > 0 and _tail(len(errors) - 1, beyond, coarsest) < ONE_IN


def _tail(count: int, residual: Exact, width: Exact) -> Exact:
    """The chance that `count` even errors of `width` sum to `residual` or more, in 1/SCALE.

    Twice the lower tail of the Irwin–Hall distribution (sum of uniform variables).
    """
    from fractions import Fraction
    from math import comb, factorial

    point = Fraction(count, 2) - Fraction(residual) / Fraction(width)
    if point <= 0:
        return 0
    steps = range(int(point) + 1)
    total = sum((-1) ** k * comb(count, k) * (point - k) ** count for k in steps)
    return quotient(2 * total * SCALE, factorial(count))


def cut_off_explains(known: "Account | None") -> bool:
    """Whether cutting digits off instead of rounding them would explain the residual (截尾).

    Every figure may then be too small by less than one unit of its last digit, all to one side.
    """
    if known is None or known.operator != "==":
        return False
    if known.left_terms is None or known.right_terms is None:
        return False
    up: Exact = 0
    down: Exact = 0
    signed = [(s, n) for s, n in known.left_terms] + [(-s, n) for s, n in known.right_terms]
    for sign, number in signed:
        digit = number.high - number.low
        if (sign > 0) == (number.mid >= 0):
            up += digit
        else:
            down += digit
    return -up < known.residual < down
