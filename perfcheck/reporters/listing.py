"""A report as a list of lines, one a finding, for formats that people filter and sort."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from perfcheck.finding import (
    SEVERITIES,
    SEVERITY,
    DocumentReport,
    Finding,
    Gone,
    Place,
    Report,
    Severity,
)
from perfcheck.messages import Language, Message
from perfcheck.reporters.departments import department_of
from perfcheck.reporters.where import line_words, where
from perfcheck.reporters.wording import (
    CHANGE,
    MENDED,
    VERDICT,
    accepted_text,
    percent,
    visible,
)

TROUBLE = 2
"""The exit code of a run that could not do what was asked."""
NOT_CHECKED = Message("无法检查", "not checked")
"""The level of what could not be checked: a file, a rule."""

NOT_READ = Message("没有读", "not read")
"""The level of what a file holds and was not read."""

YES = Message("是", "yes")
_FORBIDDEN = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD)


class Line(NamedTuple):
    """One line of the list, in one language; empty where there is nothing to say.

    `severity` is for colours. The fields after it are the columns, in their order.
    """

    severity: Severity | None = None
    file: str = ""
    department: str = ""
    year: str = ""
    form: str = ""
    level: str = ""
    rule: str = ""
    name: str = ""
    place: str = ""
    printed: str = ""
    message: str = ""
    evidence: str = ""
    basis: str = ""
    hint: str = ""
    note: str = ""
    accepted: str = ""
    reason: str = ""
    fingerprint: str = ""
    change: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the columns."""
        return tuple(self[1:])


HEADINGS: dict[str, Message] = {
    "file": Message("文件", "File"),
    "department": Message("部门", "Department"),
    "year": Message("年度", "Year"),
    "form": Message("表", "Form"),
    "level": Message("级别", "Level"),
    "rule": Message("规则", "Rule"),
    "name": Message("名称", "Name"),
    "place": Message("位置", "Place"),
    "printed": Message("印的值", "Printed"),
    "message": Message("问题", "Finding"),
    "evidence": Message("算式或说明", "Sum or detail"),
    "basis": Message("依据", "Basis"),
    "hint": Message("修改", "Remedy"),
    "note": Message("留意", "Mind"),
    "accepted": Message("已说明", "Accepted"),
    "reason": Message("理由", "Reason"),
    "fingerprint": Message("指纹", "Fingerprint"),
    "change": Message("变化", "Change"),
}
"""What the columns are called, in their order."""


def headings(language: Language) -> list[str]:
    """The head of the list."""
    return [heading.text(language) for heading in HEADINGS.values()]


def clean(text: str) -> str:
    """Text for a cell: on one line, and nothing that XML forbids or that steers a screen.

    >>> clean("甲\\n乙\\x07\\ud800")
    '甲 乙␇�'
    """
    return safe(" ".join(text.split()))


def safe(text: str) -> str:
    """The same with its blanks as they are, which a file's name needs."""
    return text if text.isprintable() else visible(text).translate(_FORBIDDEN)


def lines(report: Report, language: Language) -> Iterator[Line]:
    """Findings by document, the gravest first; then what is mended, and what was not checked."""
    documents = by_file(report)
    for document in report.documents:
        yield from document_lines(document, documents, language)
    for gone in report.since.mended if report.since else ():
        yield _gone(gone, language)
    yield from unchecked(report, language)


def by_file(report: Report) -> dict[str, DocumentReport]:
    """The documents of a run by their names, to find places in another one."""
    return {document.file: document for document in report.documents}


