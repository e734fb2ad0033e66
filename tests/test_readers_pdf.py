"""PDF: tables, lines and places as a person sees them, and files that cannot be read."""

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from perfcheck.errors import ReadError
from perfcheck.located import PageLine, located
from perfcheck.readers import read
from perfcheck.source import Document
from tests.saving import found_in, save_xlsx, understood
from tests.saving_pdf import FONT, font, save_pdf

EXAMPLES = Path(__file__).parent.parent / "examples"
CLEAN = sorted(path.name for path in (EXAMPLES / "clean").glob("*.*"))
ALIKE = [
    *("accounts.txt", "budget-jiangsu.txt", "budget-shanghai.txt", "department-evaluation.txt"),
    *("evaluation-report.txt", "guangdong.txt", "hubei.txt", "hunan.txt", "shenzhen.txt"),
    *("project-chongqing.txt", "project-evaluation.txt", "project-list-raw.txt"),
    *("project-list-tabs.txt", "project-markdown.md", "project-run-on.txt"),
    *("project-shanghai-layout.txt", "project-sichuan.txt"),
]
"""The rest are printed with cells that their text leaves out."""


def drawn(*pages: Callable[[Canvas], None], size: Any = A4) -> bytes:
    """A PDF of pages that are drawn by hand."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size)
    for page in pages:
        canvas.setFont(font(), 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def opened(*pages: Callable[[Canvas], None]) -> Document:
    return read("申报表.pdf", drawn(*pages))


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.rows]


def places(document: Document) -> list[Any]:
    return [located(document.origins, row.line, row.cells[0].column) for row in document.rows]


def written(*texts: tuple[float, float, str]) -> Callable[[Canvas], None]:
    def page(canvas: Canvas) -> None:
        for x, y, text in texts:
            canvas.drawString(x, y, text)

    return page


def form(canvas: Canvas) -> None:
    """A title, and a table of three rows and two columns, the last cell of which is empty."""
    canvas.drawString(80, 760, "项目支出表")
    for y in (600, 640, 680, 720):
        canvas.line(80, y, 500, y)
    for x in (80, 200, 500):
        canvas.line(x, 600, x, 720)
    for at, (label, value) in enumerate(FORM):
        canvas.drawString(85, 700 - 40 * at, label)
        canvas.drawString(205, 700 - 40 * at, value)


FORM = [["部门名称", "青禾县民政局"], ["资金总额", "12.30"], ["备注", ""]]
SHOWN = [["项目支出表"], *FORM]


def picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("RGB", (20, 30), (230, 230, 230))), 0, 0, *A4)


@pytest.mark.parametrize("name", ALIKE)
def test_a_form_saved_as_pdf_gives_the_findings_of_its_text(name: str) -> None:
    text = (EXAMPLES / "clean" / name).read_text("utf-8")
    found = [one for one in found_in(name, text.encode()) if one[0] != "READ-005"]
    assert found_in("x.pdf", save_pdf(text, name)) == found


@pytest.mark.parametrize("name", sorted(set(CLEAN) - set(ALIKE) - {"project-shanghai-cells.txt"}))
def test_merged_cells_of_a_pdf_are_those_of_a_workbook(name: str) -> None:
    text = (EXAMPLES / "clean" / name).read_text("utf-8")
    assert found_in("x.pdf", save_pdf(text, name)) == found_in("x.xlsx", save_xlsx(text, name))


def test_defects_of_a_form_are_found_in_its_pdf() -> None:
    text = (EXAMPLES / "defects" / "department-target.txt").read_text("utf-8")
    found = found_in("x.pdf", save_pdf(text))
    assert found == found_in("x.txt", text.encode())
    assert len([one for one in found if one[1] == "error"]) > 1


def test_a_form_saved_as_pdf_is_the_same_form() -> None:
    text = (EXAMPLES / "clean" / "guangdong.txt").read_text("utf-8")
    pdf = understood("x.pdf", save_pdf(text))
    assert pdf["forms"] == understood("x.txt", text.encode())["forms"]


def test_a_page_number_amid_a_table_is_no_part_of_it() -> None:
    text = (EXAMPLES / "clean" / "guangdong.txt").read_text("utf-8")
    assert found_in("x.pdf", save_pdf(text, numbered=True)) == []
    plain, numbered = (understood("x.pdf", save_pdf(text, numbered=one)) for one in (False, True))
    assert plain == numbered


def test_ruled_cells_keep_their_places_and_empty_ones_stay_cells() -> None:
    document = opened(form)
    assert cells(document) == SHOWN
    assert places(document) == [PageLine(1, line) for line in (1, 2, 3, 4)]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_shown_turned(angle: int) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)
        form(canvas)

    assert cells(opened(turned)) == SHOWN


@pytest.mark.parametrize("angle", [90, -90])
def test_a_table_that_is_printed_sideways(angle: int) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.translate(595 if angle > 0 else 0, 0 if angle > 0 else 842)
        canvas.rotate(angle)
        canvas.scale(0.7, 0.7)
        form(canvas)

    assert cells(opened(turned)) == SHOWN


def test_cells_that_are_merged_reach_over_what_they_span() -> None:
    def merged(canvas: Canvas) -> None:
        for y in (600, 720):
            canvas.line(80, y, 500, y)
        canvas.line(200, 680, 500, 680)
        canvas.line(200, 640, 500, 640)
        for x in (80, 200, 500):
            canvas.line(x, 600, x, 720)
        canvas.line(350, 600, 350, 680)
        canvas.drawString(90, 655, "产出指标")
        canvas.drawString(300, 695, "年度指标")
        for at, (name, value) in enumerate((("数量", "≥12件"), ("质量", "98%"))):
            canvas.drawString(210, 655 - 40 * at, name)
            canvas.drawString(360, 655 - 40 * at, value)

    document = opened(merged)
    assert cells(document) == [
        ["产出指标", "年度指标"],
        ["产出指标", "数量", "≥12件"],
        ["产出指标", "质量", "98%"],
    ]
    assert [[cell.slot for cell in row.cells] for row in document.rows] == [
        [0, 1],
        *[[0, 1, 2]] * 2,
    ]


Merged = dict[tuple[int, int], tuple[int, int]]


@st.composite
def grids(draw: st.DrawFn) -> Merged:
    """The cells of a table by where they begin: how many rows and columns they take."""
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    made: Merged = {}
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            high, wide = draw(st.integers(1, rows - row)), draw(st.integers(1, columns - column))
            while any((row, column + at) in taken for at in range(wide)):
                wide -= 1
            made[row, column] = (high, wide)
            taken |= {(row + y, column + x) for y in range(high) for x in range(wide)}
    return made


@given(grids())
@settings(max_examples=40, deadline=None)
def test_any_ruled_table_is_read_as_it_was_merged(merged: Merged) -> None:

    def page(canvas: Canvas) -> None:
        for (row, column), (high, wide) in merged.items():
            left, bottom = 60 + 90 * column, 760 - 40 * (row + high)
            canvas.rect(left, bottom, 90 * wide, 40 * high)
            canvas.drawString(left + 6, bottom + 20 * high, f"甲{row}{column}")

    if len(merged) == 1:
        return
    # A line across that every column's cells leave out parts no rows.
    tops = sorted({row for row, _ in merged})
    lefts = sorted({column for _, column in merged})
    wanted = [
        [
            (f"甲{row}{column}", lefts.index(column))
            for (row, column), (high, _) in sorted(merged.items(), key=lambda one: one[0][1])
            if row <= top < row + high
        ]
        for top in tops
    ]
    rows = opened(page).rows
    found = [[(cell.text, cell.slot) for cell in row.cells if cell.text] for row in rows]
    assert found == wanted


def test_lines_of_a_cell_are_its_text_and_upright_words_are_words() -> None:
    def narrow(canvas: Canvas) -> None:
        for y in (600, 720):
            canvas.line(80, y, 500, y)
        for x in (80, 110, 500):
            canvas.line(x, 600, x, 720)
        for at, letter in enumerate("绩效指标"):
            canvas.drawString(88, 690 - 20 * at, letter)
        canvas.drawString(120, 690, "完成河道整治三条，")
        canvas.drawString(120, 674, "水质达到三类。")

    document = opened(narrow)
    assert cells(document) == [["绩效指标", "完成河道整治三条，\n水质达到三类。"]]
    row = document.rows[0]
    assert located(document.origins, row.line, row.cells[1].column) == PageLine(1, 1)


def test_words_that_run_up_a_cell_are_read_in_it() -> None:
    def sideways(canvas: Canvas) -> None:
        for y in (600, 660, 720):
            canvas.line(80, y, 500, y)
        for x in (80, 110, 500):
            canvas.line(x, 600, x, 720)
        for y, level, name in (
            (605, "效益指标", "带动群众增收"),
            (665, "产出指标", "整治河道三条"),
        ):
            canvas.drawString(120, y + 25, name + "，全年完成并通过验收")
            canvas.saveState()
            canvas.translate(100, y)
            canvas.rotate(90)
            canvas.drawString(0, 0, level)
            canvas.restoreState()

    assert cells(opened(sideways)) == [
        ["产出指标", "整治河道三条，全年完成并通过验收"],
        ["效益指标", "带动群众增收，全年完成并通过验收"],
    ]


def test_a_line_that_a_low_row_cuts_stays_in_its_cell() -> None:
    def low(canvas: Canvas) -> None:
        for y in (680, 700, 720):
            canvas.line(80, y, 500, y)
        for x in (80, 180, 500):
            canvas.line(x, 680, x, 720)
        canvas.drawString(82, 707, "机关事业单位养老")
        canvas.drawString(82, 693, "保险")
        canvas.drawString(190, 706, "12.30")
        canvas.drawString(82, 684, "")
        canvas.drawString(190, 686, "45.60")

    assert cells(opened(low)) == [["机关事业单位养老\n保险", "12.30"], ["", "45.60"]]


def cut_table(canvas: Canvas, rows: list[list[list[str]]]) -> None:
    """A table of three columns at the head of a page; each cell is given as its lines."""
    y = 780.0
    canvas.line(80, y, 440, y)
    for row in rows:
        high = 16 * max(map(len, row)) + 6
        for x, lines in zip((80, 200, 320), row, strict=True):
            for at, line in enumerate(lines):
                canvas.drawString(x + 5, y - 14 - 16 * at, line)
        canvas.line(80, y - high, 440, y - high)
        for x in (80, 200, 320, 440):
            canvas.line(x, y, x, y - high)
        y -= high


HEAD = [["二级指标"], ["三级指标"], ["年度指标值"]]


def test_a_row_that_a_page_cuts_is_one_row() -> None:
    document = opened(
        lambda canvas: cut_table(
            canvas, [HEAD, [["数量指标"], ["办理群众来信来访", "和信访事项并在规"], ["≥90件"]]]
        ),
        lambda canvas: cut_table(
            canvas, [HEAD, [[""], ["定期限内答复"], [""]], [["质量指标"], ["合格率"], ["≥98%"]]]
        ),
    )
    head = [cell[0] for cell in HEAD]
    assert cells(document) == [
        head,
        ["数量指标", "办理群众来信来访\n和信访事项并在规\n定期限内答复", "≥90件"],
        head,
        ["质量指标", "合格率", "≥98%"],
    ]
    assert document.rows[2].gap
    assert places(document) == [PageLine(*at) for at in ((1, 1), (1, 2), (2, 1), (2, 3))]


def test_a_row_of_its_own_at_the_head_of_a_page_stays_one() -> None:
    document = opened(
        lambda canvas: cut_table(canvas, [HEAD, [["数量指标"], ["信访件数"], ["≥90件"]]]),
        lambda canvas: cut_table(canvas, [[[""], ["来访件数"], [""]]]),
    )
    assert cells(document)[2] == ["", "来访件数", ""]


def test_columns_without_rules_are_laid_out_by_position() -> None:
    rows = (("科目", "合计", "基本支出"), ("住房公积金", "12.30", "10.00"), ("医疗", "4.5", "4.0"))
    document = opened(
        written(
            *(
                (80 + 150 * column, 700 - 20 * row, text)
                for row, texts in enumerate(rows)
                for column, text in enumerate(texts)
            )
        )
    )
    assert tuple(map(tuple, cells(document))) == rows
    assert [row.mode for row in document.rows] == ["position"] * 3
    assert len({row.cells[2].column for row in document.rows}) == 1
    assert [place.line for place in places(document)] == [1, 2, 3]


def test_prose_in_two_columns_is_read_one_column_after_the_other() -> None:
    left, right = "左边一栏的文字写满了整整一行没有空", "右边一栏的文字写满了整整一行没有空"
    lines = [(60, 760 - 18 * at, left) for at in range(8)]
    lines += [(320, 760 - 18 * at, right) for at in range(8)]
    assert cells(opened(written(*lines))) == [*[[left]] * 8, *[[right]] * 8]


def test_letters_set_apart_and_letters_printed_twice() -> None:
    def page(canvas: Canvas) -> None:
        title = canvas.beginText(100, 700)
        title.setFont(FONT, 16)
        title.setCharSpace(12)
        title.textLine("绩效目标申报表")
        canvas.drawText(title)
        for shift in (0, 0.4):
            canvas.setFont(FONT, 12)
            canvas.drawString(100 + shift, 640, "资金总额1122万元")

    assert cells(opened(page)) == [["绩效目标申报表"], ["资金总额1122万元"]]


def test_a_watermark_is_a_line_of_its_own() -> None:
    def marked(canvas: Canvas) -> None:
        form(canvas)
        canvas.translate(200, 600)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部草稿")

    assert cells(opened(marked)) == [*SHOWN, ["内部草稿"]]


def test_values_filled_into_a_form_are_read_where_they_stand() -> None:
    def filled(canvas: Canvas) -> None:
        form(canvas)
        fields = canvas.acroForm
        fields.textfield(name="note", value="12 items", x=205, y=612, width=150, height=20)
        fields.checkbox(name="yes", checked=True, x=400, y=612, size=16)

    last = cells(opened(filled))[-1]
    assert last[0] == "备注"
    assert last[1].split() == ["12", "items", "☑"]


PAGE = """<meta charset="utf-8"><style>td { border: 1px solid; } table { border-collapse: collapse }
</style><h2>项目支出表</h2><table><tr><td colspan="2">部门名称<td>青禾县民政局</tr>
<tr><td rowspan="2">资金<td>合计<td>12.30</tr><tr><td>其他<td></tr></table>
<p style="page-break-before: always">填报单位：青禾县民政局</p>"""


@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium here")
def test_a_web_page_that_a_browser_printed(tmp_path: Path) -> None:
    page, target = tmp_path / "a.html", tmp_path / "a.pdf"
    page.write_text(PAGE, "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={target}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    document = read("a.pdf", target.read_bytes())
    assert cells(document) == [
        ["项目支出表"],
        ["部门名称", "青禾县民政局"],
        ["资金", "合计", "12.30"],
        ["资金", "其他", ""],
        ["填报单位：青禾县民政局"],
    ]
    assert places(document)[-1] == PageLine(2, 1)


def test_a_scan_says_what_to_do() -> None:
    with pytest.raises(ReadError, match="scan") as caught:
        opened(picture)
    assert "导出为 PDF" in caught.value.message.zh
    assert "OCR" in caught.value.message.zh


def test_pages_without_text_are_named() -> None:
    long = written((80, 700, "部门整体支出绩效目标申报表见后面所附各页"))
    document = opened(long, picture, picture, long, picture)
    (note,) = document.notes
    assert note.zh.startswith("第 2-3、5 页")
    assert note.en.startswith("pages 2-3, 5")


def test_a_pdf_that_asks_for_a_password() -> None:
    with pytest.raises(ReadError, match="password"):
        read("x.pdf", save_pdf("部门名称\t青禾县民政局", encrypt="geheim"))


def test_a_pdf_that_only_its_owner_may_change_opens() -> None:
    locked = StandardEncryption("", ownerPassword="geheim", canPrint=0)
    data = save_pdf("部门名称\t青禾县民政局\n合计\t12", encrypt=locked)
    assert cells(read("x.pdf", data)) == [["部门名称", "青禾县民政局"], ["合计", "12"]]


@pytest.mark.parametrize("part", [0.1, 0.5])
def test_a_damaged_pdf(part: float) -> None:
    data = drawn(form)
    with pytest.raises(ReadError, match="damaged"):
        read("x.pdf", data[: int(len(data) * part)])


def test_an_empty_pdf() -> None:
    with pytest.raises(ReadError, match="no text"):
        opened(lambda canvas: None)


def test_fonts_that_do_not_say_what_their_characters_are() -> None:
    with pytest.raises(ReadError, match="fonts"):
        read("x.pdf", coded())


def coded() -> bytes:
    """A PDF whose font knows its characters by number alone, as bad exports have it."""
    content = b"BT /F1 14 Tf 80 700 Td <002400250026002700280029002A002B> Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Song/Encoding/Identity-H"
        b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Song/CIDToGIDMap/Identity/DW 600"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/AAAAAA+Song/Flags 4/FontBBox[0 0 1000 1000]"
        b"/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
    ]
    data = b"%PDF-1.5\n"
    starts = []
    for number, said in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return data + (
        b"xref\n0 8\n0000000000 65535 f \n%strailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(data))
    )


def test_without_the_package_one_line_says_what_to_install(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    chinese: None,
) -> None:
    from perfcheck.cli.main import main

    path = tmp_path / "申报表.pdf"
    path.write_bytes(drawn(form))
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert main(["lint", str(path), "--format", "concise"]) == 2
    said = "".join(capsys.readouterr())
    assert f"{path}: 无法检查：读 PDF 要另装一个包：pip install 'perfcheck[pdf]'" in said
