"""Word lists: replaced, added to, taken from, and the figures that rules look up in them."""

from pathlib import Path

import pytest

from perfcheck.errors import ConfigError
from perfcheck.lang.checker import check
from perfcheck.lang.parser import parse
from perfcheck.options import Setting
from perfcheck.rulecheck import types_of
from perfcheck.values import SCALE, Text
from perfcheck.wordlists import worded, words_from

LISTS = {
    "空泛词": ["提升", "加强"],
    "易错词": {"帐户": "账户"},
    "指标分类": {"产出指标": ["数量指标"]},
    "阈值": {"指标数上限": 40, "满意度下限": "85%"},
}


@pytest.fixture
def setting(tmp_path: Path):  # type: ignore[no-untyped-def]
    def made(name: str, content: object) -> tuple[Setting, ...]:
        file = tmp_path / "perfcheck.yaml"
        file.write_text(f"words:\n  {name}: …\n", "utf-8")
        return (Setting(name, content, str(file)),)

    return made


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("空泛词", ["力争"], ["力争"]),
        ("空泛词", {"add": ["力争"]}, ["提升", "加强", "力争"]),
        ("空泛词", {"add": ["力争"], "remove": ["提升"]}, ["加强", "力争"]),
        ("易错词", {"add": {"布署": "部署"}}, {"帐户": "账户", "布署": "部署"}),
        ("指标分类", {"remove": ["产出指标"], "add": {"成本指标": ["经济成本指标"]}}, None),
        ("阈值", {"add": {"指标数上限": 30}}, {"指标数上限": 30, "满意度下限": "85%"}),
        ("本市重点行业", ["水务"], ["水务"]),
    ],
)
def test_lists_are_replaced_or_changed(setting, name, content, wanted) -> None:  # type: ignore[no-untyped-def]
    lists = worded(LISTS, setting(name, content))
    assert lists[name] == (wanted or {"成本指标": ["经济成本指标"]})
    assert LISTS["空泛词"] == ["提升", "加强"], "what is shipped stays as it is"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空泛辞", ["力争"], "空泛词"),
        ("空泛词", {"甲": "乙"}, "一列词"),
        ("阈值", {"指标数上限": "很多"}, "对照表"),
        ("空泛词", {"remove": ["没有的词"]}, "没有的词"),
        ("空泛词", {"add": {"甲": "乙"}}, "一列词"),
        ("指标分类", {"add": ["甲"]}, "[词, 词]"),
        ("空泛词", {"ad": ["甲"]}, "{add: …"),
        ("重点行业", {"add": ["水务"]}, "重点行业"),
    ],
)
def test_a_change_that_cannot_be_is_told_at_its_place(setting, name, content, said) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ConfigError) as caught:
        worded(LISTS, setting(name, content))
    for language in ("zh", "en"):
        assert ":2:3: " in caught.value.text(language) and "^" in caught.value.text(language)
    assert said in caught.value.text("zh")


def test_figures_are_exact_and_have_units() -> None:
    made = words_from(LISTS)
    most, least = made["阈值"]["指标数上限"], made["阈值"]["满意度下限"]
    assert (most.low, most.high, most.dimension) == (40 * SCALE, 40 * SCALE, "count")
    assert least.low == least.high == 85 * SCALE // 100 and least.dimension == "ratio"
    assert made["易错词"] == {"帐户": Text("账户")}


def test_rules_know_the_figures_by_name() -> None:
    data = {"concepts": {"fields": {}, "tables": {}}, "words": LISTS}
    words = types_of(data).words
    assert not check(parse('阈值["指标数上限"] >= 3'), (words,))[1]
    (problem,) = check(parse('阈值["指标数下限"] >= 3'), (words,))[1]
    assert "指标数上限" in problem.message.zh
    assert check(parse('阈值["满意度下限"] >= 3'), (words,))[1], "a share is no count"
