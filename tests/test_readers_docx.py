"""Documents of Word: what is printed is read, each text with the place where a person finds it."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.checking import judged_document
from perfcheck.errors import ReadError
from perfcheck.extract import understand
from perfcheck.library import Library, library
from perfcheck.located import Paragraph, TableCell, located
from perfcheck.options import Options
from perfcheck.readers import docx, read
from perfcheck.reporters.parse import json as parse_json
from perfcheck.source import Document
from tests.saving_docx import save_docx

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

MERGES = ["", '<w:vMerge w:val="restart"/>', "<w:vMerge/>", "<w:hMerge/>"]

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def root(name: str, inside: str) -> str:
    spaces = " ".join(f'xmlns:{short}="{long}"' for short, long in SPACES.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {spaces}>{inside}</w:{name}>'


def relations(of: Mapping[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}{sort}" Target="{path}"/>'
        for number, (path, sort) in enumerate(of.items())
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{space}">{made}</Relationships>'


def packed(body: str, parts: Mapping[str, str] | None = None, strict: bool = False) -> bytes:
    """A document with this body; `parts`: others by sort (`r0` names the first of them)."""
    parts = parts or {}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:

        def put(path: str, text: str) -> None:
            if strict:
                text = re.sub(
                    r"http://schemas.openxmlformats.org/(wordprocessingml|officeDocument|drawingml)"
                    r"/2006/",
                    r"http://purl.oclc.org/ooxml/\1/",
                    text,
                )
            made.writestr(path, text)

        put("_rels/.rels", relations({"word/document.xml": "officeDocument"}))
        put("word/document.xml", root("document", f"<w:body>{body}</w:body>"))
        put("word/_rels/document.xml.rels", relations({f"{sort}.xml": sort for sort in parts}))
        for sort, inside in parts.items():
            put(f"word/{sort}.xml", root(sort, inside))
    return stream.getvalue()


def opened(body: str, parts: Mapping[str, str] | None = None, strict: bool = False) -> Document:
    return docx.read("form.docx", packed(body, parts, strict))


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def say(text: str, look: str = "") -> str:
    return p(r(text), look=look)


def tc(content: str, look: str = "") -> str:
    inside = content if content.startswith("<") else say(content)
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, look: str = "") -> str:
    made = "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{look}</w:trPr>{made}</w:tr>"


def tbl(*rows: str, widths: Sequence[int] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def lines(document: Document) -> list[str]:
    return [line for line in document.lines if line.strip()]


def cells(document: Document) -> list[list[tuple[int, str]]]:
    return [[(cell.slot, cell.text) for cell in row.cells] for row in document.rows]


def gaps(document: Document) -> list[bool]:
    return [row.gap for row in document.rows]


def place_of(document: Document, text: str) -> Any:
    cell = next(cell for row in document.rows for cell in row.cells if cell.text == text)
    return located(document.origins, cell.line, cell.column)


def notes(document: Document) -> str:
    return " ".join(note.zh for note in document.notes)


# ---- paragraphs


def test_paragraphs_are_lines_and_empty_ones_gaps() -> None:
    document = opened(say("部门整体绩效目标表") + say("") + say("部门名称：青禾县民政局"))
    assert document.lines == ("部门整体绩效目标表", "", "部门名称：青禾县民政局")
    assert gaps(document) == [False, True]
    assert place_of(document, "部门名称：青禾县民政局") == Paragraph(2)
    assert not document.notes


def test_what_stands_in_a_paragraph_besides_text() -> None:
    run = "<w:r><w:t>甲</w:t>{}<w:t>乙</w:t></w:r>"
    for sign, printed in {
        "<w:tab/>": ["甲\t乙"],
        "<w:br/>": ["甲", "乙"],
        "<w:cr/>": ["甲", "乙"],
        '<w:br w:type="page"/>': ["甲", "", "乙"],
        "<w:noBreakHyphen/>": ["甲-乙"],
        "<w:softHyphen/>": ["甲乙"],
        '<w:sym w:font="Wingdings" w:char="F0FE"/>': ["甲☑乙"],
        '<w:sym w:font="Wingdings 2" w:char="F0A3"/>': ["甲□乙"],
        '<w:sym w:font="Symbol" w:char="F0B3"/>': ["甲≥乙"],
        '<w:sym w:font="Wingdings" w:char="zz"/>': ["甲乙"],
        "<w:t> 和 </w:t>": ["甲和乙"],
        '<w:t xml:space="preserve"> 和 </w:t>': ["甲 和 乙"],
        "<w:t>\n和</w:t>": ["甲和乙"],
        "<w:lastRenderedPageBreak/>": ["甲乙"],
        "<w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r>"
        "</w:rubyBase></w:ruby>": ["甲一乙"],
    }.items():
        assert list(opened(p(run.format(sign))).lines) == printed, sign


def test_a_page_that_ends_is_a_gap() -> None:
    soft = p("<w:r><w:lastRenderedPageBreak/><w:t>二</w:t></w:r>")
    section = "<w:sectPr/>"
    document = opened(
        say("一") + soft + say("三", "<w:pageBreakBefore/>") + say("四", section) + say("五")
    )
    assert gaps(document) == [False, True, True, False, True]
    off = opened(say("一") + say("二", '<w:pageBreakBefore w:val="0"/>'))
    assert gaps(off) == [False, False]


def test_a_tab_that_sets_a_line_in_parts_no_cells() -> None:
    tab = "<w:r><w:tab/></w:r>"
    document = opened(p(tab, r("一、主要职责")) + p(tab, r("基本支出"), tab, r("12.30")))
    assert cells(document) == [[(0, "一、主要职责")], [(0, ""), (1, "基本支出"), (2, "12.30")]]


def test_a_table_of_contents_is_read_as_printed() -> None:
    stops = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>'
    styles = f'<w:style w:styleId="toc"><w:pPr>{stops}</w:pPr></w:style>'
    tab = "<w:r><w:tab/></w:r>"
    page = field("PAGEREF _Toc1", r("3"))
    document = opened(
        p(r("一、部门职责"), tab, page, look=stops)
        + p(r("二、"), tab, r("机构设置"), tab, page, look='<w:pStyle w:val="toc"/>')
        + p(r("填报人"), tab, r("王某某王某某"), tab, look=stops),
        {"styles": styles},
    )
    assert lines(document) == [
        *("一、部门职责........3", "二、 机构设置........3", "填报人\t王某某王某某\t"),
    ]


def test_text_in_a_symbol_font_says_what_it_shows() -> None:
    font = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    assert lines(opened(p(r("þ", font), r("新增 "), r("¨", font), r("延续")))) == ["☑新增 □延续"]


def test_a_superscript_never_joins_the_figure_before_it() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    assert lines(opened(p(r("12.30"), r("1", up), r("万m"), r("2", up)))) == ["12.30¹万m²"]


def test_wrappers_are_looked_through() -> None:
    inner = "".join(
        (
            f'<w:hyperlink w:anchor="x">{r("甲")}</w:hyperlink>',
            f'<w:smartTag w:element="x">{r("乙")}</w:smartTag>',
            f'<w:sdt><w:sdtPr><w:alias w:val="否"/></w:sdtPr><w:sdtContent>{r("丙")}'
            "</w:sdtContent></w:sdt>",
            f'<w:fldSimple w:instr="AUTHOR">{r("丁")}</w:fldSimple>',
            f"<w:bdo w:val='ltr'>{r('戊')}</w:bdo>",
        )
    )
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{say('己')}</w:sdtContent></w:sdt>"
    custom = f"<w:customXml>{say('庚')}</w:customXml>"
    assert lines(opened(p(inner) + block + custom)) == ["甲乙丙丁戊", "己", "庚"]


def field(instruction: str, result: str | None) -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_field_shows_its_result() -> None:
    nested = field(f"IF {field('PAGE', r('9'))} = 1", r("是"))
    assert lines(opened(p(r("表"), field(" SEQ 表 ", r("3")), nested, r("。")))) == ["表3是。"]
    assert lines(opened(p(field(r" eq \o\ac(○,3)", None), r("落实")))) == ["③落实"]
    document = opened(p(r("率"), field(r" EQ \f(1,2)", None)))
    assert lines(document) == ["率"] and "公式域 1 个" in notes(document)


def test_a_form_field_shows_what_was_ticked_or_chosen() -> None:
    def data(inside: str) -> str:
        begin = f'<w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar>'
        return f'<w:r>{begin}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    entries = '<w:listEntry w:val="新增"/><w:listEntry w:val="延续"/>'
    ticked = data("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>")
    empty = data("<w:checkBox><w:default w:val='0'/></w:checkBox>")
    chosen = data(f"<w:ddList><w:result w:val='1'/>{entries}</w:ddList>")
    assert lines(opened(p(ticked, empty, chosen))) == ["☑□延续"]


def test_a_formula_is_read_in_a_line() -> None:
    half = "<m:f><m:num><m:r><m:t>B</m:t></m:r></m:num><m:den><m:r><m:t>A</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup>"
    assert lines(opened(p(r("≥"), f"<m:oMath>{half}{power}</m:sSup></m:oMath>"))) == ["≥B/A10⁴"]


# ---- what is not read is said


def test_deletions_are_left_out_and_insertions_read() -> None:
    changed = p(
        r("指标值"),
        f'<w:ins w:id="1">{r("12")}</w:ins>',
        '<w:del w:id="2"><w:r><w:delText>10</w:delText></w:r></w:del>',
        f'<w:moveFrom w:id="3">{r("九")}</w:moveFrom><w:moveTo w:id="4">{r("十")}</w:moveTo>',
    )
    document = opened(changed)
    assert lines(document) == ["指标值12十"]
    assert "没有接受的修订" in notes(document)


def test_a_deleted_end_of_a_paragraph_joins_two() -> None:
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    document = opened(say("云川市", mark) + say("水务局") + say("末", mark))
    assert lines(document) == ["云川市水务局", "末"]
    assert "修订" in notes(document)
    assert place_of(document, "云川市水务局") == Paragraph(1)


def test_deleted_and_hidden_rows_are_left_out() -> None:
    document = opened(
        tbl(tr("甲", "1"), tr("乙", "2", look="<w:del/>"), tr("丙", "3", look="<w:hidden/>"))
    )
    assert cells(document) == [[(0, "甲"), (1, "1")]]
    assert "修订" in notes(document) and "隐藏的文字 1 处" in notes(document)


def test_hidden_and_struck_text_is_left_out() -> None:
    styles = (
        '<w:style w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="away"><w:basedOn w:val="base"/></w:style>'
    )
    body = p(
        r("预算"),
        r("暗", "<w:vanish/>"),
        r("明", '<w:vanish w:val="false"/>'),
        r("10", "<w:strike/>"),
        r("藏", '<w:rStyle w:val="away"/>'),
        r("12"),
    )
    document = opened(body + say("整段", '<w:pStyle w:val="away"/>'), {"styles": styles})
    assert lines(document) == ["预算明12"]
    assert "隐藏的文字 3 处" in notes(document) and "删除线的文字 1 处" in notes(document)


def test_comments_are_counted() -> None:
    mark = '<w:commentRangeStart w:id="0"/>'
    comments = f'<w:comment w:id="0">{say("请核对")}</w:comment>'
    document = opened(p(mark, r("基本支出")), {"comments": comments})
    assert lines(document) == ["基本支出"] and "批注 1 条" in notes(document)


def test_prompts_of_controls_count_as_blank() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    document = opened(
        tbl(
            tr("项目名称", tc(prompt.format(say("单击此处输入文字。")))),
            tr("主管部门", tc(p(prompt.format(r("单击此处"))))),
            f"<w:tr>{tc('年度')}{prompt.format(tc('选择一项'))}</w:tr>",
        )
    )
    assert [row[1] for row in cells(document)] == [(1, ""), (1, ""), (1, "")]
    assert "提示文字 3 处" in notes(document)


def test_boxes_to_tick_say_whether_they_are_ticked() -> None:
    def box(on: int, sign: str) -> str:
        said = f'<w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox>'
        return f"<w:sdt><w:sdtPr>{said}</w:sdtPr><w:sdtContent>{r(sign)}</w:sdtContent></w:sdt>"

    assert lines(opened(p(box(1, "☒"), r("新增"), box(0, "☐"), r("延续")))) == ["☑新增□延续"]


PICTURE = "<w:r><w:drawing><a:graphicData><a:blip/></a:graphicData></w:drawing></w:r>"


def test_pictures_objects_and_charts_are_told_of() -> None:
    chart = '<w:r><w:drawing><a:graphicData uri="http://x/2006/chart"/></w:drawing></w:r>'
    shown = "<v:shape><v:imagedata/></v:shape>"
    sheet = f'<w:r><w:object>{shown}<o:OLEObject ProgID="Excel.Sheet"/></w:object></w:r>'
    document = opened(p(r("见图"), PICTURE, chart, sheet) + "<w:altChunk/>")
    said = notes(document)
    assert "图片 1 张" in said and "图表或 SmartArt 1 个" in said
    assert "嵌入的对象（如 Excel 表、控件）1 个" in said and "其他文件 1 个" in said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (p(PICTURE), "只有图片"),
        (p(r("暗", "<w:vanish/>")), "隐藏的文字"),
        (p(""), "没有文字"),
        (tbl(tr("", "")), "没有文字"),
        ("", "没有文字"),
    ],
)
def test_a_document_without_text_says_why(body: str, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        opened(body)
    assert said in caught.value.text("zh") and caught.value.text("en").isascii()


# ---- tables


def test_cells_are_counted_as_a_person_does() -> None:
    document = opened(
        say("表头")
        + tbl(tr("甲", "乙"))
        + say("")
        + tbl(
            tr(tc("名称", '<w:gridSpan w:val="2"/>'), "金额"),
            tr(tc("支出", '<w:vMerge w:val="restart"/>'), "基本", "12"),
            tr(tc("", "<w:vMerge/>"), "项目", tc(say("3") + say("4"))),
        )
    )
    assert cells(document)[2:] == [
        [(0, "名称"), (2, "金额")],
        [(0, "支出"), (1, "基本"), (2, "12")],
        [(0, "支出"), (1, "项目"), (2, "3\n4")],
    ]
    assert place_of(document, "乙") == TableCell(1, 1, 2)
    assert place_of(document, "金额") == TableCell(2, 1, 2)
    assert place_of(document, "项目") == TableCell(2, 3, 1)
    assert place_of(document, "表头") == Paragraph(1)
    assert document.lines[4:] == ("名称\t\t金额", "支出\t基本\t12", "\t项目\t3 4")


def test_rows_may_begin_further_right_and_repeat_as_heads() -> None:
    document = opened(
        tbl(
            tr("一级", "二级", "三级", look="<w:tblHeader/>"),
            tr("数量", "面积", look='<w:gridBefore w:val="1"/>'),
            tr("产出", look='<w:gridAfter w:val="2"/>'),
        )
    )
    assert cells(document)[1:] == [[(1, "数量"), (2, "面积")], [(0, "产出")]]
    assert document.lines[1] == "\t数量\t面积"


def test_a_blank_over_several_columns_is_blank_in_each() -> None:
    document = opened(
        tbl(tr("其他任务", tc("", '<w:gridSpan w:val="3"/>')), tr("a", "b", "c", "d"))
    )
    assert cells(document)[0] == [(0, "其他任务"), (1, ""), (2, ""), (3, "")]
    assert document.lines[0] == "其他任务\t\t\t"


def test_cells_merged_as_old_files_say_it() -> None:
    document = opened(
        tbl(
            tr(tc("合计", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "12"),
            tr("甲", "乙", "3"),
        )
    )
    assert cells(document) == [[(0, "合计"), (2, "12")], [(0, "甲"), (1, "乙"), (2, "3")]]


def test_a_cell_that_goes_on_from_nothing_is_its_own() -> None:
    document = opened(tbl(tr(tc("甲", "<w:vMerge/>"), "1"), tr("乙", tc("2", "<w:vMerge/>"))))
    assert cells(document) == [[(0, "甲"), (1, "1")], [(0, "乙"), (1, "2")]]


def test_text_covered_by_a_merged_cell_is_told_of() -> None:
    document = opened(
        tbl(tr(tc("甲", '<w:vMerge w:val="restart"/>'), "1"), tr(tc("盖住", "<w:vMerge/>"), "2"))
    )
    assert cells(document)[1] == [(0, "甲"), (1, "2")]
    assert "盖住的文字 1 处" in notes(document)


def test_edges_dragged_a_little_apart_are_one() -> None:
    document = opened(
        tbl(
            tr("名称", tc("金额", '<w:gridSpan w:val="2"/>'), "备注"),
            tr(tc("供水", '<w:gridSpan w:val="2"/>'), "12", "无"),
            widths=[2000, 60, 1940, 1000],
        )
    )
    assert cells(document) == [
        [(0, "名称"), (1, "金额"), (2, "备注")],
        [(0, "供水"), (1, "12"), (2, "无")],
    ]


def test_a_narrow_column_with_cells_of_its_own_stays() -> None:
    document = opened(tbl(tr("甲", "", "乙"), widths=[2000, 60, 1940]))
    assert cells(document) == [[(0, "甲"), (1, ""), (2, "乙")]]


def test_a_row_without_text_stays_a_row() -> None:
    document = opened(tbl(tr("甲", "1"), tr("", ""), tr("乙", "2")))
    assert cells(document)[1] == [(0, ""), (1, "")] and gaps(document) == [True, False, False]


def test_a_table_in_a_cell_follows_what_its_row_has_before_it() -> None:
    inner = tbl(tr("指标", "值"), tr("面积", "5"))
    document = opened(
        tbl(
            tr(
                tc("项目", '<w:vMerge w:val="restart"/>'),
                tc(say("如下：") + inner + say("完")),
                "尾",
            ),
            tr(tc("", "<w:vMerge/>"), "下", "后"),
        )
        + tbl(tr("次表", "1"))
    )
    assert cells(document) == [
        [(0, "项目"), (1, "如下：")],
        [(0, "指标"), (1, "值")],
        [(0, "面积"), (1, "5")],
        [(1, "完"), (2, "尾")],
        [(0, "项目"), (1, "下"), (2, "后")],
        [(0, "次表"), (1, "1")],
    ]
    assert place_of(document, "面积") == TableCell(2, 2, 1)
    assert place_of(document, "完") == TableCell(1, 1, 2)
    assert place_of(document, "次表") == TableCell(3, 1, 1)


def test_rows_and_cells_in_controls_are_read() -> None:
    row = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr('甲', '1')}</w:sdtContent></w:sdt>"
    cell = f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt>"
    document = opened(tbl(row, f"<w:tr>{cell}{tc('2')}</w:tr>"))
    assert cells(document) == [[(0, "甲"), (1, "1")], [(0, "乙"), (1, "2")]]


def test_tables_nested_without_end_are_refused() -> None:
    body = say("底")
    for _ in range(2000):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    with pytest.raises(ReadError) as caught:
        opened(body)
    assert "套得太深" in caught.value.text("zh")


@given(st.lists(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(MERGES)), min_size=1)))
def test_every_text_is_read_once_or_told_of(table: list[list[tuple[int, str]]]) -> None:
    names = count()
    made = [
        tr(*(tc(f"格{next(names)}", f'<w:gridSpan w:val="{wide}"/>{at}') for wide, at in row))
        for row in table
    ]
    document = opened(say("表") + tbl(*made))
    own = [cell for row in document.rows[1:] for cell in row.cells if cell.line == row.line]
    told = re.search(r"盖住的文字 (\d+) 处", notes(document))
    texts = [cell.text for cell in own if cell.text]
    assert len(texts) == len(set(texts)) == next(names) - (int(told[1]) if told else 0)
    for row in document.rows[1:]:
        slots = [cell.slot for cell in row.cells if cell.line == row.line]
        assert slots == sorted(set(slots))


# ---- text boxes


def box(content: str) -> str:
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    new = f"<w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox>{inside}</v:textbox></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    document = opened(p(r("附件"), box(say("标题") + tbl(tr("甲", "1")))) + say("尾"))
    assert cells(document) == [[(0, "附件")], [(0, "标题")], [(0, "甲"), (1, "1")], [(0, "尾")]]
    assert place_of(document, "标题") == Paragraph(1)
    assert place_of(document, "甲") == TableCell(1, 1, 1)
    assert place_of(document, "尾") == Paragraph(2)


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    document = opened(tbl(tr(tc(p(r("甲"), box(say("乙")))), "1")))
    assert cells(document) == [[(0, "甲\n乙"), (1, "1")]]


def test_a_fallback_is_read_where_the_choice_has_no_text() -> None:
    pair = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:drawing/></mc:Choice><mc:Fallback>'
        f"<w:pict><v:textbox><w:txbxContent>{say('旧框')}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(opened(p(pair))) == ["旧框"]


def test_art_text_is_text_and_a_watermark_is_not() -> None:
    art = '<w:r><w:pict><v:shape id="{}"><v:textpath string="{}"/></v:shape></w:pict></w:r>'
    mark = art.format("PowerPlusWaterMarkObject1", "内部")
    assert lines(opened(p(art.format("x", "绩效目标表"), mark))) == ["绩效目标表"]


# ---- automatic numbering


def level(number: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbers(
    *levels: str, more: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{more}'


def item(text: str, at: int = 0, name: int = 1) -> str:
    return say(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{name}"/></w:numPr>')


@pytest.mark.parametrize(
    ("form", "text", "printed"),
    [
        ("chineseCounting", "%1、", "一、甲 二、甲 三、甲"),
        ("chineseCountingThousand", "（%1）", "（一）甲 （二）甲 （三）甲"),
        ("japaneseCounting", "%1、", "一、甲 二、甲 三、甲"),
        ("ideographTraditional", "%1、", "甲、甲 乙、甲 丙、甲"),
        ("decimal", "%1.", "1.甲 2.甲 3.甲"),
        ("upperLetter", "%1)", "A)甲 B)甲 C)甲"),
        ("lowerRoman", "(%1)", "(i)甲 (ii)甲 (iii)甲"),
        ("decimalEnclosedCircle", "%1", "① 甲 ② 甲 ③ 甲"),
        ("decimalZero", "第%1条", "第01条 甲 第02条 甲 第03条 甲"),
        ("bullet", "\uf0b7", "甲 甲 甲"),
        ("none", "附", "附 甲 附 甲 附 甲"),
    ],
)
def test_numbers_are_printed_as_word_does(form: str, text: str, printed: str) -> None:
    document = opened(item("甲") * 3, {"numbering": numbers(level(0, form, text))})
    assert " ".join(lines(document)) == printed


def test_levels_count_below_each_other() -> None:
    made = numbers(
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%3）", '<w:lvlRestart w:val="0"/>'),
    )
    body = item("职能") + item("供水", 1) + item("a", 2) + item("节水", 1) + item("b", 2)
    document = opened(body + item("机构") + item("队", 1), {"numbering": made})
    assert lines(document) == [
        *("一、职能", "1.1 供水", "1）a", "1.2 节水", "2）b", "二、机构", "2.1 队"),
    ]


def test_a_level_that_is_left_out_counts_as_begun() -> None:
    made = {"numbering": numbers(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))}
    body = item("x", 1) + item("y", 1) + item("z") + item("w", 1)
    assert lines(opened(body, made)) == ["1.1 x", "1.2 y", "2.z", "2.1 w"]


def test_lists_share_their_count_unless_they_begin_anew() -> None:
    num = '<w:num w:numId="{}"><w:abstractNumId w:val="0"/>{}</w:num>'
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    more = num.format(1, "") + num.format(2, "") + num.format(3, anew)
    made = numbers(level(0, "decimal", "%1."), more=more)
    body = item("a") + item("b", name=2) + item("c", name=3) + item("d", name=3) + item("e", name=9)
    assert lines(opened(body + item("f", name=0), {"numbering": made})) == [
        *("1.a", "2.b", "5.c", "6.d", "e", "f"),
    ]


def test_a_style_numbers_its_paragraphs() -> None:
    styles = (
        '<w:style w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="h2"><w:basedOn w:val="h1"/></w:style>'
    )
    made = numbers(
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'),
    )
    body = say("总则", '<w:pStyle w:val="h1"/>') + say("目的", '<w:pStyle w:val="h2"/>')
    off = say("无号", '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    document = opened(body + off, {"styles": styles, "numbering": made})
    assert lines(document) == ["一、总则", "（一）目的", "无号"]


def test_a_number_alone_in_a_cell_is_read_and_never_runs_into_figures() -> None:
    made = {"numbering": numbers(level(0, "decimal", "%1."))}
    document = opened(tbl(tr(tc(item("")), tc(item("5公里")))), made)
    assert cells(document) == [[(0, "1."), (1, "2. 5公里")]]


def test_a_hidden_paragraph_has_no_number() -> None:
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    hidden = p(r("暗", "<w:vanish/>"), look=f"{numbered}<w:rPr><w:vanish/></w:rPr>")
    made = {"numbering": numbers(level(0, "decimal", "%1."))}
    assert lines(opened(item("甲") + hidden + item("乙"), made)) == ["1.甲", "2.乙"]


# ---- notes, page heads and feet


def test_footnotes_stand_at_the_end_with_the_place_that_refers_to_them() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    line = f'<w:footnote w:id="-1">{say("线")}</w:footnote>'
    below = f'{line}<w:footnote w:id="2">{say("注：含上年结转")}</w:footnote>'
    document = opened(
        say("题") + tbl(tr("财政拨款", tc(p(r("12.30"), mark)))) + p(r("尾"), end),
        {"footnotes": below, "endnotes": f'<w:endnote w:id="1">{say("完")}</w:endnote>'},
    )
    assert lines(document) == ["题", "财政拨款\t12.30", "尾", "注：含上年结转", "完"]
    assert place_of(document, "注：含上年结转") == TableCell(1, 1, 2)
    assert place_of(document, "完") == Paragraph(2)
    assert gaps(document)[-2:] == [True, False]


HEAD = '<w:sectPr><w:headerReference w:type="default" r:id="r0"/></w:sectPr>'


def test_a_page_head_is_read_where_no_title_stands_above_the_table() -> None:
    parts = {"header": say("绩效目标表"), "footer": say("云川市水务局 第 1 页 共 3 页")}
    document = opened(p("") + tbl(tr("部门名称", "云川市水务局")) + HEAD, parts)
    assert lines(document) == ["绩效目标表", "部门名称\t云川市水务局"]
    assert located(document.origins, 1, 1) is None
    assert "页眉页脚没有读：“云川市水务局 第 1 页 共 3 页”" in notes(document)


def test_a_page_head_above_a_title_is_only_told_of() -> None:
    parts = {"header": say("内部资料"), "footer": say("- 1 -")}
    document = opened(say("绩效目标表") + tbl(tr("部门名称", "云川市水务局")) + HEAD, parts)
    assert lines(document) == ["绩效目标表", "部门名称\t云川市水务局"]
    assert notes(document) == "页眉页脚没有读：“内部资料”"


# ---- packages


def test_a_document_is_told_by_its_content() -> None:
    data = save_docx("部门名称\t云川市水务局\n年度\t2026\n")
    assert read("部门.txt", data) == docx.read("部门.txt", data)


def test_strict_files_are_read_as_others() -> None:
    parts = {"numbering": numbers(level(0, "decimal", "%1."))}
    body = item("目标") + tbl(tr("甲", "1"))
    assert opened(body, parts, strict=True) == opened(body, parts)


def test_damaged_files_are_refused() -> None:
    whole = packed(say("甲"))
    for data in (whole[: len(whole) // 2], whole.replace(b"officeDocument", b"officeDocumenx")):
        with pytest.raises(ReadError) as caught:
            docx.read("form.docx", data)
        assert "损坏" in caught.value.text("zh")


# ---- the same form


@pytest.fixture(scope="module")
def books() -> Library:
    return library(Options())


PLACES = {"line", "column", "end_line", "end_column", "lines", "places"}
_NUMBERS = re.compile(r"第 [\d–、 ]+ 行|lines? [\d–, ]+")


def bare(value: Any) -> Any:
    """The same without the places."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in PLACES}
    return [bare(inner) for inner in value] if isinstance(value, list | tuple) else value


