"""A report as workflow commands of GitHub Actions, which show findings beside the files changed.

What is accepted or known is left out. The gravest come first: GitHub shows ten of a level a step.
"""

from collections.abc import Iterator, Mapping

from perfcheck.finding import SEVERITIES, Broken, DocumentReport, Failure, Finding, Report, Severity
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look
from perfcheck.reporters.filed import TROUBLE, by_file, clean, place_words, safe
from perfcheck.reporters.listing import NOT_READ
from perfcheck.reporters.wording import CHANGE, closing_line, elsewhere, holding, ordered
from perfcheck.source import Span

COMMAND: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = str.maketrans({**_DATA, ":": "%3A", ",": "%2C"})
_MESSAGE = str.maketrans(_DATA)


def render(report: Report, look: Look) -> str:
    """Write a command a line; the last ones say why the run ends as it does, and sum it up."""
    said = [*_findings(report, look.language), *_troubles(report, look.language)]
    if not look.quiet:
        said.append(command("notice", closing_line(report, look.language), title="perfcheck"))
    return "".join(f"{line}\n" for line in said)


def command(name: str, message: str, **properties: str | int) -> str:
    """One workflow command; properties that are empty are left out.

    >>> command("error", "甲\\n乙 5%", file="a,b:c.txt", line=3, title="")
    '::error file=a%2Cb%3Ac.txt,line=3::甲%0A乙 5%25'
    """
    given = [
        f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items() if value
    ]
    head = f"{name} {','.join(given)}".rstrip()
    return f"::{head}::{message.translate(_MESSAGE)}"


def _findings(report: Report, language: Language) -> Iterator[str]:
    documents = by_file(report)
    found = [
        (SEVERITIES.index(finding.severity), number, document, finding)
        for number, document in enumerate(report.documents)
        for finding in ordered(document.findings)
        if not finding.accepted
    ]
    for _, _, document, finding in sorted(found, key=lambda entry: entry[:2]):
        yield _finding(finding, document, documents, language)


def _finding(
    finding: Finding,
    document: DocumentReport,
    documents: Mapping[str, DocumentReport],
    language: Language,
) -> str:
    own = holding(finding.place, document, documents)
    foreign = own is not None and bool(own.origins)
    message = clean(finding.message.text(language)) + clean(elsewhere(finding, documents, language))
    parts = [message, clean(finding.evidence.text(language)), clean(finding.lowered.text(language))]
    if foreign:
        parts[0] = f"{place_words(finding.place, document, documents).text(language)}  {message}"
    title = f"{finding.rule} {clean(finding.name.text(language))}"
    if finding.change:
        title = f"{CHANGE[finding.change].text(language)} {title}"
    return command(
        COMMAND[finding.severity],
        "\n".join(filter(None, parts)),
        file=_path(finding.place.file or document.file),
        **({} if foreign else _region(finding.place.span)),
        title=title,
    )


def _region(span: Span) -> dict[str, str | int]:
    """Where it is in a text; GitHub takes no columns for what goes over several lines."""
    if span.line != span.end_line:
        return {"line": span.line, "endLine": span.end_line}
    columns = {"col": span.column, "endColumn": max(span.end_column, span.column)}
    return {"line": span.line, "endLine": span.end_line, **columns}


def _path(file: str) -> str:
    return safe(file).replace("\\", "/")


def _troubles(report: Report, language: Language) -> Iterator[str]:
    for document in report.documents:
        title = NOT_READ.text(language)
        for note in document.notes:
            said = clean(note.text(language))
            yield command("warning", said, file=_path(document.file), title=title)
    for trouble in report.errors:
        yield _trouble(trouble, Message("无法检查", "cannot check"), language)
    for broken in report.broken:
        rule = clean(broken.rule)
        yield _trouble(broken, Message(f"规则有误 {rule}", f"broken rule {rule}"), language)
    code = report.exit_code
    title = Message(f"退出码 {code}", f"exit code {code}").text(language)
    if report.exit_reasons:
        reasons = [clean(reason.text(language)) for reason in report.exit_reasons]
        yield command("error" if code == TROUBLE else "notice", "\n".join(reasons), title=title)


def _trouble(trouble: Failure | Broken, title: Message, language: Language) -> str:
    return command(
        "error",
        clean(trouble.message.text(language)),
        file=_path(trouble.file),
        line=trouble.line or 0,
        col=trouble.column or 0,
        title=title.text(language).rstrip(),
    )
