"""Explanations applied: which findings they accept, and what is wrong with them, as findings."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from perfcheck.explanationfile import Entry, Side, is_adrift, read_side
from perfcheck.files import EXPLANATIONS_NAME, STDIN
from perfcheck.finding import Broken, Checks, DocumentReport, Failure, Finding
from perfcheck.form import Field, Form, Record
from perfcheck.judge import JudgedForm
from perfcheck.kind import EXPLANATIONS
from perfcheck.messages import NOTHING, Message
from perfcheck.source import Span
from perfcheck.values import Missing, Scalar, Text

HOLDS, SECOND, GONE, CHANGED, REFUSED = "有效", "重复", "问题已不在", "值已变", "不可说明"

Judged = Callable[[DocumentReport, str], bool]
Notes = Callable[[Form, int | None], JudgedForm]


class Explained(NamedTuple):
    """Documents with their explanations laid over them, and what went wrong with the files."""

    documents: tuple[DocumentReport, ...]
    broken: tuple[Broken, ...] = ()
    failures: tuple[Failure, ...] = ()


class Applied(NamedTuple):
    """An entry beside the finding that it is about; `state` is empty where nobody can tell."""

    entry: Entry
    finding: Finding | None
    state: str
    other: int | None = None


def side_file(document: str, explanations: str | None) -> str:
    """Where the explanations for a document stand: in its folder, unless a file is said."""
    if explanations is not None:
        return explanations
    return "" if document == STDIN else os.path.join(os.path.dirname(document), EXPLANATIONS_NAME)


def explained(
    documents: Sequence[DocumentReport],
    explanations: str | None,
    judged: Judged,
    notes: Notes,
    today: str,
) -> Explained:
    """Lay the explanations over `documents`; what is wrong with them becomes findings of these.

    `judged` tells whether a rule was judged throughout a document (else nobody knows that its
    finding is gone); `notes` judges explanations.
    """
    places: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        places.setdefault(side_file(document.file, explanations), []).append(number)
    done = list(documents)
    broken: list[Broken] = []
    failures: list[Failure] = []
    for path, members in places.items():
        if not path or not os.path.exists(path):
            continue
        side = read_side(path)
        failures += side.failures
        homes = _homes(side, [documents[number] for number in members])
        for number, entries in zip(members, homes, strict=True):
            if entries:
                done[number], defects = _laid(done[number], side, entries, judged, notes, today)
                broken += defects
    return Explained(tuple(done), tuple(dict.fromkeys(broken)), tuple(failures))


def _homes(side: Side, documents: Sequence[DocumentReport]) -> list[list[Entry]]:
    """The entries of each document: by the form's name, and where that is gone by the finding."""
    known = [{finding.fingerprint for finding in document.findings} for document in documents]
    folders = {os.path.dirname(document.file) for document in documents}
    named: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        named.setdefault(os.path.basename(document.file), []).append(number)
    homes: list[list[Entry]] = [[] for _ in documents]
    for entry in side.entries:
        adrift = is_adrift(entry, folders)
        near = range(len(documents)) if adrift else named.get(entry.file, [])
        found = [number for number in near if entry.fingerprint in known[number]]
        owned = [number for number in near if _owned(entry, documents[number])]
        alone = [*near] if not adrift and len(near) == 1 else []
        for number in found or owned[:1] or alone:
            homes[number].append(entry)
    return homes


def _owned(entry: Entry, document: DocumentReport) -> bool:
    owners = [(form.department, form.year) for form in document.forms]
    return bool(entry.department) and (entry.department, entry.year) in owners


def _laid(
    document: DocumentReport,
    side: Side,
    entries: Sequence[Entry],
    judged: Judged,
    notes: Notes,
    today: str,
) -> tuple[DocumentReport, tuple[Broken, ...]]:
    applied = list(_applied(document, entries, judged, today))
    by_finding = {each.entry.fingerprint: each for each in applied if each.state != SECOND}
    findings = [
        _with(finding, by_finding.get(finding.fingerprint), today) for finding in document.findings
    ]
    said = notes(_form(document, applied, today), _year(document))
    findings += _own(said.findings, side, applied, document)
    checks = Checks(*(a + b for a, b in zip(document.checks, said.checks, strict=True)))
    laid = document._replace(findings=tuple(findings), checks=checks)
    return laid, said.broken


