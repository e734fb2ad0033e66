"""The first sheet of a workbook: what the run came to, by department and by document."""

from collections.abc import Sequence
from typing import Any

from perfcheck import __version__
from perfcheck.finding import SEVERITY, DocumentReport, Report
from perfcheck.messages import Language, Message
from perfcheck.reporters.departments import NAMELESS, department_of, departments
from perfcheck.reporters.filed import clean, safe
from perfcheck.reporters.wording import (
    ACCEPTED,
    CHANGE,
    KNOWN,
    MENDED,
    VERDICT,
    accepted_count,
    broken_count,
    closing_line,
    passed_word,
    percent,
    severity_counts,
    verdict_word,
)
from perfcheck.reporters.xlsx.sheets import Book, head, height, printing, put

TITLE = Message("汇总", "Summary")
COUNTS = (*SEVERITY.values(), ACCEPTED, KNOWN)
_WIDTHS = (34, 22, 13, *([9] * 8))

Row = Sequence[str | int]


def summary_sheet(book: Book, name: str, report: Report) -> None:
    """Facts of the run, then a table of departments and one of documents."""
    sheet = book.workbook.add_worksheet(name)
    language = book.language
    title = Message("绩效目标审核汇总", "Check of performance forms").text(language)
    put(sheet, 0, 0, title, book.title)
    row = 2
    for fact, said in _facts(report, language):
        put(sheet, row, 0, fact, book.text)
        sheet.merge_range(row, 1, row, len(_WIDTHS) - 1, "", book.text)
        put(sheet, row, 1, said, book.text)
        sheet.set_row(row, height([(str(said), sum(_WIDTHS[1:]))]))
        row += 1
    for table in (_departments(report, language), _documents(report, language)):
        if len(table) > 1:
            row = _table(book, sheet, row + 1, table)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    printing(sheet, name, language)


def _table(book: Book, sheet: Any, row: int, table: Sequence[Row]) -> int:
    """Write a table and return the row after it."""
    head(book, sheet, row, [str(text) for text in table[0]])
    for number, values in enumerate(table[1:], row + 1):
        for column, value in enumerate(values):
            put(sheet, number, column, value, book.cell)
        sheet.set_row(number, height(zip(map(str, values), _WIDTHS, strict=False)))
    return row + len(table)


def _facts(report: Report, language: Language) -> list[tuple[str, str | int]]:
    verdicts = [document.verdict for document in report.documents]
    facts: list[tuple[Message, str | int]] = [
        (Message("总计", "In all"), closing_line(report, language)),
        (Message("检查的文件", "Files checked"), len(report.documents)),
        *((word, verdicts.count(verdict)) for verdict, word in VERDICT.items()),
        (Message("无法检查", "Not checked"), len(report.errors)),
        (Message("略过的文件", "Passed over"), len(report.passed_over)),
        (Message("规则本身有误", "Broken rules"), broken_count(report)),
        (Message("规则版本", "Rules digest"), report.rules_digest),
        (Message("口径", "Profile"), report.profile),
        (Message("perfcheck 版本", "perfcheck version"), __version__),
        (Message("退出码", "Exit code"), report.exit_code),
    ]
    facts += ((Message("原因", "Reason"), reason.text(language)) for reason in report.exit_reasons)
    facts += ((Message("说明", "Remark"), remark.text(language)) for remark in report.remarks)
    return [
        (fact.text(language), clean(said) if isinstance(said, str) else said)
        for fact, said in facts
        if said != ""
    ]


def _departments(report: Report, language: Language) -> list[Row]:
    since = (MENDED, *CHANGE.values()) if report.since else ()
    words = (Message("部门", "Department"), Message("结论", "Verdict"), Message("文件", "Files"))
    table: list[Row] = [[word.text(language) for word in (*words, *COUNTS, *since)]]
    for one in departments(report):
        counts = (one.forms, one.error, one.warning, one.info, one.accepted, one.known)
        changes = (one.mended, one.new, one.open) if report.since else ()
        name = clean(one.department) or NAMELESS.text(language)
        table.append(
            (
                name,
                passed_word(one.verdict, warned=one.warning > 0).text(language),
                *counts,
                *changes,
            )
        )
    return table


def _documents(report: Report, language: Language) -> list[Row]:
    words = (Message("文件", "File"), Message("部门", "Department"), Message("结论", "Verdict"))
    read = Message("读懂 %", "Read, %")
    table: list[Row] = [[word.text(language) for word in (*words, *COUNTS, read)]]
    return table + [_document(document, language) for document in report.documents]


def _document(document: DocumentReport, language: Language) -> Row:
    return (
        safe(document.file),
        clean(department_of(document)),
        verdict_word(document).text(language),
        *severity_counts([document]).values(),
        accepted_count([document]),
        len(document.known),
        int(percent(document.coverage).rstrip("%")),
    )
