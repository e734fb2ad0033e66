"""A page break is known by what it leaves: blank lines, form feeds and page numbers."""

import pytest

from perfcheck.readers import read


def gaps(text: str) -> list[bool]:
    return [row.gap for row in read("a.txt", text.encode()).rows]


@pytest.mark.parametrize("number", ["- 3 -", "第 3 页", "第3页 共12页", "—12—", "Page 3 of 9"])
def test_a_page_number_leaves_a_gap_behind_it(number: str) -> None:
    assert gaps(f"甲\t乙\n{number}\n丙\t丁\n戊\t己\n") == [False, False, True, False]


@pytest.mark.parametrize("number", ["3", "XII", "iv", "Ⅳ", "3/12"])
def test_a_bare_number_is_one_of_a_page_only_after_a_gap(number: str) -> None:
    assert gaps(f"甲\n\n{number}\n乙\n丙\n") == [False, True, True, False]
    assert gaps(f"甲\n{number}\n乙\n") == [False, False, False]


@pytest.mark.parametrize("text", ["第 3 项", "2026", "- 甲 -", "-3", "12.30", "3 个"])
def test_other_short_lines_leave_none(text: str) -> None:
    assert gaps(f"甲\n\n{text}\n乙\n") == [False, True, False]


def test_the_row_of_a_page_number_stays() -> None:
    assert [row.cells[0].text for row in read("a", "甲\n\n- 3 -\n乙".encode()).rows] == [
        "甲",
        "- 3 -",
        "乙",
    ]


def test_a_form_feed_parts_the_row_before_it_from_the_one_behind() -> None:
    assert gaps("甲\t1\n\f乙\t2\n丙\t3\f\n丁\t4\n\f\n戊\t5") == [False, True, False, True, True]