def _applied(
    document: DocumentReport, entries: Sequence[Entry], judged: Judged, today: str
) -> Iterator[Applied]:
    findings = {finding.fingerprint: finding for finding in document.findings}
    first: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: not _in_force(entry, today)):
        first.setdefault(entry.fingerprint, entry)
    for entry in entries:
        finding = findings.get(entry.fingerprint)
        chosen = first[entry.fingerprint]
        if entry is not chosen:
            yield Applied(entry, finding, SECOND, chosen.span.line)
        elif finding is None:
            yield Applied(entry, None, GONE if judged(document, entry.rule) else "")
        elif finding.severity == "error" and not finding.explainable:
            yield Applied(entry, finding, REFUSED)
        else:
            yield Applied(entry, finding, HOLDS if entry.values == finding.values else CHANGED)


def _in_force(entry: Entry, today: str) -> bool:
    said = entry.acceptance
    return bool(said.reason) and not (said.until and said.until < today)


def _with(finding: Finding, applied: Applied | None, today: str) -> Finding:
    if applied is None:
        return finding
    if applied.state == HOLDS and _in_force(applied.entry, today):
        return finding._replace(accepted=applied.entry.acceptance)
    return finding._replace(remark=_why_not(applied))


def _why_not(applied: Applied) -> Message:
    line = applied.entry.span.line
    why = {
        CHANGED: Message("写说明之后值变了", "the values have changed since"),
        REFUSED: Message("错误不能用说明来接受", "an error cannot be explained away"),
    }.get(applied.state)
    if why is None and not applied.entry.acceptance.reason:
        why = Message("没有写理由", "it gives no reason")
    until = applied.entry.acceptance.until
    why = why or Message(f"有效期只到 {until}", f"it held until {until}")
    return Message(
        f"有审核说明（第 {line} 行），但不起作用：{why.zh}",
        f"there is an explanation (line {line}), without effect: {why.en}",
    )


def _form(document: DocumentReport, applied: Sequence[Applied], today: str) -> Form:
    """The explanations of a document as a form, so that rules can be about them."""
    department = document.forms[0].department if document.forms else ""
    owner = Field("部门名称", Text(department))
    records = tuple(_record(each, today) for each in applied)
    return Form("", EXPLANATIONS, EXPLANATIONS, Span(1, 1, 1, 1), (owner,), {EXPLANATIONS: records})


def _record(applied: Applied, today: str) -> Record:
    entry, said = applied.entry, applied.entry.acceptance
    texts = {
        "规则": ("rule", entry.rule),
        "问题": ("says", entry.says),
        "理由": ("reason", said.reason),
        "填写人": ("by", said.by),
        "填写日期": ("date", said.date),
        "有效期至": ("until", said.until),
    }
    fields = {name: _field(name, text, entry, key) for name, (key, text) in texts.items()}
    fields["情况"] = Field("情况", Text(applied.state) if applied.state else _UNKNOWN)
    fields["另见行"] = Field("另见行", Text(str(applied.other)) if applied.other else _BLANK)
    fields["逾期天数"] = Field("逾期天数", _overdue(said.until, today))
    return Record(EXPLANATIONS, fields, tuple(entry.cells.values()), entry.span.line)


_BLANK = Missing("blank", Message("没有写", "it is not written"))
_UNKNOWN = Missing(
    "undefined",
    Message("这条规则这次没有全部核对", "the rule was not judged throughout this time"),
)


def _field(name: str, text: str, entry: Entry, key: str) -> Field:
    cells = (entry.cells[key],) if key in entry.cells else ()
    return Field(name, Text(text) if text else _BLANK, cells, (name,))


def _overdue(until: str, today: str) -> Scalar:
    from datetime import date

    from perfcheck.numerals import count

    days = (date.fromisoformat(today) - date.fromisoformat(until)).days if until else 0
    return count(str(max(days, 0)))


def _year(document: DocumentReport) -> int | None:
    return document.forms[0].year if document.forms else None


def _own(
    found: Sequence[Finding], side: Side, applied: Sequence[Applied], document: DocumentReport
) -> Iterator[Finding]:
    """Findings about explanations: their places are lines of the side file."""
    entries: Mapping[int, Entry] = {
        line: each.entry
        for each in applied
        for line in range(each.entry.span.line, each.entry.span.end_line + 1)
    }
    seen: Counter[tuple[str, str]] = Counter()
    owner = document.forms[0].department if document.forms else ""
    for finding in found:
        entry = entries.get(finding.place.span.line)
        about = entry.fingerprint if entry else ""
        seen[finding.rule, about] += 1
        ordinal = str(seen[finding.rule, about])
        yield finding._replace(
            form="",
            place=finding.place._replace(file=side.path),
            related=(),
            evidence=NOTHING,
            identity=(finding.rule, EXPLANATIONS, owner, str(_year(document)), about, ordinal),
        )
