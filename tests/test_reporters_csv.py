"""CSV: read back whole, and never calculated by a spreadsheet."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reporters_sample import BALANCE, CLEAN, DEFECTIVE, ONE, SEVERAL
from reporters_variants import ALL, COMPARED, EXPLAINED, HOSTILE, TOGETHER

from perfcheck.finding import Checks, Report, Suspect
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look, render
from perfcheck.reporters.csv import FORMULA, guarded

COLUMNS = (
    "文件 部门 年度 表 级别 规则 名称 位置 印的值 问题 "
    "算式或说明 依据 修改 留意 已说明 理由 指纹 变化"
)


def written(report: Report, look: Look | None = None) -> str:
    page = render(report, "csv", look or Look())
    assert isinstance(page, str)
    return page


def rows(report: Report, look: Look | None = None) -> list[dict[str, str]]:
    page = written(report, look)
    assert page.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(page.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_as_the_rfc_has_it(name: str, language: Language) -> None:
    page = written(ALL[name], Look(language))
    assert page.endswith("\r\n")
    assert "\n" not in page.replace("\r\n", "")
    table = list(csv.reader(io.StringIO(page, newline=""), strict=True))
    assert {len(row) for row in table} == {18}


def test_all_that_a_reviewer_filters_by() -> None:
    assert " ".join(rows(ONE)[0]) == COLUMNS
    first = rows(ONE)[0]
    assert first["文件"] == "forms/水务局.txt"
    assert first["部门"] == "云川市水务局"
    assert first["年度"] == "2026"
    assert first["表"] == "部门整体支出绩效目标申报表"
    assert first["级别"] == "错误"
    assert first["规则"] == "ARITH-001"
    assert first["位置"] == "第 5 行"
    assert first["印的值"] == "1,830.00"
    assert first["指纹"] == BALANCE.fingerprint
    assert "1,864.75" in first["算式或说明"]


def test_one_line_a_finding_the_gravest_first() -> None:
    assert len(rows(ONE)) == len(DEFECTIVE.findings)
    assert [row["级别"] for row in rows(ONE)] == ["错误"] + ["需说明"] * 7 + ["提示"]


def test_english() -> None:
    first = rows(ONE, Look("en"))[0]
    assert first["Level"] == "error"
    assert first["Place"] == "line 5"


def test_accepted_ones_are_listed_with_the_reason() -> None:
    accepted = [row for row in rows(EXPLAINED) if row["已说明"] == "是"]
    assert len(accepted) == 1
    assert (
        accepted[0]["理由"]
        == "管网长度以批复为准，已附说明（王敏，2026-03-01，有效期至 2026-12-31）"
    )


def test_new_open_and_mended() -> None:
    assert [row["变化"] for row in rows(COMPARED)] == ["新增", "仍在", "已改"]
    mended = rows(COMPARED)[-1]
    assert (mended["级别"], mended["留意"]) == ("已改", "原为“错误”")


def test_what_was_not_checked_has_a_line() -> None:
    said = [(row["文件"], row["级别"], row["规则"]) for row in rows(SEVERAL)[-3:]]
    assert said == [
        ("forms/半张表.txt", "未能完整核对", ""),
        ("forms/坏.txt", "无法检查", ""),
        ("rules/x.yaml", "无法检查", "X-001"),
    ]


def test_places_in_a_workbook_and_in_another_document() -> None:
    places = [row["位置"] for row in rows(TOGETHER)]
    assert places[:2] == ["", "工作表“收支总表”C7"]
    assert rows(TOGETHER)[0]["级别"] == "没有读"
    assert places[-1] == "forms/报 表.xlsx 工作表“收支总表”C7"


def test_texts_are_never_formulas() -> None:
    for row in rows(HOSTILE):
        assert not any(value.startswith(FORMULA) for value in row.values())
    assert rows(HOSTILE)[0]["问题"].startswith("'=HYPERLINK")
    assert rows(HOSTILE)[0]["文件"] == "a␛]0;x␇␊,:b  c.txt"


@pytest.mark.parametrize("figure", ["-12.30", "+5%", "-1,204.50", "0", "-3"])
def test_figures_stay_as_printed(figure: str) -> None:
    finding = BALANCE._replace(
        place=BALANCE.place._replace(text=figure), message=Message("-2+3|cmd", "-2+3|cmd")
    )
    (row,) = rows(Report((DEFECTIVE._replace(findings=(finding,)),)))
    assert row["印的值"] == figure
    assert row["问题"] == "'-2+3|cmd"


@given(st.text())
def test_guarding_changes_nothing_else(text: str) -> None:
    assert guarded(text).removeprefix("'") == text.removeprefix("'")
    signed = guarded(text).startswith(("=", "＝", "@", "＠"))
    assert not signed


def test_hints_and_what_was_not_judged_have_a_level_of_their_own() -> None:
    slip = Message("两个数字写反", "two digits swapped")
    suspect = Suspect(BALANCE.place, "1,830.75", 1, 1, slip, ("ARITH-001",))
    report = Report((DEFECTIVE._replace(suspects=(suspect,)),))
    (hint,) = [row for row in rows(report) if row["级别"] == "可能写错"]
    assert (hint["位置"], hint["印的值"]) == ("第 5 行", "1,830.00")
    assert not hint["规则"] + hint["指纹"]
    assert hint["问题"] == "若为 1,830.75（两个数字写反），1 处不平中有 1 处能平"
    levels = [row["级别"] for row in rows(report, Look(show_skipped=True))]
    assert levels.count("未能核对") == len(DEFECTIVE.skips)
    assert levels.count("没有读懂") == len(DEFECTIVE.unrecognised)
    assert not {"未能核对", "没有读懂"} & {row["级别"] for row in rows(report)}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"coverage": 0.41}, "只读懂了 41% 的文字"),
        ({"checks": Checks(30, 0, 0, 7, 5, 2)}, "有 2 条规则不能运行"),
        ({"checks": Checks(0, 0, 0, 7)}, "没有一条规则核对到内容"),
        ({"checks": Checks(3, 0, 1, 7, 9)}, "有 9 条规则未能核对，多于核对到的"),
    ],
)
def test_why_a_form_was_not_checked_in_full(changed: dict[str, Any], why: str) -> None:
    (row,) = rows(Report((CLEAN._replace(verdict="incomplete", **changed),)))
    assert row["问题"] == f"未能完整核对：{why}"
