"""A workbook is read as it prints: the same form as its text, with places in sheets and cells."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet
from saving import blocks, found_in, save_page, save_sheets, save_xls, save_xlsx, understood
from test_readers_properties import hold

from perfcheck.checking import check_document
from perfcheck.errors import ReadError
from perfcheck.located import SheetCell, located
from perfcheck.options import Options
from perfcheck.readers import read
from perfcheck.source import Document

EXAMPLES = Path(__file__).parent.parent / "examples"
FORMS = [
    *sorted((EXAMPLES / "clean").iterdir()),
    EXAMPLES / "defects" / "department-target.txt",
    *sorted(Path(__file__).with_name("forms").glob("*.txt")),
]
TORN = (
    *("clean/accounts", "clean/budget-shenzhen", "clean/guangdong-merged-cells"),
    *("clean/project-central", "forms/shenzhen"),
)
"""Texts in which cells were lost or moved, so that a blank below a cell is no merged cell."""

SAVERS = {
    "xlsx": save_xlsx,
    "figures": lambda text, name, **given: save_xlsx(text, name, figures=True, **given),
    "xls": lambda text, name, **given: save_xls(text, name, figures=True, **given),
}
FRAME = Border(*[Side("thin")] * 4)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
@pytest.mark.parametrize("saver", SAVERS)
def test_a_workbook_gives_the_form_and_the_findings_of_its_text(path: Path, saver: str) -> None:
    text = path.read_text("utf-8")
    data = SAVERS[saver](text, path.name, merged=f"{path.parent.name}/{path.stem}" not in TORN)
    as_text = text.encode()
    assert understood("form", data) == understood(path.name, as_text)
    assert found_in("form", data) == found_in(path.name, as_text)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_what_libreoffice_saves_gives_the_same_form(ending: str, tmp_path: Path) -> None:
    text = (EXAMPLES / "clean" / "hunan.txt").read_text("utf-8")
    (tmp_path / "form.xlsx").write_bytes(save_xlsx(text, figures=True))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", ending, "--outdir"]
    out = tmp_path / "out"
    subprocess.run(
        [*command, str(out), str(tmp_path / "form.xlsx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    data = (out / f"form.{ending}").read_bytes()
    assert understood("form", data) == understood("form", text.encode())
    assert found_in("form", data) == found_in("form", text.encode())


def test_cells_merged_both_ways_give_the_form_of_the_web_page_they_are_taken_from() -> None:
    page = (EXAMPLES / "clean" / "project-web.html").read_text("utf-8")
    assert understood("form", save_page(page)) == understood("form", page.encode())
    assert found_in("form", save_page(page)) == found_in("form", page.encode())


def book(fill: Callable[[Worksheet], Any]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表一"
    fill(sheet)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def document(fill: Callable[[Worksheet], Any]) -> Document:
    made = read("a.xlsx", book(fill))
    for row in made.rows:
        assert all("\n" not in cell.text or cell.line == cell.end_line for cell in row.cells)
    return made


def lines(fill: Callable[[Worksheet], Any]) -> tuple[str, ...]:
    return document(fill).lines


def filled(**cells: Any) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for place, value in cells.items():
            value, code = value if isinstance(value, tuple) else (value, "General")
            sheet[place] = value
            sheet[place].number_format = code

    return fill


def notes(made: Document) -> str:
    return "\n".join(note.zh for note in made.notes)


def test_values_stand_as_they_print() -> None:
    made = lines(
        filled(
            A1="基本支出", B1=(812.3651, "#,##0.00"), C1=(0.95, "0%"), D1=2010101, E1=0.1 + 0.2,
            F1=(date(2026, 3, 1), 'yyyy"年"m"月"'), G1=(36, '0"个"'), H1=True,
            A2="编码", B2="00851", C2=(0, '0.00;-0.00;"—"'), D2=(-5, "#,##0.0_);(#,##0.0)"),
        )
    )  # fmt: skip
    assert made == (
        "基本支出\t812.37\t95%\t2010101\t0.3\t2026年3月\t36个\tTRUE",
        "编码\t00851\t—\t(5.0)\t\t\t\t",
    )


def test_errors_of_formulas_are_texts_and_never_blank() -> None:
    def fill(sheet: Worksheet) -> None:
        filled(A1="合计", B1="#REF!", C1="#N/A")(sheet)
        sheet["B1"].data_type = sheet["C1"].data_type = "e"

    assert lines(fill) == ("合计\t#REF!\t#N/A",)


def test_a_formula_that_was_never_calculated_is_no_blank_and_is_said() -> None:
    made = document(filled(A1="合计", B1="=SUM(B2:B3)", C1="元"))
    assert made.lines == ("合计\t#未计算\t元",)
    assert "B1" in notes(made) and "保存" in notes(made)


def test_rich_text_is_one_text_without_the_reading_aids_above_it() -> None:
    strings = (
        "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
        "<si><r><t>项目</t></r><r><rPr><b/></rPr>"
        "<t xml:space='preserve'> 名称_x000D_\n</t></r></si>"
        "<si><t>部门</t><rPh sb='0' eb='1'><t>bumen</t></rPh></si></sst>"
    )
    data = replaced(save_xlsx("甲\t乙\n"), "xl/sharedStrings.xml", strings)
    made = read("a.xlsx", data)
    assert [cell.text for cell in made.rows[0].cells] == ["项目 名称", "部门"]


def replaced(data: bytes, part: str, content: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return stream.getvalue()


def test_places_are_sheets_and_cells() -> None:
    text = (EXAMPLES / "defects" / "department-target.txt").read_text("utf-8")
    (report,) = check_document("a.xlsx", save_xlsx(text), Options()).documents
    (as_text,) = check_document("a.txt", text.encode(), Options()).documents
    for found, same in zip(report.findings, as_text.findings, strict=True):
        if found.place is None or same.place is None:
            continue
        place = report.located(found.place.span)
        assert isinstance(place, SheetCell)
        assert place.sheet == "Sheet1"
        assert int("".join(filter(str.isdigit, place.cell))) <= same.place.span.line


def test_empty_columns_and_rows_before_a_table_do_not_matter() -> None:
    made = document(filled(D6="部门名称", E6="云川市水务局", D7="年度", E7=2026))
    assert made.lines == ("部门名称\t云川市水务局", "年度\t2026")
    assert located(made.origins, 2, 4) == SheetCell("表一", "E7")


def test_an_empty_row_is_a_gap_and_one_that_waits_to_be_filled_is_none() -> None:
    def fill(sheet: Worksheet) -> None:
        filled(A1="甲", B1="乙", A3="丙", B3="丁", A5="戊", B5="己")(sheet)
        sheet["A4"].border = sheet["B4"].border = FRAME

    assert [row.gap for row in document(fill).rows] == [True, True, False]


def test_merged_cells_stand_in_every_row_that_they_reach_into() -> None:
    def fill(sheet: Worksheet) -> None:
        filled(A1="产出指标", B1="数量指标", C1="甲", C2="乙", B3="质量指标", C3="丙", A4="尾")(
            sheet
        )
        sheet.merge_cells("A1:A3")
        sheet.merge_cells("B1:B2")
        sheet.merge_cells("A4:B4")
        sheet["C4"] = "丁"

    made = document(fill)
    assert [{cell.slot: cell.text for cell in row.cells} for row in made.rows] == [
        {0: "产出指标", 1: "数量指标", 2: "甲"},
        {0: "产出指标", 1: "数量指标", 2: "乙"},
        {0: "产出指标", 1: "质量指标", 2: "丙"},
        {0: "尾", 2: "丁"},
    ]
    assert made.rows[0].cells[0] == made.rows[2].cells[0]


def test_titles_and_remarks_are_lines_and_a_label_without_a_value_is_a_row() -> None:
    def fill(sheet: Worksheet) -> None:
        filled(
            A1="项目支出绩效目标表",
            A2="项目名称",
            A3="预算",
            B3="12.30",
            A4="注：\n一、甲。\n二、乙。",
        )(sheet)
        sheet.merge_cells("A1:B1")
        for place in ("A2", "B2", "A3", "B3"):
            sheet[place].border = FRAME

    made = document(fill)
    assert made.lines == (
        "项目支出绩效目标表",
        "项目名称\t",
        "预算\t12.30",
        "注：",
        "一、甲。",
        "二、乙。",
    )
    assert [cell.text for cell in made.rows[1].cells] == ["项目名称", ""]
    assert located(made.origins, 6, 1) == SheetCell("表一", "A4")


def test_line_breaks_stay_in_their_cell() -> None:
    made = document(filled(A1="年度目标", B1="一、甲。\n二、乙。\t丙", C1="丁"))
    assert made.lines == ("年度目标\t一、甲。 二、乙。 丙\t丁",)
    assert made.rows[0].cells[1].text == "一、甲。\n二、乙。 丙"


def test_a_picture_in_a_cell_is_no_blank() -> None:
    data = save_xlsx("签字\t乙\n")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    cell = '<c r="B1" s="1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    changed = sheet.replace('<c r="B1" s="1" t="s"><v>1</v></c>', cell)
    assert changed != sheet
    made = read("a.xlsx", replaced(data, "xl/worksheets/sheet1.xml", changed))
    assert made.lines == ("签字\t（图片）",)


def test_several_forms_in_one_workbook_are_found() -> None:
    text = [(EXAMPLES / "clean" / f"{name}.txt").read_text("utf-8") for name in ("hubei", "hunan")]
    data = save_sheets({"湖坪": blocks(text[0]), "空": [], "湘湾": blocks(text[1])})
    (report,) = check_document("a.xlsx", data, Options()).documents
    assert [form.kind for form in report.forms] == ["department-target"] * 2
    made = read("a.xlsx", data)
    sheets = {origin.place.sheet for origin in made.origins if isinstance(origin.place, SheetCell)}
    assert sheets == {"湖坪", "湘湾"}
    assert made.notes == ()


def test_what_is_hidden_is_not_checked_and_is_named() -> None:
    def fill(sheet: Worksheet) -> None:
        filled(A1="甲", B1="草稿", C1="乙", A2="旧", C2="旧", A3="丙", C3="丁")(sheet)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[2].hidden = True
        other = sheet.parent.create_sheet("旧表")
        other["A1"] = "不看"
        other.sheet_state = "hidden"

    made = document(fill)
    assert made.lines == ("甲\t乙", "丙\t丁")
    assert [row.gap for row in made.rows] == [True, False]
    assert "第 2 行" in notes(made) and "B 列" in notes(made) and "“旧表”" in notes(made)


def test_rows_that_are_only_folded_away_are_read_and_this_is_said() -> None:
    def fill(sheet: Worksheet) -> None:
        filled(A1="合计", B1=3, A2="甲", B2=1, A3="乙", B3=2)(sheet)
        sheet.row_dimensions.group(2, 3, hidden=True)

    made = document(fill)
    assert made.lines == ("合计\t3", "甲\t1", "乙\t2")
    assert "第 2–3 行" in notes(made) and "一并检查" in notes(made)


def test_rows_that_a_filter_hides_are_read_and_this_is_said() -> None:
    def fill(sheet: Worksheet) -> None:
        filled(A1="名称", B1="金额", A2="甲", B2=1, A3="乙", B3=2)(sheet)
        sheet.auto_filter.ref = "A1:B3"
        sheet.auto_filter.add_filter_column(0, ["乙"])
        sheet.row_dimensions[2].hidden = True

    made = document(fill)
    assert made.lines == ("名称\t金额", "甲\t1", "乙\t2") and "筛选" in notes(made)


def test_a_merged_cell_whose_first_row_is_hidden_still_prints() -> None:
    def fill(sheet: Worksheet) -> None:
        filled(A1="产出指标", B1="隐", B2="甲", B3="乙")(sheet)
        sheet.merge_cells("A1:A3")
        sheet.row_dimensions[1].hidden = True

    assert [[cell.text for cell in row.cells] for row in document(fill).rows] == [
        ["产出指标", "甲"],
        ["产出指标", "乙"],
    ]


def test_zeros_that_a_sheet_does_not_show_are_blank() -> None:
    def fill(sheet: Worksheet) -> None:
        filled(A1="甲", B1=0, C1="乙")(sheet)
        sheet.sheet_view.showZeros = False

    assert lines(fill) == ("甲\t\t乙",)


def test_text_boxes_pictures_and_comments_are_named() -> None:
    import xlsxwriter

    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = made.add_worksheet("表一")
    sheet.write_row(0, 0, ["部门名称", "云川市水务局"])
    sheet.insert_textbox("D4", "此表由财务科填写")
    sheet.write_comment("A1", "请核对")
    made.close()
    said = notes(read("a.xlsx", stream.getvalue()))
    assert "此表由财务科填写" in said and "1 处批注" in said


def test_a_sheet_that_is_formatted_to_its_ends_is_as_fast_as_its_content() -> None:
    data = book(filled(A1="甲", B1="乙", C2="丙"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    blanks = "".join(f'<c r="{chr(65 + n % 26)}3" s="1"/>' for n in range(26))
    rows = "".join(f'<row r="{n}" s="1">{blanks}</row>' for n in range(3, 20000))
    far = f'{rows}<row r="1048576" s="1"/></sheetData>'
    wide = '<mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>'
    longer = replaced(data, "xl/worksheets/sheet1.xml", sheet.replace("</sheetData>", far + wide))
    assert read("a.xlsx", longer) == read("a.xlsx", data)


def test_a_text_far_away_does_not_fill_the_sheet_between() -> None:
    made = document(filled(A1="甲", B1="乙", XFD2="丙", A1048576="丁", B1048576="戊"))
    assert sum(len(row.cells) for row in made.rows) < 12
    assert "丁" in made.lines[-1] and "丙" in "".join(made.lines)


def test_an_empty_workbook_is_refused_with_what_it_hides() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.parent.create_sheet("草稿")["A1"] = "甲"
        sheet.parent["草稿"].sheet_state = "hidden"

    with pytest.raises(ReadError) as caught:
        read("a.xlsx", book(fill))
    assert "没有可以检查的内容" in caught.value.message.zh and "草稿" in caught.value.message.zh


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE a [<!ENTITY b "甲甲甲甲">]><sst><si><t>&b;</t></si></sst>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><sst><si><t>&b;</t></si></sst>',
        "<sst><si><t>没有结尾",
    ],
)
def test_entities_and_broken_parts_are_refused(content: str) -> None:
    data = replaced(save_xlsx("甲\t乙\n"), "xl/sharedStrings.xml", content)
    with pytest.raises(ReadError, match="damaged"):
        read("a.xlsx", data)


def test_a_part_that_unpacks_beyond_all_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfcheck.readers.package._LARGEST", 100_000)
    assert read("a.xlsx", book(filled(A1="甲")))
    data = book(filled(A1="甲" * 30_000, B1="乙" * 30_000))
    with pytest.raises(ReadError, match="too large"):
        read("a.xlsx", data)


@given(
    st.integers(0, 400), st.binary(max_size=12), st.sampled_from(["sheet", "workbook", "styles"])
)
def test_a_part_with_any_damage_is_read_or_refused(at: int, noise: bytes, part: str) -> None:
    data = save_xlsx("甲\t1.50\n乙\t丙\n", figures=True)
    path = {"sheet": "xl/worksheets/sheet1.xml"}.get(part, f"xl/{part}.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read(path)
    spoilt = content[: at + 300] + noise + content[at + 300 + len(noise) :]
    try:
        hold(read("a.xlsx", replaced(data, path, spoilt)))
    except ReadError as error:
        assert error.message.zh and error.message.en


PLACES = st.tuples(st.integers(1, 6), st.integers(1, 5))


@given(
    st.dictionaries(
        PLACES, st.sampled_from(["甲", "乙 丙", "1.50", "甲\n乙"]), min_size=1, max_size=12
    ),
    st.lists(st.tuples(PLACES, PLACES), max_size=3),
    st.sets(st.integers(1, 6), max_size=2),
)
def test_whatever_is_merged_or_hidden_no_text_is_lost_in_silence(
    cells: dict[tuple[int, int], str],
    areas: list[tuple[tuple[int, int], tuple[int, int]]],
    away: set[int],
) -> None:
    def fill(sheet: Worksheet) -> None:
        taken: set[tuple[int, int]] = set()
        for (row, column), text in cells.items():
            sheet.cell(row, column).value = text
        for (top, left), (bottom, right) in areas:
            inside = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            if len(inside) > 1 and not inside & taken:
                taken |= inside
                sheet.merge_cells(None, top, left, bottom, right)
        for row in away:
            sheet.row_dimensions[row].hidden = True

    data = book(fill)
    kept = openpyxl.load_workbook(io.BytesIO(data))["表一"]
    held = [cell.value for row in kept.iter_rows() for cell in row if cell.value is not None]
    try:
        made = read("a.xlsx", data)
    except ReadError as error:
        assert not held or "隐藏" in error.message.zh
        return
    hold(made._replace(grids=()))
    once = {(cell.line, cell.column): cell.text for row in made.rows for cell in row.cells}
    seen = sorted("".join("".join(once.values()).split()))
    if "隐藏" not in notes(made):
        assert seen == sorted("".join("".join(held).split()))
