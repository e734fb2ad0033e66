"""The findings of one document on a terminal: grouped by rule, each with its source and remedy."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from perfcheck.finding import SEVERITIES, DocumentReport, Finding, Severity
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.excerpt import BLAMED, Excerpt, excerpt
from perfcheck.reporters.page import INDENT, labelled, paragraph, right_aligned, shortened
from perfcheck.reporters.wording import SEVERITY, one_line, ranges
from perfcheck.reporters.wrapping import wrap

STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
IN_FULL = 3
"""How many findings of one rule are shown with their source; the others take a line each."""

ARITHMETIC = Message("算式", "Sum")
DETAIL = Message("说明", "Detail")
REMEDY = Message("修改", "Remedy")
BASIS = Message("依据", "Basis")
DOUBTFUL = Message("存疑", "Doubtful")
_SUM = re.compile(r"[=<>≤≥]|\d\s[-+]\s")

Group = list[Finding]


def findings(document: DocumentReport, look: Look) -> Iterator[Text]:
    """Every finding of the document, the gravest first, then by place."""
    for group in grouped(document.findings):
        yield Text()
        yield from _head(group, look)
        for finding in group[:IN_FULL]:
            yield from _block(finding, document, look, alone=len(group) == 1)
        for finding in group[IN_FULL:]:
            line = f"{place_text(finding, look)}  {one_line(finding.message.text(look.language))}"
            yield shortened(line, look)
        yield from _remedy(group[0], look)


def grouped(found: Sequence[Finding]) -> list[Group]:
    """Findings of one rule and severity together, ordered by severity and first place."""
    groups: dict[tuple[object, ...], Group] = {}
    for finding in sorted(found, key=lambda f: (SEVERITIES.index(f.severity), f.place.span)):
        key = (finding.severity, finding.rule, finding.name, finding.hint, finding.basis)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def place_text(finding: Finding, look: Look) -> str:
    """The line of the blamed value."""
    line = finding.place.span.line
    return Message(f"第 {line} 行", f"line {line}").text(look.language)


def _head(group: Group, look: Look) -> Iterator[Text]:
    first = group[0]
    alone = Message(f"{len(group)} 处", f"{len(group)} places").text(look.language)
    right = place_text(first, look) if len(group) == 1 else alone
    word = SEVERITY[first.severity].text(look.language)
    left = Text().append(word, STYLES[first.severity]).append(f"  {first.rule}  ", "bold")
    indent = left.cell_len
    name = wrap(one_line(first.name.text(look.language)), look.width - indent - 12)
    yield right_aligned(left.append(name[0], "bold"), right, look)
    for line in name[1:]:
        yield Text(" " * indent).append(line, "bold")


def _block(
    finding: Finding, document: DocumentReport, look: Look, *, alone: bool
) -> Iterator[Text]:
    message = one_line(finding.message.text(look.language))
    where = place_text(finding, look)
    for index, line in enumerate(paragraph(message if alone else f"{where}  {message}", look)):
        if index == 0 and not alone:
            line.stylize("bold", INDENT, INDENT + len(where))
        yield line
    yield from _source(finding, document, look)
    evidence = finding.evidence.text(look.language)
    if evidence:
        label = ARITHMETIC if _SUM.search(evidence) else DETAIL
        yield from labelled(label.text(look.language), evidence, look)
    lowered = finding.lowered.text(look.language)
    if lowered:
        yield from labelled(DOUBTFUL.text(look.language), lowered, look)


def _remedy(finding: Finding, look: Look) -> Iterator[Text]:
    hint = finding.hint.text(look.language)
    if hint:
        yield from labelled(REMEDY.text(look.language), hint, look)
    if finding.basis:
        yield from labelled(BASIS.text(look.language), finding.basis, look)


def _source(finding: Finding, document: DocumentReport, look: Look) -> Iterator[Text]:
    margin = len(str(len(document.lines))) + 2
    shown = excerpt(document.lines, finding.place, finding.related, look.width - margin - 3)
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
