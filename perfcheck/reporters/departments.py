"""A season at a glance: what stands against each department, and what became of it."""

from typing import NamedTuple

from perfcheck.finding import DocumentReport, Report, Verdict
from perfcheck.messages import Message

WORST: tuple[Verdict, ...] = ("incomplete", "failed", "passed")
NAMELESS = Message("（没有印部门名称）", "(no department printed)")
MANY = 10
"""From so many documents on, of several departments, the table is shown unasked."""


class Department(NamedTuple):
    """One row: counts of findings in force, and of what an earlier run had, where one was given."""

    department: str
    forms: int
    error: int
    warning: int
    info: int
    accepted: int
    known: int
    mended: int
    new: int
    open: int
    verdict: Verdict


FIGURES = Department._fields[1:-1]


def departments(report: Report) -> list[Department]:
    """The rows by department, in the order in which they were checked; the nameless are one row."""
    groups: dict[str, list[DocumentReport]] = {}
    for document in report.documents:
        groups.setdefault(department_of(document), []).append(document)
    mended: dict[str, int] = {}
    for gone in report.since.mended if report.since else ():
        mended[gone.department] = mended.get(gone.department, 0) + 1
    return [_row(name, group, mended.get(name, 0)) for name, group in groups.items()]


def total(rows: list[Department]) -> Department:
    """All rows in one: sums, and the worst verdict."""
    sums = {name: sum(getattr(row, name) for row in rows) for name in FIGURES}
    worst = min((row.verdict for row in rows), key=WORST.index)
    return Department(department="", verdict=worst, **sums)


def department_of(document: DocumentReport) -> str:
    """Whose document it is: the department of its first form."""
    return document.forms[0].department if document.forms else ""


def _row(name: str, documents: list[DocumentReport], mended: int) -> Department:
    findings = [finding for document in documents for finding in document.findings]
    in_force = [finding for finding in findings if not finding.accepted]

    def count(severity: str) -> int:
        return sum(finding.severity == severity for finding in in_force)

    def became(change: str) -> int:
        return sum(finding.change == change for finding in findings)

    return Department(
        name,
        len(documents),
        count("error"),
        count("warning"),
        count("info"),
        len(findings) - len(in_force),
        sum(len(document.known) for document in documents),
        mended,
        became("new"),
        became("open"),
        min((document.verdict for document in documents), key=WORST.index),
    )
