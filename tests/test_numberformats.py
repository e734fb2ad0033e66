"""A number of a spreadsheet is printed as a person sees it: rounding hangs on printed digits."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.readers.numberformats import BUILTIN, printed, printed_text

TABLE = yaml.safe_load(Path(__file__).with_name("number_formats.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("value", "code", "said"), TABLE, ids=lambda given: str(given))
def test_a_number_is_printed_as_its_format_says(value: float, code: str, said: str) -> None:
    assert printed(value, code) == said


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    assert printed(0, "yyyy-mm-dd", True) == "1904-01-01"
    assert printed(44620, "yyyy-mm-dd", True) == printed(46082, "yyyy-mm-dd")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("甲", "General", "甲"),
        ("0851", "@", "0851"),
        ("甲", "0.00", "甲"),
        ("甲", '"第"@"组"', "第甲组"),
        ("甲", "0;-0;0;@@", "甲甲"),
        ("甲", ";;;", ""),
    ],
)
def test_a_text_is_left_alone_unless_its_format_says_otherwise(
    text: str, code: str, said: str
) -> None:
    assert printed_text(text, code) == said


@given(st.integers(-(10**13), 10**13), st.integers(0, 4))
def test_decimals_and_groups_are_those_of_decimal_arithmetic(mantissa: int, places: int) -> None:
    exact = Decimal(mantissa).scaleb(-places)
    code = "#,##0" + ("." + "0" * places if places else "")
    assert printed(float(exact), code) == f"{exact:,.{places}f}"


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(sorted(BUILTIN.values())))
def test_every_number_is_printed_somehow(value: float, code: str) -> None:
    assert isinstance(printed(value, code), str)


@given(st.floats(-1e9, 1e9), st.text('0#?.,%;"@[]<>=Ee+-/ymdhs_*\\!个', max_size=12))
def test_a_format_that_makes_no_sense_is_no_crash(value: float, code: str) -> None:
    assert isinstance(printed(value, code), str)
    assert isinstance(printed_text("甲", code), str)
