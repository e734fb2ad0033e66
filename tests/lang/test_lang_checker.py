"""What is refused when rules are read, and what the message teaches."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from perfcheck.errors import RuleError
from perfcheck.lang.checker import check
from perfcheck.lang.nodes import LONGEST
from perfcheck.lang.parser import parse
from perfcheck.lang.types import COUNT, MONEY, NUMBER, RATIO, TARGET, TEXT, Type, list_of, rows_of

HERE = Path(__file__).parent
REFUSED = yaml.safe_load((HERE / "refused.yaml").read_text("utf-8"))
MISTAKES = yaml.safe_load((HERE / "mistakes.yaml").read_text("utf-8"))

NAMES: dict[str, Type] = {
    "基本支出": MONEY,
    "项目支出": MONEY,
    "支出总计": MONEY,
    "年度": COUNT,
    "执行率": RATIO,
    "编码": TEXT,
    "合格": TEXT,
    "年度指标值": TARGET,
    "任务": rows_of({"任务名称": TEXT, "投入资金": MONEY, "实施内容": TEXT}),
}
WORDS = {"指标分类": Type("map", item=Type("set", item=TEXT))}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["text"])
def test_an_unreadable_expression_teaches(case: dict[str, Any]) -> None:
    with pytest.raises(RuleError) as refused:
        parse(case["text"])
    assert refused.value.span is not None
    assert refused.value.span.column == case["column"]
    assert case["zh"] in refused.value.message.zh
    assert case["en"] in refused.value.message.en


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["text"])
def test_a_mistake_is_told_before_any_form(case: dict[str, Any]) -> None:
    _, problems = check(parse(case["text"]), (NAMES, WORDS), case.get("role", "value"))
    said = [problem.message for problem in problems if problem.severity == "error"]
    assert len(said) == len(case["zh"]), said
    for message, zh, en in zip(said, case["zh"], case["en"], strict=True):
        assert zh in message.zh
        assert en in message.en


def test_a_problem_points_at_the_mistake() -> None:
    text = "有(编码) 且 基本支岀 > 0"
    _, problems = check(parse(text), (NAMES,))
    (problem,) = problems
    assert text[problem.offset : problem.offset + problem.length] == "基本支岀"


def test_the_nearest_name_is_proposed_after_the_keyword_test() -> None:
    _, problems = check(parse('非编码 == "1"'), (NAMES,))
    assert "“非 编码”" in problems[0].message.zh
    assert "是不是" not in problems[0].message.zh


def test_labels_that_begin_with_a_keyword_are_names() -> None:
    names = {"非税收入": MONEY, "或有负债": MONEY}
    assert check(parse("非税收入 >= 或有负债"), (names,))[1] == []


def test_an_inner_name_that_hides_an_outer_one_is_warned_of() -> None:
    row = {"任务名称": TEXT, "投入资金": MONEY}
    _, problems = check(
        parse("任务[任务名称 == 本行.任务名称]"), ({**row, "本行": Type("row", row)}, NAMES)
    )
    assert [problem.severity for problem in problems] == ["warning"]
    assert "本行.任务名称" in problems[0].message.zh


def test_a_hidden_name_is_not_warned_of_outside_the_row() -> None:
    row = {"任务名称": TEXT}
    _, problems = check(parse('有(任务["x"]) 且 有(任务名称)'), (row, NAMES))
    assert problems == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("基本支出 + 0", MONEY),
        ("基本支出 / 项目支出", RATIO),
        ("基本支出 / 年度", MONEY),
        ("执行率 * 年度", COUNT),
        ("年度指标值.数", NUMBER),
        ("任务.投入资金", list_of(MONEY)),
        ("合计(任务.投入资金)", MONEY),
        ("任务[1].投入资金", MONEY),
        ("分组(任务, 任务名称)[1].行.投入资金", list_of(MONEY)),
        ("两两(任务).甲.任务名称", list_of(TEXT)),
        ("若(年度 > 1, 0, 基本支出)", MONEY),
        ("单位(任务.投入资金)", list_of(TEXT)),
    ],
)
def test_the_type_of_an_expression(text: str, kind: Type) -> None:
    found, problems = check(parse(text), (NAMES,))
    assert problems == []
    assert found == kind


def test_too_long_and_too_deep_are_refused() -> None:
    parse("(" * 39 + "甲" + ")" * 39)
    parse("甲" * LONGEST)
    for text in (
        "(" * 41 + "甲" + ")" * 41,
        "甲" * (LONGEST + 1),
        "+".join("甲" * 60),
        "非 " * 50 + "甲",
    ):
        with pytest.raises(RuleError) as refused:
            parse(text)
        assert "拆" in refused.value.message.zh
