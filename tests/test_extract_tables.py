"""Tables as offices print them: totals, spare rows, page heads in two rows, notes; → is a tab."""

from forms import kit

from perfcheck.form import Form

TASKS = """
部门整体支出绩效目标表
（2026年度）
部门名称→海湾区图书馆管理处→→→→
年度主要任务→任务名称→主要内容→预算金额（万元）→→
→→→总额→财政拨款→其他资金
→馆藏购置→采购图书。→300.00→260.00→40.00
→阅读推广→举办读书活动。→110.00→110.00→0.00
"""
GOALS = """
部门整体预算绩效目标申报表
部门名称→青禾县民政局→→→→
年度重点工作任务→名称→主要实施内容→拟投入的资金（万元）→期望达到的目标→
→养老服务→补助养老服务中心。→180.00→运营3个中心→
"""


def form(source: str, more: str = "") -> Form:
    return kit.form(kit.tabbed(source.strip("\n") + "\n" + more.strip("\n")))


def told(form: Form, table: str, number: int) -> dict[str, str]:
    return {at: kit.said(field) for at, field in form.tables[table][number].fields.items()}


def heads(form: Form) -> dict[str, str]:
    return {field.name: kit.said(field) for field in form.fields}


PAGE = """
第 1 页 共 2 页
年度主要任务→任务名称→主要内容→预算金额（万元）→→
→→→总额→财政拨款→其他资金
→设施维护→维护馆舍。→75.00→75.00→0.00
→金额合计→→485.00→445.00→40.00
"""


def test_a_header_of_two_rows_printed_again_on_the_next_page() -> None:
    made = form(TASKS, PAGE)
    assert told(made, "任务", 2)["任务名称"] == "设施维护"
    assert told(made, "任务", 2)["投入资金"] == "75.00万元"
    assert heads(made)["任务资金合计"] == "485.00万元"
    assert {doubt.kind for doubt in made.doubts} == {"页眉插入"}


def test_a_column_that_only_another_pages_header_prints_is_lost_not_absent() -> None:
    page = PAGE.replace("年度主要任务→任务名称→主要内容→预算金额（万元）→→\n", "")
    page = page.replace("→→→总额→财政拨款→其他资金", "→任务名称→→总额→财政拨款→其他资金")
    row = told(form(TASKS, page), "任务", 2)
    assert row["任务名称"].startswith("设施维护")
    assert row["实施内容"] == "<lost> ~"


def test_a_subtotal_is_neither_a_task_nor_the_total() -> None:
    made = form(GOALS, "→社会救助→发放低保金。→320.00→应保尽保→\n→小计→→500.00→→")
    assert [told(made, "任务", at)["任务名称"] for at in (0, 1)] == ["养老服务", "社会救助"]
    assert len(made.tables["任务"]) == 2
    assert "任务资金合计" not in heads(made)
    assert heads(made)["小计·拟投入的资金（万元）"] == "500.00万元"


def test_a_total_with_a_colon_or_a_unit_is_a_total() -> None:
    for label in ("合 计：", "合计（万元）", "总计:"):
        made = form(GOALS, f"→{label}→→180.00→→")
        assert len(made.tables["任务"]) == 1
        assert heads(made)["任务资金合计"] == "180.00万元"


def test_numbers_at_the_rows_are_a_column_of_their_own() -> None:
    numbered = GOALS.replace("→名称", "→序号→名称").replace("→养老服务", "→1→养老服务")
    made = form(numbered.replace("目标→\n", "目标\n").replace("中心→\n", "中心\n"))
    assert told(made, "任务", 0)["序号"] == "1"
    assert told(made, "任务", 0)["任务名称"] == "养老服务"
    assert not made.doubts


def test_a_row_broken_in_several_cells_is_one_row() -> None:
    broken = "→社会\n救助→发放低保金，\n核对家庭状况。→320.00→应保\n尽保→"
    row = told(form(GOALS, broken), "任务", 1)
    assert row["任务名称"] == "社会救助"
    assert row["实施内容"] == "发放低保金，核对家庭状况。"
    assert row["投入资金"] == "320.00万元"
    assert row["期望目标"] == "应保尽保"


GRID = """
部门整体支出绩效目标申报表
部门名称→云川市水务局→→→
→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→清淤长度→12公里
→→时效指标→完工时间→2026年12月31
"""


def test_a_date_broken_at_the_end_of_a_row_goes_on_below() -> None:
    assert told(form(GRID, "日前"), "绩效指标", 1)["年度指标值"] == "2026年12月31日前"


def test_a_line_below_a_whole_date_is_not_taken_in() -> None:
    made = form(GRID, "局机关")
    assert told(made, "绩效指标", 1)["年度指标值"] == "2026年12月31"
    assert "未识别" in {doubt.kind for doubt in made.doubts}


