"""Budgets and reports as whole documents: every table, statement, form and piece of text."""

import re
from functools import cache
from itertools import groupby

import pytest
from budgets import whole_kit as whole
from forms import kit

from perfcheck.form import Form, Reading

BUDGET = whole.expected("budgets/whole_budget.yaml")
REPORT = whole.expected("budgets/whole_report.yaml")
LAYOUT = ("whole_head", "tables_shanghai")


@cache
def budget() -> Reading:
    return kit.reading(whole.text("budgets/whole_budget.txt"))


@cache
def report() -> Reading:
    return kit.reading(whole.text("budgets/whole_report.txt"))


@cache
def layout() -> Reading:
    """A budget as pdftotext -layout prints it, two project forms one after the other at its end."""
    parts = [whole.text(f"budgets/{name}.txt") for name in LAYOUT]
    parts += [whole.text(f"forms_layout/{name}.txt") for name in ("services", "street")]
    return kit.reading("".join(parts))


def offset(*paths: str) -> int:
    """How many lines stand before a part of a document."""
    return sum(whole.text(path).count("\n") for path in paths)


def bare(text: str) -> str:
    return re.sub(r"[\s〔〕【】\[\]]", "", text)


def the(reading: Reading, number: int) -> Form:
    return reading.forms[number]


# A budget with tabs, filling brackets and page breaks, and a target form at its end.


def test_the_budget_ends_where_its_form_begins() -> None:
    assert whole.spans(budget()) == BUDGET["forms"]
    assert budget().unrecognised == () and budget().coverage == 1.0


def test_department_and_year_are_read_from_the_wrapped_title() -> None:
    fields = whole.fields(the(budget(), 0))
    assert fields["部门名称"] == ["153 青禾县农业农村局"]
    assert fields["年度"] == fields["标题年度"] == ["3 2032"]
    assert whole.fields(the(budget(), 1))["年度"] == ["434 2032"]


def test_every_table_of_the_contents_is_read_and_no_page_is_a_table_of_its_own() -> None:
    sheets = [(at.name, at.number, at.unit) for at in the(budget(), 0).sheets]
    assert sheets == [(at["name"], at["number"], at["unit"]) for at in BUDGET["tables"]]


@pytest.mark.parametrize("number", range(len(BUDGET["tables"])))
def test_every_row_of_a_table_is_read_over_its_page_breaks(number: int) -> None:
    sheet = the(budget(), 0).sheets[number]
    assert [whole.row(at) for at in sheet.records] == BUDGET["tables"][number]["rows"]
    assert the(budget(), 0).tables[sheet.name] == sheet.records


def test_every_statement_is_read_with_all_its_figures() -> None:
    found = the(budget(), 0).tables["文中表述"]
    assert [whole.claim(at) for at in found] == BUDGET["claims"]


def test_every_amount_of_the_prose_is_labelled_and_none_of_a_table_is_there() -> None:
    found = the(budget(), 0).tables["文中金额"]
    assert [whole.amount(at) for at in found] == BUDGET["amounts"]


def test_every_figure_of_the_prose_stands_where_the_record_says() -> None:
    lines = whole.text("budgets/whole_budget.txt").split("\n")
    tables = the(budget(), 0).tables
    for record in (*tables["文中表述"], *tables["文中金额"]):
        for field in (at for each in (record, *record.below) for at in each.fields.values()):
            for cell in field.cells:
                printed = lines[cell.line - 1][cell.column - 1 : cell.end_column - 1]
                assert cell.end_line > cell.line or bare(printed) == bare(cell.text)


def test_the_sections_hold_the_text_below_their_headings() -> None:
    found = [(whole.printed(at.fields["章节"]), at.line) for at in the(budget(), 0).tables["文段"]]
    lines = {name: [line for _, line in at] for name, at in groupby(found, key=lambda at: at[0])}
    assert lines == {
        "部门职能": [39], "机构设置": [43], "主要工作": [47, 49], "收支总体情况": [53, 55],
        "支出具体情况": [59, 61, 67, 69, 71, 73, 75], "政府采购情况": [79],
        "三公经费情况": [83, 85, 87, 89, 91, 93], "绩效管理情况": [101, 105],
        "重点项目情况": [109], "机关运行经费情况": [127], "国有资产情况": [131],
        "其他说明": [135], "名词解释": [139, 141, 143],
    }  # fmt: skip


def test_tasks_and_their_total_are_read_on_both_sides_of_a_page_break() -> None:
    form = the(budget(), 1)
    columns = ("任务名称", "投入资金", "任务财政拨款")
    tasks = [
        f"{at.line} " + " ".join(kit.said(at.fields[name]).rstrip(" ?~") for name in columns)
        for at in form.tables["任务"]
    ]
    assert tasks == BUDGET["tasks"]
    total = {name: at for name, at in whole.fields(form).items() if "合计" in name}
    assert total == {"任务资金合计": ["447 10100万元 ~"], "任务财政拨款合计": ["447 10100万元 ~"]}


