"""The functions: each example of the table, and the text functions that must not cry wolf."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from lang_forms import form, run

from perfcheck.lang import runtime
from perfcheck.lang.checker import check
from perfcheck.lang.enumerations import items, number_gap
from perfcheck.lang.functions import FUNCTIONS, Function
from perfcheck.lang.messages import shown
from perfcheck.lang.nodes import compares, is_filter, rounding_decides
from perfcheck.lang.parser import parse
from perfcheck.lang.patterns import unsafe
from perfcheck.lang.proofreading import (
    doubled_word,
    pairs_up,
    repeated_sentence,
    unpaired,
    wrong_word,
)
from perfcheck.lang.reference import document, example
from perfcheck.lang.scope import PASSING, Scope
from perfcheck.lang.types import ANY, COUNT, MONEY, TEXT, rows_of
from perfcheck.values import Missing

SLIPS = yaml.safe_load((Path(__file__).parent / "slips.yaml").read_text("utf-8"))
NAMES = {
    "任务": rows_of({"任务名称": TEXT, "投入资金": MONEY}),
    "基本支出": MONEY,
    "其他资金": MONEY,
    "年度": COUNT,
    "名词表": ANY,
}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_example_of_a_function(function: Function) -> None:
    expression, gives = function.example
    assert check(parse(expression), (NAMES,))[1] == []
    assert shown(run(expression, example())) == gives
    assert function.name in expression


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_english_name_means_the_same(function: Function) -> None:
    expression, gives = function.example
    english = expression.replace(f"{function.name}(", f"{function.aliases[0]}(")
    assert shown(run(english, example())) == gives


@pytest.mark.parametrize("case", SLIPS["doubled"], ids=lambda case: case["text"])
def test_a_word_written_twice(case: dict[str, Any]) -> None:
    assert doubled_word(case["text"]) == case["gives"]


@pytest.mark.parametrize("case", SLIPS["gap"], ids=lambda case: case["text"])
def test_a_broken_numbering(case: dict[str, Any]) -> None:
    assert number_gap(case["text"]) == case["gives"]


@pytest.mark.parametrize("case", SLIPS["paired"], ids=lambda case: case["text"])
def test_brackets_that_pair(case: dict[str, Any]) -> None:
    assert pairs_up(case["text"]) is case["gives"]


@pytest.mark.parametrize("case", SLIPS["unpaired"], ids=lambda case: case["text"])
def test_what_stands_alone_is_shown_with_its_words(case):
    assert unpaired(case["text"]) == case["gives"]
    assert pairs_up(case["text"]) is (case["gives"] == "")


@pytest.mark.parametrize("case", SLIPS["excepted"], ids=lambda case: case["text"])
def test_words_that_may_be_said_twice(case):
    assert doubled_word(case["text"]) != ""
    assert doubled_word(case["text"], frozenset(case["words"])) == ""


@pytest.mark.parametrize(
    "case", SLIPS["wrong"], ids=lambda case: f"{case['text']} {case['except']}"
)
def test_a_wrong_word_that_no_other_phrase_explains(case):
    assert wrong_word(case["text"], case["words"], case["except"]) == case["gives"]


@pytest.mark.parametrize("case", SLIPS["repeated"], ids=lambda case: case["text"])
def test_a_sentence_said_twice(case):
    assert repeated_sentence(case["text"]) == case["gives"]


@pytest.mark.parametrize("case", SLIPS["items"], ids=lambda case: case["text"])
def test_how_many_items_a_list_has(case):
    assert items(case["text"]) == case["gives"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("项[1].额", "“额”是空的"),
        ("项[9]", "没有第 9 行"),
        ('项["路"]', "表中没有找到“路”"),
        ("丙", "表中没有找到“丙”"),
        ("丁", "“丁”可能在转换中丢失"),
        ("1 / 零", "除数可能为零"),
        ("1万元 + 率", "单位不可比：1万元 / 5%"),
        ('词["无此词"]', "词表中没有“无此词”"),
    ],
)
def test_a_missing_value_says_what_was_not_found(text: str, reason: str) -> None:
    given = {
        "项": [{"名称": "桥", "额": None}],
        "丙": "(absent)",
        "丁": "(lost)",
        "率": "5%",
        "零": "0",
    }
    scope = form(given, {"词": {"甲": frozenset("乙")}})
    found = run(text, scope)
    assert isinstance(found, Missing)
    assert found.reason.zh == reason
    assert found.reason.en


@pytest.mark.parametrize(
    ("text", "selects"),
    [
        ("任务", False),
        ("任务[投入资金 > 0]", True),
        ("任务[投入资金 > 0].任务名称", True),
        ('任务["修路"].明细', False),
        ("任务[1]", False),
        ("两两(任务)", True),
        ("分组(任务, 任务名称)", False),
        ("分组(任务[有(任务名称)], 任务名称)", True),
    ],
)
def test_which_lists_may_well_be_empty(text: str, selects: bool) -> None:
    assert is_filter(parse(text)) is selects


def test_the_map_of_words_and_key_columns() -> None:
    words = {
        "指标分类": {"产出指标": frozenset(("数量指标", "质量指标"))},
        "键列": {"表": "编码"},
    }
    given = {"甲": "数量指标", "乙": "产出指标", "项": [{"名称": "A", "编码": "A201"}]}
    scope = form(given, words)
    assert run("甲 属于 指标分类[乙]", scope) is True
    assert run('项["A201"].名称', scope).text == "A"


@pytest.mark.parametrize(
    ("pattern", "safe"),
    [
        ("^[0-9]+年[0-9]+月$", True),
        ("(报告|材料)$", True),
        ("(?:一|二)?期", True),
        ("[(*+]{2}", True),
        (r"\(.*\)", True),
        ("(a+)+", False),
        ("(a|aa)*", False),
        ("((a+)b)*", False),
        (r"(a)\1", False),
        ("(?P<x>a)(?P=x)", False),
        (".*甲.*乙.*", False),
        ("(", False),
    ],
)
def test_which_patterns_may_run(pattern: str, safe: bool) -> None:
    assert (unsafe(pattern) is None) is safe


def test_every_function_can_be_called_from_generated_source() -> None:
    from perfcheck.lang import texts

    for function in FUNCTIONS:
        if function.name != "若":
            late = function.code.startswith(".")
            owner = texts if late else runtime
            assert callable(getattr(owner, function.code.lstrip(".")))
            assert late or function.code in runtime.__all__


def test_the_reference_tells_every_function() -> None:
    page = document()
    for function in FUNCTIONS:
        assert f"| `{function.name}` |" in page
        assert function.meaning.en.replace("|", "\\|") in page
    assert page.count("| 是 | 缺 |") >= 1


@pytest.mark.parametrize(
    "rows", ["两两(任务)", "分组(任务, 任务名称)", "对应(任务, 任务名称, 任务, 任务名称)"]
)
def test_a_form_keeps_its_own_rows_and_none_that_were_made_for_a_moment(rows: str) -> None:
    assert {each.name for each in FUNCTIONS if each.result in ("pairs", "groups")} == PASSING
    scope = example()
    scope.shared = {}
    run(f"每个({rows}, 有({'键' if rows.startswith('分组') else '甲'}))", scope)
    run("每个(任务, 有(任务名称))", scope)
    lists = [kept[0] for kept in scope.shared.values() if isinstance(kept, tuple)]
    rows_of = [kept.row for kept in scope.shared.values() if isinstance(kept, Scope)]
    assert lists == [scope["任务"]] and rows_of == [*scope["任务"]]


@pytest.mark.parametrize(
    ("text", "decides", "holds_one"),
    [
        ("合计(任务.投入资金) == 项目支出", True, True),
        ("非 存在(任务, 投入资金 == 项目支出)", True, True),
        ("每个(任务, 投入资金 <= 项目支出)", True, True),
        ("存在(任务, 投入资金 == 项目支出)", False, True),
        ("存在(任务, 任务名称 == '管网') 或 有(项目支出)", False, True),
        ("个数(任务) == 3", False, False),
        ("项目支出 > 3", False, False),
    ],
)
def test_rounding_decides_only_where_an_outcome_rests_on_figures(
    text: str, decides: bool, holds_one: bool
) -> None:
    node = parse(text)
    assert (rounding_decides(node), compares(node)) == (decides, holds_one)
