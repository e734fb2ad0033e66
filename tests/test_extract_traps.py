"""Single traps of printed forms, one small form each; → stands for a tab."""

from forms import kit

from perfcheck.form import Form
from perfcheck.values import Missing, Number

HEAD = """
部门整体支出绩效目标申报表
部门名称→云川市水务局→→→→
总体绩效目标→保障供水安全。→→→→
→一级指标→二级指标→三级指标→实施周期指标值→年度指标值
"""


def grid(rows: str) -> Form:
    return kit.form(kit.tabbed(HEAD.strip("\n") + "\n" + rows.strip("\n")))


def row(form: Form, number: int) -> dict[str, str]:
    return {at: kit.said(field) for at, field in form.tables["绩效指标"][number].fields.items()}


REGULAR = """
绩效指标→产出指标→数量指标→清淤长度→全年推进→12公里
→→→更换管网→全年推进→20公里
→→→宣传场次→全年推进→15场
"""


def test_a_lost_value_is_never_filled_from_its_neighbour() -> None:
    form = grid(REGULAR + "→→→质量指标→办结率→全年推进")
    assert row(form, 3)["二级指标"] == "质量指标 ~"
    assert row(form, 3)["实施周期指标值"] == "全年推进 ~"
    assert row(form, 3)["年度指标值"] == "<lost> ~"
    assert [doubt.kind for doubt in form.doubts if doubt.cells[0].line == 8][:2] == [
        "错列",
        "值缺失",
    ]


def test_a_lost_tab_and_an_added_cell_in_one_row() -> None:
    form = grid(REGULAR + "→送签率→全年推进→→100%→")
    assert row(form, 3)["指标名称"] == "送签率 ~"
    assert row(form, 3)["年度指标值"] == "100% ~"
    assert row(form, 3)["二级指标"] == "数量指标 ?"


def test_a_moved_satisfaction_row_leaves_the_level_above_it() -> None:
    below = (
        "→效益指标→社会效益指标→受益户数→扩大→6万户\n满意度→服务对象满意度指标→居民满意度→调查→92%→"
    )
    form = grid(REGULAR + below.replace("满意度→服务", "服务", 1))
    assert row(form, 4)["一级指标"] == "满意度指标 ?"
    assert row(form, 4)["二级指标"] == "服务对象满意度指标 ~"


def test_a_level_two_term_printed_under_another_level_one_stays_as_printed() -> None:
    form = grid(REGULAR + "→效益指标→成本指标→经费进度→按计划→100%\n→→→控制开支→按制度→不超支")
    assert row(form, 3)["一级指标"] == row(form, 4)["一级指标"] == "效益指标"
    assert row(form, 4)["二级指标"] == "成本指标"


def test_an_empty_cell_is_blank_and_keeps_its_place() -> None:
    form = grid(REGULAR + "→→→巡查次数→全年推进→")
    field = form.tables["绩效指标"][3].fields["年度指标值"]
    assert isinstance(field.value, Missing) and field.value.kind == "blank"
    assert [(cell.line, cell.slot) for cell in field.cells] == [(8, 5)]
    assert field.certainty == "certain"


def test_rows_of_nothing_are_records() -> None:
    form = grid(REGULAR + "→效益指标→生态效益指标→无→无→无")
    assert row(form, 3)["指标名称"] == "无"


def test_a_label_after_a_page_break_is_carried_and_said_to_be_inferred() -> None:
    form = grid(REGULAR + "\n→→→巡查次数→全年推进→4次")
    assert row(form, 3)["二级指标"] == "数量指标 ?"


def test_a_new_level_one_without_a_level_two_does_not_keep_the_old_one() -> None:
    form = grid(REGULAR + "→满意度指标→→居民满意度→调查→92%")
    assert row(form, 3)["二级指标"] == "<blank>"


def test_a_bare_term_may_be_the_value() -> None:
    form = grid(REGULAR + "→满意度指标→服务对象满意度指标→居民评价→调查→满意度")
    assert row(form, 3)["年度指标值"] == "满意度"


def test_wrapped_cells_are_joined_and_every_line_stays_in_the_cells() -> None:
    form = grid(REGULAR + "→→→水质监测达\n标率→全年推进→≥90%")
    assert row(form, 3)["指标名称"] == "水质监测达标率"
    (cell,) = form.tables["绩效指标"][3].fields["指标名称"].cells
    assert (cell.line, cell.end_line) == (8, 9)


def test_unknown_level_terms_are_kept_and_doubted() -> None:
    form = grid(REGULAR + "→产出指标→预算管理→执行率→按计划→≥95%")
    assert row(form, 3)["二级指标"] == "预算管理 ?"
    assert "未识别" in [doubt.kind for doubt in form.doubts]


