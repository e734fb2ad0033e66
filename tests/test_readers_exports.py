"""Exports of spreadsheets: cells in quotes over several lines, tabs or commas between them."""

import pytest

from perfcheck.readers import read
from perfcheck.source import Document


def document(text: str, name: str = "a.txt") -> Document:
    return read(name, text.encode())


def texts(text: str, name: str = "a.txt") -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document(text, name).rows]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_cell_of_several_lines_is_one(end: str) -> None:
    text = end.join(["目标\t金额", '"一、保供水', "", ' 二、保质量"\t"1,234.00"', "末\t2"])
    first, second, third = document(text).rows
    assert [cell.text for cell in second.cells] == ["一、保供水\n\n 二、保质量", "1,234.00"]
    cell = second.cells[0]
    assert tuple(cell.span) == (2, 2, 4, 7) and second.cells[1].span.line == 4
    assert (first.line, second.line, third.line, third.gap) == (1, 2, 5, False)


def test_the_quoted_cell_may_stand_last_and_hold_quotes() -> None:
    assert texts('甲\t" 称""乙""的\n丙 "\n丁\t戊\n') == [["甲", '称""乙""的\n丙'], ["丁", "戊"]]
    assert texts('甲\t"称""乙""的"\n') == [["甲", '称""乙""的']]


@pytest.mark.parametrize(
    "text",
    [
        '甲\t"乙\n丙\t丁\n',  # never closed
        '甲\t5"\n丙\t6"\n',  # inches
        '甲\t"乙' + "\n丙" * 20 + '"\t丁\n',  # closed too far away
        '他说"好\n又说"行\n',  # no tab at all
    ],
)
def test_a_quote_that_encloses_nothing_joins_nothing(text: str) -> None:
    assert len(document(text).rows) == text.count("\n")


CSV = '绩效目标表,,\n名称,金额,说明\n"供水","1,234.00","甲\n乙"\n,,\n检修,2,\n'


@pytest.mark.parametrize("name", ["a.csv", "A.CSV", "a.txt"])
def test_commas_separate_cells(name: str) -> None:
    rows = document(CSV, name).rows
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["绩效目标表", "", ""],
        ["名称", "金额", "说明"],
        ["供水", "1,234.00", "甲\n乙"],
        ["检修", "2", ""],
    ][: len(rows)]
    assert {row.mode for row in rows} == {"cells"}
    assert [(row.line, row.gap) for row in rows] == [(1, False), (2, False), (3, False), (6, True)]
    assert rows[2].cells[2].span == (3, 18, 4, 2)


@pytest.mark.parametrize(
    "text",
    [
        "支出 1,234,567.00 元\n支出 1,234,567.00 元\n支出 1,234,567.00 元\n",
        "供水,检修,管护\n供水,检修,管护\n供水,检修,管护\n",  # neither a figure nor a blank cell
        "甲,1,2\n乙,3,4\n",  # two lines may do so by chance
        "甲,1,2\n乙,3,4,5\n丙,6,7,8,9\n",
    ],
)
def test_commas_in_prose_separate_nothing(text: str) -> None:
    assert all(len(row) == 1 for row in texts(text))


def test_amounts_with_commas_in_columns_stay_columns() -> None:
    line = "  人员经费    1,234,567.00    1,234,567.00\n"
    assert texts(line * 3) == [["人员经费", "1,234,567.00", "1,234,567.00"]] * 3
    assert texts("甲\t1,2,3\n" * 3, "a.csv") == [["甲", "1,2,3"]] * 3
