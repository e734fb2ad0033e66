"""The findings of one document as the page shows them: groups, places, and what unfolds."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck.finding import DocumentReport, Finding, Place
from perfcheck.messages import Language, Message
from perfcheck.reporters.html.marks import Marks, Ref, lay
from perfcheck.reporters.terminal.findings import BASIS, REMEDY, evidence_label, grouped
from perfcheck.reporters.terminal.next import accepting
from perfcheck.reporters.where import line_words, where
from perfcheck.reporters.wording import (
    CHANGE,
    CITED,
    accepted_text,
    finding_word,
    one_line,
    visible,
)


class PlaceView(NamedTuple):
    """A place in words with the line that it links to, what is printed there, and its label."""

    words: str
    href: str = ""
    label: str = ""
    text: str = ""


class FindingView(NamedTuple):
    """One finding: `number` counts within its document, `cited` is its fingerprint's beginning.

    `whole` is all of it as one writes it to the department.
    """

    id: str
    number: int
    message: str
    place: PlaceView
    related: tuple[PlaceView, ...]
    evidence: str
    evidence_label: str
    remark: str
    lowered: str
    fingerprint: str
    cited: str
    command: str
    whole: str


class GroupView(NamedTuple):
    """Findings of one rule; `look` is the severity or "accepted", `change` new or open."""

    look: str
    severity: str
    word: str
    change: str
    change_word: str
    rule: str
    family: str
    name: str
    hint: str
    basis: str
    reason: str
    findings: tuple[FindingView, ...]


class Book(NamedTuple):
    """The documents of a run, and where each stands in it; marks are laid for each of them."""

    documents: Sequence[DocumentReport]
    numbers: Mapping[str, int]
    marks: Sequence[Marks]
    language: Language

    def number(self, file: str, own: int) -> int | None:
        """Which document a place's file names (from 1); None where the run has none of it."""
        return self.numbers.get(file) if file else own


def book_of(documents: Sequence[DocumentReport], language: Language) -> Book:
    """The documents by number and by file, with nothing marked yet."""
    numbers = {document.file: at for at, document in enumerate(documents, 1)}
    return Book(documents, numbers, [{} for _ in documents], language)


def place_view(book: Book, own: int, place: Place) -> PlaceView:
    """A place in words, linked where the page holds what it is in."""
    number = book.number(place.file, own)
    if number is None:
        words, href = line_words(place.span.line).text(book.language), ""
    else:
        document = book.documents[number - 1]
        words = where(document, place.span).text(book.language)
        line = min(max(place.span.line, 1), len(document.lines))
        href = f"#d{number}-L{line}" if line else ""
    if place.file:
        words = f"{visible(place.file)} {words}"
    label = "" if place.label == place.text else one_line(place.label)
    return PlaceView(words, href, label, one_line(place.text))


def group_views(book: Book, own: int) -> tuple[GroupView, ...]:
    """The groups of the `own`th document in the order of the terminal; marks are laid with them."""
    made: list[GroupView] = []
    count = 0
    for group in grouped(book.documents[own - 1].findings):
        found = []
        for finding in group:
            count += 1
            found.append(_finding(book, own, count, finding))
        made.append(_group(group[0], tuple(found), book.language))
    return tuple(made)


def _group(first: Finding, found: tuple[FindingView, ...], language: Language) -> GroupView:
    return GroupView(
        look="accepted" if first.accepted else first.severity,
        severity=first.severity,
        word=finding_word(first, language),
        change=first.change,
        change_word=CHANGE[first.change].text(language) if first.change else "",
        rule=first.rule,
        family=family_of(first.rule),
        name=one_line(first.name.text(language)),
        hint=visible(first.hint.text(language)),
        basis=visible(first.basis),
        reason=accepted_text(first, language),
        findings=found,
    )


def family_of(rule: str) -> str:
    """The part of a rule's id that names its family.

    >>> family_of("ARITH-001")
    'ARITH'
    """
    return rule.partition("-")[0]


def _finding(book: Book, own: int, number: int, finding: Finding) -> FindingView:
    language = book.language
    evidence = one_line(finding.evidence.text(language))
    view = FindingView(
        id=f"f{own}-{number}",
        number=number,
        message=one_line(finding.message.text(language)),
        place=place_view(book, own, finding.place),
        related=tuple(place_view(book, own, place) for place in finding.related),
        evidence=evidence,
        evidence_label=evidence_label(evidence).text(language) if evidence else "",
        remark=one_line(finding.remark.text(language)),
        lowered=one_line(finding.lowered.text(language)),
        fingerprint=finding.fingerprint,
        cited=finding.fingerprint[:CITED],
        command=_command(book.documents[own - 1], finding, language),
        whole="",
    )
    view = view._replace(whole=_whole(view, finding, language))
    _mark(book, own, finding, view)
    return view


def _whole(view: FindingView, finding: Finding, language: Language) -> str:
    """A finding as one passes it on: place and message, arithmetic, remedy and basis."""
    colon = Message("：", ": ").text(language)
    parts = (
        (view.place.words, view.message),
        (view.evidence_label, view.evidence),
        (REMEDY.text(language), visible(finding.hint.text(language))),
        (BASIS.text(language), visible(finding.basis)),
    )
    return "\n".join(f"{label}{colon}{said}" for label, said in parts if said)


def _command(document: DocumentReport, finding: Finding, language: Language) -> str:
    """How to explain the finding, where an explanation may accept it."""
    mended = finding.severity == "error" and not finding.explainable
    if mended or finding.accepted or finding.place.file:
        return ""
    reason = Message("理由", "TEXT").text(language)
    return f"{accepting(document, finding)} --reason {reason}"


def _mark(book: Book, own: int, finding: Finding, view: FindingView) -> None:
    look = "accepted" if finding.accepted else finding.severity
    said = f"{view.number}  {finding_word(finding, book.language)} {finding.rule}: {view.message}"
    roles = [("blamed", finding.place), *(("related", place) for place in finding.related)]
    for role, place in roles:
        number = book.number(place.file, own)
        if number is not None:
            shown = f"{view.number}" if number == own else f"→{view.number}"
            lines = book.documents[number - 1].lines
            lay(book.marks[number - 1], lines, place.span, Ref(view.id, look, role, shown, said))