BUDGET = """
部门整体支出绩效目标表
部门名称→青禾县民政局→→→
预算整体情况→部门预算支出→预算金额{unit}→收入来源→预算金额{unit}
→基本支出→{basic}→财政拨款→1,650.35
→项目支出→840.75→其他资金→3.00
总体绩效目标→保障困难群众基本生活。→→→
→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→低保人数→2400人
"""


def budget(basic: str = "812.60", unit: str = "（万元）") -> Form:
    return kit.form(kit.tabbed(BUDGET.format(basic=basic, unit=unit)))


def test_a_figure_with_fewer_digits_is_filled_up_where_its_column_agrees() -> None:
    source = BUDGET.format(basic="812.6", unit="（万元）").replace(
        "总体绩效目标", "→财政专项资金→12.00→市本级使用资金→20.00\n总体绩效目标"
    )
    field = kit.form(kit.tabbed(source)).field("基本支出")
    assert field is not None and isinstance(field.value, Number)
    assert field.value.decimals == 2


def test_no_printed_unit_is_the_kinds_default_and_doubted() -> None:
    form = budget(unit="")
    field = form.field("基本支出")
    assert field is not None and field.unit == "万元" and not field.unit_certain
    assert [doubt.kind for doubt in form.doubts] == ["单位默认"]


def test_a_unit_in_the_cell_beats_the_columns() -> None:
    field = budget(basic="8,126,000.00元").field("基本支出")
    assert field is not None and field.unit == "元" and field.unit_certain


def test_a_figure_that_cannot_be_read_is_doubted() -> None:
    form = budget(basic="八百多")
    field = form.field("基本支出")
    assert field is not None and kit.said(field) == "<unreadable>"
    assert [doubt.kind for doubt in form.doubts] == ["数字难辨"]


def test_an_empty_amount_is_blank() -> None:
    field = budget(basic="").field("基本支出")
    assert field is not None and kit.said(field) == "<blank>" and len(field.cells) == 1


def test_an_amount_whose_cell_is_gone_is_lost() -> None:
    source = BUDGET.format(basic="", unit="").replace("→基本支出→→", "→基本支出→")
    field = kit.form(kit.tabbed(source)).field("基本支出")
    assert field is not None and kit.said(field) == "<lost> ~"


def test_one_row_of_amounts_shifted_under_its_labels_is_marked() -> None:
    rows = "→资金总额→财政拨款→其他资金→基本支出→项目支出\n→→90.00→80.00→10.00→60.00\n"
    source = BUDGET.split("预算整体情况")[0] + "年度预算申请（万元）→→→→→\n" + rows
    form = kit.form(kit.tabbed(source + "总体绩效目标" + BUDGET.split("总体绩效目标")[1]))
    field = form.field("财政拨款")
    assert field is not None and field.certainty == "realigned"


def test_the_year_comes_from_the_form_before_the_option() -> None:
    titled = kit.tabbed(BUDGET.format(basic="1.00", unit="")).replace(
        "部门整体", "2026年部门整体", 1
    )
    assert [kit.said(f) for f in kit.form(titled, year=2027).fields if f.name == "年度"] == ["2026"]
    untitled = kit.form(kit.tabbed(BUDGET.format(basic="1.00", unit="")), year=2027)
    assert [kit.said(f) for f in untitled.fields if f.name == "年度"] == ["2027"]


def test_deadlines_of_two_years_infer_none() -> None:
    rows = "→→时效指标→甲完成时间→按计划→2026年6月前\n→→→乙完成时间→按计划→2027年6月前"
    assert grid(REGULAR + rows).field("推断年度") is None


def test_a_title_of_another_year_than_the_line_below_keeps_its_own() -> None:
    form = kit.form(kit.tabbed(HEAD.replace("申报表", "申报表（2025年度）", 1)))
    assert [kit.said(at) for at in form.fields if at.name in ("标题年度", "年度")] == ["2025"] * 2
    lines = kit.tabbed(HEAD).splitlines()
    both = "\n".join([f"2025年{lines[0]}", "（2026年度）", *lines[1:], REGULAR]).replace("→", "\t")
    said = {at.name: kit.said(at) for at in kit.form(both).fields}
    assert said["标题年度"] == "2025" and said["年度"] == "2026"


def test_the_number_of_a_table_above_the_title_belongs_to_the_form() -> None:
    reading = kit.reading("表13\n\n" + kit.tabbed(HEAD + REGULAR.lstrip("\n")))
    assert reading.coverage == 1 and len(reading.forms) == 1
