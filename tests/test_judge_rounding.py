"""Cutting digits off instead of rounding is told apart from both honest rounding and error."""

import pytest

from perfcheck.judge.rounding import cut_off_explains, rests_on_rounding, tree
from perfcheck.lang.account import account
from perfcheck.lang.compiler import compile_expression
from perfcheck.lang.scope import Scope
from perfcheck.numerals import amount

SUM = "甲 + 乙 + 丙 == 丁"


def told(*figures: str) -> tuple[bool, bool, bool]:
    """Whether the sum holds, holds by rounding only, and would be explained by cutting off."""
    names = dict(zip("甲乙丙丁", (amount(figure, "万元") for figure in figures), strict=True))
    scope, log = Scope(names), []
    holds = compile_expression(SUM).function(scope, log)
    return (
        holds,
        holds and rests_on_rounding(SUM, scope, log),
        not holds and cut_off_explains(account(tree(SUM), scope, log)),
    )


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        (("1.00", "2.00", "3.00", "6.00"), (True, False, False)),
        (("1.00", "2.00", "3.00", "6.01"), (True, True, False)),
        (("1.00", "2.00", "3.00", "6.02"), (False, False, True)),  # 0.009 cut off three times
        (("1.00", "2.00", "3.00", "6.03"), (False, False, False)),  # three cuts are less than 0.03
        (("1.00", "2.00", "3.00", "5.98"), (False, False, False)),  # parts cannot be cut to more
        (("-1.00", "-2.00", "-3.00", "-6.02"), (False, False, True)),
    ],
)
def test_rounding_cutting_and_error(figures: tuple[str, ...], wanted: tuple[bool, ...]) -> None:
    assert told(*figures) == wanted
