"""What evaluation tables and project forms print that department forms do not; → is a tab."""

import pytest
from forms import kit

from perfcheck.form import Form
from perfcheck.values import Missing, Number, Target


def form(source: str) -> Form:
    return kit.form(kit.tabbed(source.strip("\n")))


def heads(made: Form) -> dict[str, str]:
    return {field.name: kit.said(field) for field in made.fields}


def row(made: Form, number: int) -> dict[str, str]:
    return {at: kit.said(field) for at, field in made.tables["绩效指标"][number].fields.items()}


MONEY = """
项目支出绩效自评表
项目名称→泵站维护→→→→→→
项目资金（万元）→→年初预算数→全年预算数→全年执行数→分值→执行率→得分
→年度资金总额→90.00→80.00→76.00→10→{rate}→9.5
→其中：当年财政拨款→90.00→80.00→76.00→—→95%→—
绩效指标→一级指标→二级指标→三级指标→年度指标值→实际完成值→分值→得分
→产出指标→数量指标→维护泵站→≥12座→12座→50→50
→效益指标→社会效益指标→供水保障→保障→保障→40→38
"""


def evaluation(rate: str = "95.00%", more: str = "") -> Form:
    return form(MONEY.format(rate=rate) + more)


def test_heads_name_their_figures_alone_on_the_total_line_and_behind_the_line_elsewhere() -> None:
    said = heads(evaluation())
    assert (said["全年预算数"], said["全年执行数"]) == ("80.00万元", "76.00万元")
    assert (said["执行率"], said["预算执行分值"], said["预算执行得分"]) == ("95.00%", "10", "9.5")
    assert said["财政拨款全年执行数"] == "76.00万元"
    assert said["财政拨款预算执行得分"] == "<blank>"


@pytest.mark.parametrize(
    ("printed", "value"), [("95", "95%"), ("0.95", "<unreadable>"), ("95.0％", "95.0%")]
)
def test_a_rate_without_its_sign_is_percent_only_where_it_can_be_nothing_else(
    printed: str, value: str
) -> None:
    assert heads(evaluation(printed))["执行率"] == value


def test_a_head_row_that_moved_against_its_figures_makes_none_of_them_sure() -> None:
    source = MONEY.format(rate="").replace("项目资金（万元）→→", "→项目资金（万元）→→")
    certainties = {
        field.certainty for field in form(source).fields if field.name.endswith("执行数")
    }
    assert certainties == {"realigned"}


def test_figures_of_a_total_row_belong_to_the_columns_that_are_summed_up() -> None:
    for total in ("总分→→→→→→100→97.5", "→总分→→→→→100→97.5", "合计：→→→→→→100→97.5"):
        said = heads(evaluation(more=total))
        assert (said["分值合计"], said["自评总分"]) == ("100", "97.5")
    assert heads(evaluation(more="总分→100→97.5"))["分值合计"] == "100 ~"


def test_one_figure_in_a_total_row_may_be_either_columns() -> None:
    assert heads(evaluation(more="→总分→→→→→→100"))["自评总分"] == "100 ~"


def test_a_score_is_no_target_where_the_target_may_be_what_was_lost() -> None:
    made = evaluation(more="→→→巡查次数→20→20\n→→→维修次数→≥3次→3次→5→5\n→→→保养次数→≥2次→2次→5→5")
    assert row(made, 2)["年度指标值"] == "<lost> ~"
    assert "错列" in {doubt.kind for doubt in made.doubts}


GOALS = """
项目支出绩效自评表
项目名称→泵站维护→→→
年度总体目标→预期目标→→实际完成情况→
{texts}
→一级指标→二级指标→三级指标→年度指标值
→产出指标→数量指标→维护泵站→≥12座
"""


def test_texts_stand_below_their_labels() -> None:
    said = heads(form(GOALS.format(texts="→维护十二座泵站。→→已维护十二座。→")))
    assert said["预期目标"] == "维护十二座泵站。"
    assert said["目标完成情况"] == "已维护十二座。"


def test_texts_that_cannot_be_told_apart_are_lost_not_blank() -> None:
    said = heads(form(GOALS.format(texts="→维护十二座泵站，\n更换机组。→→已维护十二座。→")))
    assert said["目标完成情况"].startswith("<lost>")


SHEET = """
泵站维护绩效评价表
一级指标→权重→二级指标→分值→三级指标→计量单位→目标值(标准)→分值→采集数据项→指标值
数据项1→数据项2
项目产出→60→产出数量→70→维护泵站数→座→12→70→→→
产出质量→30→合格率→%→98%→30→→→
项目效果→40→经济效益→→→→→→→→
社会效益→100→是否保障供水→是/否→是→60→→①→
40→②
"""


def test_rows_whose_merged_cells_were_dropped_stand_below_their_columns() -> None:
    made = form(SHEET)
    assert row(made, 1)["二级指标"] == "质量指标"
    assert row(made, 1)["权重"] == "30"
    assert "错列" not in {doubt.kind for doubt in made.doubts}


