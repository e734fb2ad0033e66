"""Bars of a run's findings, by department and by family of rules."""

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from perfcheck.finding import SEVERITIES, SEVERITY, Report
from perfcheck.messages import Language, Message
from perfcheck.reporters.departments import NAMELESS, departments
from perfcheck.reporters.html.document import family_word
from perfcheck.reporters.html.findings import family_of
from perfcheck.reporters.wording import visible
from perfcheck.reporters.wrapping import cut

BARS = 20
"""How many departments a chart shows at most."""
ROOM = 250
"""How long the longest bar is, in units of the drawing."""
LABEL = 26
"""How many display cells of a label there is room for."""


class Part(NamedTuple):
    """A stretch of a bar: from where, how long, how many findings of which severity."""

    look: str
    x: float
    width: float
    number: int


class Bar(NamedTuple):
    """A row of a chart: its label, its parts, and all of it in words.

    `figures` are the counts of the levels that the chart has, also where they are zero: which
    level a figure is of is told by its place and its look.
    """

    label: str
    parts: tuple[Part, ...]
    figures: tuple[tuple[str, int], ...]
    said: str


class Chart(NamedTuple):
    """Bars by something, with what they show in a sentence; `note` says what was left out.

    `levels` are those that any bar has.
    """

    id: str
    title: str
    said: str
    bars: tuple[Bar, ...]
    levels: tuple[str, ...] = ()
    note: str = ""


def charts(report: Report, language: Language) -> tuple[Chart, ...]:
    """The findings in force by department, the worst first, and by family of rules."""
    rows = departments(report)
    worst = sorted(rows, key=lambda row: (-row.error, -row.warning, -row.info))
    by_department = [
        (visible(row.department) or NAMELESS.text(language), [row.error, row.warning, row.info])
        for row in worst
        if row.error or row.warning or row.info
    ]
    title = Message("按部门", "By department").text(language)
    more = Message(
        f"图中是问题最多的 {BARS} 个部门，表中是全部",
        f"The {BARS} departments with most findings; the table has all",
    )
    note = more.text(language) if len(by_department) > BARS else ""
    families = Message("按类别", "By family").text(language)
    made = (
        _chart("chart-department", title, by_department[:BARS], language)._replace(note=note),
        _chart("chart-family", families, _by_family(report, language), language),
    )
    return tuple(chart for chart in made if chart.bars)


def _by_family(report: Report, language: Language) -> list[tuple[str, list[int]]]:
    found: dict[str, list[int]] = {}
    for document in report.documents:
        for finding in document.findings:
            if not finding.accepted:
                counts = found.setdefault(family_of(finding.rule), [0, 0, 0])
                counts[SEVERITIES.index(finding.severity)] += 1
    ordered = sorted(found.items(), key=lambda item: [-n for n in item[1]])
    return [(f"{family} {family_word(family, language)}".strip(), n) for family, n in ordered]


def _chart(
    id_: str, title: str, rows: Sequence[tuple[str, list[int]]], language: Language
) -> Chart:
    most = max((sum(counts) for _, counts in rows), default=0) or 1
    seen = [any(counts[at] for _, counts in rows) for at in range(len(SEVERITIES))]
    levels = tuple(compress(SEVERITIES, seen))
    bars = []
    for label, counts in rows:
        x, parts, said = 0.0, [], []
        for severity, count in zip(SEVERITIES, counts, strict=True):
            width = round(ROOM * count / most, 1)
            if count:
                parts.append(Part(severity, round(x, 1), width, count))
                said.append(f"{SEVERITY[severity].text(language)} {count}")
            x += width
        figures = zip(levels, compress(counts, seen), strict=True)
        told = f"{label}: {', '.join(said)}"
        bars.append(Bar(cut(label, LABEL), tuple(parts), tuple(figures), told))
    return Chart(id_, title, "; ".join(bar.said for bar in bars), tuple(bars), levels)
