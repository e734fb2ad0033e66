"""退回修改意见 as a .docx: for each document of the run the slip that goes back to its department.

A slip has its own pages, numbered from 1. What could not be reviewed at all stands on the last.
"""

from perfcheck.extras import needed
from perfcheck.finding import Report
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look
from perfcheck.reporters.docx import words as words
from perfcheck.reporters.docx.paper import WIDTH, Paper, finished, opened
from perfcheck.reporters.docx.slip import slip
from perfcheck.reporters.filed import by_file, clean, safe
from perfcheck.reporters.wording import NOTHING_CHECKED, broken_place, failure_place

WHAT = Message("写 .docx 报告", "writing a .docx report")
_WIDTHS = (WIDTH * 0.4, WIDTH * 0.6)


def render(report: Report, look: Look) -> bytes:
    """Write the slips. Raises ExtraError where python-docx is not installed."""
    docx = needed("docx", WHAT)
    paper = opened(docx, words.TITLE.text(look.language), chinese=look.language == "zh")
    documents = by_file(report)
    for number, document in enumerate(report.documents):
        paper.new_slip(first=number == 0)
        slip(paper, document, documents, look.language)
    if report.errors or report.broken or not report.documents:
        paper.new_slip(first=not report.documents)
        _not_reviewed(paper, report, look.language)
    return finished(paper)


def _not_reviewed(paper: Paper, report: Report, language: Language) -> None:
    """Files that could not be read, rules that could not run, and files that are no forms."""
    paper.heading(words.TITLE_NOT_CHECKED.text(language), 1)
    if not report.documents:
        paper.text(NOTHING_CHECKED.text(language) + Message("。", ".").text(language))
    failures = [(failure_place(one), one.message) for one in report.errors]
    broken = [(f"{one.rule} {broken_place(one)}".strip(), one.message) for one in report.broken]
    over = [(one.file, one.message) for one in report.passed_over]
    if failures:
        _listed(paper, words.FILE, failures, language)
    for intro, head, entries in (
        (words.BROKEN, words.RULE, broken),
        (words.PASSED_OVER, words.FILE, over),
    ):
        if entries:
            paper.intro(intro.text(language), before=12)
            _listed(paper, head, entries, language)


def _listed(
    paper: Paper, head: Message, entries: list[tuple[str, Message]], language: Language
) -> None:
    table = paper.table((head.text(language), words.CAUSE.text(language)), _WIDTHS)
    for place, message in entries:
        paper.row(table, ([safe(place)], [clean(message.text(language))]), _WIDTHS)
