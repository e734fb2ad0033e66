"""The findings of one document on a terminal: grouped by rule, each with its source and remedy."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from perfcheck.finding import SEVERITIES, DocumentReport, Finding, Place, Severity
from perfcheck.messages import Message
from perfcheck.regexes import regex
from perfcheck.reporters import Look
from perfcheck.reporters.excerpt import BLAMED, RELATED, Excerpt, excerpt
from perfcheck.reporters.page import INDENT, labelled, paragraph, right_aligned, shortened
from perfcheck.reporters.where import line_words, lines_words, row_label, shortly, where
from perfcheck.reporters.wording import (
    CHANGE,
    CITED,
    accepted_text,
    finding_word,
    holding,
    one_line,
    visible,
)
from perfcheck.reporters.wrapping import wrap

STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
IN_FULL = 3
"""How many findings of one rule are shown with their source; the others take a line each."""

NARROWEST = 24
"""With less room than this for a rule's name, a finding is not cited beside it."""

ARITHMETIC = Message("算式", "Sum")
COMPARE = Message("对照", "Compare")
DETAIL = Message("说明", "Detail")
REMEDY = Message("修改", "Remedy")
BASIS = Message("依据", "Basis")
REASON = Message("理由", "Reason")
REMARK = Message("留意", "Mind")
DOUBTFUL = Message("存疑", "Doubtful")
_SUM = regex(r"[=<>≤≥]|\d\s[-+]\s")

Group = list[Finding]


def findings(
    document: DocumentReport, look: Look, documents: Mapping[str, DocumentReport]
) -> Iterator[Text]:
    """Every finding of the document, the gravest first, then by place.

    `documents` are those of the run by file, to show what stands in another one.
    """
    for group in grouped(document.findings):
        yield Text()
        places = [place_text(finding, document, documents, look) for finding in group]
        yield from _head(group, places[0], look)
        if group[0].accepted:
            yield from _accepted(group, places, look)
            continue
        for finding, place in zip(group[:IN_FULL], places, strict=False):
            shown = "" if len(group) == 1 else place
            yield from _block(finding, shown, document, documents, look)
        for finding, place in zip(group[IN_FULL:], places[IN_FULL:], strict=True):
            said = one_line(finding.message.text(look.language))
            yield shortened(f"{place}  {said}", look)
        yield from _remedy(group[0], look)


def grouped(found: Sequence[Finding]) -> list[Group]:
    """Findings of one rule and severity together, ordered by severity and first place."""
    groups: dict[tuple[object, ...], Group] = {}
    for finding in sorted(found, key=_order):
        kept = (finding.accepted, finding.change)
        key = (finding.severity, finding.rule, finding.name, finding.hint, finding.basis, *kept)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def _order(finding: Finding) -> tuple[object, ...]:
    return SEVERITIES.index(finding.severity), finding.place.file, finding.place.span


def place_text(
    finding: Finding, own: DocumentReport, documents: Mapping[str, DocumentReport], look: Look
) -> str:
    """Where the blamed value stands, with the file's name where it is not the own document."""
    span = finding.place.span
    document = holding(finding.place, own, documents)
    said = (where(document, span) if document else line_words(span.line)).text(look.language)
    file = re.split(r"[/\\\\]", finding.place.file)[-1]
    return f"{visible(file)} {said}" if file else said


def _head(group: Group, place: str, look: Look) -> Iterator[Text]:
    first = group[0]
    alone = Message(f"{len(group)} 处", f"{len(group)} places").text(look.language)
    right = f"{place}  {_cited(first)}" if len(group) == 1 else alone
    style = "bold green" if first.accepted else STYLES[first.severity]
    left = Text().append(finding_word(first, look.language), style)
    if first.change:
        left.append(f" {CHANGE[first.change].text(look.language)}", "magenta")
    left.append(f"  {first.rule}  ", "bold")
    indent = left.cell_len
    room = look.width - indent
    if len(group) == 1 and room - cell_len(right) < NARROWEST:
        right = place
    beside = room - cell_len(right) >= NARROWEST // 2
    name = one_line(first.name.text(look.language))
    lines = wrap(name, room - max(cell_len(right) + 2, 12) if beside else room)
    left.append(lines[0], "bold")
    yield right_aligned(left, right, look) if beside else left
    for line in lines[1:]:
        yield Text(" " * indent).append(line, "bold")
    if not beside:
        yield from paragraph(right, look, style="dim")


def _cited(finding: Finding) -> str:
    """How `accept` and others may be told which finding is meant."""
    return finding.fingerprint[:CITED]