def test_every_indicator_has_its_levels_name_and_target() -> None:
    found = [whole.indicator(at) for at in the(budget(), 1).tables["绩效指标"]]
    assert len(found) == 52 and found == BUDGET["indicators"]


def test_rows_shifted_among_their_neighbours_are_marked_and_others_are_not() -> None:
    rows = the(budget(), 1).tables["绩效指标"]
    moved = [at.line for at in rows if at.certainty == "realigned"]
    assert moved == [466, 467, 468, 469, 471, 495, 502, 503, 505]


def test_levels_that_stand_in_the_middle_of_their_block_are_inferred_before_it() -> None:
    rows = {at.line: at.fields["二级指标"] for at in the(budget(), 1).tables["绩效指标"]}
    assert [rows[line].certainty for line in (450, 454, 481, 484)] == ["inferred"] * 4
    assert [rows[line].certainty for line in (456, 486, 492, 497)] == ["certain"] * 4


# A report with page numbers between its sentences.


def test_the_report_is_read_whole_but_for_a_section_nobody_knows() -> None:
    assert whole.spans(report()) == REPORT["forms"]
    assert [(at.line, at.text) for at in report().unrecognised] == [
        (66, "附表填报口径"),
        (68, "本报告所附数据以年度决算为准，不含下属企业。"),
    ]
    assert 0.9 < report().coverage < 1


def test_figures_that_the_report_states_for_concepts() -> None:
    assert whole.fields(the(report(), 0)) == REPORT["fields"]


def test_every_statement_of_the_report_is_read_and_no_page_number_is_a_figure() -> None:
    found = the(report(), 0).tables
    assert [whole.claim(at) for at in found["文中表述"]] == REPORT["claims"]
    assert [whole.amount(at) for at in found["文中金额"]] == REPORT["amounts"]


# A budget by position, with project forms behind it.


def test_the_layout_is_a_budget_and_two_forms_and_nothing_is_left() -> None:
    first = offset(*(f"budgets/{name}.txt" for name in LAYOUT))
    second = first + offset("forms_layout/services.txt")
    last = second + offset("forms_layout/street.txt")
    assert whole.spans(layout()) == [
        {"kind": "department-budget", "line": 1, "end_line": first},
        {"kind": "project-target", "line": first + 1, "end_line": second},
        {"kind": "project-target", "line": second + 1, "end_line": last},
    ]
    assert layout().unrecognised == () and layout().coverage == 1.0


def test_tables_in_yuan_and_prose_in_wan_keep_their_units() -> None:
    form = the(layout(), 0)
    wanted = whole.expected("budgets/tables_shanghai.yaml")["tables"]
    assert [(at.name, at.unit) for at in form.sheets] == [(at["name"], at["unit"]) for at in wanted]
    before = offset("budgets/whole_head.txt")
    for sheet, table in zip(form.sheets, wanted, strict=True):
        lines = [record.line - before for record in sheet.records]
        assert lines == [record["line"] for record in table["records"]]
    assert [kit.said(at.fields["预算数"]) for at in form.sheets[0].records[:2]] == [
        "86604200.00元", "125000.00元",
    ]  # fmt: skip
    prose = [whole.amount(at) for at in form.tables["文中金额"]]
    assert prose[:2] == ["31 收入预算 8660.42万元", "31 财政拨款收入 8660.42万元"]
    assert whole.fields(form)["部门名称"] == ["4 云川市水务局"]
    assert whole.fields(form)["年度"] == ["1 2031"]


@pytest.mark.parametrize(("number", "name"), [(1, "services"), (2, "street")])
def test_a_form_behind_a_budget_says_what_it_says_alone(number: int, name: str) -> None:
    form, wanted = the(layout(), number), whole.expected(f"forms_layout/{name}.yaml")
    before = offset(*(f"budgets/{name}.txt" for name in LAYOUT))
    before += offset("forms_layout/services.txt") if name == "street" else 0
    found = [whole.indicator(at) for at in form.tables["绩效指标"]]
    assert found == [f"{line + before} " + " / ".join(texts) for line, *texts in wanted["绩效指标"]]
    department = form.field("部门名称")
    assert department and kit.said(department) == wanted["fields"]["部门名称"]
    assert wanted["fields"]["资金总额"].endswith(kit.said(form.field("资金总额")))  # type: ignore[arg-type]


# What is a form of which kind, and where it ends.


