"""A report as one line a finding (`file:line:column: severity RULE message`), for editors."""

from collections.abc import Iterator, Mapping

from perfcheck.finding import DocumentReport, Finding, Report
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look
from perfcheck.reporters.wording import (
    CHANGE,
    MENDED,
    broken_place,
    closing_line,
    elsewhere,
    failure_place,
    finding_word,
    holding,
    one_line,
    ordered,
    together_line,
    visible,
)
from perfcheck.source import Span


def render(report: Report, look: Look) -> str:
    """Write the report; the last line sums it up (not with `quiet`)."""
    lines = [*_findings(report, look), *_gone(report, look), *_troubles(report, look)]
    if not look.quiet:
        lines += filter(None, [together_line(report, look.language)])
        lines.append(closing_line(report, look.language))
    if report.statistics:
        from perfcheck.reporters.statistics import table

        lines += table(report.statistics, look)
    return "".join(f"{line}\n" for line in lines)


def _findings(report: Report, look: Look) -> Iterator[str]:
    documents = {document.file: document for document in report.documents}
    for document in report.documents:
        yield from _document(document, documents, look)


def _document(
    document: DocumentReport, documents: Mapping[str, DocumentReport], look: Look
) -> Iterator[str]:
    for finding in ordered(document.findings):
        span = finding.place.span
        file = visible(finding.place.file or document.file)
        word = finding_word(finding, look.language)
        if finding.change:
            word = f"{CHANGE[finding.change].text(look.language)} {word}"
        message = one_line(finding.message.text(look.language)) + _aside(finding, look.language)
        message += elsewhere(finding, documents, look.language)
        owner = holding(finding.place, document, documents)
        at = _at(owner, span) or f"{span.line}:{span.column}"
        yield f"{file}:{at}: {word} {finding.rule} {message}"
    if look.show_skipped:
        word = Message("未能核对", "not checked").text(look.language)
        for skip in document.skips:
            reason = one_line(skip.reason.text(look.language))
            line = skip.line or 1
            at = _at(document, Span(line, 1, line, 1)) or f"{line}:1"
            yield f"{visible(document.file)}:{at}: {word} {skip.rule} {reason}"


def _at(document: DocumentReport | None, span: Span) -> str:
    """The place in a file that is no text, as 表一!C7; empty in a text."""
    found = document.located(span) if document else None
    if not found:
        return ""
    from perfcheck.reporters.where import shortly

    return shortly(found)


def _aside(finding: Finding, language: Language) -> str:
    """The reason why a finding is accepted, or what became of it, in brackets."""
    said = finding.remark.text(language)
    if finding.accepted:
        reason = finding.accepted.reason
        said = Message(f"理由：{reason}", f"reason: {reason}").text(language)
    said = one_line(said)
    return Message(f"（{said}）", f" ({said})").text(language) if said else ""


def _gone(report: Report, look: Look) -> Iterator[str]:
    word = MENDED.text(look.language)
    for gone in report.since.mended if report.since else ():
        yield f"{visible(gone.file)}: {word} {gone.rule} {one_line(gone.message)}"
    if not look.quiet:
        for remark in report.remarks:
            yield f"perfcheck: {one_line(remark.text(look.language))}"


def _troubles(report: Report, look: Look) -> Iterator[str]:
    def say(place: str, word: Message, message: Message) -> str:
        language: Language = look.language
        blank = "" if language == "zh" else " "
        said = f"{word.text(language)}{blank}{one_line(message.text(language))}"
        return f"{visible(place)}: {said}".rstrip()

    for broken in report.broken:
        rule = f" {broken.rule}".rstrip()
        word = Message(f"规则有误{rule}：", f"broken rule{rule}:")
        yield say(broken_place(broken) or broken.rule, word, broken.message)
    for failure in report.errors:
        word = Message("无法检查：", "cannot check:")
        yield say(failure_place(failure), word, failure.message)
    if not look.quiet:
        for failure in report.passed_over:
            yield say(failure.file, Message("略过：", "passed over:"), failure.message)
    if report.exit_code == 2:
        for reason in report.exit_reasons:
            yield say("perfcheck", Message("退出码 2：", "exit code 2:"), reason)
