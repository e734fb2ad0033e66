"""A report as a list of lines, one a finding, for formats that people filter and sort."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from perfcheck.finding import (
    SEVERITY,
    DocumentReport,
    Finding,
    Gone,
    Report,
    Severity,
    Suspect,
)
from perfcheck.messages import NOTHING, Language, Message
from perfcheck.reporters import Look
from perfcheck.reporters.departments import department_of
from perfcheck.reporters.filed import by_file, clean, incomplete_text, place_words, safe, unbegun
from perfcheck.reporters.where import instead_words, line_words, where
from perfcheck.reporters.wording import (
    CHANGE,
    MENDED,
    VERDICT,
    accepted_text,
    ordered,
)
from perfcheck.source import Span

NOT_CHECKED = Message("无法检查", "not checked")
"""The level of what could not be checked: a file, a rule."""

NOT_READ = Message("没有读", "not read")
"""The level of what a file holds and was not read."""

SUSPECT = Message("可能写错", "may be wrong")
"""The level of a figure that is probably the wrong one: a hint, and no finding."""

UNJUDGED = Message("未能核对", "not judged")
"""The level of a check that could not be made in a form."""

NOT_UNDERSTOOD = Message("没有读懂", "not understood")
"""The level of a text that belongs to nothing known."""

YES = Message("是", "yes")


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


def lines(report: Report, look: Look) -> Iterator[Line]:
    """Findings by document, the gravest first; then what is mended, and what was not checked."""
    documents = by_file(report)
    for document in report.documents:
        yield from document_lines(document, documents, look)
    for gone in report.since.mended if report.since else ():
        yield _gone(gone, look.language)
    yield from unchecked(report, look.language)


def document_lines(
    document: DocumentReport, documents: Mapping[str, DocumentReport], look: Look
) -> Iterator[Line]:
    """The findings of one document, the gravest first, then by place; then what is only a hint.

    With `show_skipped` also each check that could not be made, and the texts not understood.
    """
    if document.verdict == "incomplete":
        yield _incomplete(document, look.language)
    for note in document.notes:
        message = clean(note.text(look.language))
        yield _of(document)._replace(level=NOT_READ.text(look.language), message=message)
    for finding in ordered(document.findings):
        place = place_words(finding.place, document, documents)
        yield _finding(finding, document, look.language)._replace(place=place.text(look.language))
    for suspect in document.suspects:
        yield _suspect(suspect, document, look.language)
    if look.show_skipped:
        yield from _open(document, look.language)


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


def _incomplete(document: DocumentReport, language: Language) -> Line:
    word, why = VERDICT["incomplete"].text(language), incomplete_text(document, language)
    said = Message(f"{word}：{why}", f"{word}: {why}").text(language)
    return _of(document)._replace(level=word, message=said)


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


def _suspect(suspect: Suspect, document: DocumentReport, language: Language) -> Line:
    place, said = suspect.place, instead_words(suspect)
    return _of(document)._replace(
        level=SUSPECT.text(language),
        place=where(document, place.span).text(language),
        name=clean(place.label),
        printed=clean(place.text),
        message=clean(said.text(language)),
    )


def _open(document: DocumentReport, language: Language) -> Iterator[Line]:
    """The checks that could not be made, and the texts that nothing is known of."""
    for skip in document.skips:
        first = where(document, Span(skip.line, 1, skip.line, 1)) if skip.line else NOTHING
        yield _of(document)._replace(
            level=UNJUDGED.text(language),
            rule=clean(skip.rule),
            name=clean(skip.name.text(language)),
            place=first.text(language),
            message=clean(skip.reason.text(language)),
        )
    for place in document.unrecognised:
        yield _of(document)._replace(
            level=NOT_UNDERSTOOD.text(language),
            place=where(document, place.span).text(language),
            printed=clean(place.text),
        )


def _gone(gone: Gone, language: Language) -> Line:
    """What is mended has that for its level: who counts errors must not count it."""
    known = {str(name): word.text(language) for name, word in SEVERITY.items()}
    was = known.get(gone.severity, clean(gone.severity))
    return Line(
        file=safe(gone.file),
        department=clean(gone.department),
        level=MENDED.text(language),
        rule=clean(gone.rule),
        message=clean(gone.message),
        note=Message(f"原为“{was}”", f"was: {was}").text(language) if was else "",
        fingerprint=clean(gone.fingerprint),
        change=MENDED.text(language),
    )
