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