def test_a_weight_belongs_to_what_stands_left_of_it() -> None:
    said = row(form(SHEET), 0)
    assert (said["一级权重"], said["二级权重"], said["权重"]) == ("60", "70", "70")


def test_a_class_without_indicators_is_none() -> None:
    made = form(SHEET)
    assert [record.line for record in made.tables["绩效指标"]] == [4, 5, 7]
    assert row(made, 2)["一级指标"] == "效益指标"


def test_a_score_that_goes_on_in_the_next_row_adds_up_and_shows_both_figures() -> None:
    field = form(SHEET).tables["绩效指标"][2].fields["权重"]
    assert kit.said(field) == "100 ?"
    assert [cell.text for cell in field.cells] == ["60", "40"]


def test_one_row_cut_off_on_its_left_among_whole_ones_stays_doubtful() -> None:
    rows = "→产出指标→数量指标→维护泵站→≥12座\n→→→巡查次数→≥9次\n→→→维修次数→≥3次\n"
    made = form(
        GOALS.split("年度总体目标")[0] + GOALS.split("{texts}\n")[1].split("→产出")[0] + rows
    )
    cut = form(
        GOALS.split("年度总体目标")[0]
        + GOALS.split("{texts}\n")[1].split("→产出")[0]
        + rows.replace("→→→维修", "维修")
    )
    assert row(made, 2)["指标名称"] == "维修次数"
    assert row(cut, 2)["指标名称"] == "维修次数 ~"


SIGNS = """
项目支出绩效目标表
项目名称→泵站维护→→→→→→
→一级指标→二级指标→三级指标→指标性质→指标值→度量单位→权重
→产出指标→数量指标→{name}→{sign}→{value}→{unit}→50
"""


def target(sign: str, value: str, unit: str) -> Target:
    made = form(SIGNS.format(name="维护泵站", sign=sign, value=value, unit=unit))
    said = made.tables["绩效指标"][0].fields["年度指标值"].value
    assert isinstance(said, Target)
    return said


def test_operator_and_unit_of_columns_of_their_own_belong_to_the_target() -> None:
    said = target("≥", "12", "座")
    (part,) = said.parts
    assert (said.text, part.operator, part.unit) == ("≥12座", ">=", "座")


@pytest.mark.parametrize(
    ("sign", "value", "unit", "text"),
    [
        ("≥", "≥12", "座", "≥12"),
        ("=", "12座", "座", "12座"),
        ("定性", "保障", "", "保障"),
        ("定性", "12", "座", "12座"),
        ("=", "1", "是/否", "=1"),
    ],
)
def test_what_a_target_prints_itself_is_not_joined_again(
    sign: str, value: str, unit: str, text: str
) -> None:
    assert target(sign, value, unit).text == text


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("指标1：维护泵站", "维护泵站"),
        ("1.维护泵站", "维护泵站"),
        ("①维护泵站", "维护泵站"),
        ("（1）维护泵站", "维护泵站"),
        ("1.5米以上管道", "1.5米以上管道"),
        ("12月底前完成率", "12月底前完成率"),
        ("指标完成率", "指标完成率"),
    ],
)
def test_numbering_is_no_part_of_a_name(printed: str, name: str) -> None:
    made = form(SIGNS.format(name=printed, sign="≥", value="12", unit="座"))
    field = made.tables["绩效指标"][0].fields["指标名称"]
    assert kit.said(field) == name
    assert [cell.text for cell in field.cells] == [printed]


@pytest.mark.parametrize("printed", ["指标1：", "指标1", "……"])
def test_a_name_that_was_left_to_fill_in_is_blank(printed: str) -> None:
    made = form(SIGNS.format(name=printed, sign="", value="", unit=""))
    assert row(made, 0)["指标名称"] == "<blank>"


GRIDS = """
项目支出绩效目标申报表
项目名称→泵站维护→→→
长期绩效指标→一级指标→二级指标→指标内容→指标值
→产出指标→数量指标→维护泵站→36座
年度绩效指标→一级指标→二级指标→指标内容→指标值
→产出指标→数量指标→维护泵站→12座
"""


def test_two_grids_are_told_apart_by_their_captions() -> None:
    long, year = (row(form(GRIDS), at) for at in (0, 1))
    assert (long["指标期间"], long["实施周期指标值"]) == ("长期", "36座")
    assert (year["指标期间"], year["年度指标值"]) == ("年度", "12座")


def test_a_long_term_indicator_has_no_target_of_the_year_and_lacks_none() -> None:
    value = form(GRIDS).tables["绩效指标"][0].fields["年度指标值"].value
    assert isinstance(value, Missing) and value.kind == "undefined"


