"""One document as the page shows it: verdict, facts, findings, what is open, and the form."""

from typing import NamedTuple

from perfcheck.finding import SEVERITY, DocumentReport, Skip
from perfcheck.messages import Language, Message
from perfcheck.reporters.filed import incomplete_text
from perfcheck.reporters.html.findings import (
    Book,
    GroupView,
    PlaceView,
    family_of,
    group_views,
    place_view,
)
from perfcheck.reporters.html.form import Block, blocks
from perfcheck.reporters.html.marks import Ref, lay
from perfcheck.reporters.terminal.suspects import TITLE as SUSPECTS
from perfcheck.reporters.where import (
    line_words,
    lines_words,
    mended_words,
    stretch_words,
)
from perfcheck.reporters.wording import (
    ACCEPTED,
    FAMILIES,
    KNOWN,
    VERDICT_SIGN,
    accepted_count,
    one_line,
    percent,
    severity_counts,
    verdict_word,
    visible,
)


class Count(NamedTuple):
    """A figure with its word and its look."""

    look: str
    word: str
    number: int


class Fact(NamedTuple):
    """A line of the table of facts beside the verdict."""

    label: str
    text: str


class SuspectView(NamedTuple):
    """A figure that is probably wrong, what it may have been, and what that would mend."""

    id: str
    place: PlaceView
    expected: str
    said: str


class SkipView(NamedTuple):
    """Rules that could not be checked for one reason."""

    reason: str
    place: PlaceView | None
    rules: tuple[tuple[str, str, int], ...]


class Part(NamedTuple):
    """A form of the document, with the stretch that it takes."""

    title: str
    place: str
    href: str


class DocumentView(NamedTuple):
    """All that the page shows of one document; `number` counts from 1."""

    number: int
    file: str
    title: str
    department: str
    whose: str
    verdict: str
    sign: str
    word: str
    counts: tuple[Count, ...]
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    doubt: str
    notes: tuple[str, ...]
    groups: tuple[GroupView, ...]
    suspects: tuple[SuspectView, ...]
    skips: tuple[SkipView, ...]
    skipped: int
    unread: tuple[PlaceView, ...]
    known: tuple[str, ...]
    blocks: tuple[Block, ...] = ()


def found_in(book: Book, number: int) -> DocumentView:
    """Everything but the form; lays the marks of the document's findings on whatever they name."""
    document = book.documents[number - 1]
    language = book.language
    first = document.forms[0] if document.forms else None
    return DocumentView(
        number=number,
        file=visible(document.file),
        title=visible((first.title or first.kind) if first else document.file),
        department=visible(first.department) if first else "",
        whose=_whose(document, language),
        verdict=document.verdict,
        sign=VERDICT_SIGN[document.verdict],
        word=verdict_word(document).text(language),
        counts=counts(document, language),
        facts=_facts(document, language),
        parts=tuple(_parts(document, number, language)),
        doubt=incomplete_text(document, language) if document.verdict == "incomplete" else "",
        notes=tuple(one_line(note.text(language)) for note in document.notes),
        groups=group_views(book, number),
        suspects=tuple(_suspects(book, number)),
        skips=_skips(document, number, language),
        skipped=len(document.skips),
        unread=tuple(_unread(book, number)),
        known=tuple(
            f"{finding.rule}  {one_line(finding.message.text(language))}"
            for finding in document.known
        ),
    )


def with_form(book: Book, view: DocumentView) -> DocumentView:
    """The same with the form, when the findings of all documents have laid their marks."""
    at = view.number - 1
    return view._replace(
        blocks=blocks(book.documents[at], view.number, book.marks[at], book.language)
    )


def counts(document: DocumentReport, language: Language) -> tuple[Count, ...]:
    """The findings by severity, and those set aside, as far as there are any."""
    found = [
        *((name, SEVERITY[name], n) for name, n in severity_counts([document]).items()),
        ("accepted", ACCEPTED, accepted_count([document])),
        ("known", KNOWN, len(document.known)),
    ]
    return tuple(Count(look, word.text(language), n) for look, word, n in found if n)


