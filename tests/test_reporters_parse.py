"""What `parse` shows: the public JSON shape, and the tree for people."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from forms import kit
from rich.cells import cell_len

from perfcheck.form import Doubt, Field, Form, Reading, Record
from perfcheck.messages import Message
from perfcheck.readers import read
from perfcheck.recognise.explaining import explained
from perfcheck.reporters import Look
from perfcheck.reporters.parse import json as parse_json
from perfcheck.reporters.parse import tree as parse_tree
from perfcheck.source import Cell, Document, Span
from perfcheck.values import Missing, Part, Scalar, Target, Text, printed_number

TESTS = Path(__file__).parent
SCHEMA = TESTS.parent / "perfcheck" / "schema" / "parse.schema.json"
KNOWN = {
    "budget": "budgets/whole_small.txt",
    "report": "budgets/whole_report.txt",
    "list": "forms_list/running.txt",
    "evaluation": "forms/evaluation_mof2020.txt",
    "tables": "budgets/tables_shanghai.txt",
    "whole": "budgets/whole_budget.txt",
    "sheet": "forms/sheet_folded.txt",
    "layout": "forms_layout/pages.txt",
}
UNKNOWN = """\
沣水市项目支出绩效目标备案表
项目→行道树补植→申报年度→2026
预算安排（万元）→120.00
其中：本级安排→100.00
类→款→三级指标→指标值
产出指标→数量指标→补植株数→≥2000株
"""


def cell(text: str, line: int, column: int = 1) -> Cell:
    return Cell(text, line, column, 0, line, column + len(text))


def field(name: str, value: Scalar, line: int, *path: str, **more: object) -> Field:
    printed = getattr(value, "printed", "") or getattr(value, "text", "")
    found = Field(name, value, (cell(printed, line, 5),) if printed else (), path)
    return found._replace(**more)


def row(table: str, line: int, *fields: Field, certainty: str = "certain") -> Record:
    record = Record(table, {f.name: f for f in fields}, (), line)
    return record._replace(certainty=certainty)


AT_LEAST = Part(">=", printed_number(95, 0, "%", exact=True), None, "95", "", "%")
TRIPS = Part(
    "range",
    printed_number(600_000, 0, "", exact=True),
    printed_number(800_000, 0, "", exact=True),
    "60",
    "80",
    "万次",
)
FORM = Form(
    id="f1",
    kind="department-target",
    title="部门整体支出绩效目标申报表",
    span=Span(1, 1, 20, 9),
    fields=(
        field("部门名称", Text("云川市水务局"), 3, "部门名称"),
        field(
            "基本支出",
            printed_number(120450, 2, "万元", "1,204.50"),
            5,
            "预算整体情况",
            "〔部门预算\n支出〕",
            "基本支出",
        ),
        field("其他资金", printed_number(0, 2, "万元", "0.00"), 6, unit_certain=False),
        field("项目支出", Missing("blank", Message("单元格是空的", "empty")), 6, "项目支出"),
        field("财政供养人员数", printed_number(33, 0, "人", "33", exact=True), 4),
        field("推断年度", printed_number(2026, 0, "", "2026", exact=True), 18),
    ),
    tables={
        "任务": (
            row(
                "任务",
                9,
                field("任务名称", Text("管网改造"), 9),
                field("实施内容", Text("改造老旧管网"), 9),
                field("投入资金", printed_number(4000, 2, "万元", "40.00"), 9),
            ),
        ),
        "绩效指标": (
            row(
                "绩效指标",
                12,
                field("一级指标", Text("产出指标"), 12),
                field("二级指标", Text("质量指标"), 12, certainty="inferred"),
                field("指标名称", Text("水质达标率"), 12),
                field("年度指标值", Target("不低于95%", "quantitative", (AT_LEAST,)), 12),
                certainty="realigned",
            ),
            row(
                "绩效指标",
                13,
                field("指标名称", Text("巡查次数"), 13),
                field(
                    "年度指标值",
                    Target("60-80万次，不低于95%", "quantitative", (TRIPS, AT_LEAST)),
                    13,
                ),
                field("实施周期指标值", Target("2026年12月底前", "deadline", (), 2026, 12), 13),
                field("权重", printed_number(125, 1, "", "12.5", exact=True), 13),
            ),
        ),
    },
    doubts=(Doubt("错列", Message("本行有移位", "row moved"), (cell("水质达标率", 12),)),),
)
DOCUMENT = Document("水务局.txt", ("",) * 20, ())
READING = Reading((FORM,), (cell("附：说明另发", 20, 3),), 0.973)


def test_json_keeps_the_public_shape() -> None:
    said = json.loads(parse_json.render(DOCUMENT, READING))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(said)
    assert " ".join(said) == (
        "version file kind department year coverage forms amounts tasks projects indicators "
        "tables claims unrecognised notes places"
    )


def test_a_document_without_a_form_keeps_the_shape() -> None:
    said = json.loads(parse_json.render(DOCUMENT, Reading((), (cell("通知", 1),), 0.0)))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(said)
    assert said["kind"] is None
    assert said["unrecognised"] == [{"text": "通知", "line": 1, "column": 1}]


def document(name: str) -> tuple[Document, Reading]:
    """A document with its reading, and what every row was taken for."""
    path = KNOWN.get(name)
    text = (TESTS / path).read_text("utf-8") if path else UNKNOWN.replace("→", "\t")
    made = read(f"{name}.txt", text.encode())
    reading = kit.reading(text)
    return made, reading._replace(considered=explained(made, reading.considered, kit.shipped()))


def closed(part: Any) -> Any:
    """The schema with nothing allowed that it does not describe."""
    if isinstance(part, list):
        return [closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    made = {key: closed(value) for key, value in part.items()}
    own = isinstance(part.get("properties"), dict) and "additionalProperties" not in part
    return {**made, "additionalProperties": False} if own else made


@pytest.mark.parametrize("name", [*KNOWN, "unknown"])
def test_the_schema_describes_every_key_that_a_document_has(name: str) -> None:
    schema = closed(json.loads(SCHEMA.read_text("utf-8")))
    for explain in (False, True):
        said = json.loads(parse_json.render(*document(name), explain=explain))
        jsonschema.Draft202012Validator(schema).validate(said)
        assert ("considered" in said) is explain


def test_the_samples_fill_every_list_of_the_shape() -> None:
    said = [parse_json.shape(*document(name)) for name in KNOWN]
    for key in ("forms", "amounts", "tasks", "projects", "indicators", "tables", "claims"):
        assert any(one[key] for one in said), key


def test_rows_of_money_tables_tell_code_side_and_figures_as_printed() -> None:
    sides, tree = parse_json.shape(*document("budget"))["tables"]
    assert {key: sides[key] for key in ("form", "name", "number", "title", "unit")} == {
        "form": "f1", "name": "收支总表", "number": "1", "title": "收支总表", "unit": "万元",
    }  # fmt: skip
    assert sides["rows"][1] == {
        "code": None, "name": "一、城乡社区支出", "side": "支出",
        "values": {"2033 年预算数": "1,180.50"}, "texts": {}, "line": 29, "certainty": "certain",
    }  # fmt: skip
    assert tree["rows"][0]["texts"] == {"预算单位": "云川市园林局"}
    assert tree["rows"][4]["code"] == "221" and tree["rows"][4]["certainty"] == "realigned"
    assert tree["columns"][-1] == "待分配数"


def test_claims_tell_every_figure_with_its_place() -> None:
    count, change, total = parse_json.shape(*document("budget"))["claims"]
    assert [count["kind"], change["kind"], total["kind"]] == ["count", "change", "sum"]
    assert change["figures"]["变动额"] == {
        "text": "60.50", "value": "60.50", "unit": "万元", "line": 11, "column": 37,
    }  # fmt: skip
    assert [part["金额"]["text"] for part in total["figures"]["分项"]] == [
        "480.00", "60.50", "720.00",
    ]  # fmt: skip
    assert [part["项目"] for part in count["figures"]["分项"]] == ["办公室", "计划科", "绿化科"]


def test_amounts_of_prose_tell_level_from_change() -> None:
    level, change, *_ = parse_json.shape(*document("budget"))["amounts"]
    assert (level["role"], level["direction"], level["value"]) == ("level", None, "1260.50")
    assert (change["role"], change["direction"], change["value"]) == ("change", "增加", "60.50")


def test_indicators_of_lists_name_their_project_and_of_evaluations_what_was_reached() -> None:
    listed = parse_json.shape(*document("list"))
    ids = {project["id"]: project["name"] for project in listed["projects"]}
    assert listed["indicators"]
    assert all(ids[at["project_id"]] == at["project"] for at in listed["indicators"])
    rated = parse_json.shape(*document("evaluation"))["indicators"]
    assert all(at["actual"] and at["score"] for at in rated)


def test_explaining_tells_what_was_taken_and_what_gave_way() -> None:
    said = json.loads(parse_json.render(*document("budget"), explain=True))["considered"]
    taken = [(at["kind"], at["line"]) for at in said if at["recognised"]]
    assert taken == [("department-budget", 1), ("department-target", 53)]
    assert all((at["lacks"] is None) is at["recognised"] for at in said)
    accounts = next(at for at in said if at["kind"] == "department-accounts")
    assert "部门预算" in accounts["lacks"] and accounts["rows"] == []


def test_explaining_names_unknown_columns_captions_and_headings() -> None:
    _, reading = document("budget")
    told = {line: what for one in reading.considered for line, what in one.rows}
    assert "不认得的栏目：待分配数" in told[35].zh and "待分配数" in told[35].text("en")
    assert "大事记" in told[15].zh and "不是认得的章节" in told[15].zh
    assert "绿化管养单价表" in told[46].zh and "不是认得的表" in told[46].zh
    assert "不认得：备注栏" in told[59].zh
    assert 58 not in told  # a row of the head, with nothing strange


def test_explaining_takes_no_row_of_a_table_for_a_label() -> None:
    for name in ("evaluation", "layout", "sheet", "whole"):
        _, reading = document(name)
        told = [what.zh for one in reading.considered for _, what in one.rows]
        assert told and not any("不是这种表认得的栏目" in what for what in told), name


def test_amounts_are_the_money_with_labels_joined() -> None:
    amounts = parse_json.shape(DOCUMENT, READING)["amounts"]
    assert [amount["label"] for amount in amounts] == ["基本支出", "其他资金"]
    assert amounts[0] == {
        "form": "f1", "label": "基本支出", "path": "预算整体情况/部门预算支出/基本支出",
        "text": "1,204.50", "value": "1204.50", "unit": "万元", "decimals": 2, "line": 5,
        "column": 5, "certainty": "certain",
    }  # fmt: skip
    assert amounts[1]["value"] == "0.00"


def test_year_and_department_tell_their_lines() -> None:
    said = parse_json.shape(DOCUMENT, READING)
    assert said["department"] == {"text": "云川市水务局", "line": 3}
    assert said["year"] == {"value": 2026, "line": 18, "certainty": "inferred"}


def test_targets_tell_figures_as_printed_and_scaled() -> None:
    first, second = parse_json.shape(DOCUMENT, READING)["indicators"]
    assert first["annual_target"] == {
        "text": "不低于95%", "kind": "quantitative", "operator": ">=", "number": "95",
        "unit": "%", "value": "0.95",
    }  # fmt: skip
    assert first["period_target"] is None
    assert first["certainty"] == "realigned"
    assert second["annual_target"]["value"] == "600000"
    assert second["annual_target"]["number_to"] == "80"
    assert [part["unit"] for part in second["annual_target"]["parts"]] == ["万次", "%"]
    assert second["period_target"]["deadline"] == "2026-12"
    assert second["weight"] == "12.5"
    assert second["level1"] is None


def test_tasks_carry_their_amount() -> None:
    (task,) = parse_json.shape(DOCUMENT, READING)["tasks"]
    assert task["amount"] == {"text": "40.00", "value": "40.00", "unit": "万元", "line": 9}
    assert (task["name"], task["goal"], task["line"]) == ("管网改造", None, 9)


def test_tree(golden: Callable[[str, str], None]) -> None:
    for language in ("zh", "en"):
        page = parse_tree.render(DOCUMENT, READING, Look(language, 80))
        assert all(cell_len(line) <= 80 for line in page.splitlines())
        golden(f"parse.{language}.txt", page)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["budget", "report", "list", "evaluation", "unknown"])
def test_pages(name: str, language: Any, golden: Callable[[str, str], None]) -> None:
    """Trees with their explanation, as a terminal of 80 columns shows them."""
    page = parse_tree.render(*document(name), Look(language, 80), explain=True)
    assert all(cell_len(line) <= 80 for line in page.splitlines())
    golden(f"parse_{name}.{language}.txt", page)


def test_every_row_of_every_table_has_its_line_in_the_tree() -> None:
    made, reading = document("whole")
    page = parse_tree.render(made, reading, Look("zh", 80))
    lines = {int(word) for word in re.findall(r"^    第 (\d+) 行", page, re.M)}
    rows = [row for form in reading.forms for at in form.tables.values() for row in at]
    assert {row.line for row in rows} <= lines


def test_tree_says_what_it_is_unsure_of() -> None:
    page = parse_tree.render(DOCUMENT, READING, Look())
    for said in (
        "〔推断〕",
        "〔错列〕",
        "〔单位按表式默认〕",
        "本行有移位",
        "附：说明另发",
        "空白",
    ):
        assert said in page
