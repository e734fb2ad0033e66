"""Prints far longer than any form: they are read, or left unread, and never stop a run."""

from pathlib import Path

import pytest

from perfcheck.checking import check_document

CLEAN = Path(__file__).parent.parent / "examples" / "clean"
LONG = 5000


def checked(text: str) -> str:
    (document,) = check_document("form.txt", text.encode()).documents
    return document.verdict


def total_row(text: str) -> str:
    return next(line for line in text.split("\n") if "合计" in line and "." in line)


@pytest.mark.parametrize("figure", ["1.00", "12.3?", "1.2.3"])
def test_a_row_of_very_many_figures_is_cut(figure: str) -> None:
    text = (CLEAN / "budget-jiangsu.txt").read_text("utf-8")
    row = total_row(text)
    assert checked(text.replace(row, row + f" {figure}" * 2000, 1))


@pytest.mark.parametrize(
    "digits", ["9" * LONG, "9," * LONG, "1.2" * LONG, "一" * LONG, "十" * LONG, "9" * LONG + ".5"]
)
def test_a_row_of_very_many_digits_is_no_figure(digits: str) -> None:
    prose = f"\n　　本部门预算为{digits}万元，共{digits}个项目。\n"
    assert checked((CLEAN / "budget-jiangsu.txt").read_text("utf-8") + prose)
    tables = (CLEAN / "accounts.txt").read_text("utf-8")
    row = next(line for line in tables.split("\n") if line.startswith("栏次"))
    assert checked(tables.replace(row, row.replace("1", digits, 1), 1))
    sheet = (CLEAN / "guangdong.txt").read_text("utf-8")
    assert checked(sheet.replace("1", digits, 3))
