"""Forms as offices draw them: cells merged wherever that looks well, formulas that went wrong."""

import io

import openpyxl
import pytest
from saving import found_in, save_page, understood

from perfcheck.checking import check_document
from perfcheck.finding import Finding
from perfcheck.located import SheetCell, located
from perfcheck.options import Options
from perfcheck.readers import read

DEPARTMENT = """<table><tr><td colspan="6">部门整体支出绩效目标表</td></tr>
<tr><td colspan="6">2026年度</td></tr><tr><td colspan="6">单位：万元</td></tr>
<tr><td>部门名称</td><td colspan="2">青禾县林业局</td><td>主管部门</td>
<td colspan="2">青禾县林业局</td></tr>
<tr><td rowspan="2">任务名称</td><td rowspan="2" colspan="2">主要内容</td>
<td colspan="3">预算金额（万元）</td></tr>
<tr><td>总额</td><td>其中：财政拨款</td><td>其中：其他资金</td></tr>
<tr><td>基本支出</td><td colspan="2">在编人员经费和公用经费。</td>
<td>310</td><td>310</td><td></td></tr>
<tr><td>森林防火</td><td colspan="2">巡护林区，维护防火道。</td>
<td>120</td><td>100</td><td>20</td></tr>
<tr><td>造林绿化</td><td colspan="2">荒山造林，补植林带。</td>
<td>90</td><td>90</td><td></td></tr>
<tr><td colspan="{wide}">金额合计</td>{more}<td>{total}</td><td>500</td><td>20</td></tr>
<tr><td>年度总体目标</td><td colspan="5">{goal}</td></tr>
<tr><td rowspan="6">年度绩效指标</td><td>一级指标</td><td>二级指标</td><td>三级指标</td>
<td colspan="2">目标值</td></tr>
<tr><td rowspan="3">产出指标</td><td>数量指标</td><td>荒山造林面积</td>
<td colspan="2">≥1200亩</td></tr>
<tr><td>质量指标</td><td>造林成活率</td><td colspan="2">≥85%</td></tr>
<tr><td>时效指标</td><td>造林完成时间</td><td colspan="2">2026年4月底前</td></tr>
<tr><td>效益指标</td><td>生态效益指标</td><td>森林火灾受害率</td><td colspan="2">≤0.5‰</td></tr>
<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>林区群众满意度</td>
<td colspan="2">≥90%</td></tr></table>"""
GOAL = "守护全县森林安全，全年不发生重大火灾，完成荒山造林任务，林带更加完整。"

PROJECT = """<table><tr><td colspan="4">项目支出绩效目标申报表</td></tr>
<tr><td colspan="4">（2026年度）</td></tr>
<tr><td colspan="4">一、项目基本情况</td></tr>
<tr><td>项目名称</td><td colspan="3">敬老院消防改造</td></tr>
<tr><td>主管部门</td><td>青禾县民政局</td><td>实施单位</td><td>青禾县养老中心</td></tr>
<tr><td colspan="4">二、项目资金（万元）</td></tr>
<tr><td>年度资金总额</td><td colspan="3">168.00</td></tr>
<tr><td>其中：财政拨款</td><td colspan="3">160.00</td></tr>
<tr><td>其他资金</td><td colspan="3">{other}</td></tr>
<tr><td colspan="4">三、年度总体目标</td></tr>
<tr><td colspan="4">{goal}</td></tr>
<tr><td colspan="4">四、绩效指标</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td>成本指标</td><td>经济成本指标</td><td>单所改造成本</td><td>≤84万元</td></tr>
<tr><td rowspan="3">产出指标</td><td>数量指标</td><td>改造敬老院数量</td><td>{count}</td></tr>
<tr><td>质量指标</td><td>消防验收合格率</td><td>100%</td></tr>
<tr><td>时效指标</td><td>改造完工时间</td><td>2026年10月底前</td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td>火灾隐患整改率</td><td>100%</td></tr>
<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>入住老人满意度</td><td>≥92%</td></tr>
</table>"""
SAFE = "对两所敬老院实施消防改造，消除火灾隐患，保障入住老人安全。"


def department(*, wide: int = 1, total: str = "520", goal: str = GOAL) -> str:
    more = '<td colspan="2"></td>' if wide == 1 else ""
    return DEPARTMENT.format(wide=wide, more=more, total=total, goal=goal)


def project(*, other: str = "8.00", goal: str = SAFE, count: str = "2所") -> str:
    return PROJECT.format(other=other, goal=goal, count=count)


def checked(page: str) -> list[tuple[Finding, SheetCell]]:
    """What is found in a page that is saved as a workbook, and in which cell."""
    (document,) = check_document("x.xlsx", save_page(page), Options()).documents
    made = []
    for one in document.findings:
        place = located(document.origins, one.place.span.line, one.place.span.column)
        assert isinstance(place, SheetCell)
        made.append((one, place))
    return made


def told(page: str) -> set[tuple[str, str]]:
    return {(one.rule, one.severity) for one, _ in checked(page)} - {("FIELD-009", "info")}


