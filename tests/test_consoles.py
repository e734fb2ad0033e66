"""Consoles as offices have them: GBK, plain ASCII, narrow, without colour."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
WRONG = EXAMPLES / "defects" / "ARITH-001.txt"
CLEAN = EXAMPLES / "clean" / "guangdong.txt"


def said(encoding: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "perfcheck", *arguments],
        capture_output=True,
        env=os.environ
        | {"PYTHONIOENCODING": encoding, "PYTHONPATH": os.pathsep.join(sys.path)}
        | environment,
        check=False,
    )
    assert not done.stderr
    return done.stdout.decode(encoding)


def test_a_gbk_console_shows_the_verdict_with_the_signs_that_it_has() -> None:
    assert "× 未通过" in said("gbk", "lint", str(WRONG))
    assert "√ 通过" in said("gbk", "lint", str(CLEAN))
    assert "│ 基本支出" in said("gbk", "lint", str(WRONG))


def test_a_console_without_any_such_sign_shows_a_letter_and_keeps_the_columns() -> None:
    lines = said("ascii", "lint", str(WRONG), "--lang", "en").splitlines()
    assert any(line.startswith("x failed") for line in lines)
    marked = next(line for line in lines if "~~~" in line)
    assert marked.strip().startswith("|")


@pytest.mark.parametrize("columns", ["40", "80", "132"])
def test_the_report_is_as_wide_as_the_screen_says(columns: str) -> None:
    from rich.cells import cell_len

    lines = said("utf-8", "lint", str(WRONG), COLUMNS=columns).splitlines()
    assert max(map(cell_len, lines)) <= int(columns)


def test_a_pipe_gets_no_colour() -> None:
    assert "\x1b" not in said("utf-8", "lint", str(WRONG), NO_COLOR="1")
    assert "\x1b" not in said("utf-8", "lint", str(WRONG))
