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
from perfcheck.reporters.wording import (
    CHANGE,
    CITED,
    accepted_text,
    finding_word,
    one_line,
    ranges,
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
    document: DocumentReport, look: Look, texts: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Text]:
    """Every finding of the document, the gravest first, then by place.

    `texts` are the lines of other documents of the run, to show what stands there.
    """
    for group in grouped(document.findings):
        yield Text()
        yield from _head(group, look)
        if group[0].accepted:
            yield from _accepted(group, look)
            continue
        for finding in group[:IN_FULL]:
            yield from _block(finding, document, texts or {}, look, alone=len(group) == 1)
        for finding in group[IN_FULL:]:
            said = one_line(finding.message.text(look.language))
            yield shortened(f"{place_text(finding, look)}  {said}", look)
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


def place_text(finding: Finding, look: Look) -> str:
    """The line of the blamed value, with the file's name where it is not the document."""
    line = finding.place.span.line
    said = Message(f"第 {line} 行", f"line {line}").text(look.language)
    file = re.split(r"[/\\\\]", finding.place.file)[-1]
    return f"{visible(file)} {said}" if file else said


def _head(group: Group, look: Look) -> Iterator[Text]:
    first = group[0]
    alone = Message(f"{len(group)} 处", f"{len(group)} places").text(look.language)
    right = f"{place_text(first, look)}  {_cited(first)}" if len(group) == 1 else alone
    style = "bold green" if first.accepted else STYLES[first.severity]
    left = Text().append(finding_word(first, look.language), style)
    if first.change:
        left.append(f" {CHANGE[first.change].text(look.language)}", "magenta")
    left.append(f"  {first.rule}  ", "bold")
    indent = left.cell_len
    if len(group) == 1 and look.width - indent - cell_len(right) < NARROWEST:
        right = place_text(first, look)
    room = look.width - indent - max(cell_len(right) + 2, 12)
    name = wrap(one_line(first.name.text(look.language)), room)
    yield right_aligned(left.append(name[0], "bold"), right, look)
    for line in name[1:]:
        yield Text(" " * indent).append(line, "bold")


def _cited(finding: Finding) -> str:
    """How `accept` and others may be told which finding is meant."""
    return finding.fingerprint[:CITED]


def _accepted(group: Group, look: Look) -> Iterator[Text]:
    """What is accepted takes a line each, and the reason."""
    for finding in group:
        message = one_line(finding.message.text(look.language))
        where = "" if len(group) == 1 else f"{place_text(finding, look)}  "
        yield shortened(where + message, look)
    reason = accepted_text(group[0], look.language)
    yield from labelled(REASON.text(look.language), reason, look)


def _block(
    finding: Finding,
    document: DocumentReport,
    texts: Mapping[str, Sequence[str]],
    look: Look,
    *,
    alone: bool,
) -> Iterator[Text]:
    message = one_line(finding.message.text(look.language))
    where = place_text(finding, look)
    head = message if alone else f"{where}  {message}  {_cited(finding)}"
    for index, line in enumerate(paragraph(head, look)):
        if index == 0 and not alone:
            line.stylize("bold", INDENT, INDENT + len(where))
        yield line
    yield from _source(finding, document, look)
    yield from _other_documents(finding, texts, look)
    evidence = finding.evidence.text(look.language)
    if evidence:
        label = ARITHMETIC if _SUM.search(evidence) else DETAIL
        yield from labelled(label.text(look.language), evidence, look)
    remark = finding.remark.text(look.language)
    if remark:
        yield from labelled(REMARK.text(look.language), remark, look)
    lowered = finding.lowered.text(look.language)
    if lowered:
        yield from labelled(DOUBTFUL.text(look.language), lowered, look)


def _remedy(finding: Finding, look: Look) -> Iterator[Text]:
    hint = finding.hint.text(look.language)
    if hint:
        yield from labelled(REMEDY.text(look.language), hint, look)
    if finding.basis:
        yield from labelled(BASIS.text(look.language), finding.basis, look)


def _other_documents(
    finding: Finding, texts: Mapping[str, Sequence[str]], look: Look
) -> Iterator[Text]:
    """The related places in other documents: file, line, what stands there, and the lines."""
    places: dict[str, list[Place]] = {}
    for place in finding.related:
        if place.file:
            places.setdefault(place.file, []).append(place)
    for file, there in places.items():
        for place in there:
            where = f"{file}:{place.span.line}"
            said = f"{place.label} {place.text}" if place.label != place.text else place.text
            label = COMPARE.text(look.language)
            yield from labelled(label, one_line(f"{where}  {said}"), look)
        lines = texts.get(file, ())
        margin = len(str(len(lines))) + 2
        cells = [place for place in there if place.label != place.text]
        if lines and cells:  # where nothing but a form's title is named, its name says it all
            shown = excerpt(lines, cells[0], cells[1:], look.width - margin - 3)
            compared = [
                line._replace(under=line.under.replace(BLAMED, RELATED)) for line in shown[0]
            ]
            yield from _excerpt(shown._replace(shown=tuple(compared)), margin, finding, look)


def _source(finding: Finding, document: DocumentReport, look: Look) -> Iterator[Text]:
    if finding.place.file:
        return
    margin = len(str(len(document.lines))) + 2
    own = [place for place in finding.related if not place.file]
    shown = excerpt(document.lines, finding.place, own, look.width - margin - 3)
    yield from _excerpt(shown, margin, finding, look)


def _excerpt(shown: Excerpt, margin: int, finding: Finding, look: Look) -> Iterator[Text]:
    for line in shown.shown:
        yield Text().append(f"{line.number:>{margin}} │ ", "dim").append(line.text)
        if line.under:
            yield _carets(" " * margin, line.under, finding.severity)
    if shown.left_out:
        yield from _left_out(shown, margin, look)


def _carets(margin: str, under: str, severity: Severity) -> Text:
    text = Text().append(f"{margin} │ ", "dim")
    for sign, run in groupby(under):
        style = STYLES[severity] if sign == BLAMED else "cyan"
        text.append("".join(run), style if sign != " " else "")
    return text


def _left_out(shown: Excerpt, margin: int, look: Look) -> Iterator[Text]:
    numbers = ranges(shown.left_out)
    said = Message(f"还涉及第 {numbers} 行", f"also lines {numbers}").text(look.language)
    for line in wrap(said, look.width - margin - 3):
        yield Text().append(f"{' ' * margin} │ {line}", "dim")