def test_forms_of_several_departments_in_one_file_keep_their_own_department_and_year() -> None:
    names = ("guangdong", "project_shanghai", "hubei", "evaluation_mof2020")
    reading = kit.reading("\n".join(kit.text(name) for name in names))
    alone = [kit.form(kit.text(name)) for name in names]
    assert [form.kind for form in reading.forms] == [form.kind for form in alone]
    for form, one in zip(reading.forms, alone, strict=True):
        for name in ("部门名称", "年度", "标题年度", "项目名称"):
            together, own = form.field(name), one.field(name)
            assert (together and kit.said(together)) == (own and kit.said(own)), name


def inside(before: str) -> Reading:
    """A budget with a target form that stands before a line of it."""
    text = whole.text("budgets/tables_tabs.txt")
    assert text.count(before) == 1
    return kit.reading(text.replace(before, kit.text("guangdong") + "\n" + before))


@pytest.mark.parametrize("line", ["表 9\n", "表 10\n", "## 第三部分 名词解释\n"])
def test_a_form_inside_a_budget_ends_where_a_table_or_a_part_begins(line: str) -> None:
    reading = inside(line)
    alone = kit.reading(whole.text("budgets/tables_tabs.txt"))
    budget_form = next(form for form in reading.forms if form.kind == "department-budget")
    target = next(form for form in reading.forms if form.kind == "department-target")
    assert len(reading.forms) == 2 and reading.unrecognised == ()
    own = kit.form(kit.text("guangdong"))
    assert len(target.tables["绩效指标"]) == len(own.tables["绩效指标"])
    assert [at.name for at in budget_form.sheets] == [at.name for at in alone.forms[0].sheets]
    assert len(budget_form.tables["文段"]) == len(alone.forms[0].tables["文段"])


@pytest.mark.parametrize(
    "sentence",
    [
        "本部门已编制部门整体支出绩效目标表。",
        "详见附件：部门整体支出绩效目标表",
        "- (十二) 部门整体支出绩效目标表",
        "部门整体支出绩效目标表………………12",
        "一、部门整体支出绩效目标表",
    ],
)
def test_a_title_that_prose_or_a_contents_page_mentions_is_no_form(sentence: str) -> None:
    text = whole.text("budgets/prose_budget.txt")
    place = "## 第六部分 绩效管理情况\n"
    assert place in text
    reading = kit.reading(text.replace(place, f"{place}\n{sentence}\n"))
    assert [form.kind for form in reading.forms] == ["department-budget"]


def test_the_same_title_over_a_list_and_over_a_form_is_told_by_what_stands_below() -> None:
    title = "云川市园林局项目支出绩效目标表\n"
    form = title + kit.text("project_central").split("\n", 1)[1]
    listed = title + whole.text("forms_list/running.txt").split("\n", 1)[1]
    assert [at.kind for at in kit.reading(form).forms] == ["project-target"]
    assert [at.kind for at in kit.reading(listed).forms] == ["project-list"]
    stacked = title + whole.text("forms_sequence/scored.txt").split("\n", 1)[1]
    assert [at.kind for at in kit.reading(stacked).forms] == ["project-target"]


def test_below_a_heading_that_the_kind_does_not_know_the_text_stays_unrecognised() -> None:
    text = whole.text("budgets/prose_budget.txt").replace(
        "第六部分 绩效管理情况", "第六部分 大事记"
    )
    reading = kit.reading(text)
    left = [(cell.line, cell.text) for cell in reading.unrecognised]
    assert left[0] == (51, "。联系电话0999-6541230。") and {line for line, _ in left} == {51, 53}
    assert reading.coverage < 1
    known = kit.reading(whole.text("budgets/prose_budget.txt"))
    claims = [whole.claim(at) for at in the(reading, 0).tables["文中表述"]]
    assert claims == [whole.claim(at) for at in the(known, 0).tables["文中表述"]]


def test_one_money_table_without_a_title_is_no_budget() -> None:
    text = whole.text("budgets/tables_tabs.txt")
    one = text[text.index("表 9\n") : text.index("表 10\n")]
    assert kit.reading(one).forms == ()
    assert len(kit.reading("云川市水务局 2031 年部门预算\n\n" + one).forms[0].sheets) == 1


def test_brackets_left_in_the_prose_are_told_once_with_those_of_the_tables() -> None:
    told = [doubt for doubt in the(budget(), 0).doubts if doubt.kind == "格式残留"]
    lines = [cell.line for cell in told[0].cells]
    prose = {cell.line for record in the(budget(), 0).tables["文段"] for cell in record.cells}
    assert len(told) == 1
    assert lines == sorted(lines)
    assert prose & set(lines)
    assert set(lines) - prose