def said(document: Document, books: Library) -> tuple[Any, list[tuple[str, ...]]]:
    """What is understood and what is found; a message may name a line, which is a place."""
    reading = understand(document, books.kinds, kind=None, year=None)
    report = judged_document("form", document, reading, books, Options()).report
    found = [
        (one.rule, one.severity, _NUMBERS.sub("第 行", one.message.zh), one.fingerprint)
        for one in report.findings
    ]
    return bare(parse_json.shape(document._replace(name="form"), reading)), sorted(found)


FORMS = sorted(EXAMPLES.glob("clean/*.txt"))


@pytest.mark.parametrize("path", [*FORMS, EXAMPLES / "defects/department-target.txt"], ids=str)
def test_a_form_saved_as_docx_says_the_same(path: Path, books: Library) -> None:
    text = path.read_text("utf-8")
    as_text = said(read("form.txt", text.encode()), books)
    saved = docx.read("form.docx", save_docx(text, path.name, merged=False))
    assert said(saved, books) == as_text
    assert not saved.notes


NATURAL = [
    *("clean/department-evaluation", "clean/guangdong", "clean/hubei", "clean/hunan"),
    *("clean/project-2011", "clean/project-chongqing", "clean/project-evaluation"),
    *("clean/project-list-raw", "clean/project-list-tabs", "clean/project-sichuan"),
    *("clean/shenzhen", "defects/department-target"),
]
"""Forms whose blank cells are those that a form of Word has merged with the cell above."""


@pytest.mark.parametrize("name", NATURAL)
def test_merged_cells_say_what_blanks_below_them_do(name: str, books: Library) -> None:
    text = (EXAMPLES / f"{name}.txt").read_text("utf-8")
    as_text = said(read("form.txt", text.encode()), books)
    assert said(docx.read("form.docx", save_docx(text)), books) == as_text


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_saves_says_the_same(tmp_path: Path, books: Library) -> None:
    text = (EXAMPLES / "clean/hunan.txt").read_text("utf-8")
    (tmp_path / "form.docx").write_bytes(save_docx(text))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "docx", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path / "out"), str(tmp_path / "form.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    saved = docx.read("form.docx", (tmp_path / "out" / "form.docx").read_bytes())
    assert said(saved, books) == said(read("form.txt", text.encode()), books)
