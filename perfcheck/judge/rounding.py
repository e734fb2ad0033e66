"""What rounding, or cutting digits off, has to do with an outcome."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from perfcheck.lang.scope import Scope
from perfcheck.values import Exact, Number

if TYPE_CHECKING:
    from perfcheck.lang.account import Account


@lru_cache(maxsize=1024)
def tree(expression: str) -> Any:
    """The parsed expression of a rule; only outcomes that need explaining ask for it."""
    from perfcheck.lang.parser import parse

    return parse(expression)


def rests_on_rounding(expression: str, scope: Scope, log: Sequence[Any]) -> bool:
    """Whether an assertion that passed holds only because printed figures are rounded."""
    for _, result, left, right, _ in log:
        if result is True and type(left) is type(right) is Number and left.mid != right.mid:
            break
    else:
        return False
    from perfcheck.lang.account import account

    known = account(tree(expression), scope, log)
    return known is not None and known.residual != 0


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
