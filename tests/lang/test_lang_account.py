"""What is said of an outcome: the comparison that decided, its sides, terms, blame and origins."""

from typing import Any

import pytest
from lang_forms import each, form, run

from perfcheck.lang.account import Account, account, reads
from perfcheck.lang.parser import parse
from perfcheck.lang.printer import show
from perfcheck.lang.scope import Scope
from perfcheck.values import SCALE, Number, plain

BUDGET = {
    "基本支出": "6,318.54 万元",
    "项目支出": "2,846.73 万元",
    "支出总计": "9,164.77 万元",
    "其他": None,
    "任务": [
        {"名称": "修路", "金额": "10.00 万元"},
        {"名称": "建桥", "金额": "20.00 万元"},
        {"名称": "绿化", "金额": None},
    ],
}


def told(text: str, scope: Scope | None = None) -> Account:
    scope = scope or form(BUDGET)
    log: list[Any] = []
    run(text, scope, log)
    found = account(parse(text), scope, log)
    assert found is not None
    return found


def printed(terms: Any) -> list[str]:
    return [("+" if sign > 0 else "-") + plain(n.mid, n.unit) for sign, n in terms]


def test_the_terms_of_both_sides() -> None:
    found = told("基本支出 + 项目支出 == 支出总计")
    assert found.operator == "=="
    assert printed(found.left_terms) == ["+6,318.54", "+2,846.73"]
    assert printed(found.right_terms) == ["+9,164.77"]
    assert plain(found.residual, "万元") == "0.5"
    assert plain(found.bound, "万元") == "0.015"


@pytest.mark.parametrize(
    ("side", "terms"),
    [
        ("合计(任务.金额)", ["+10", "+20"]),
        ("基本支出 - 合计(任务.金额)", ["+6,318.54", "-10", "-20"]),
        ("-(基本支出 - 项目支出)", ["-6,318.54", "+2,846.73"]),
        ("合计({基本支出, 其他})", ["+6,318.54"]),
        ("缺省(其他, 0) + 基本支出", ["+0", "+6,318.54"]),
        ("若(有(其他), 项目支出, 基本支出 + 1万元)", ["+6,318.54", "+1"]),
        ("合计(任务[金额 > 10万元].金额)", ["+20"]),
        ('任务["建桥"].金额', ["+20"]),
    ],
)
def test_what_a_side_adds_up(side: str, terms: list[str]) -> None:
    assert printed(told(f"{side} == 支出总计").left_terms) == terms


@pytest.mark.parametrize("side", ["基本支出 * 2", "绝对值(基本支出)", "基本支出 + 最大(任务.金额)"])
def test_what_is_no_sum_has_no_terms(side: str) -> None:
    assert told(f"{side} == 支出总计").left_terms is None


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("基本支出 + 项目支出 == 支出总计", "支出总计"),
        ("基本支出 == 支出总计", "基本支出"),
        ("合计(任务.金额) >= 支出总计", "支出总计"),
        ("有(其他)", "其他"),
        ('匹配(任务["修路"].名称, "桥")', '任务["修路"].名称'),
        ('规范(任务[1].名称) 属于 {"绿化"}', "任务[1].名称"),
        ("有(其他) 或 基本支出 == 支出总计", "其他"),
        ("非 (有(基本支出) 且 有(项目支出)) 或 项目支出 == 支出总计", "项目支出"),
        ("有(基本支出) 且 有(其他)", "其他"),
        ("有(基本支出) 且 非 有(项目支出)", "项目支出"),
        ("0万元 <= 基本支出 <= 1万元", "基本支出"),
    ],
)
def test_the_blame_by_default(text: str, path: str) -> None:
    found = told(text)
    assert found.path is not None
    assert show(found.path) == path


def test_where_no_side_is_a_field_the_row_is_blamed() -> None:
    scope = each(run("任务", form(BUDGET)), form(BUDGET))[0]
    found = told("金额 * 2 == 基本支出 + 项目支出", scope)
    assert found.path is None
    assert found.blamed.name == "表"


def test_inside_a_loop_the_row_that_failed_is_blamed() -> None:
    found = told("每个(任务, 金额 <= 15万元)")
    assert found.blamed.printed == "20.00 万元"
    assert found.scope.row is not None
    assert found.scope.row.fields["名称"].text == "建桥"


def test_the_condition_of_a_filter_is_not_what_decided() -> None:
    found = told("合计(任务[金额 > 10万元].金额) == 支出总计")
    assert found.operator == "=="


def test_of_a_pass_the_equality_with_the_largest_residual() -> None:
    given = {"甲": "1.00 万元", "乙": "2.00 万元", "丙": "3.01 万元", "丁": "3.00 万元"}
    text = "甲 + 乙 == 丙 且 甲 + 乙 == 丁"
    found = told(text, form(given))
    assert isinstance(found.right, Number)
    assert found.right.mid == 30100 * SCALE


def test_a_pass_by_the_second_reading_tells_of_that_one() -> None:
    given = {"甲": "1.00 万元", "乙": "5.00 万元", "丙": "1.00 万元"}
    found = told("甲 == 乙 或 甲 == 丙", form(given))
    assert found.residual == 0


@pytest.mark.parametrize("text", ["存在(任务, 金额 > 30万元)", "非 每个(任务, 金额 > 1万元)"])
def test_where_no_single_row_decides_none_is_told(text: str) -> None:
    scope = form(BUDGET)
    log: list[Any] = []
    assert run(text, scope, log) is False
    assert account(parse(text), scope, log) is None


def test_nothing_to_tell_of_an_outcome_without_comparison() -> None:
    scope = form(BUDGET)
    log: list[Any] = []
    run("有(基本支出)", scope, log)
    assert account(parse("有(基本支出)"), scope, log) is None


def test_origins_are_those_of_all_operands_the_blamed_first() -> None:
    log: list[Any] = []
    run("有(其他) 或 基本支出 + 项目支出 == 支出总计", form(BUDGET), log)
    assert reads(log) == ("支出总计", "基本支出", "项目支出", "其他")
