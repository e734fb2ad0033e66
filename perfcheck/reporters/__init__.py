"""Report → text or file, one module per format; a format's module is imported when asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from perfcheck.finding import Report
from perfcheck.messages import Language, Message

if TYPE_CHECKING:
    from perfcheck.located import Origin
else:
    Origin = Any


class Look(NamedTuple):
    """How a report is written: in which language, how wide (display cells), and how much of it.

    `origins` are those of the one document that is told of, where it is no text.
    """

    language: Language = "zh"
    width: int = 100
    color: bool = False
    show_skipped: bool = False
    quiet: bool = False
    by_department: bool = False
    origins: tuple[Origin, ...] = ()


_USUAL = Look()

FORMATS: dict[str, str] = {
    "rich": "perfcheck.reporters.terminal",
    "concise": "perfcheck.reporters.concise",
    "json": "perfcheck.reporters.lint_json",
    "html": "perfcheck.reporters.html",
    "xlsx": "perfcheck.reporters.xlsx",
    "docx": "perfcheck.reporters.docx",
    "sarif": "perfcheck.reporters.sarif",
    "junit": "perfcheck.reporters.junit",
    "github": "perfcheck.reporters.github",
    "csv": "perfcheck.reporters.csv",
}
"""What writes which format: a module with `render(report, look)`."""

FILES = frozenset(("xlsx", "docx"))
"""Formats that are written as bytes: for a file, never for a screen."""


NEEDS: dict[str, tuple[str, Message]] = {
    "html": ("jinja2", Message("HTML 报告", "the HTML report")),
    "xlsx": ("xlsxwriter", Message("xlsx 报告", "the xlsx report")),
    "docx": ("docx", Message("docx 退回意见", "the docx slip")),
}
"""Formats that need a package of an extra, and what they are called."""


def ready(format_name: str) -> None:
    """Raise ExtraError where a format needs a package that is not installed."""
    if format_name in NEEDS:
        from perfcheck.extras import needed

        needed(*NEEDS[format_name])


def render(report: Report, format_name: str, look: Look = _USUAL) -> str | bytes:
    """Write `report` in one of FORMATS; a text ends with a line break unless it is empty.

    `xlsx` and `docx` are bytes, all others text. Raises ExtraError (a PerfcheckError) where the
    format needs a package that is not installed, KeyError where there is no such format.
    """
    from importlib import import_module

    writer: Callable[[Report, Look], str | bytes] = import_module(FORMATS[format_name]).render
    return writer(report, look)
