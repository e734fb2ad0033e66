"""The main report: for each document the verdict first, then what is wrong, then what is open."""

from collections.abc import Iterator, Mapping

from rich.text import Text

from perfcheck.finding import SEVERITY, Checks, DocumentReport, Report, Verdict
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.page import heading, paragraph, print_lines
from perfcheck.reporters.terminal import sections as sections
from perfcheck.reporters.terminal.findings import STYLES, findings
from perfcheck.reporters.terminal.next import next_step
from perfcheck.reporters.terminal.summary import summary_table
from perfcheck.reporters.terminal.suspects import suspects
from perfcheck.reporters.wording import (
    ACCEPTED,
    KNOWN,
    NOTHING_CHECKED,
    VERDICT_SIGN,
    accepted_count,
    closing_line,
    profile_text,
    severity_counts,
    together_line,
    verdict_word,
    visible,
)
from perfcheck.reporters.wrapping import wrap

WIDEST = 120
VERDICT_STYLES: dict[Verdict, str] = {
    "passed": "bold green",
    "failed": "bold red",
    "incomplete": "bold yellow",
}


def render(report: Report, look: Look) -> str:
    """Write the report for a terminal or, without colour, for a pipe."""
    look = look._replace(width=min(look.width, WIDEST))
    return print_lines(_report(report, look), look).lstrip("\n")


def _report(report: Report, look: Look) -> Iterator[Text]:
    shown = [d for d in report.documents if not _nothing_to_say(d, report, look)]
    documents = {document.file: document for document in report.documents}
    for index, document in enumerate(shown):
        if index:
            yield Text()
            yield Text("─" * look.width, "dim")
        yield from _document(document, documents, look)
    if not look.quiet:
        yield from summary_table(report, look)
    yield from _season(report, look)
    yield from sections.troubles(report, look)
    yield from _statistics(report, look)
    yield from _closing(report, look)


def _season(report: Report, look: Look) -> Iterator[Text]:
    """What a run over many forms, or one after another, has to say beyond its documents."""
    many = len(report.documents) > 1 and not look.quiet
    if look.by_department or many or report.since or report.remarks:
        from perfcheck.reporters.terminal.season import changes, department_table

        if look.by_department or many:
            yield from department_table(report, look)
        yield from changes(report, look)


def _statistics(report: Report, look: Look) -> Iterator[Text]:
    if report.statistics:
        from perfcheck.reporters.statistics import TITLE, table

        yield from heading(TITLE.text(look.language), look)
        yield from (Text(line) for line in table(report.statistics, look))


def _nothing_to_say(document: DocumentReport, report: Report, look: Look) -> bool:
    """Whether the summary's line is enough for a form that passed."""
    said = [f for f in document.findings if not (look.quiet and f.accepted)]
    clean = document.verdict == "passed" and not said
    return clean and (look.quiet or len(report.documents) > 1)


def _document(
    document: DocumentReport, documents: Mapping[str, DocumentReport], look: Look
) -> Iterator[Text]:
    yield Text()
    yield from _head(document, look)
    yield Text()
    yield from _verdict(document, look)
    yield from findings(document, look, documents)
    yield from suspects(document, look)
    if not look.quiet:
        yield from sections.covered(document, look)
        yield from sections.skips(document, look)
        yield from sections.unrecognised(document, look)
        yield from sections.notes(document, look)


def _head(document: DocumentReport, look: Look) -> Iterator[Text]:
    parts = [document.file]
    if document.forms:
        first = document.forms[0]
        parts += [first.title or first.kind, first.department]
        if first.year:
            parts.append(Message(f"{first.year} 年度", str(first.year)).text(look.language))
    for line in wrap(visible(" · ".join(part for part in parts if part)), look.width):
        yield Text(line, "bold")


def _verdict(document: DocumentReport, look: Look) -> Iterator[Text]:
    word = verdict_word(document).text(look.language)
    sign = VERDICT_SIGN[document.verdict]
    line = Text().append(f"{sign} {word}", VERDICT_STYLES[document.verdict])
    counts = _counts(document, look)
    checked = _checked(document.checks, look)
    if line.cell_len + 3 + counts.cell_len > look.width:
        yield line
        line = Text(" ")
    line.append("   " if line.plain.strip() else " ").append_text(counts)
    if line.cell_len + 4 + Text(checked).cell_len <= look.width:
        yield line.append("    ").append(checked)
        return
    yield line
    yield from paragraph(checked, look)


def _counts(document: DocumentReport, look: Look) -> Text:
    text = Text()
    for severity, count in severity_counts([document]).items():
        if count:
            text.append(" · " if text else "")
            text.append(f"{SEVERITY[severity].text(look.language)} {count}", STYLES[severity])
    for word, count in ((ACCEPTED, accepted_count([document])), (KNOWN, len(document.known))):
        if count:
            text.append(" · " if text else "")
            text.append(f"{word.text(look.language)} {count}", "green")
    if document.verdict == "incomplete" and not text:
        said = Message("已核对的部分没有发现问题", "nothing found in what was checked")
        return Text(said.text(look.language))
    return text or Text(Message("没有发现问题", "nothing found").text(look.language))


def _checked(checks: Checks, look: Look) -> str:
    judged = checks.passed + checks.failed + checks.not_applicable + checks.skipped
    total = judged + checks.broken
    rounding = broken = ("", "")
    if checks.broken:
        broken = (f"，不能运行 {checks.broken}", f", broken {checks.broken}")
    if checks.passed_by_rounding:
        n = checks.passed_by_rounding
        rounding = (f"（{n} 条在舍入之内）", f" ({n} within rounding)")
    return Message(
        f"查了 {total} 条：未通过 {checks.failed}，通过 {checks.passed}{rounding[0]}，"
        f"不适用 {checks.not_applicable}，未能核对 {checks.skipped}{broken[0]}",
        f"rules {total}: failed {checks.failed}, passed {checks.passed}{rounding[1]}, "
        f"not applicable {checks.not_applicable}, not checked {checks.skipped}{broken[1]}",
    ).text(look.language)


def _closing(report: Report, look: Look) -> Iterator[Text]:
    if not report.documents:
        yield Text()
        yield Text(NOTHING_CHECKED.text(look.language), "bold yellow")
    elif not look.quiet and len(report.documents) == 1 and report.profile:
        yield Text()
        yield from (Text(line) for line in wrap(profile_text(report, look.language), look.width))
    elif len(report.documents) > 1 and not look.quiet:
        yield Text()
        for line in wrap(closing_line(report, look.language), look.width):
            yield Text(line)
    if report.exit_code == 2 and report.exit_reasons:
        yield from heading(Message("退出码 2", "Exit code 2").text(look.language), look)
        for reason in report.exit_reasons:
            yield from paragraph(reason.text(look.language), look)
    if not look.quiet:
        yield from _compare(report, look)
        yield from next_step(report, look)


def _compare(report: Report, look: Look) -> Iterator[Text]:
    said = together_line(report, look.language)
    if said:
        yield Text()
        yield from (Text(line) for line in wrap(said, look.width))