def family_word(family: str, language: Language) -> str:
    """What a family is called."""
    return FAMILIES[family].text(language) if family in FAMILIES else ""


def _whose(document: DocumentReport, language: Language) -> str:
    """The department and the year of the first form, as far as they are printed."""
    if not document.forms:
        return ""
    first = document.forms[0]
    year = Message(f"{first.year} 年度", str(first.year)).text(language) if first.year else ""
    return " · ".join(part for part in (visible(first.department), year) if part)


def _facts(document: DocumentReport, language: Language) -> tuple[Fact, ...]:
    checks = document.checks
    rounding = checks.passed_by_rounding
    facts = [
        (Message("读懂的文字", "Text understood"), percent(document.coverage)),
        (Message("通过的规则", "Rules passed"), str(checks.passed)),
        (Message("其中在舍入之内", "– by rounding"), str(rounding or "")),
        (Message("有问题的规则", "Rules with findings"), str(checks.failed)),
        (Message("不适用", "Not applicable"), str(checks.not_applicable)),
        (Message("未能核对", "Not checked"), str(checks.skipped)),
        (Message("规则不能运行", "Broken"), str(checks.broken or "")),
    ]
    return tuple(Fact(label.text(language), said) for label, said in facts if said)


def _parts(document: DocumentReport, number: int, language: Language) -> list[Part]:
    return [
        Part(
            visible(form.title or form.kind),
            stretch_words(document, form.span).text(language),
            f"#d{number}-L{form.span.line}",
        )
        for form in document.forms
    ]


def _suspects(book: Book, number: int) -> list[SuspectView]:
    made = []
    document = book.documents[number - 1]
    title = SUSPECTS.text(book.language)
    for at, suspect in enumerate(document.suspects, 1):
        slip, said = suspect.slip.text(book.language), mended_words(suspect).text(book.language)
        view = SuspectView(
            f"s{number}-{at}",
            place_view(book, number, suspect.place),
            visible(suspect.expected),
            visible(" · ".join(part for part in (slip, said) if part)),
        )
        ref = Ref(view.id, "suspect", "related", "?", f"{title}: {view.expected}")
        lay(book.marks[number - 1], document.lines, suspect.place.span, ref)
        made.append(view)
    return made


def _skips(document: DocumentReport, number: int, language: Language) -> tuple[SkipView, ...]:
    """By reason, the most frequent first."""
    groups: dict[str, list[Skip]] = {}
    for skip in document.skips:
        groups.setdefault(one_line(skip.reason.text(language)), []).append(skip)
    made = []
    for reason, group in sorted(groups.items(), key=lambda item: -len(item[1])):
        lines = [skip.line for skip in group if skip.line is not None]
        place = None
        if lines:
            words = lines_words(document, [min(lines)]) if document.lines else line_words(lines[0])
            place = PlaceView(words.text(language), f"#d{number}-L{min(lines)}")
        rules = tuple((skip.rule, one_line(skip.name.text(language)), skip.times) for skip in group)
        made.append(SkipView(reason, place, rules))
    return tuple(made)


def _unread(book: Book, number: int) -> list[PlaceView]:
    document = book.documents[number - 1]
    said = Message("没有读懂", "not understood").text(book.language)
    for at, place in enumerate(document.unrecognised, 1):
        ref = Ref(f"u{number}-{at}", "unread", "related", "", said)
        lay(book.marks[number - 1], document.lines, place.span, ref)
    return [place_view(book, number, place) for place in document.unrecognised]


def families(views: list[DocumentView], language: Language) -> tuple[tuple[str, str], ...]:
    """The families of all findings, as they are called, in the order of the alphabet."""
    found = {family_of(group.rule) for view in views for group in view.groups}
    return tuple((family, family_word(family, language)) for family in sorted(found))
