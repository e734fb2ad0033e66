"""A figure that cannot be read is said to be one, and an empty cell does not move its row."""

import pytest
from forms import kit

from perfcheck.extract.prose import ProseRead, prose
from perfcheck.extract.spoilt import is_spoilt
from perfcheck.values import Missing

SUM = "全年收入{}万元，其中：财政拨款{}万元，其他收入{}万元。"
GOALS = """
部门整体预算绩效目标申报表
（2026年度）
部门名称→青禾县民政局→→→→
绩效指标→一级指标→二级指标→三级指标→年度指标值
→产出指标→数量指标→改造敬老院数量→2所
→→→{}→14个
→→质量指标→救助金发放准确率→100%
→→时效指标→改造完工时间→2026年10月底前
"""


@pytest.mark.parametrize("word", ["320.0?", "3?0.00", "1.2.3,4x", "12.3.4", "￥？", "45□.20"])
def test_what_was_a_figure(word: str) -> None:
    assert is_spoilt(word)


@pytest.mark.parametrize("word", ["1,234.50", "3、", "5x", "第3", "2026.10", "-", "□"])
def test_what_was_none(word: str) -> None:
    assert not is_spoilt(word)


def read(line: str) -> ProseRead:
    return prose([line], (), kit.shipped().shared["claims"])


def test_a_sum_is_stated_where_all_its_figures_can_be_read() -> None:
    found = read(SUM.format("100.00", "60.00", "40.00"))
    assert len(found.claims) == 1 and found.spoilt == ()


@pytest.mark.parametrize("spoilt", ["60.0?", "6□.00", "60.0.0x", "60.0x", "6?.00"])
@pytest.mark.parametrize("place", range(3))
def test_no_sum_is_stated_with_a_figure_that_cannot_be_read(place: int, spoilt: str) -> None:
    figures = ["100.00", "60.00", "40.00"]
    figures[place] = spoilt
    line = SUM.format(*figures)
    found = read(line)
    assert found.claims == ()
    assert [(at.text, at.column) for at in found.spoilt] == [(spoilt, line.index(spoilt) + 1)]


def test_an_empty_name_leaves_its_row_in_place() -> None:
    whole, empty = (
        kit.form(kit.tabbed(GOALS.format(name).strip("\n"))).tables["绩效指标"]
        for name in ("运营养老服务站数量", "")
    )
    assert len(whole) == len(empty) == 4
    nameless = empty[1].fields["指标名称"].value
    assert isinstance(nameless, Missing) and nameless.kind == "blank"
    for one, other in zip(whole, empty, strict=True):
        for name in ("二级指标", "年度指标值"):
            assert kit.meant(one.fields[name]) == kit.meant(other.fields[name])
            assert one.fields[name].certainty == other.fields[name].certainty
