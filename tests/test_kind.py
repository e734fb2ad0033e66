"""Kinds as data: labels lead to concepts, and what is ill-formed is refused with its place."""

import copy
from typing import Any
from unicodedata import normalize

import pytest
from forms import kit

from perfcheck.errors import KindError
from perfcheck.extract.pairing import chosen
from perfcheck.kind import column, look, term
from perfcheck.kindmaking import kinds_from
from perfcheck.wording import normal

KIND = next(kind for kind in kit.shipped().kinds if kind.id == "department-target")


def target(data: Any) -> Any:
    return next(kind for kind in data["kinds"] if kind["id"] == KIND.id)


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("基本支出", "基本支出"),
        ("其中：一般公共预算", "财政拨款"),
        ("拟用于对下转移支付资金", "转移支付"),
        ("部门（单位）名称：", "部门名称"),
        ("其他需完成的任务（可选填）", "其他任务"),
        ("（一）项 目 支 出（万元）", "项目支出"),
        ("部门职能概述（200字以内）", "部门职能"),
    ],
)
def test_labels(label: str, concept: str) -> None:
    found = look(KIND, label)
    assert found is not None and found.words[0].name == concept


@pytest.mark.parametrize("text", ["保障基本支出需要", "基本支出（不含人员）", "", "支出", "项目"])
def test_what_is_no_label(text: str) -> None:
    assert look(KIND, text) is None


def test_a_word_means_what_its_group_says() -> None:
    found = look(KIND, "合计")
    assert found is not None
    names = [
        word.name for group in ("收入构成", "支出构成：") if (word := chosen(found.words, group))
    ]
    assert names == ["收入总计", "支出总计"]
    assert chosen(found.words, "") is None


def test_a_bracket_of_the_label_itself_is_tried_first() -> None:
    table = KIND.tables["绩效指标"]
    assert [column(KIND, table, text)[0].name for text in ("目标值(标准)", "指标值（及单位）")] == [
        "年度指标值",
        "年度指标值",
    ]
    money = column(KIND, KIND.tables["任务"], "拟投入的资金(元)")
    assert money is not None and (money[0].name, money[1]) == ("投入资金", "元")


@pytest.mark.parametrize(
    ("level", "text", "name"),
    [
        (1, "产出指标（50分）", "产出指标"),
        (2, "13-时效指标", "时效指标"),
        (2, "可持续影响", "可持续影响指标"),
        (2, "社会公众或服务对象满意度指标", "服务对象满意度指标"),
        (1, "成本指标", "成本指标"),
        (2, "成本指标", "成本指标"),
        (2, "经济成本指标", "经济成本指标"),
    ],
)
def test_level_terms(level: int, text: str, name: str) -> None:
    found = term(KIND.vocabulary, level, text)
    assert found is not None and found.name == name


def test_every_name_a_kind_uses_is_a_concept() -> None:
    kinds = kit.shipped()
    for words in KIND.words.values():
        assert all(word.name in kinds.types for word in words if word.role == "field")


def broken(change: Any) -> dict[str, Any]:
    data = copy.deepcopy(kit.data())
    change(data)
    return data


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: target(d).pop("titles"), "titles missing"),
        (
            lambda d: target(d)["fields"].update({"基本支岀": []}),
            "no concept is called 基本支岀",
        ),
        (
            lambda d: target(d)["tables"]["任务"]["columns"].update({"指标名称": {"labels": []}}),
            "任务",
        ),
        (lambda d: d.pop("vocabulary"), "vocabulary missing"),
        (
            lambda d: d["vocabulary"]["levels"]["二级指标"]["质量指标"]["words"].append("数量"),
            "two meanings",
        ),
        (
            lambda d: d["vocabulary"]["tables"]["绩效指标"]["columns"]["权重"].update(fit="heavy"),
            "heavy",
        ),
    ],
)
def test_ill_formed_kinds_are_refused(change: Any, says: str) -> None:
    with pytest.raises(KindError, match=says) as caught:
        kinds_from(broken(change))
    assert caught.value.message.zh


def test_a_sign_means_what_nfkc_makes_of_it_whichever_way_a_label_is_read() -> None:
    signs = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    dropped = frozenset(" \t\r\n\f\v\u3000\xa0\u2002\u2003\u200b\ufeff〔〕【】[]#*")
    for sign in signs:
        means = "".join(each for each in normalize("NFKC", sign) if each not in dropped)
        # Beside an ideograph most signs are looked up; beside a middle dot none is.
        assert normal.__wrapped__(f"额{sign}") == f"额{means}"
        assert normal.__wrapped__(f"额·{sign}") == f"额·{means}"
