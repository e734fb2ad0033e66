"""Figures are intervals: what honest rounding can explain passes, and nothing else."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.values import (
    SCALE,
    Number,
    add,
    agrees,
    at_most,
    divide,
    multiply,
    negate,
    plain,
    printed_number,
    subtract,
)

UNITS = st.sampled_from(["元", "万元", "亿元", "%", ""])


def rounded(value: Fraction, decimals: int) -> int:
    """The digits that an honest office prints for `value`."""
    return round(value * 10**decimals)


def wan(text: str) -> Number:
    whole, _, part = text.replace(",", "").partition(".")
    return printed_number(int(whole + part), len(part), "万元", text)


@pytest.mark.parametrize(
    ("parts", "total", "wanted"),
    [
        (["4,383", "2,639"], "7,021", True),  # 1 apart, rounding explains up to 1.5
        (["4,383", "2,639"], "7,025", False),
        (["100.03", "50.01"], "150.05", True),
        (["100.03", "50.01"], "150.06", False),  # the intervals only touch
        (["5", "5", "5"], "17", False),  # three addends two units off: a tie
        (["0", "7,021"], "7,022", False),  # a printed zero is exact
    ],
)
def test_a_sum_fails_only_beyond_rounding(parts: list[str], total: str, wanted: bool) -> None:
    numbers = [wan(part) for part in parts]
    summed = numbers[0]
    for number in numbers[1:]:
        summed = add(summed, number)
    assert agrees(summed, wan(total)) is wanted


def test_ends_that_touch_meet_only_where_one_side_is_exact() -> None:
    one = printed_number(1, 0, "", exact=True)
    eighth = divide(one, printed_number(8, 0, "", exact=True))
    assert eighth is not None
    assert agrees(eighth, printed_number(13, 0, "%"))
    assert not agrees(wan("7,021"), wan("7,022"))
    assert not at_most(wan("1,237"), wan("1,236"))


def test_yuan_and_wan_yuan_are_compared_in_one_unit() -> None:
    assert agrees(printed_number(64273000, 2, "元"), wan("64.27"))
    assert not agrees(printed_number(64273000, 2, "元"), wan("64.26"))


def test_a_divisor_that_may_be_zero_gives_no_answer() -> None:
    assert divide(wan("5"), wan("0")) is None
    assert divide(wan("5"), printed_number(0, 0, "万元")) is None


@given(
    st.lists(st.tuples(st.fractions(-(10**9), 10**9), st.integers(0, 4)), min_size=1, max_size=12)
)
def test_the_true_sum_lies_within_the_interval_of_the_printed_digits(
    figures: list[tuple[Fraction, int]],
) -> None:
    total = printed_number(0, 0, "万元")
    for value, decimals in figures:
        total = add(total, printed_number(rounded(value, decimals), decimals, "万元"))
    # a printed zero stands for zero alone
    true = sum(value for value, decimals in figures if rounded(value, decimals))
    assert total.low <= true * 10**4 * SCALE <= total.high


@given(st.fractions(-(10**6), 10**6), st.fractions(-(10**6), 10**6), st.integers(0, 3))
def test_products_and_quotients_hold_the_true_value(
    a: Fraction, b: Fraction, decimals: int
) -> None:
    left = printed_number(rounded(a, decimals), decimals, "万元")
    right = printed_number(rounded(b, decimals), decimals, "")
    if not rounded(a, decimals) or not rounded(b, decimals):
        return
    product = multiply(left, right)
    assert product.low <= a * b * 10**4 * SCALE <= product.high
    quotient = divide(left, right)
    if quotient is not None:
        assert quotient.low <= a / b * 10**4 * SCALE <= quotient.high


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), UNITS)
def test_writing_a_figure_gives_back_its_digits(mantissa: int, decimals: int, unit: str) -> None:
    number = printed_number(mantissa, decimals, unit)
    written = plain(number.mid, unit, decimals, commas=False)
    assert Fraction(written) == Fraction(mantissa, 10**decimals)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_subtraction_undoes_addition_in_the_middle(a: int, b: int, decimals: int) -> None:
    left, right = (printed_number(n, decimals, "元") for n in (a, b))
    assert subtract(add(left, right), right).mid == left.mid
    assert negate(negate(left))[:3] == left[:3]


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), st.integers(0, 2))
def test_comparison_is_coherent(a: int, b: int, decimals: int) -> None:
    left, right = (printed_number(n, decimals, "元") for n in (a, b))
    assert agrees(left, right) == (at_most(left, right) and at_most(right, left))
    assert at_most(left, right) or at_most(right, left)
