"""What messages print: fields as printed, results in the terms of the blamed figure."""

import pytest
from lang_forms import form, run, value

from perfcheck.errors import RuleError
from perfcheck.lang.compiler import compile_node
from perfcheck.lang.messages import Part, render, shown
from perfcheck.lang.scope import Scope
from perfcheck.lang.templates import template
from perfcheck.values import Number

GIVEN = {
    "甲": "5,525.64 万元",
    "乙": "718630.00 元",
    "丙": "46.70 %",
    "年度": "2026",
    "空": None,
    "丢": "(absent)",
    "任务": [{"名称": "修路"}, {"名称": "建桥"}, {"名称": None}],
}


def compiled(text: str) -> tuple[Part, ...]:
    """A message as `render` takes it; a bound rule has it so."""
    return tuple(part if isinstance(part, str) else compile_node(part) for part in template(text))


def said(text: str, model: str = "", language: str = "zh") -> str:
    scope = form(GIVEN)
    blamed: Number | None = run(model, scope) if model else None
    return render(compiled(text), scope, blamed, language)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "model", "gives"),
    [
        ("共 {个数(任务)} 项", "", "共 3 项"),
        ("{{甲}}", "", "{甲}"),
        ("{甲}", "甲", "5,525.64 万元"),
        ("{甲 + 乙}", "甲", "5,597.50"),
        ("{甲 + 乙}", "乙", "55,975,030.00"),
        ("{甲 / 乙 / 100}", "丙", "76.89%"),
        ("{年度 - 1}", "", "2025"),
        ("{空}对{丢}", "", "（空）对（未找到）"),
        ("{任务.名称}", "", "修路、建桥、（空）"),
        ("{连(任务.名称)}", "", "修路、建桥"),
        ("{任务[2]}", "", "建桥"),
        ("{有(空)}", "", "否"),
        ('{连({"a", "}"})}', "", "a、}"),
        ('（{连(任务[名称 == "修渠"].名称)}）', "", "（）"),
    ],
)
def test_a_message(text: str, model: str, gives: str) -> None:
    assert said(text, model) == gives


def test_amounts_of_two_units_each_name_theirs() -> None:
    bare = value("12.50 万元")._replace(printed="12.50")
    yuan = value("130,000.00 元")._replace(printed="130,000.00")
    scope = Scope({"甲": bare, "乙": yuan, "丙": bare}, form(GIVEN))
    assert render(compiled("{甲}，{乙}"), scope, bare) == "12.50万元，130,000.00元"
    assert render(compiled("{甲}，{丙}"), scope, bare) == "12.50，12.50"


def test_a_message_in_english() -> None:
    assert said("{空} {任务.名称} {有(空)}", language="en") == "(blank) 修路, 建桥, (blank) no"


def test_the_sides_that_failed() -> None:
    sides = Scope({"左": value("3.00 万元"), "右": value("4.00 万元")}, form(GIVEN))
    assert render(compiled("{左}/{右}"), sides) == "3.00 万元/4.00 万元"


def test_long_lists_are_cut() -> None:
    assert shown(tuple(value(str(i)) for i in range(20))).endswith("、…")


def test_a_brace_without_its_pair_is_refused() -> None:
    with pytest.raises(RuleError) as refused:
        template("金额 {甲")
    assert refused.value.span is not None
    assert refused.value.span.column == 4


def test_a_mistake_in_a_message_has_its_place_in_the_message() -> None:
    with pytest.raises(RuleError) as refused:
        template("金额 {总和(甲)}")
    assert refused.value.span is not None
    assert refused.value.span.column == 5
