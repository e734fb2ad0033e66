"""HTML gives the cells that a browser shows, each with its place in the source."""

import re
from html import escape
from pathlib import Path

import pytest
from test_readers_bars import FORMS, told
from test_readers_properties import hold

from perfcheck.checking import check_document
from perfcheck.options import Options
from perfcheck.readers import read
from perfcheck.source import Document


def document(text: str) -> Document:
    made = read("a.html", text.encode())
    hold(made)
    return made


def slots(text: str) -> list[dict[int, str]]:
    return [{cell.slot: cell.text for cell in row.cells} for row in document(text).rows]


def texts(text: str) -> list[str]:
    return ["|".join(cell.text for cell in row.cells) for row in document(text).rows]


def page(text: str) -> str:
    """A tabbed text as a web page with the same lines: rows of one table until a blank line."""
    lines = []
    for line in text.rstrip("\n").split("\n"):
        cells = [escape(cell, quote=False) for cell in line.split("\t")]
        lines.append("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in cells) + "</tr>")
        if not line.strip():
            lines[-1] = "</table><table class=x>"
    return "<html><body><table>" + "\n".join(lines) + "</table></body></html>"


def tabbed(path: Path) -> bool:
    """Whether the form is printed with tabs throughout, so that each line is a row of a table;
    a budget has prose, whose wrapped lines are no rows."""
    if "单位预算" in path.read_text("utf-8") or "部门预算" in path.read_text("utf-8"):
        return False
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    return 2 * sum("\t" in line for line in lines) > len(lines)


@pytest.mark.parametrize("path", list(filter(tabbed, FORMS)), ids=lambda path: path.name)
def test_html_gives_the_findings_of_tabs(path: Path) -> None:
    text = path.read_text("utf-8")
    with_tabs = check_document("form.txt", text.encode(), Options()).documents[0]
    with_tags = check_document("form.html", page(text).encode(), Options()).documents[0]
    assert with_tags.checks == with_tabs.checks
    assert told(with_tags) == told(with_tabs)


def test_a_merged_cell_stands_in_every_row_that_it_spans() -> None:
    text = (
        "<table><tr><td rowspan=3>产出指标</td><td ROWSPAN='2'>数量指标</td><td>甲</td></tr>\n"
        "<tr><td>乙</td></tr>\n<tr><td>质量指标</td><td>丙</td></tr><tr><td>尾</td></tr></table>"
    )
    assert slots(text) == [
        {0: "产出指标", 1: "数量指标", 2: "甲"},
        {0: "产出指标", 1: "数量指标", 2: "乙"},
        {0: "产出指标", 1: "质量指标", 2: "丙"},
        {0: "尾"},
    ]
    first, second, third, _ = document(text).rows
    assert first.cells[0] == second.cells[0] == third.cells[0]
    assert [row.line for row in (first, second, third)] == [1, 2, 3]


def test_wide_cells_move_the_slots_behind_them() -> None:
    assert slots("<table><tr><td colspan=2>甲<td>乙<tr><td><td><td>丙</table>") == [
        {0: "甲", 2: "乙"},
        {0: "", 1: "", 2: "丙"},
    ]
    wrong = "<table><tr><td colspan=x>甲<td rowspan='-1'>乙<tr><td>丙</table>"
    assert slots(wrong) == [{0: "甲", 1: "乙"}, {0: "丙"}]
    rest = "<table><tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁</table>"
    assert slots(rest)[2] == {0: "甲", 1: "丁"}


def test_a_row_without_text_of_its_own_repeats_nothing() -> None:
    text = "<table><tr><td rowspan=3>甲<td>乙<tr><td>&nbsp;<tr></tr></table>"
    assert slots(text) == [{0: "甲", 1: "乙"}, {1: ""}]


def test_inner_markup_stays_and_outer_markup_goes() -> None:
    text = (
        "<table><tr><td class=x><p><b>数量</b>指标<br>\n 甲</p></td>"
        "<td>&nbsp;&lt;5%&nbsp;</td></tr></table>"
    )
    (row,) = document(text).rows
    assert [cell.text for cell in row.cells] == ["数量</b>指标<br>\n 甲", "&lt;5%"]
    assert (row.cells[0].line, row.cells[0].end_line) == (1, 2)


def test_paragraphs_are_rows_and_blank_ones_gaps() -> None:
    rows = document(
        "<html><body><h1>目标表</h1><p>部门：某局</p><p>&nbsp;</p><div>甲<br>乙<br><br>丙</div>"
        "<hr>丁<table><tr><td>戊</table>己<p style='page-break-before:always'>庚</p></body></html>"
    ).rows
    assert [(row.cells[0].text, row.gap) for row in rows] == [
        ("目标表", False),
        ("部门：某局", False),
        ("甲", True),
        ("乙", False),
        ("丙", True),
        ("丁", True),
        ("戊", True),
        ("己", False),
        ("庚", True),
    ]
    assert rows[0].mode == "sequence" and rows[1].mode == rows[6].mode == "cells"


def test_a_table_within_a_cell_has_rows_of_its_own() -> None:
    text = (
        "<table><tr><td>甲<table><tr><td>一<td>二</tr><tr><td>三</table></td><td>乙</td></tr>"
        "<tr><td>丙</td><td>丁</td></tr></table>"
    )
    assert texts(text) == ["甲", "一|二", "三", "|乙", "丙|丁"]
    layout = "<table><tr><td><table><tr><td>甲<td>乙</table></table>"
    assert texts(layout)[0] == "甲|乙"


def test_what_a_browser_does_not_show_is_passed_over() -> None:
    text = """<!DOCTYPE html><html xmlns:x="urn:x"><head><title>Sheet1</title>
<style>td {mso-number-format:"<td>"}</style><!--[if gte mso 9]><xml><x:Name>表</x:Name></xml>
<![endif]--><script>var a = "<td>乙</td>";</script></head><body>
<table x:str><col width=72><tr height=20><td x:num="12.3">12.30</td><td>&#160;</td></tr>
<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]>
</table></body></html>"""
    assert [row for row in texts(text) if row.strip("|")] == ["12.30|"]


def test_what_only_looks_like_markup_is_text() -> None:
    text = "<table><tr><td>大于5<6<td>3<甲><td><!-- 乙<td><td title='>'>丙</table>"
    assert texts(text) == ["大于5<6|3<甲>|<!-- 乙||丙"]


@pytest.mark.parametrize("close", ["", "</td>", "</td></tr>", "</td></tr></table>"])
def test_missing_ends_are_supplied(close: str) -> None:
    assert texts(f"<table><tr><td>甲<td>乙<tr><td>丙{close}") == ["甲|乙", "丙"]
    assert texts(f"<html><tr><td>甲<td>丙{close}") == ["甲|丙"]


def test_a_table_in_a_text_is_read_among_its_lines() -> None:
    text = "# 目标表\n\n甲\t乙\n前 <table>\n<tr><td>丙</td><td>丁</td></tr></table> 后\n戊\t己\n"
    assert texts(text) == ["# 目标表", "甲|乙", "前", "丙|丁", "后", "戊|己"]
    rows = document(text).rows
    assert [row.gap for row in rows] == [False, True, False, True, False, False]
    assert [row.line for row in rows] == [1, 3, 4, 5, 5, 6]


def test_a_fragment_of_a_page_is_a_page() -> None:
    text = "<div><p>目标表</p><table><tr><td>甲</td><td>乙</td></tr></table><p>注</p></div>"
    assert texts(text) == ["目标表", "甲|乙", "注"]


@pytest.mark.parametrize(
    "text",
    [
        "<p>数量指标</p>\t<p>&lt;5</p>\n甲\t乙\n",
        "数量指标\t<br/>5\n甲\t<table>\n",
        "指标\t</td></tr></table>\n甲\t乙\n",
    ],
)
def test_residue_of_markup_makes_no_page(text: str) -> None:
    first, second = document(text).rows
    assert [cell.text for cell in first.cells] == text.split("\n")[0].split("\t")
    assert len(second.cells) == 2


def test_preformatted_lines_are_cut_as_lines_of_a_text() -> None:
    text = "<html><pre>\n甲\t乙\n\n  基本支出    12.30\n</pre></html>"
    assert texts(text) == ["甲|乙", "基本支出|12.30"]
    assert [(row.line, row.gap) for row in document(text).rows] == [(2, False), (4, True)]


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "big5", "utf-8"])
def test_the_encoding_that_a_page_names_is_tried(charset: str) -> None:
    text = f'<html><head><meta content="text/html; charset={charset}"></head><td>水務</td></html>'
    codec = {"gb2312": "gbk"}.get(charset, charset)
    made = read("a.html", text.encode(codec))
    assert [cell.text for row in made.rows for cell in row.cells] == ["水務"]


def test_a_page_that_names_a_wrong_encoding_is_read_all_the_same() -> None:
    text = '<html><meta charset="{}"><td>水务</td></html>'
    for said, codec in (("gb2312", "utf-8"), ("utf-8", "gb18030"), ("nonsense", "gb18030")):
        made = read("a.htm", text.format(said).encode(codec))
        assert re.sub("gb18030", codec, made.encoding) == codec
        assert made.rows[0].cells[0].text == "水务"