def test_notes_below_the_tables_are_read_with_all_their_lines() -> None:
    made = form(GRID, "说明：1.本表由预算部门填报；\n2.指标值应可衡量。")
    assert heads(made)["注"] == "1.本表由预算部门填报；2.指标值应可衡量。"
    assert not made.doubts


def test_a_label_without_a_signature_does_not_take_the_next_label() -> None:
    made = form(GRID, "单位负责人（签章）：→→财务负责人：→→填表人：赵某")
    said = heads(made)
    assert said["负责人"].startswith("<") and said["财务负责人"].startswith("<")
    assert said["填报人"] == "赵某"


HEAD = """
部门整体支出绩效目标申报表
（2026年度）
部门名称→汉坪县文化馆→→→
部门资金情况→收支构成→当年金额（万元）→占比→上年
收入构成→财政拨款→90.00→90.00%→80.00
其他资金→10.00→10.00%→5.00
合计→100.00→100.00%→85.00
"""


def test_that_a_row_of_the_head_moved_is_said_once() -> None:
    made = form(HEAD, GRID.split("水务局→→→\n")[1])
    moved = [doubt for doubt in made.doubts if doubt.kind == "错列"]
    assert [doubt.cells[0].line for doubt in moved] == [6, 7]
    assert [cell.text for cell in moved[0].cells] == ["其他资金", "10.00", "10.00%", "5.00"]


def test_a_figure_of_another_column_names_its_column() -> None:
    made = form(HEAD, GRID.split("水务局→→→\n")[1])
    paths = [field.path for field in made.fields if field.name == "财政拨款·占比"]
    assert paths == [("部门资金情况", "收入构成", "财政拨款", "占比")]


def test_a_moved_row_of_the_head_keeps_its_figures_under_their_columns() -> None:
    moved = HEAD.replace("\n其他资金", "\n→→其他资金").replace("\n合计", "\n→合计")
    made = heads(form(moved, GRID.split("水务局→→→\n")[1]))
    assert made["其他资金"] == "10.00万元 ~"
    assert made["其他资金·占比"] == "10.00% ~"


def test_this_years_figure_is_blank_or_lost_where_only_other_columns_have_one() -> None:
    for printed, value in (
        ("→其他资金→→10.00%→5.00", "<blank>"),
        ("其他资金→→10.00%→5.00", "<lost> ~"),
    ):
        head = HEAD.replace("其他资金→10.00→10.00%→5.00", printed)
        made = heads(form(head, GRID.split("水务局→→→\n")[1]))
        assert made["其他资金"] == value


def test_a_cell_that_another_column_took_is_not_an_empty_one() -> None:
    rows = "→→质量指标→验收合格率→100%\n→→→按期完工率→≥95%\n"
    shifted = "→→→效益指标→社会效益指标→受益人口"
    row = told(form(GRID, rows + shifted), "绩效指标", 4)
    assert row["年度指标值"] == "<lost> ~"


def test_a_row_alone_on_its_page_is_as_wide_as_the_others() -> None:
    rows = "→→质量指标→验收合格率→100%\n\n→满意度指标→服务对象满意度指标→用水户满意度"
    row = told(form(GRID.replace("\n→", "\n→"), rows), "绩效指标", 3)
    assert row["年度指标值"].startswith("<lost>") or row["年度指标值"] == "<blank> ?"


def test_a_head_row_narrower_than_its_neighbours_has_lost_its_figure() -> None:
    source = """
部门整体支出绩效目标表
部门名称→海湾区文化馆→→→→→
预算整体情况→部门预算支出→预算金额（万元）→收入来源→预算金额（万元）→
→→基本支出→812.60→财政拨款→1,650.35→
→项目支出→→其他资金→
→→人员经费→300.00→上年结转→3.00→
"""
    made = heads(form(source, GRID.split("水务局→→→\n")[1]))
    assert made["其他资金"].startswith("<lost>")


def test_a_total_on_a_page_of_two_moved_rows_stands_where_they_do() -> None:
    """One row tells where the columns of its page stand, for the total below it."""
    moved = """部门整体支出绩效目标表
单位：万元
部门名称→青禾县水利局
任务名称→主要内容→总额→财政拨款→其他资金
防汛→巡查堤防。→30→30→
灌溉→疏浚渠道。→20→20→

→节水→推广节水。→20→20→
→金额合计→→70→70→
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→疏浚渠道长度→≥3公里
""".replace("→", "\t")
    read = heads(kit.form(moved))
    assert (read["任务资金合计"], read["任务财政拨款合计"]) == ("70万元 ~", "70万元 ~")
    assert "任务其他资金合计" not in read
