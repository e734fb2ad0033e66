"""The workbook, read back: sheets, filters, frozen heads, texts that stay texts."""

import io
import sys
import zipfile
from typing import Any

import openpyxl
import pytest
from reporters_sample import BALANCE, DEFECTIVE, ONE, SEVERAL
from reporters_variants import ALL, COMPARED, EXPLAINED, HOSTILE, NAMELESS, TOGETHER

from perfcheck.errors import ExtraError
from perfcheck.finding import Report
from perfcheck.messages import Language
from perfcheck.reporters import Look, render

LISTS = {"zh": "问题清单", "en": "Findings"}


def book(report: Report, look: Look | None = None) -> Any:
    data = render(report, "xlsx", look or Look())
    assert isinstance(data, bytes)
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_list_can_be_filtered_scrolled_and_printed(name: str, language: Language) -> None:
    report = ALL[name]
    opened = book(report, Look(language))
    summary, *lists = opened.worksheets
    assert lists[0].title == LISTS[language]
    for sheet in lists:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:R{sheet.max_row}"
        assert sheet.print_title_rows == "$1:$1"
    for sheet in opened.worksheets:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text or "&[Page]" in sheet.oddFooter.center.text
    assert not summary.auto_filter.ref
    cells = [cell for sheet in opened.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


def test_one_line_a_finding_with_severity_in_words_and_colour() -> None:
    sheet = book(ONE)["问题清单"]
    found = rows(sheet)
    assert len(found) == len(DEFECTIVE.findings)
    assert [row["级别"] for row in found] == ["错误"] + ["需说明"] * 7 + ["提示"]
    assert found[0]["印的值"] == "1,830.00"
    assert found[0]["年度"] == 2026
    assert found[0]["指纹"] == BALANCE.fingerprint
    colours = [sheet.cell(row, 5).fill.fgColor.rgb for row in (2, 3, 10)]
    assert len(set(colours)) == 3


def test_a_sheet_for_each_department() -> None:
    opened = book(SEVERAL)
    assert opened.sheetnames == ["汇总", "问题清单", "青禾县民政局", "云川市水务局"]
    assert len(rows(opened["云川市水务局"])) == len(DEFECTIVE.findings)
    assert [row["级别"] for row in rows(opened["青禾县民政局"])] == ["未能完整核对"]
    assert list(rows(opened["云川市水务局"])[0]) == list(rows(opened["问题清单"])[0])


def test_names_that_excel_would_refuse() -> None:
    names = book(NAMELESS).sheetnames[2:]
    assert len(names) == 7
    assert names[0] == "没有印部门名称"
    assert names[1] == "云川市_水__务_局___"
    assert names[4:] == ["汇总~2", "引号", "history~2"]
    assert names[2] != names[3]
    assert all(len(name) <= 31 for name in names)


def test_the_summary_tells_how_the_run_ended() -> None:
    said = [
        " ".join(str(value) for value in row if value is not None)
        for row in book(SEVERAL)["汇总"].iter_rows(values_only=True)
    ]
    assert "规则版本 0123abcd" in said
    assert "退出码 2" in said
    assert "原因 一条规则本身有误" in said
    assert "云川市水务局 未通过 1 1 7 1 0 0" in said
    assert "forms/水务局.txt 云川市水务局 未通过 1 7 1 0 0 97" in said


def test_what_was_not_checked_stands_in_the_list() -> None:
    found = rows(book(SEVERAL)["问题清单"])
    assert [row["文件"] for row in found[-2:]] == ["forms/坏.txt", "rules/x.yaml"]
    assert {row["级别"] for row in found[-2:]} == {"无法检查"}


def test_mended_ones_and_explanations() -> None:
    assert [row["变化"] for row in rows(book(COMPARED)["问题清单"])] == ["新增", "仍在", "已改"]
    accepted = [row for row in rows(book(EXPLAINED)["问题清单"]) if row["已说明"]]
    assert len(accepted) == 1 and accepted[0]["理由"].startswith("管网长度")


def test_texts_are_no_formulas_and_no_links() -> None:
    (first, _) = rows(book(HOSTILE)["问题清单"])
    assert first["问题"].startswith("=HYPERLINK")
    assert first["问题"].endswith("_x0041_")
    assert "␛[2J" in first["问题"]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    long = BALANCE._replace(place=BALANCE.place._replace(text="水" * 40_000))
    (row,) = rows(book(Report((DEFECTIVE._replace(findings=(long,)),)))["问题清单"])
    assert len(row["印的值"]) == 32_767
    assert row["印的值"].endswith("…")


def test_places_in_workbooks_and_what_was_not_read_of_them() -> None:
    note, first, *_ = rows(book(TOGETHER)["问题清单"])
    assert (note["级别"], note["问题"]) == ("没有读", "隐藏的工作表没有读")
    assert first["位置"] == "工作表“收支总表”C7"


def test_the_same_report_gives_the_same_bytes() -> None:
    data = render(SEVERAL, "xlsx", Look())
    assert isinstance(data, bytes)
    assert data == render(SEVERAL, "xlsx", Look())
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b"2000-01-01" in parts.read("docProps/core.xml")


def test_without_the_package_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ExtraError) as error:
        render(ONE, "xlsx", Look())
    assert "pip install 'perfcheck[report]'" in error.value.text("zh")
