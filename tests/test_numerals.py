"""What print means, held against the tables numerals.yaml and numerals_targets.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from perfcheck.numerals import (
    amount,
    count,
    figures,
    fold,
    parse_year,
    target,
    unit_in,
    with_decimals,
    years,
)
from perfcheck.values import Missing, Number, Target, plain, scaled

HERE = Path(__file__).parent
TABLE: dict[str, Any] = yaml.safe_load((HERE / "numerals.yaml").read_text("utf-8"))
TARGETS: dict[str, Any] = yaml.safe_load((HERE / "numerals_targets.yaml").read_text("utf-8"))


def shown(number: Number) -> str:
    return plain(number.mid, number.unit, commas=False)


def number(value: Number | Missing) -> Number:
    assert isinstance(value, Number), value
    return value


def read(text: str) -> Target:
    value = target(text)
    assert isinstance(value, Target), value
    return value


def absences(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(kind, text) for kind, texts in table.items() for text in texts]


@pytest.mark.parametrize("row", TABLE["amounts"], ids=str)
def test_amount(row: list[Any]) -> None:
    text, column, value, unit, decimals, half = row
    got = number(amount(text, column))
    width = plain(got.high - got.mid, got.unit, commas=False)
    assert (shown(got), got.unit, got.decimals, width) == (value, unit, decimals, half)
    assert got.mid - got.low == got.high - got.mid
    assert got.printed == text.strip()


@pytest.mark.parametrize(("kind", "text"), absences(TABLE["no_amounts"]))
def test_no_amount_says_why_in_both_languages(kind: str, text: str) -> None:
    got = amount(text, "万元")
    assert isinstance(got, Missing) and got.kind == kind
    assert got.reason.zh and got.reason.en and got.reason.zh != got.reason.en
    assert text.strip() in got.reason.zh and text.strip() in got.reason.en


def test_amount_of_a_unit_of_money_has_its_dimension() -> None:
    assert number(amount("12.3万", "元")).dimension == "money"
    assert number(amount("12%", "元")).dimension == "ratio"
    assert number(amount("12", "人")).dimension == "count"


def test_exact_amounts_stand_for_themselves() -> None:
    assert number(amount("60.5", exact=True)).exact
    assert number(amount("（60.5）", exact=True)).exact
    assert not number(amount("60.5")).exact


def test_bare_myriads_are_money_only_in_a_column_of_money() -> None:
    assert number(amount("250万")).dimension == "count"
    assert shown(number(amount("250万"))) == "2500000"


def test_more_decimals_narrow_the_interval() -> None:
    wide = number(amount("12.3", "万元"))
    narrow = with_decimals(wide, 2)
    assert (narrow.mid, narrow.decimals, narrow.printed) == (wide.mid, 2, "12.3")
    assert narrow.high - narrow.mid == scaled(5, 3, 10_000 * 10**10)
    assert with_decimals(wide, 1) == wide == with_decimals(wide, 0)
    zero = number(amount("0", "万元"))
    assert with_decimals(zero, 2).exact


@pytest.mark.parametrize("row", TABLE["counts"], ids=str)
def test_count(row: list[str]) -> None:
    text, value, unit = row
    got = number(count(text))
    assert (shown(got), got.unit) == (value, unit)
    assert got.exact


@pytest.mark.parametrize(("kind", "text"), absences(TABLE["no_counts"]))
def test_no_count(kind: str, text: str) -> None:
    got = count(text)
    assert isinstance(got, Missing) and got.kind == kind
    assert got.reason.zh and got.reason.en


@pytest.mark.parametrize(("unit", "text"), absences(TABLE["units"]))
def test_unit_in(unit: str, text: str) -> None:
    assert unit_in(text) == unit


@pytest.mark.parametrize("text", TABLE["no_units"])
def test_no_unit_in(text: str) -> None:
    assert unit_in(text) is None


@pytest.mark.parametrize(("text", "named"), TABLE["years"])
def test_years(text: str, named: list[int]) -> None:
    assert years(text) == tuple(named)


@pytest.mark.parametrize(("text", "year"), TABLE["year_cells"])
def test_parse_year(text: str, year: int | None) -> None:
    assert parse_year(text) == year


@pytest.mark.parametrize(("text", "expected"), TABLE["figures"])
def test_figures(text: str, expected: list[list[str]]) -> None:
    got = figures(text)
    assert [[text[a:b], shown(n), n.unit] for n, a, b in got] == expected
    assert all(n.exact for n, _, _ in got)


@pytest.mark.parametrize(("text", "row"), TARGETS["quantitative"].items())
def test_quantitative(text: str, row: list[Any]) -> None:
    got = read(text)
    assert got.kind == "quantitative" and got.text == text
    (part,) = got.parts
    seen = [part.operator, part.figure, part.unit, shown(part.number), part.number.unit]
    assert seen == row
    assert part.number.exact and part.number_to is None


@pytest.mark.parametrize(("text", "rows"), TARGETS["several"].items())
def test_several_parts(text: str, rows: list[list[Any]]) -> None:
    got = read(text)
    assert got.kind == "quantitative"
    assert [[p.operator, p.figure, p.figure_to, p.unit] for p in got.parts] == rows
    assert all((p.number_to is not None) == (p.operator == "range") for p in got.parts)


def test_a_range_that_prints_its_unit_once_has_it_at_both_ends() -> None:
    (part,) = read("5-10万元").parts
    assert part.number_to is not None
    assert (shown(part.number), shown(part.number_to)) == ("5", "10")
    assert part.number.unit == part.number_to.unit == "万元"


@pytest.mark.parametrize(("text", "date"), TARGETS["deadline"].items())
def test_deadline(text: str, date: list[int | None]) -> None:
    got = read(text)
    assert (got.kind, [got.year, got.month, got.day]) == ("deadline", date)
    assert got.parts == ()


@pytest.mark.parametrize(("text", "date"), TARGETS["dated"].items())
def test_dated_quantity(text: str, date: list[int | None]) -> None:
    got = read(text)
    assert (got.kind, [got.year, got.month, got.day]) == ("quantitative", date)


@pytest.mark.parametrize(
    ("kind", "text"), [(k, text) for k in ("qualitative", "none") for text in TARGETS[k]]
)
def test_no_figure_binds(kind: str, text: str) -> None:
    assert read(text) == Target(text, kind)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", TARGETS["unreadable"])
def test_unreadable_target(text: str) -> None:
    got = target(text)
    assert isinstance(got, Missing) and got.kind == "unreadable"
    assert text in got.reason.zh and text in got.reason.en


def test_an_empty_target_is_blank() -> None:
    for text in ("", " ", "\u3000"):
        got = target(text)
        assert isinstance(got, Missing) and got.kind == "blank" and got.reason.zh


def test_text_of_a_target_stays_as_printed() -> None:
    assert read(" ≥９５ ％ ").text == "≥９５ ％"


def test_title_marks_stay_title_marks() -> None:
    assert fold("《办法》3项") == "《办法》3项"
    assert fold("》95％《10") == "》95%《10"
    assert fold("合格率》９５％") == "合格率>95%"
