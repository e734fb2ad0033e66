"""A report as one line a finding (`file:line:column: severity RULE message`), for editors."""

from collections.abc import Iterator

from perfcheck.finding import SEVERITIES, DocumentReport, Report
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look
from perfcheck.reporters.wording import SEVERITY, broken_place, closing_line, one_line, visible


def render(report: Report, look: Look) -> str:
    """Write the report; the last line sums it up (not with `quiet`)."""
    lines = [*_findings(report, look), *_troubles(report, look)]
    if not look.quiet:
        lines.append(closing_line(report, look.language))
    return "".join(f"{line}\n" for line in lines)


def _findings(report: Report, look: Look) -> Iterator[str]:
    for document in report.documents:
        yield from _document(document, look)


def _document(document: DocumentReport, look: Look) -> Iterator[str]:
    ordered = sorted(
        document.findings, key=lambda f: (SEVERITIES.index(f.severity), f.place.span, f.rule)
    )
    file = visible(document.file)
    for finding in ordered:
        span = finding.place.span
        word = SEVERITY[finding.severity].text(look.language)
        message = one_line(finding.message.text(look.language))
        yield f"{file}:{span.line}:{span.column}: {word} {finding.rule} {message}"
    if look.show_skipped:
        word = Message("未能核对", "not checked").text(look.language)
        for skip in document.skips:
            reason = one_line(skip.reason.text(look.language))
            yield f"{file}:{skip.line or 1}:1: {word} {skip.rule} {reason}"


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
        yield say(failure.file, Message("无法检查：", "cannot check:"), failure.message)
    if not look.quiet:
        for failure in report.passed_over:
            yield say(failure.file, Message("略过：", "passed over:"), failure.message)
    if report.exit_code == 2:
        for reason in report.exit_reasons:
            yield say("perfcheck", Message("退出码 2：", "exit code 2:"), reason)
