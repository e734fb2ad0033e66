"""One slip: what a department has to mend or explain in one document, group by group."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from perfcheck.finding import SEVERITIES, DocumentReport, Finding, Place, Severity
from perfcheck.messages import Language, Message
from perfcheck.reporters.departments import department_of
from perfcheck.reporters.docx import words as words
from perfcheck.reporters.docx.paper import WIDTH, Paper
from perfcheck.reporters.filed import clean, place_words
from perfcheck.reporters.where import line_words, suspect_words, where
from perfcheck.reporters.wording import CHANGE, CITED, accepted_text, ordered

_WIDTHS = (12.0, 36.0, 72.0, 36.0)
_NARROW = (12.0, 40.0, WIDTH - 52.0)
LONGEST = 80
"""So many signs of a printed text are repeated; the place tells where the whole stands."""

SHOWN = 8
"""So many related places, texts not understood and checks not made are told one by one."""


class _Slip(NamedTuple):
    """A slip that is being written; `parts` counts its parts, `advice` where each was given."""

    paper: Paper
    document: DocumentReport
    documents: Mapping[str, DocumentReport]
    language: Language
    parts: list[str]
    advice: dict[tuple[str, ...], int]


def slip(
    paper: Paper,
    document: DocumentReport,
    documents: Mapping[str, DocumentReport],
    language: Language,
) -> None:
    """Write the slip of one document; `documents` are those of the run, by file."""
    one = _Slip(paper, document, documents, language, [], {})
    opened = [finding for finding in ordered(document.findings) if not finding.accepted]
    groups = {
        severity: [finding for finding in opened if finding.severity == severity]
        for severity in SEVERITIES
    }
    asked = bool(groups["error"] or groups["warning"])
    paper.heading((words.TITLE if asked else words.TITLE_FINE).text(language), 1)
    paper.text(words.addressee(department_of(document), language), indent=False)
    counts = {severity: len(group) for severity, group in groups.items()}
    paper.text(words.opening(document, counts, language))
    number = 0
    for severity, group in groups.items():
        if group:
            _group(one, severity, group, number)
            number += len(group)
    _suspects(one)
    _accepted(one)
    _not_checked(one)
    if asked:
        paper.text(words.closing(language), before=12)
    paper.text("")
    department, reviewer = words.signatures(language)
    paper.signatures(department if asked else [], reviewer)


def _part(one: _Slip, heading: Message, count: int | None = None) -> None:
    one.parts.append(heading.zh)
    text = words.ordinal(len(one.parts), heading.text(one.language), count, one.language)
    one.paper.heading(text, 2)


def _heads(one: _Slip, last: Message | None) -> list[str]:
    heads = [words.NUMBER, words.PLACE, words.OPINION, *([last] if last else [])]
    return [head.text(one.language) for head in heads]


def _group(one: _Slip, severity: Severity, group: list[Finding], before: int) -> None:
    _part(one, words.GROUPS[severity], len(group))
    one.paper.intro(words.WHY[severity].text(one.language))
    answered = severity != "info"
    widths = _WIDTHS if answered else _NARROW
    table = one.paper.table(_heads(one, words.ANSWER if answered else None), widths)
    for number, finding in enumerate(group, before + 1):
        cells = [[str(number)], _place(one, finding), list(_opinion(one, finding, number))]
        blank = [[""]] if answered else []
        one.paper.row(table, [*cells, *blank], widths, _cited(finding, one.language))


def _place(one: _Slip, finding: Finding) -> list[str]:
    """Where it is, which cell, and what is printed there."""
    place = finding.place
    label, text = clean(place.label), clean(place.text)
    printed = f"“{_short(text)}”" if text else words.EMPTY.text(one.language)
    where_it_is = place_words(place, one.document, one.documents).text(one.language)
    return [where_it_is, *([_short(label)] if label and label != text else []), printed]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _opinion(one: _Slip, finding: Finding, number: int) -> Iterator[str]:
    """What is wrong, the arithmetic, other places, doubts; then how to mend it and the basis."""
    language = one.language
    yield clean(finding.message.text(language))
    if finding.evidence.text(language):
        yield _labelled(Message("核对", "Check"), finding.evidence.text(language), language)
    related = _related(one, finding)
    if related:
        yield _labelled(Message("涉及", "Concerns"), related, language)
    for said in (finding.lowered, finding.remark):
        if said.text(language):
            yield _labelled(Message("留意", "Mind"), said.text(language), language)
    yield from _advice(one, finding, number)


def _cited(finding: Finding, language: Language) -> str:
    """How both sides name the finding: its rule, and the beginning of its fingerprint."""
    change = f" · {CHANGE[finding.change].text(language)}" if finding.change else ""
    return f"{clean(finding.rule)} · {finding.fingerprint[:CITED]}{change}"


def _labelled(label: Message, text: str, language: Language) -> str:
    colon = Message("：", ": ").text(language)
    return f"{label.text(language)}{colon}{clean(text)}"


def _advice(one: _Slip, finding: Finding, number: int) -> Iterator[str]:
    """Remedy and basis, once: later findings of the same rule refer to the first."""
    hint = finding.hint.text(one.language)
    key = (finding.rule, hint, finding.basis)
    first = one.advice.setdefault(key, number)
    if first != number and (hint or finding.basis):
        same = Message(f"修改建议和依据同第 {first} 条", f"Remedy and basis as in no. {first}")
        yield same.text(one.language)
        return
    if hint:
        yield _labelled(Message("修改建议", "Remedy"), hint, one.language)
    if finding.basis:
        yield _labelled(Message("依据", "Basis"), finding.basis, one.language)


def _related(one: _Slip, finding: Finding) -> str:
    """The other places concerned, where they are not where the finding itself is."""
    language = one.language
    own = place_words(finding.place, one.document, one.documents)
    places: dict[str, None] = {}
    for place in finding.related:
        found = place_words(place, one.document, one.documents)
        if found != own:
            places[f"{found.text(language)} {_said(place)}".rstrip()] = None
    shown = list(places)[:SHOWN]
    if len(places) > SHOWN:
        rest = Message(f"等 {len(places)} 处", f"and {len(places) - SHOWN} more").text(language)
        shown.append(rest)
    return Message("；", "; ").text(language).join(shown)


def _said(place: Place) -> str:
    text = place.text if place.label == place.text else f"{place.label} {place.text}"
    return _short(clean(text))


def _suspects(one: _Slip) -> None:
    if one.document.suspects:
        _part(one, words.SUSPECTS)
        for suspect in one.document.suspects:
            said = suspect_words(one.document, suspect).text(one.language)
            one.paper.text(
                clean(said) + Message("，请先核对。", ": look at this first.").text(one.language)
            )


def _accepted(one: _Slip) -> None:
    """What was explained and accepted: shown with its reason, nothing is asked."""
    accepted = [finding for finding in ordered(one.document.findings) if finding.accepted]
    if not accepted:
        return
    _part(one, words.EXPLAINED, len(accepted))
    table = one.paper.table(_heads(one, words.REASON), _WIDTHS)
    for number, finding in enumerate(accepted, 1):
        said = [clean(finding.message.text(one.language))]
        reason = [clean(accepted_text(finding, one.language))]
        cells = ([str(number)], _place(one, finding), said, reason)
        one.paper.row(table, cells, _WIDTHS, _cited(finding, one.language))


def _not_checked(one: _Slip) -> None:
    said = list(_unchecked(one))
    if not said:
        return
    _part(one, words.NOT_CHECKED)
    one.paper.text(words.NOT_CHECKED_WHY.text(one.language))
    for text in said:
        one.paper.text(text)


def _unchecked(one: _Slip) -> Iterator[str]:
    """Notes of reading, texts not understood, and why checks were not made."""
    document, language = one.document, one.language
    for note in document.notes:
        yield clean(note.text(language))
    for place in document.unrecognised[:SHOWN]:
        found, text = where(document, place.span), _short(clean(place.text))
        yield Message(
            f"{found.zh}“{text}”没有读懂。", f"{found.en}, “{text}”: not understood."
        ).text(language)
    yield from _rest(len(document.unrecognised), one)
    reasons: dict[Message, list[str]] = {}
    for skip in document.skips:
        line = f"（{line_words(skip.line).zh}）" if skip.line and not document.origins else ""
        line_en = f" ({line_words(skip.line).en})" if line and skip.line else ""
        said = Message(f"{skip.reason.zh}{line}", f"{skip.reason.text('en')}{line_en}")
        reasons.setdefault(said, []).append(skip.name.text(language))
    for said, names in list(reasons.items())[:SHOWN]:
        rules = clean(Message("、", ", ").text(language).join(dict.fromkeys(names)))
        yield Message(
            f"{clean(said.zh)}，未能核对：{rules}。", f"{clean(said.en)}; not checked: {rules}."
        ).text(language)
    yield from _rest(len(reasons), one)


def _rest(count: int, one: _Slip) -> Iterator[str]:
    if count > SHOWN:
        rest = count - SHOWN
        yield Message(f"此外还有 {rest} 处。", f"And {rest} more.").text(one.language)
