"""A report as a workbook: a summary, the list of all findings with filters, a sheet a department.

Every text is written as a text, never as a formula or a link; the same report gives the same bytes.
"""

import io
from collections.abc import Iterable

from perfcheck.extras import needed
from perfcheck.finding import Report
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look
from perfcheck.reporters.departments import NAMELESS, department_of
from perfcheck.reporters.filed import by_file, clean
from perfcheck.reporters.listing import Line, document_lines, lines
from perfcheck.reporters.xlsx.sheets import Book, findings_sheet, opened
from perfcheck.reporters.xlsx.summary import TITLE, summary_sheet

WHAT = Message("写 .xlsx 报告", "writing an .xlsx report")
FINDINGS = Message("问题清单", "Findings")
LONGEST = 31
"""What Excel takes for a sheet's name, in signs."""

_NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def render(report: Report, look: Look) -> bytes:
    """Write the workbook. Raises ExtraError where XlsxWriter is not installed."""
    xlsxwriter = needed("xlsxwriter", WHAT)
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data, {"in_memory": True})
    _write(opened(workbook, look.language), report, look)
    workbook.close()
    return data.getvalue()


def _write(book: Book, report: Report, look: Look) -> None:
    language = look.language
    summary, findings = TITLE.text(language), FINDINGS.text(language)
    summary_sheet(book, summary, report)
    findings_sheet(book, findings, lines(report, look))
    taken = {summary.casefold(), findings.casefold(), "history"}  # Excel keeps the last for itself
    for department, group in _by_department(report, look).items():
        findings_sheet(book, sheet_name(department, taken, language), group)


def _by_department(report: Report, look: Look) -> dict[str, list[Line]]:
    """The lines of each department's documents; those without a department are one group."""
    documents = by_file(report)
    groups: dict[str, list[Line]] = {}
    for document in report.documents:
        group = groups.setdefault(clean(department_of(document)), [])
        group += document_lines(document, documents, look)
    return groups


def sheet_name(department: str, taken: set[str], language: Language) -> str:
    """A name for a department's sheet that Excel takes and no other has; it is added to `taken`.

    >>> taken = {"汇总"}
    >>> [sheet_name(name, taken, "zh") for name in ("甲局/乙办", "汇总", "", "甲局/乙办")]
    ['甲局_乙办', '汇总~2', '没有印部门名称', '甲局_乙办~2']
    """
    base = department.translate(_NO_NAME).strip("' ") or NAMELESS.text(language).strip("（）()")
    for tail in _tails():
        name = _cut(base, LONGEST - len(tail)) + tail
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
    raise AssertionError("names never run out")


def _tails() -> Iterable[str]:
    from itertools import count

    yield ""
    yield from (f"~{number}" for number in count(2))


def _cut(name: str, signs: int) -> str:
    """As much of a name as has room; Excel counts what is outside the first plane twice."""
    units = name.encode("utf-16-le")[: signs * 2]
    return units.decode("utf-16-le", "ignore").rstrip("' ")