def test_the_header_of_a_grid_printed_again_opens_no_other() -> None:
    made = form(GRIDS + "年度绩效指标→一级指标→二级指标→指标内容→指标值\n→→质量指标→合格率→100%")
    assert row(made, 2)["一级指标"] == "产出指标 ?"
    assert "页眉插入" in {doubt.kind for doubt in made.doubts}


PLACES = """
专项资金绩效目标表
专项资金名称→泵站改造→→→→
→一级指标→二级指标→三级指标→指标值→→
→→→→全市→青禾县→临溪区
→产出指标→数量指标→改造泵站→≥9座→5座→4座
"""


def test_one_value_for_each_place_is_kept_below_the_indicator() -> None:
    (record,) = form(PLACES).tables["绩效指标"]
    assert kit.said(record.fields["年度指标值"]) == "≥9座"
    below = [[kit.said(field) for field in part.fields.values()] for part in record.below]
    assert below == [["青禾县", "5座"], ["临溪区", "4座"]]


def test_a_column_of_no_name_is_left_over_and_shown() -> None:
    source = PLACES.replace("→→→→全市→青禾县→临溪区\n", "").replace("指标值→→", "指标值→某某→")
    reading = kit.reading(kit.tabbed(source.strip("\n").replace("→4座", "→")))
    assert {cell.text for cell in reading.unrecognised} == {"某某", "5座"}
    assert "未识别" in {doubt.kind for doubt in reading.forms[0].doubts}


FLAT = """
部门预算项目绩效目标申报表
金额单位：元
单位名称→项目名称→预算数→年度目标→一级指标→二级指标→三级指标→指标性质→指标值→度量单位→权重
水务局→泵站维护→90,000.00→维护泵站。→产出指标→数量指标→维护泵站→≥→12→座→50
→→→→效益指标→社会效益指标→供水保障→定性→保障→→40
→清淤→30,000.00→→产出指标→数量指标→清淤长度→≥→3→公里→50
"""


def test_projects_beside_indicators_hold_downwards_until_the_next() -> None:
    made = form(FLAT)
    projects = [row(made, at)["所属项目"] for at in range(3)]
    assert projects == ["泵站维护", "泵站维护", "清淤"]
    assert row(made, 2)["所属单位"] == "水务局"
    assert row(made, 2)["所属项目目标"] == "<blank>"


def test_what_all_rows_say_is_the_forms_own() -> None:
    said = heads(form(FLAT))
    assert said["部门名称"] == "水务局"
    assert said["项目名称"] == said["资金总额"] == "<undefined>"


def other_way(source: str) -> str:
    """A form in tabs printed with bars, and one in bars with tabs."""
    done = []
    for line in source.rstrip("\n").split("\n"):
        if "\t" in line:
            done.append("| " + " | ".join(line.split("\t")) + " |")
        elif not line.startswith("|"):
            done.append(line)
        elif not set(line) <= set("|- "):
            done.append("\t".join(cell.strip() for cell in line.strip("|").split("|")))
    return "\n".join(done) + "\n"


@pytest.mark.parametrize("name", [name for name in kit.names() if "|" in other_way(kit.text(name))])
def test_tabs_and_bars_read_the_same(name: str) -> None:
    first, second = kit.form(kit.text(name)), kit.form(other_way(kit.text(name)))
    assert heads(first) == heads(second)
    for table, records in first.tables.items():
        again = second.tables[table]
        assert [
            {at: kit.said(field) for at, field in record.fields.items()} for record in records
        ] == [{at: kit.said(field) for at, field in record.fields.items()} for record in again]


def test_figures_below_two_totals_belong_to_the_one_above_them() -> None:
    made = form("""
财政项目支出绩效目标申报表
项目资金（元）→项目资金总额→900.00→年度资金申请总额→300.00
→其中：财政资金→800.00→其中：当年财政拨款→300.00
→其他资金→100.00→其他资金→0.00
→一级指标→二级指标→三级指标→年度(/项目)指标值
→产出指标→数量指标→维护泵站→≥12座
""")
    said = heads(made)
    assert (said["项目财政资金"], said["财政拨款"]) == ("800.00元", "300.00元")
    assert (said["项目其他资金"], said["其他资金"]) == ("100.00元", "0.00元")
    figure = made.field("项目其他资金")
    assert figure is not None and isinstance(figure.value, Number)
    assert figure.path == ("项目资金（元）", "项目资金总额", "其他资金")


def test_the_lines_of_a_matrix_are_rows_of_a_list() -> None:
    rows = kit.form(kit.text("evaluation_mof2020")).tables["预算执行"]
    read = [
        [kit.said(row.fields[name]) for name in ("资金项目", "全年执行数", "执行率")]
        for row in rows
    ]
    assert read == [
        ["资金总额", "392.40万元", "98.10%"],
        ["财政拨款", "374.00万元", "98.42%"],
        ["上年结转", "0.00万元", "<blank>"],
        ["其他资金", "18.40万元", "92.00%"],
    ]
    assert all(tuple(row.fields) == kit.shipped().columns["预算执行"] for row in rows)
