"""Cutting digits off instead of rounding is told apart from both honest rounding and error."""

from random import Random

import pytest

from perfcheck.judge.rounding import cut_off_explains, held_by_rounding, is_unlikely, tree
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
        holds and held_by_rounding(SUM, scope, log) is not None,
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


@pytest.mark.parametrize(
    ("parts", "total", "wanted"),
    [
        (["4,383", "2,639"], "7,021", False),  # 4 in 100
        (["100"] * 7, "702", False),  # 7 in 1,000
        (["100"] * 7, "703", True),  # 6 in 1,000,000
        (["100"] * 11, "1102", False),
        (["100"] * 11, "1104", True),
        (["100.00"] * 7, "703.00", False),  # beyond rounding: an error, not a wonder
        (["100", "100.00", "100.00"], "301", False),
    ],
)
def test_a_residual_that_honest_rounding_hardly_leaves(
    parts: list[str], total: str, wanted: bool
) -> None:
    names = {f"数{i}": amount(part, "万元") for i, part in enumerate(parts)}
    names["总数"] = amount(total, "万元")
    text = " + ".join(f"数{i}" for i in range(len(parts))) + " == 总数"
    scope, log = Scope(names), []
    if compile_expression(text).function(scope, log):
        known = held_by_rounding(text, scope, log)
        assert (known is not None and is_unlikely(known)) is wanted
    else:
        assert not wanted


def test_the_chance_is_that_of_many_honest_roundings() -> None:
    """Among random sums of honestly rounded figures about one in 1,000 is called unlikely."""
    generator = Random(20260101)
    called = 0
    for _ in range(4000):
        true = [generator.uniform(100, 900) for _ in range(9)]
        names = {f"数{i}": amount(str(round(value)), "万元") for i, value in enumerate(true)}
        names["总数"] = amount(str(round(sum(true))), "万元")
        text = " + ".join(f"数{i}" for i in range(9)) + " == 总数"
        scope, log = Scope(names), []
        assert compile_expression(text).function(scope, log)
        known = held_by_rounding(text, scope, log)
        called += known is not None and is_unlikely(known)
    assert called <= 12
