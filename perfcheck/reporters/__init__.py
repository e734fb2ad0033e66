"""Report → text, one module per format; a format's module is imported when it is asked for."""

from collections.abc import Callable
from typing import NamedTuple

from perfcheck.finding import Report
from perfcheck.messages import Language


class Look(NamedTuple):
    """How a report is written: in which language, how wide (display cells), and how much of it."""

    language: Language = "zh"
    width: int = 100
    color: bool = False
    show_skipped: bool = False
    quiet: bool = False
    by_department: bool = False


FORMATS: dict[str, str] = {
    "rich": "perfcheck.reporters.terminal",
    "concise": "perfcheck.reporters.concise",
    "json": "perfcheck.reporters.lint_json",
}


def render(report: Report, format_name: str, look: Look) -> str:
    """Write `report` in one of FORMATS; the text ends with a line break unless it is empty."""
    from importlib import import_module

    writer: Callable[[Report, Look], str] = import_module(FORMATS[format_name]).render
    return writer(report, look)