def _accepted(group: Group, places: Sequence[str], look: Look) -> Iterator[Text]:
    """What is accepted takes a line each, and the reason."""
    for finding, place in zip(group, places, strict=True):
        message = one_line(finding.message.text(look.language))
        yield shortened(message if len(group) == 1 else f"{place}  {message}", look)
    reason = accepted_text(group[0], look.language)
    yield from labelled(REASON.text(look.language), reason, look)


def _block(
    finding: Finding,
    place: str,
    document: DocumentReport,
    documents: Mapping[str, DocumentReport],
    look: Look,
) -> Iterator[Text]:
    message = one_line(finding.message.text(look.language))
    head = f"{place}  {message}  {_cited(finding)}" if place else message
    for index, line in enumerate(paragraph(head, look)):
        if index == 0 and place:
            line.stylize("bold", INDENT, INDENT + len(place))
        yield line
    yield from _source(finding, document, look)
    yield from _other_documents(finding, documents, look)
    evidence = finding.evidence.text(look.language)
    if evidence:
        yield from labelled(evidence_label(evidence).text(look.language), evidence, look)
    remark = finding.remark.text(look.language)
    if remark:
        yield from labelled(REMARK.text(look.language), remark, look)
    lowered = finding.lowered.text(look.language)
    if lowered:
        yield from labelled(DOUBTFUL.text(look.language), lowered, look)


def evidence_label(evidence: str) -> Message:
    """What the evidence of a finding is: arithmetic, or what else tells why."""
    return ARITHMETIC if _SUM.search(evidence) else DETAIL


def _remedy(finding: Finding, look: Look) -> Iterator[Text]:
    hint = finding.hint.text(look.language)
    if hint:
        yield from labelled(REMEDY.text(look.language), hint, look)
    if finding.basis:
        yield from labelled(BASIS.text(look.language), finding.basis, look)


def _other_documents(
    finding: Finding, documents: Mapping[str, DocumentReport], look: Look
) -> Iterator[Text]:
    """The related places in other documents: file, line, what stands there, and the lines."""
    places: dict[str, list[Place]] = {}
    for place in finding.related:
        if place.file:
            places.setdefault(place.file, []).append(place)
    for file, there in places.items():
        document = documents.get(file)
        for place in there:
            found = document.located(place.span) if document else None
            at = f"{file}:{shortly(found) if found else place.span.line}"
            said = f"{place.label} {place.text}" if place.label != place.text else place.text
            label = COMPARE.text(look.language)
            yield from labelled(label, one_line(f"{at}  {said}"), look)
        cells = [place for place in there if place.label != place.text]
        if document and cells:  # where nothing but a form's title is named, its name says it all
            margin = _margin(document)
            shown = excerpt(document.lines, cells[0], cells[1:], look.width - margin - 3)
            compared = [
                line._replace(under=line.under.replace(BLAMED, RELATED)) for line in shown[0]
            ]
            yield from _excerpt(shown._replace(shown=tuple(compared)), finding, document, look)


def _source(finding: Finding, document: DocumentReport, look: Look) -> Iterator[Text]:
    if finding.place.file:
        return
    own = [place for place in finding.related if not place.file]
    shown = excerpt(document.lines, finding.place, own, look.width - _margin(document) - 3)
    yield from _excerpt(shown, finding, document, look)


def _margin(document: DocumentReport) -> int:
    """How wide the numbers in front of lines may become."""
    last = len(document.lines)
    return max(len(str(last)), len(row_label(document, last))) + 2


def _excerpt(
    shown: Excerpt, finding: Finding, document: DocumentReport, look: Look
) -> Iterator[Text]:
    margin = _margin(document)
    for line in shown.shown:
        number = row_label(document, line.number)
        yield Text().append(f"{number:>{margin}} │ ", "dim").append(line.text)
        if line.under:
            yield _carets(" " * margin, line.under, finding.severity)
    if shown.left_out:
        yield from _left_out(shown, document, look)


def _carets(margin: str, under: str, severity: Severity) -> Text:
    text = Text().append(f"{margin} │ ", "dim")
    for sign, run in groupby(under):
        style = STYLES[severity] if sign == BLAMED else "cyan"
        text.append("".join(run), style if sign != " " else "")
    return text


def _left_out(shown: Excerpt, document: DocumentReport, look: Look) -> Iterator[Text]:
    margin = _margin(document)
    lines = lines_words(document, shown.left_out)
    said = Message(f"还涉及{lines.zh}", f"also {lines.en}").text(look.language)
    for line in wrap(said, look.width - margin - 3):
        yield Text().append(f"{' ' * margin} │ {line}", "dim")
