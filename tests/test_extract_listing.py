"""Lists of projects with running text, printed in many ways, are read the same."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from forms.kit import reading, said, shipped
from forms_list import prints
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcheck.extract.listing.figures import place
from perfcheck.form import Form, Reading, Record
from perfcheck.source import Cell
from perfcheck.values import Missing

HERE = Path(__file__).parent / "forms_list"
LISTS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in HERE.glob("[!_]*.yaml")}
SENTENCES = yaml.safe_load((HERE / "_sentences.yaml").read_text("utf-8"))
AMOUNTS = ("项目总额", "项目财政拨款", "项目专户拨款", "项目其他资金")
OF_UNIT = ("单位总额", "单位财政拨款", "单位专户拨款", "单位其他资金")
SAYS = ("一级指标", "二级指标", "指标名称", "实施周期指标值", "年度指标值")


def read_list(source: str, **options: Any) -> tuple[Form, Reading]:
    found = reading(source, **options)
    (form,) = found.forms
    assert form.kind == "project-list"
    return form, found


def shown(record: Record, name: str) -> str | None:
    text = said(record.fields[name])
    return None if text.startswith("<absent>") else text


def figures(record: Record, names: tuple[str, ...]) -> list[str]:
    found = [record.fields[name].value for name in names]
    return ["" if isinstance(value, Missing) else value.printed for value in found]  # type: ignore[union-attr]


def outline(form: Form) -> list[Any]:
    """What a list says, in the words of the expectation."""
    return [
        [shown(unit, "单位名称"), figures(unit, OF_UNIT), [project_of(at) for at in unit.below]]
        for unit in form.tables["资金使用单位"]
    ]


def bare(said: Any) -> Any:
    """The same without the marks of certainty."""
    if isinstance(said, list):
        return [bare(each) for each in said]
    return said.removesuffix(" ?") if isinstance(said, str) else said


def project_of(record: Record) -> list[Any]:
    withheld = shown(record, "不公开")
    return [
        shown(record, "项目名称"),
        figures(record, AMOUNTS),
        "" if withheld != "<blank>" else shown(record, "项目绩效目标"),
        None if withheld == "<blank>" else withheld,
        [[shown(row, name) for name in SAYS] for row in record.below],
    ]


def expected(source: prints.List) -> list[Any]:
    return [
        [unit["name"], unit["amounts"], [_project(project) for project in unit["projects"]]]
        for unit in source["units"]
    ]


def _project(project: Any) -> list[Any]:
    withheld = project.get("withheld")
    goal = "" if withheld else project["goal"].replace("\n", "")
    return [project["name"], project["amounts"], goal, withheld, project["says"]]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("way", prints.WAYS)
def test_a_list_says_the_same_in_every_print(name: str, way: str) -> None:
    form, found = read_list(prints.WAYS[way](LISTS[name]))
    assert bare(outline(form)) == bare(expected(LISTS[name]))
    assert found.coverage == 1.0, found.unrecognised
    total = form.field("项目资金合计")
    assert total is not None
    assert said(total) == LISTS[name]["total"][0].replace(",", "") + LISTS[name].get(
        "money", "万元"
    )


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("way", ["running", "tabs", "tabs, line breaks in cells", "bars", "layout"])
def test_a_clean_print_is_read_for_certain(name: str, way: str) -> None:
    form, _ = read_list(prints.WAYS[way](LISTS[name]))
    assert outline(form) == expected(LISTS[name])
    assert {row.certainty for rows in form.tables.values() for row in rows} == {"certain"}


@given(
    width=st.integers(13, 40),
    blanks=st.booleans(),
    indent=st.sampled_from([0, 2, 4]),
    page=st.sampled_from([0, 7, 12, 23]),
)
@settings(max_examples=60, deadline=None)
def test_where_lines_break_changes_nothing(
    width: int, blanks: bool, indent: int, page: int
) -> None:
    source = LISTS["water"]
    printed = prints.running(source, width, blanks=blanks, indent=indent, page=page)
    form, found = read_list(printed)
    assert bare(outline(form)) == bare(expected(source)), printed
    assert found.coverage == 1.0


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_every_claimed_cell_stands_where_it_says(data: st.DataObject) -> None:
    way = data.draw(st.sampled_from(sorted(prints.WAYS)))
    printed = prints.WAYS[way](LISTS[data.draw(st.sampled_from(sorted(LISTS)))])
    lines = printed.split("\n")
    form, _ = read_list(printed)
    cells = [
        cell
        for rows in form.tables.values()
        for row in rows
        for field in row.fields.values()
        for cell in field.cells
    ]
    for cell in (part for whole in cells for part in whole.parts or (whole,)):
        assert cell.line == cell.end_line
        assert lines[cell.line - 1][cell.column - 1 : cell.end_column - 1] == cell.text


def test_an_entry_begins_at_its_number_and_ends_with_its_last_line() -> None:
    text = (HERE / "running.txt").read_text("utf-8")
    form, found = read_list(text)
    assert found.coverage == 1.0
    rows = [
        (row.line, (row.cells[0].parts or row.cells)[-1].end_line, shown(row, "指标名称"))
        for row in form.tables["绩效指标"]
    ]
    assert rows == [
        (20, 20, "全年检查仓库次数"),
        (20, 21, "全市抢险能力"),
        (21, 22, "服务对象满意度"),
        (32, 33, "故障修复及时率"),
        (33, 34, "漏报次数（次）"),
        (34, 36, "沿岸居民满意度"),
        (49, 50, "热线接听情况"),
        (56, 57, "做好改造小区排查，建立“一户一表”台账"),
        (57, 59, "补助资金拨付率"),
        (59, 59, "水质合格率"),
    ]


def test_names_may_stand_lines_away_from_their_amounts() -> None:
    form, _ = read_list((HERE / "running.txt").read_text("utf-8"))
    wrapped = form.tables["项目"][1]
    assert shown(wrapped, "项目名称") == "河湖水质自动监测站运行与维护项目"
    (name,) = wrapped.fields["项目名称"].cells
    assert [(part.line, part.text) for part in name.parts] == [
        (24, "河湖水质自动监测站运行"),
        (26, "与维护项目"),
    ]
    assert wrapped.line == 24
    assert wrapped.fields["项目总额"].cells[0].line == 27


def test_projects_of_one_name_are_told_apart_by_their_number() -> None:
    form, _ = read_list(prints.running(LISTS["water"]))
    same = [row for row in form.tables["项目"] if shown(row, "项目名称") == "防汛物资储备经费"]
    assert [said(row.fields["项目序号"]) for row in same] == ["1", "5"]
    owners = {said(row.fields["所属项目序号"]) for row in form.tables["绩效指标"]}
    assert owners == {"1", "2", "4", "5"}


def test_year_unit_and_notes_are_read() -> None:
    printed = prints.tabs(LISTS["civil"]) + "填报人：周青 联系电话：0000\n注：本表按元填列。\n"
    form, found = read_list(printed)
    assert {field.name: said(field) for field in form.fields} == {
        "部门名称": "青禾县民政局",
        "填报人": "周青",
        "联系电话": "0000",
        "注": "本表按元填列。",
        "项目资金合计": "2650300.00元",
        "项目财政拨款合计": "2250300.00元",
        "项目专户拨款合计": "100000.00元",
        "项目其他资金合计": "300000.00元",
        "标题年度": "2026",
        "年度": "2026",
    }
    assert found.coverage == 1.0


HEAD = """云川市2026年项目支出绩效目标表
部门名称：云川市林业局 单位：万元
项目名称 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标
"""


def rows_of(text: str, table: str = "项目") -> tuple[list[Record], Form, Reading]:
    form, found = read_list(HEAD + text)
    return list(form.tables[table]), form, found


def kinds_of(form: Form) -> list[str]:
    return [doubt.kind for doubt in form.doubts]


def test_two_equal_figures_are_total_and_appropriation() -> None:
    (row,), form, _ = rows_of("护林员补助 20.00 20.00\n保护山林。\n数量指标：护林员≥30人。\n")
    assert [said(row.fields[name]) for name in AMOUNTS] == [
        "20.00万元",
        "20.00万元",
        "<blank>",
        "<blank>",
    ]
    assert "错列" not in kinds_of(form)


def test_two_figures_that_differ_are_only_inferred() -> None:
    (row,), form, _ = rows_of("护林员补助 20.00 15.00\n保护山林。\n数量指标：护林员≥30人。\n")
    assert said(row.fields["项目总额"]) == "20.00万元"
    assert said(row.fields["项目财政拨款"]) == "15.00万元 ?"
    assert "错列" in kinds_of(form)


def test_a_third_figure_of_four_columns_belongs_to_neither() -> None:
    (row,), form, found = rows_of("护林员补助 20.00 15.00 5.00\n保护山林。\n")
    assert said(row.fields["项目财政拨款"]) == "15.00万元 ?"
    assert said(row.fields["项目专户拨款"]) == "<lost> ?"
    assert said(row.fields["项目其他资金"]) == "<lost> ?"
    assert "错列" in kinds_of(form)
    assert found.coverage == 1.0


def test_a_figure_grouped_wrongly_stays_a_row_of_its_own() -> None:
    rows, form, _ = rows_of("护林员补助 1,20.00 120.00\n保护山林。\n防火项目 5.00 5.00\n防火。\n")
    assert [shown(row, "项目名称") for row in rows] == ["护林员补助", "防火项目"]
    assert said(rows[0].fields["项目总额"]).startswith("<unreadable>")
    assert "数字难辨" in kinds_of(form)


@pytest.mark.parametrize("spoilt", ["12.3.4", "5，5x5.14", "￥？"])
@pytest.mark.parametrize("place", [0, 1])
def test_a_figure_with_stray_signs_keeps_its_column(spoilt: str, place: int) -> None:
    printed = ["120.00", "120.00"]
    printed[place] = spoilt
    (row,), form, _ = rows_of(f"护林员补助 {' '.join(printed)}\n保护山林。\n")
    assert shown(row, "项目名称") == "护林员补助"
    assert said(row.fields[AMOUNTS[place]]).startswith("<unreadable>")
    (doubt,) = (doubt for doubt in form.doubts if doubt.kind == "数字难辨")
    assert [cell.text for cell in doubt.cells] == [spoilt]


def test_a_total_that_cannot_be_read_is_doubted() -> None:
    _, form, _ = rows_of("合计 12.3.4 120.00\n护林员补助 120.00 120.00\n保护山林。\n")
    (doubt,) = (doubt for doubt in form.doubts if doubt.kind == "数字难辨")
    assert [cell.text for cell in doubt.cells] == ["12.3.4"]


def test_a_target_of_a_list_that_cannot_be_read_is_doubted() -> None:
    said_of = "1、产出指标：巡山次数，年度指标值：12.3.4次。"
    _, form, _ = rows_of(f"护林员补助 120.00 120.00\n保护山林。\n{said_of}\n")
    assert "数字难辨" in kinds_of(form)


def test_whole_numbers_are_amounts_too() -> None:
    rows, _, _ = rows_of("合计 25 25\n护林员补助 20 20\n保护山林。\n防火项目 5 5\n防火。\n")
    assert [figures(row, AMOUNTS)[0] for row in rows] == ["20", "5"]


def test_a_figure_of_a_sentence_opens_no_row() -> None:
    text = "护林员补助 20.00 20.00\n巡护面积达到\n918.45\n公顷，不发生火灾。\n"
    (row,), _, _ = rows_of(text)
    assert shown(row, "项目绩效目标") == "巡护面积达到918.45公顷，不发生火灾。"


def test_a_project_may_have_blank_goal_and_indicators() -> None:
    text = "云川市林场 25.00 25.00\n护林员补助 20.00 20.00\n保护山林。\n防火项目 5.00 5.00\n"
    rows, form, _ = rows_of(text)
    assert [shown(unit, "单位名称") for unit in form.tables["资金使用单位"]] == ["云川市林场"]
    assert [shown(row, "项目名称") for row in rows] == ["护林员补助", "防火项目"]
    assert said(rows[1].fields["项目绩效目标"]) == "<blank> ?"
    assert said(rows[1].fields["项目指标数"]) == "0"


def test_a_list_without_units_says_so() -> None:
    rows, form, _ = rows_of("护林员补助 20.00 20.00\n保护山林。\n防火项目 5.00 5.00\n防火。\n")
    assert form.tables["资金使用单位"] == ()
    assert [shown(row, "资金使用单位") for row in rows] == [None, None]


def test_units_may_have_a_column_of_their_own() -> None:
    text = (
        "项目支出绩效目标表\n单位：万元\n"
        "序号\t资金使用单位\t项目名称\t总计\t财政拨款\t绩效目标\t绩效指标\n"
        "\t合计\t\t25.00\t25.00\t\t\n"
        "1\t云川市林场\t护林员补助\t20.00\t20.00\t保护山林。\t数量指标：护林员≥30人。\n"
        "2\t\t防火项目\t5.00\t5.00\t防火。\t时效指标：到场时间，年度指标值：30分钟内。\n"
    )
    form, found = read_list(text)
    rows = form.tables["项目"]
    assert [shown(row, "资金使用单位") for row in rows] == ["云川市林场", "云川市林场"]
    assert [shown(row, "序号") for row in rows] == ["1", "2"]
    assert found.coverage == 1.0


def test_a_row_whose_cells_moved_is_realigned() -> None:
    text = prints.tabs(LISTS["water"]).replace("\t300.00\t300.00\t\t\t", "\t300.00\t300.00\t", 1)
    form, _ = read_list(text)
    row = form.tables["项目"][0]
    assert row.certainty == "realigned"
    assert said(row.fields["项目总额"]) == "300.00万元 ~"
    assert [shown(each, "指标名称") for each in row.below] == [
        "全年检查仓库次数 ~",
        "全市抢险能力 ~",
        "服务对象满意度 ~",
    ]


def test_a_sentence_that_is_not_understood_is_left_and_told() -> None:
    text = "护林员补助 20.00 20.00\n保护山林。\n1、数量指标：护林员≥30人；2、质量指标：；：。\n"
    (row,), form, found = rows_of(text)
    assert [shown(each, "指标名称") for each in row.below] == ["护林员"]
    assert "未识别" in kinds_of(form)
    assert [cell.text for cell in found.unrecognised] == ["2、质量指标：；：。"]


def test_what_follows_the_last_row_is_not_taken_for_its_target() -> None:
    text = (
        "护林员补助 20.00 20.00\n保护山林。\n1、数量指标：护林员人数，年度指标值：30人。\n\n"
        "以上项目由林场负责实施\n"
    )
    (row,), _, found = rows_of(text)
    assert said(row.below[0].fields["年度指标值"]) == "30人"
    assert [cell.text for cell in found.unrecognised] == ["以上项目由林场负责实施"]


def test_a_goal_that_speaks_of_targets_is_told() -> None:
    text = "护林员补助 20.00 20.00\n保护山林。护林员人数指标值为三十人。\n"
    _, form, found = rows_of(text)
    assert "未识别" in kinds_of(form)
    assert [cell.text for cell in found.unrecognised] == ["护林员人数指标值为三十人。"]


def test_repeated_heads_between_rows_are_told() -> None:
    text = "护林员补助 20.00 20.00\n保护山林，\n" + HEAD.split("\n")[2] + "\n不发生火灾。\n"
    (row,), form, _ = rows_of(text)
    assert shown(row, "项目绩效目标") == "保护山林，不发生火灾。"
    assert "页眉插入" in kinds_of(form)


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:24])
def test_ways_to_state_an_indicator(case: Any) -> None:
    text = "项目支出绩效目标表\n单位：万元\n项目名称\t总计\t财政拨款\t绩效目标\t绩效指标\n"
    form, found = read_list(f"{text}护林员补助\t20.00\t20.00\t保护山林。\t{case['text']}\n")
    rows = [[shown(row, name) for name in SAYS] for row in form.tables["绩效指标"]]
    assert rows == case["says"]
    assert found.coverage == 1.0


def test_figures_without_columns_are_laid_in_order() -> None:
    cells = [Cell(text, 1, 1, 0, 1, 1) for text in ("5.00", "5.00", "0.00", "0.00")]
    names = ("项目总额", "项目财政拨款", "项目专户拨款", "项目其他资金")
    assert list(place(cells, names).columns) == list(names)
    assert place(cells, names[:2]).either == {"项目总额", "项目财政拨款"}


def test_the_kind_is_shipped() -> None:
    kind = shipped().get("project-list")
    assert kind is not None
    assert kind.shape == "list"