def document_lines(
    document: DocumentReport, documents: Mapping[str, DocumentReport], language: Language
) -> Iterator[Line]:
    """The findings of one document, the gravest first, then by place."""
    if document.verdict == "incomplete":
        yield _incomplete(document, language)
    for note in document.notes:
        message = clean(note.text(language))
        yield _of(document)._replace(level=NOT_READ.text(language), message=message)
    for finding in ordered(document.findings):
        place = place_words(finding.place, document, documents)
        yield _finding(finding, document, language)._replace(place=place.text(language))


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, then by place."""
    return sorted(
        findings,
        key=lambda f: (SEVERITIES.index(f.severity), f.place.file, f.place.span, f.rule),
    )


def place_words(
    place: Place, document: DocumentReport, documents: Mapping[str, DocumentReport]
) -> Message:
    """Where a place is found, with the file's name where it is not in the document."""
    if not place.file:
        return where(document, place.span)
    other = documents.get(place.file)
    said = where(other, place.span) if other else line_words(place.span.line)
    file = safe(place.file)
    return Message(f"{file} {said.zh}", f"{file}, {said.en}")


def unchecked(report: Report, language: Language) -> Iterator[Line]:
    """Files that could not be checked, and rules that could not run; or why nothing was checked."""
    level = NOT_CHECKED.text(language)
    for reason in unbegun(report):
        yield Line(level=level, message=clean(reason.text(language)))
    for failure in report.errors:
        place = line_words(failure.line).text(language) if failure.line else ""
        message = clean(failure.message.text(language))
        yield Line(file=safe(failure.file), level=level, place=place, message=message)
    for broken in report.broken:
        place = line_words(broken.line).text(language) if broken.line else ""
        yield Line(
            file=safe(broken.file),
            level=level,
            rule=clean(broken.rule),
            name=Message("规则本身有误", "the rule is broken").text(language),
            place=place,
            message=clean(broken.message.text(language)),
        )


def unbegun(report: Report) -> tuple[Message, ...]:
    """Why a run could not begin, where neither a document nor a file that failed says so."""
    told = report.documents or report.errors or report.broken
    return () if told or report.exit_code != TROUBLE else report.exit_reasons


def _incomplete(document: DocumentReport, language: Language) -> Line:
    share = percent(document.coverage)
    said = Message(
        f"未能完整核对：读懂了 {share} 的文字", f"not fully checked: {share} of it understood"
    )
    return _of(document)._replace(
        level=VERDICT["incomplete"].text(language), message=said.text(language)
    )


def _of(document: DocumentReport, form: str = "") -> Line:
    """A line that only says which document it is about, and which of its forms."""
    forms = [one for one in document.forms if one.id == form] or list(document.forms[:1])
    if not forms:
        return Line(file=safe(document.file))
    one = forms[0]
    return Line(
        file=safe(document.file),
        department=clean(one.department or department_of(document)),
        year=str(one.year or ""),
        form=clean(one.title or one.kind),
    )


def _finding(finding: Finding, document: DocumentReport, language: Language) -> Line:
    notes = [clean(said.text(language)) for said in (finding.lowered, finding.remark)]
    return _of(document, finding.form)._replace(
        severity=finding.severity,
        level=SEVERITY[finding.severity].text(language),
        rule=clean(finding.rule),
        name=clean(finding.name.text(language)),
        printed=clean(finding.place.text),
        message=clean(finding.message.text(language)),
        evidence=clean(finding.evidence.text(language)),
        basis=clean(finding.basis),
        hint=clean(finding.hint.text(language)),
        note=Message("；", "; ").text(language).join(filter(None, notes)),
        accepted=YES.text(language) if finding.accepted else "",
        reason=clean(accepted_text(finding, language)),
        fingerprint=finding.fingerprint,
        change=CHANGE[finding.change].text(language) if finding.change else "",
    )


def _gone(gone: Gone, language: Language) -> Line:
    known = {str(name): word.text(language) for name, word in SEVERITY.items()}
    return Line(
        file=safe(gone.file),
        department=clean(gone.department),
        level=known.get(gone.severity, clean(gone.severity)),
        rule=clean(gone.rule),
        message=clean(gone.message),
        fingerprint=clean(gone.fingerprint),
        change=MENDED.text(language),
    )
