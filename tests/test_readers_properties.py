"""Whatever the text: nothing printed is lost, cells stand where they say, rows are in order."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from perfcheck.errors import ReadError
from perfcheck.readers import read
from perfcheck.source import Cell, Document

SIGNS = '甲乙合计年１3.%,;，。：:-|｜│"\\+#<>&/ \u3000\xa0\t\n\f'
TEXTS = st.text(SIGNS, max_size=120)
WORDS = st.one_of(
    st.sampled_from(["基本支出", "12.30", "合", "计", "部门：", "，增加 3.00", "%。", "《", "<5%"]),
    st.sampled_from(["  ", "    ", "\u3000", "\t", "\n", "\n\n", "\f", ",", ",,", '"', "|"]),
    st.sampled_from(["|---|", "- 3 -", "+--+--+", "├──┤", "第一部分\u3000概况"]),
)
TAGS = st.one_of(
    st.sampled_from(["<table>", "</table>", "<tr>", "</tr>", "<td>", "<td rowspan=2>", "<th>"]),
    st.sampled_from(["<td colspan='3'>", "</td>", "<caption>", "<p>", "</p>", "<br>", "<hr>"]),
    st.sampled_from(["<pre>", "</pre>", "<b>", "</b>", "<span title='>'>", "<5%", "<div", ">"]),
    st.sampled_from(["甲", "乙&lt;", "&nbsp;", "12.30", " ", "\n", "丙\t丁"]),
)
SEPARATORS = '|｜│"\t,-:=+'


def cells(document: Document) -> list[Cell]:
    return [cell for row in document.rows for cell in row.cells]


def printed_at(document: Document, cell: Cell) -> str:
    lines = document.lines[cell.line - 1 : cell.end_line]
    whole = "\n".join(lines)
    end = len(whole) - len(lines[-1]) + cell.end_column - 1
    return whole[cell.column - 1 : end]


def hold(document: Document) -> None:
    """Cells stand where they say, rows are in the order of their lines, slots rise in a row."""
    assert all(printed_at(document, cell) == cell.text for cell in cells(document))
    assert all(cell.text == cell.text.strip() for cell in cells(document))
    lines = [row.line for row in document.rows]
    assert lines == sorted(lines)
    for row in document.rows:
        slots = [cell.slot for cell in row.cells]
        assert row.cells and slots == sorted(set(slots))


def lost(document: Document, left_out: str) -> Counter[str]:
    """The signs of a document that no cell holds; cells that share a place count once."""
    unique = {(cell.line, cell.column): cell.text for cell in cells(document)}
    held = Counter("".join("".join(unique.values()).split()))
    printed = Counter("".join("".join(document.lines).split()))
    missing = printed - held
    return Counter({sign: count for sign, count in missing.items() if sign not in left_out})


@settings(max_examples=300)
@given(st.one_of(TEXTS, st.lists(WORDS, max_size=40).map("".join)))
def test_no_sign_of_a_text_is_lost(text: str) -> None:
    try:
        document = read("a.txt", text.encode())
    except ReadError:
        assert not text.strip()
        return
    hold(document)
    assert not lost(document, SEPARATORS + "".join(map(chr, range(0x2500, 0x2580))))


@settings(max_examples=300)
@given(st.lists(TAGS, min_size=1, max_size=40).map("".join))
def test_no_text_of_a_page_is_lost(inner: str) -> None:
    document = read("a.html", f"<html><body>{inner}</body></html>".encode())
    hold(document)
    page = "".join(document.lines)
    said = Counter(re.sub(r"[^甲乙丙丁.0-9%]", "", re.sub(r"<[a-z/][^<>]*>", "", page)))
    held = {(cell.line, cell.column): cell.text for cell in cells(document)}
    found = Counter("".join(held.values()))
    assert not {sign for sign in said if found[sign] < said[sign]}


@given(st.lists(st.lists(st.text('甲乙"\n, .12', max_size=6), min_size=3, max_size=3), min_size=1))
def test_a_comma_export_gives_back_its_fields(table: list[list[str]]) -> None:
    written = "\n".join(",".join('"' + at.replace('"', '""') + '"' for at in row) for row in table)
    document = read("a.csv", written.encode())
    hold(document)
    asked = [[at.replace('"', '""').strip() for at in row] for row in table]
    if all(at.count("\n") < 6 for row in table for at in row):
        got = [[cell.text for cell in row.cells] for row in document.rows]
        assert got == [row for row in asked if any(row)]
