"""A Markdown table is read as the same table with tabs is."""

import re
from pathlib import Path

import pytest

from perfcheck.checking import check_document
from perfcheck.finding import DocumentReport
from perfcheck.options import Options
from perfcheck.readers import read

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
FORMS = sorted([*(EXAMPLES / "clean").glob("*.txt"), *(EXAMPLES / "defects").glob("*.txt")])


def markdown(text: str) -> str:
    """The text with each tabbed line as a row between bars; the first gets a rule below it."""
    lines = []
    for line in text.split("\n"):
        if "\t" not in line:
            lines.append(line)
            continue
        lines.append("| " + " | ".join(line.split("\t")) + " |")
        if not any(known.startswith("|---") for known in lines):
            lines.append("|---" * (line.count("\t") + 1) + "|")
    return "\n".join(lines)


def told(document: DocumentReport) -> list[tuple[str, str, str]]:
    """What was found; lines in messages aside, which the rule below the header moves."""
    return [
        (found.rule, found.severity, re.sub(r"第 [0-9–]+ 行", "第 n 行", found.message.zh))
        for found in document.findings
    ]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_markdown_gives_the_findings_of_tabs(path: Path) -> None:
    text = path.read_text("utf-8")
    with_tabs = check_document("form.txt", text.encode(), Options()).documents[0]
    with_bars = check_document("form.md", markdown(text).encode(), Options()).documents[0]
    assert with_bars.coverage == with_tabs.coverage
    assert told(with_bars) == told(with_tabs)
    assert with_bars.checks == with_tabs.checks


def test_cells_between_bars_have_their_places() -> None:
    (grid,) = read("t.md", "| 甲 | 12.30 |  |\n|----|:---:|---|\n｜乙｜｜3｜\n".encode()).grids
    assert [[(c.text, c.column, c.slot) for c in row.cells] for row in grid.rows] == [
        [("甲", 3, 0), ("12.30", 7, 1), ("", 14, 2)],
        [("乙", 2, 0), ("", 4, 1), ("3", 5, 2)],
    ]
    assert [row.line for row in grid.rows] == [1, 3]


def texts(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read("t.md", text.encode()).rows]


def test_an_escaped_bar_is_text() -> None:
    assert texts("| 甲 \\| 乙 | 3 |\n") == [["甲 \\| 乙", "3"]]


@pytest.mark.parametrize(
    "rule",
    ["|---|---|", "| :-- | --: |", "｜---｜---｜", "|-|-|", "---|---", "|:---:|", "+----+----+"],
)
def test_the_rule_below_a_header_is_no_row(rule: str) -> None:
    assert texts(f"| 甲 | 乙 |\n{rule}\n| 丙 | 丁 |\n") == [["甲", "乙"], ["丙", "丁"]]


def test_dashes_that_say_nothing_are_cells_below_the_header() -> None:
    assert texts("|甲|乙|\n|---|---|\n|丙|1|\n| - | - |\n")[2] == ["-", "-"]
    assert texts("|甲|乙|\n|丙|1|\n| - | - |\n")[2] == ["-", "-"]


def test_one_bar_separates_in_a_table_with_a_rule() -> None:
    assert texts("项目 | 金额\n--- | ---\n甲 | 1\n乙 | 2\n") == [
        ["项目", "金额"],
        ["甲", "1"],
        ["乙", "2"],
    ]
    assert texts("是|否\n") == [["是|否"]]


def test_a_cell_a_line_between_bars_is_a_sequence() -> None:
    document = read("t.md", "项目名称 |\n| 某项目 |\n| 金额 | |\n".encode())
    assert [row.mode for row in document.rows] == ["sequence", "sequence", "cells"]
    assert [row.cells[0].text for row in document.rows] == ["项目名称", "某项目", "金额"]


def test_many_bars_leave_empty_cells_with_their_slots() -> None:
    (grid,) = read("t.md", "| 产出 |||||| 数量 |||\n".encode()).grids
    assert [(c.slot, c.text) for c in grid.rows[0].cells if c.text] == [(0, "产出"), (6, "数量")]
    assert len(grid.rows[0].cells) == 9


@pytest.mark.parametrize("line", ["# 甲 | 乙 | 丙", "- 甲 | 乙 | 丙", "* 甲|乙|丙"])
def test_headings_and_items_of_lists_are_plain(line: str) -> None:
    assert texts(line + "\n") == [[line]]


def test_boxes_are_tables() -> None:
    box = "┌──┬──┐\n│甲│乙│\n├──┼──┤\n│丙│1 │\n└──┴──┘\n"
    assert texts(box) == [["甲", "乙"], ["丙", "1"]]
