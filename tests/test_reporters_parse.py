"""What `parse` shows: the public JSON shape, and the tree for people."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
from rich.cells import cell_len

from perfcheck.form import Doubt, Field, Form, Reading, Record
from perfcheck.messages import Message
from perfcheck.reporters import Look, parse_json, parse_tree
from perfcheck.source import Cell, Document, Span
from perfcheck.values import Missing, Part, Scalar, Target, Text, printed_number

SCHEMA = Path(__file__).parent.parent / "perfcheck" / "schema" / "parse.schema.json"


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
        "tables claims unrecognised"
    )


def test_a_document_without_a_form_keeps_the_shape() -> None:
    said = json.loads(parse_json.render(DOCUMENT, Reading((), (cell("通知", 1),), 0.0)))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(said)
    assert said["kind"] is None
    assert said["unrecognised"] == [{"text": "通知", "line": 1, "column": 1}]


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