@pytest.mark.parametrize("wide", [1, 3], ids=["blank", "merged"])
def test_a_row_of_totals_that_is_merged_otherwise_has_not_moved(wide: int) -> None:
    assert told(department(wide=wide)) == set()
    off = [one for one in checked(department(wide=wide, total="530")) if one[0].rule == "ARITH-028"]
    assert [(one.severity, place.cell) for one, place in off] == [("error", "D10")]


def test_a_blank_that_is_merged_over_the_rest_of_its_row_is_blank() -> None:
    assert told(department(goal="")) == {("FIELD-004", "error")}
    (found,) = [place for one, place in checked(department(goal="")) if one.rule == "FIELD-004"]
    assert found.cell == "B11"


def test_an_amount_that_is_merged_and_blank_is_no_lost_one() -> None:
    assert told(project(other="")) == {("ARITH-056", "error")}
    assert told(project(other="").replace("160.00", "168.00")) == set()


def test_a_goal_below_its_label_and_captions_with_numbers_are_read() -> None:
    assert told(project()) == set()
    assert found_in("x.html", project().encode()) == []
    parsed = understood("x.xlsx", save_page(project()))
    assert parsed["unrecognised"] == []


def test_a_note_below_a_lone_label_is_no_answer() -> None:
    assert told(project(goal="注：按批复的预算数填列，没有的填零。")) == {("FIELD-004", "error")}


def test_a_label_merged_downwards_has_ended_with_its_table() -> None:
    page = department().replace(
        "<tr><td>年度总体目标",
        '<tr><td rowspan="3">年度重点工作任务</td><td>名称</td><td>主要实施内容</td>'
        "<td>拟投入的资金(元)</td><td colspan='2'>期望达到的目标(概述)</td></tr>"
        "<tr><td>荒山造林</td><td>造林一千二百亩。</td><td>900,000.00</td>"
        "<td colspan='2'>造林成活</td></tr>"
        '<tr><td>其他需完成的任务(可选项)</td><td colspan="4"></td></tr>'
        "<tr><td>年度总体目标",
    )
    assert "READ-007" not in {rule for rule, _ in told(page)}


LIST = """<table><tr><td colspan="7">2026年项目支出绩效目标表</td></tr>
<tr><td colspan="7">单位：万元</td></tr>
<tr><td>序号</td><td>项目名称</td><td>总计</td><td>财政拨款</td><td>其他资金</td><td>绩效目标</td>
<td>绩效指标</td></tr>
<tr><td></td><td>合计</td><td>60.00</td><td>50.00</td><td>10.00</td><td></td><td></td></tr>
{}</table>"""
LISTED = """<tr><td>{at}</td><td>{name}</td><td>{total}</td><td>{own}</td><td>{other}</td>
<td>完成{name}，保障设施全年安全运行。</td>
<td>1、产出指标-数量指标：{name}次数，年度指标值：≥12次；
2、满意度指标-服务对象满意度指标：群众满意度，年度指标值：≥90%</td></tr>"""


def test_a_row_merged_over_a_list_belongs_to_no_project_above_or_below() -> None:
    rows = [
        '<tr><td colspan="7">云川市水务局本级</td></tr>',
        LISTED.format(at=1, name="河道保洁", total="10.00", own="10.00", other="0.00"),
        LISTED.format(at=2, name="泵站维护", total="20.00", own="15.00", other="5.00"),
        '<tr><td colspan="7">云川市排水管理处</td></tr>',
        LISTED.format(at=3, name="管网清淤", total="30.00", own="25.00", other="5.00"),
    ]
    page = LIST.format("".join(rows))
    parsed = understood("x.xlsx", save_page(page))
    assert [one["name"] for one in parsed["projects"]] == ["河道保洁", "泵站维护", "管网清淤"]
    targets = [one["annual_target"]["text"] for one in parsed["indicators"]]
    assert targets == ["≥12次", "≥90%"] * 3
    assert [one["text"] for one in parsed["unrecognised"]] == [
        "云川市水务局本级",
        "云川市排水管理处",
    ]


@pytest.mark.parametrize("value", ["#VALUE!", "#N/A", "########", "Err:509"])
def test_what_a_spreadsheet_could_not_count_is_unreadable(value: str) -> None:
    assert told(project(count=value)) == {("READ-004", "info")}


def test_formulas_that_went_wrong_are_named_with_their_cells() -> None:
    book = openpyxl.load_workbook(io.BytesIO(save_page(project())))
    book.active["D15"] = "#REF!"
    stream = io.BytesIO()
    book.save(stream)
    (note,) = read("x.xlsx", stream.getvalue()).notes
    assert "D15 #REF!" in note.zh and "D15 #REF!" in note.en


def test_doubts_say_what_is_doubtful_and_leave_the_place_to_the_report() -> None:
    page = project().replace("<td>质量指标</td><td>消防验收合格率</td>", "<td>消防验收合格率</td>")
    doubts = [(one, place) for one, place in checked(page) if one.rule.startswith("READ")]
    assert doubts
    for one, place in doubts:
        assert not any(sign.isdigit() for sign in one.message.zh), one.message
        assert "line" not in one.message.en.split(), one.message
        assert place.cell.endswith("16"), (one.message, place)
