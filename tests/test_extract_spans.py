"""Cells that reach down over several rows of a form's head, as files other than texts have."""

from tests.saving import found_in

FORM = """<html><body><p>项目支出绩效目标申报表</p><p>（2026年度）</p><table>
<tr><td colspan="2">项目名称</td><td>河道整治</td><td>主管部门</td><td>青禾县水务局</td></tr>
<tr><td rowspan="4">项目资金（元）</td><td>项目资金总额</td><td>30,000.00</td>
<td>年度资金申请总额</td><td>10,000.00</td></tr>
<tr><td rowspan="2">其中：财政资金</td><td rowspan="2">30,000.00</td>
<td>其中：当年财政拨款</td><td>{now}</td></tr>
<tr><td>上年结转资金</td><td>0.00</td></tr>
<tr><td>其他资金</td><td>0.00</td><td>其他资金</td><td>0.00</td></tr>
<tr><td rowspan="2">项目绩效目标</td><td colspan="2">项目总目标</td>
<td colspan="2">年度总体目标</td></tr>
<tr><td colspan="2">整治河道三条，水质达到三类，沿线居民的生活环境得到改善。</td>
<td colspan="2">整治河道一条，水质达到三类，沿线居民的生活环境得到改善。</td></tr>
<tr><td rowspan="3">绩效指标</td><td>一级指标</td><td>二级指标</td><td>三级指标</td>
<td>年度指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>整治河道数量</td><td>≥1条</td></tr>
<tr><td>效益指标</td><td>生态效益指标</td><td>水质达标率</td><td>≥95%</td></tr>
</table></body></html>"""


def rules(now: str) -> set[str]:
    return {rule for rule, *_ in found_in("x.html", FORM.format(now=now).encode())}


def test_goals_below_their_labels_are_read_beside_a_label_that_reaches_down() -> None:
    assert not rules("10,000.00") & {"FIELD-004", "READ-007"}


def test_an_amount_that_reaches_down_is_read_once() -> None:
    assert "ARITH-056" not in rules("10,000.00")
    assert "ARITH-056" in rules("11,000.00")
