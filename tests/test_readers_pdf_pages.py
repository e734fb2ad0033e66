"""Pages of a PDF: what they cut off, and what stands at their head and foot."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.pdfgen.canvas import Canvas
from saving import found_in, understood
from test_readers_pdf import cells, cut_table, opened, places

from perfcheck.located import PageLine

FRAME = Border(*[Side("thin")] * 4)
HEAD = [["二级指标"], ["三级指标"], ["年度指标值"]]
ONE = [["数量指标"], ["信访件数"], ["≥90件"]]
TWO = [["质量指标"], ["合格率"], ["≥98%"]]


def seen_through(canvas: Canvas, frame: tuple[float, float, float, float], said: str) -> None:
    """Draw a text above the page, of which only what stands in the frame is seen."""
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(*frame)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(85, 815, said)
    canvas.restoreState()


def test_a_text_that_the_page_cuts_off_stands_in_its_cell() -> None:
    def page(canvas: Canvas) -> None:
        cut_table(canvas, [[[""], ["来访件数"], ["≥20件"]], TWO])
        seen_through(canvas, (82, 759, 116, 20), "数量指标")

    document = opened(page)
    assert cells(document)[0] == ["数量指标", "来访件数", "≥20件"]
    assert places(document) == [PageLine(1, 1), PageLine(1, 2)]


def test_a_text_that_is_not_seen_at_all_is_not_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(85, 700, "一、主要职责")
        seen_through(canvas, (82, 600, 300, 120), "上一页的一段话")

    assert cells(opened(page)) == [["一、主要职责"]]


def furnished(number: int, *rows: list[list[str]], head: str = "", foot: str = "{}") -> Any:
    """A page of a table with a running head, and a foot with its number."""

    def page(canvas: Canvas) -> None:
        if head:
            canvas.drawString(80, 800, head)
        if number == 1:
            canvas.drawString(80, 785, "项目支出绩效目标申报表")
        cut_table(canvas, [*rows])
        canvas.drawString(250, 40, foot.format(number))

    return page


@pytest.mark.parametrize("foot", ["{}", "- {} -", "第 {} 页 共 2 页", "{}/2"])
def test_page_numbers_and_running_heads_are_no_rows_of_a_table(foot: str) -> None:
    document = opened(
        furnished(1, HEAD, ONE, head="青禾县民政局", foot=foot),
        furnished(2, TWO, head="青禾县民政局", foot=foot),
    )
    assert cells(document) == [
        ["青禾县民政局"],
        ["项目支出绩效目标申报表"],
        *([cell[0] for cell in row] for row in (HEAD, ONE, TWO)),
    ]
    assert document.notes == ()
    assert places(document)[-1] == PageLine(2, 2)


def test_the_title_of_the_next_form_is_no_running_head() -> None:
    first = [["项目名称"], ["河道保洁"], [""]]
    second = [["项目名称"], ["桥梁改造"], [""]]
    document = opened(furnished(1, first, foot=""), furnished(1, second, foot=""))
    assert [row[0] for row in cells(document)] == ["项目支出绩效目标申报表", "项目名称"] * 2


def test_a_figure_below_a_table_is_no_page_number() -> None:
    document = opened(furnished(46, HEAD, ONE))
    assert cells(document)[-1] == ["46"]


def test_what_a_browser_prints_around_a_page_is_no_row_and_is_said() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(30, 820, "2026/11/21 19:07        绩效目标申报")
        cut_table(canvas, [HEAD, ONE])
        canvas.drawString(30, 20, "https://ys.qinghe.example/form?id=7             1/1")

    document = opened(page)
    assert cells(document) == [[cell[0] for cell in row] for row in (HEAD, ONE)]
    (note,) = document.notes
    assert "ys.qinghe.example" in note.zh and "2026/11/21 19:07" in note.zh


def grid(*names: str, last: str = "") -> Any:
    """A page of a table whose second and fourth rows are higher than the rest."""
    high = {1: [["清淤集水池", "次数"]], 3: [["故障抢修", "到场时限"]]}
    rows = [
        [[name], *high.get(at, [[name + "指标"]]), [name + last]] for at, name in enumerate(names)
    ]
    return lambda canvas: cut_table(canvas, rows)


def test_columns_that_a_page_had_no_room_for_are_said() -> None:
    left = grid("一", "二", "三", "四", "五", "六", "七")
    right = grid("10", "20", "30", "40", "50", "60", "70", last="分")
    (note,) = opened(left, right).notes
    assert note.zh.startswith("第 2 页像是第 1 页的表右边") and "page 2" in note.en
    assert opened(left, left).notes == ()
    assert opened(left, grid("10", "20", "30")).notes == ()


INDICATORS = [
    *(("数量指标", f"维护{one}号泵站次数", "≥12次") for one in range(1, 33)),
    *(("质量指标", f"{one}号泵站设备完好率", "≥98%") for one in range(1, 33)),
]


def long_form(sheet: Worksheet) -> None:
    """A form whose levels are merged over more rows than a page has."""
    rows: list[tuple[str, ...]] = [
        ("项目支出绩效目标申报表", "", "", "", ""),
        ("（2026年度）", "", "", "", ""),
        ("项目名称", "泵站维护", "", "主管部门", "云川市水务局"),
        ("年度总体目标", "保障城区泵站全年安全运行，汛期按规程开机排水。", "", "", ""),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
        *(("", "产出指标", *one) for one in INDICATORS),
        ("", "满意度指标", "服务对象满意度指标", "沿线居民满意度", "≥88%"),
    ]
    for row in rows:
        sheet.append([*row])
    for at in range(3, len(rows) + 1):
        for cell in sheet[at]:
            cell.border = FRAME
    for area in ("A1:E1", "A2:E2", "B3:C3", "B4:E4", "A5:A70", "B6:B69", "C6:C37", "C38:C69"):
        sheet.merge_cells(area)
    for column in "ABCDE":
        sheet.column_dimensions[column].width = 20
    sheet.row_dimensions[4].height = 40


def saved(fill: Callable[[Worksheet], None], **settings: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    fill(sheet)
    sheet.oddHeader.center.text = settings.get("head")
    sheet.oddFooter.center.text = settings.get("foot")
    sheet.print_title_rows = settings.get("repeated")
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(
        fitToPage=True
    )
    sheet.page_setup.fitToHeight = 0
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"foot": "第 &P 页，共 &N 页", "head": "云川市水务局2026年预算"},
        {"foot": "&P", "repeated": "5:5"},
    ],
    ids=["bare", "numbered", "repeated"],
)
def test_levels_merged_over_pages_are_read_as_in_the_workbook(
    settings: dict[str, str], tmp_path: Path
) -> None:
    book = tmp_path / "form.xlsx"
    book.write_bytes(saved(long_form, **settings))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(book)], check=True, capture_output=True, timeout=300)
    data = (tmp_path / "form.pdf").read_bytes()
    made, wanted = understood("x.pdf", data), understood("x.xlsx", book.read_bytes())
    keys = ("level1", "level2", "name", "annual_target", "certainty")
    assert [[one[key] for key in keys] for one in made["indicators"]] == [
        [one[key] for key in keys] for one in wanted["indicators"]
    ]
    found = [one for one in found_in("x.pdf", data) if one[0] != "READ-005"]
    assert found == found_in("x.xlsx", book.read_bytes())
