"""What users see of a report: golden pages, the width of lines, the public JSON shape."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from reporters_sample import BALANCE, CLEAN, DEFECTIVE, GOOD, NOTHING_THERE, ONE, SEVERAL, VAGUE
from reporters_variants import TOGETHER
from rich.cells import cell_len

from perfcheck.finding import DocumentReport, Report
from perfcheck.located import Origin, SheetCell
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look, render

REPORTS = {"one": ONE, "several": SEVERAL, "nothing": NOTHING_THERE, "good": GOOD}
SCHEMAS = Path(__file__).parent.parent / "perfcheck" / "schema"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def lint_schema() -> Any:
    return json.loads((SCHEMAS / "lint.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_terminal_page(golden: Callable[[str, str], None], name: str, language: Language) -> None:
    golden(f"{name}.{language}.txt", render(REPORTS[name], "rich", Look(language, 80)))


@pytest.mark.parametrize("name", REPORTS)
def test_concise_lines(golden: Callable[[str, str], None], name: str) -> None:
    golden(f"{name}.concise.txt", render(REPORTS[name], "concise", Look()))


def test_colours_are_the_same_page(golden: Callable[[str, str], None]) -> None:
    coloured = render(SEVERAL, "rich", Look("zh", 80, color=True))
    golden("several.zh.ansi", coloured)
    assert ESCAPE.sub("", coloured) == render(SEVERAL, "rich", Look("zh", 80))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_no_line_is_wider_than_the_page(name: str, language: Language, width: int) -> None:
    page = render(REPORTS[name], "rich", Look(language, width, show_skipped=True))
    assert [line for line in page.splitlines() if cell_len(line) > width] == []


def test_plain_page_holds_no_escape_and_no_trailing_blanks() -> None:
    page = render(SEVERAL, "rich", Look())
    assert "\x1b" not in page
    assert [line for line in page.splitlines() if line != line.rstrip()] == []


def test_many_findings_of_one_rule_share_name_hint_and_basis() -> None:
    page = render(ONE, "rich", Look())
    hint = VAGUE[0].hint.zh
    assert page.count("VALUE-003") == 1
    assert page.count(hint) == 1
    for finding in VAGUE:
        assert finding.message.zh in page


def test_gravest_first_then_by_place() -> None:
    page = render(ONE, "rich", Look())
    order = [page.index(rule) for rule in ("ARITH-001", "VALUE-003", "FIELD-003", "TEXT-004")]
    assert order == sorted(order)


def test_quiet_says_only_what_is_wrong() -> None:
    page = render(ONE, "rich", Look(quiet=True))
    assert "ARITH-001" in page
    assert "未能核对（" not in page
    assert render(GOOD, "concise", Look(quiet=True)) == ""


def test_show_skipped_lists_every_rule() -> None:
    page = render(ONE, "rich", Look(show_skipped=True))
    assert all(skip.rule in page for skip in DEFECTIVE.skips)


def test_nothing_checked_is_said_aloud() -> None:
    for format_name in ("rich", "concise"):
        assert "没有检查任何表" in render(Report(), format_name, Look())
        assert "nothing was checked" in render(Report(), format_name, Look("en"))


def test_incomplete_is_not_called_clean() -> None:
    page = render(Report((CLEAN._replace(verdict="incomplete"),)), "rich", Look())
    assert "未能完整核对" in page
    assert "✓" not in page


def test_a_form_cannot_steer_the_terminal() -> None:
    wicked = "\x1b[2J甲\u202e乙\r\n丙"
    finding = BALANCE._replace(message=Message(wicked, wicked))
    document = DEFECTIVE._replace(
        file="a\x1b]0;x\x07.txt",
        findings=(finding,),
        lines=tuple(line + wicked[:6] for line in DEFECTIVE.lines),
    )
    for format_name in ("rich", "concise"):
        page = render(Report((document,)), format_name, Look())
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", page)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_json_keeps_the_public_shape(name: str, language: Language) -> None:
    said = json.loads(render(REPORTS[name], "json", Look(language)))
    jsonschema.Draft202012Validator(lint_schema()).validate(said)


def test_json_keys_stand_in_the_order_of_the_contract() -> None:
    """Keys that were added later come behind."""
    said = json.loads(render(ONE, "json", Look()))
    document, finding = said["documents"][0], said["documents"][0]["findings"][0]
    assert " ".join(said).startswith(
        "version perfcheck rules_digest documents broken errors passed_over summary"
    )
    assert " ".join(document).startswith(
        "file kind department year coverage verdict forms findings checks skips"
    )
    assert " ".join(document["forms"][0]) == "id kind title line end_line department year"
    assert " ".join(finding).startswith(
        "rule severity form message line column end_line end_column related evidence basis hint "
        "doubt fingerprint accepted"
    )
    assert " ".join(document["checks"]) == (
        "passed passed_by_rounding failed not_applicable skipped broken"
    )
    assert " ".join(said["summary"]).startswith(
        "files error warning info accepted exit_code exit_reasons"
    )


def test_json_tells_where_and_what() -> None:
    said = json.loads(render(ONE, "json", Look()))
    finding = next(f for f in said["documents"][0]["findings"] if f["rule"] == "ARITH-001")
    assert (finding["line"], finding["column"], finding["end_column"]) == (5, 21, 29)
    assert finding["related"][0] == {
        "file": "forms/水务局.txt", "line": 5, "column": 7, "message": "基本支出 1,204.50"
    }  # fmt: skip
    assert said["summary"]["error"] == 1
    assert said["summary"]["warning"] == 7


def test_json_says_null_where_nothing_is_known() -> None:
    bare = DocumentReport("x.txt", "incomplete", 0.0, (), (), CLEAN.checks, (), (), ())
    said = json.loads(render(Report((bare,)), "json", Look()))
    assert [said["documents"][0][key] for key in ("kind", "department", "year")] == [None] * 3


def test_machine_formats_import_nothing_heavy() -> None:
    code = (
        "import sys; from perfcheck.reporters import render, Look; from perfcheck.finding import *;"
        "render(Report(), 'concise', Look());"
        "print([m for m in ('rich', 'yaml', 'jsonschema', 'dataclasses', 'decimal', 'fractions',"
        " 'json') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_places_in_a_workbook_are_cells_wherever_they_are_named() -> None:
    """Also from another document: its lines are those of the extracted text, which nobody has."""
    page = render(TOGETHER, "concise", Look())
    assert "forms/预算 公开.txt:5:21: 错误 ARITH-001" in page
    assert "（对照 forms/报 表.xlsx 收支总表!C7）" in page
    assert "forms/报 表.xlsx:收支总表!C7: 提示 TEXT-004" in page
    assert "(compare forms/报 表.xlsx 收支总表!C7)" in render(TOGETHER, "concise", Look("en"))
    found = json.loads(render(TOGETHER, "json", Look()))["documents"][1]["findings"]
    assert found[0]["related"][1]["place"] == {"sheet": "收支总表", "cell": "C7"}
    assert "place" not in found[0]["related"][0]
    assert found[1]["place"] == {"sheet": "收支总表", "cell": "C7"}


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_long_name_of_a_sheet_leaves_the_rule_its_name(width: int) -> None:
    sheet = "部门整体支出绩效目标申报表（含下属单位、项目及三公经费情况）"
    book = DEFECTIVE._replace(findings=(BALANCE,), origins=(Origin(1, 1, SheetCell(sheet, "AB7")),))
    lines = render(Report((book,)), "rich", Look(width=width)).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    assert any("支出合计等于收入合计" in line for line in lines)
    assert f"“{sheet}”AB7" in "".join(line.strip() for line in lines)


def test_several_mistakes_of_a_rule_are_one_broken_rule() -> None:
    twice = SEVERAL._replace(broken=SEVERAL.broken * 2)
    assert "规则本身有误 1 条" in render(twice, "concise", Look())
