"""The baseline: findings that are known when perfcheck is adopted, so that only new ones count."""

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck import __version__
from perfcheck.errors import ConfigError
from perfcheck.finding import SEVERITIES, DocumentReport, Finding, Report
from perfcheck.messages import Message
from perfcheck.past import Judged, Matched, Past, PastDocument, PastFinding, is_changed, matched

CHANGED = Message(
    "基线里有这个问题，但此后所涉的值变了", "in the baseline, but the values have changed since"
)
GRAVER = Message("基线里有这个问题，但级别更低", "in the baseline, but it was less grave")


class Laid(NamedTuple):
    """Documents without what the baseline knows, and how much of that is gone."""

    documents: tuple[DocumentReport, ...]
    gone: int


def over_baseline(documents: Sequence[DocumentReport], past: Past, judged: Judged) -> Laid:
    """Set the findings that the baseline has apart, as `known`.

    A finding whose values changed, or that is graver than then, is not known. Accepted ones stay.
    """
    pairs, _ = matched(past, documents, os.path.dirname(past.path))
    laid: list[DocumentReport] = []
    missing = 0
    for number, document in enumerate(documents):
        found = pairs.get(number)
        if found is None:
            laid.append(document)
            continue
        missing += sum(judged(document, finding.rule) for finding in found.gone)
        laid.append(_split(document, found))
    return Laid(tuple(laid), missing)


def _split(document: DocumentReport, found: Matched) -> DocumentReport:
    known: list[Finding] = []
    fresh: list[Finding] = []
    for finding in document.findings:
        then = found.still.get(finding.fingerprint)
        if then is None or finding.accepted:
            fresh.append(finding)
        elif is_changed(finding, then):
            fresh.append(finding._replace(remark=CHANGED))
        elif _is_graver(finding, then):
            fresh.append(finding._replace(remark=GRAVER))
        else:
            known.append(finding)
    return document._replace(findings=tuple(fresh), known=tuple(known))


def _is_graver(finding: Finding, then: PastFinding) -> bool:
    grades: list[str] = [*SEVERITIES]
    return then.severity in grades and grades.index(finding.severity) < grades.index(then.severity)


def gone_remark(gone: int, path: str) -> Message:
    """Say how many findings of the baseline are there no more."""
    name = os.path.basename(path)
    return Message(
        f"基线 {name} 里有 {gone} 个问题已经没有了；--update-baseline 可以去掉它们",
        f"{gone} finding(s) of the baseline {name} are gone; --update-baseline removes them",
    )


def updated(path: str, report: Report) -> tuple[str, int]:
    """The baseline of today's findings, as the text of its file, and how many they are.

    What an earlier one at `path` says of documents that were not checked, and that are still
    there, is kept. Raises ConfigError where that one cannot be read.
    """
    folder = os.path.dirname(os.path.abspath(path))
    entries = [_entry(document, folder) for document in report.documents]
    if os.path.exists(path):
        from perfcheck.past import read_past

        _, others = matched(read_past(path), report.documents, os.path.dirname(path))
        here = (each for each in others if os.path.exists(os.path.join(folder, each.file)))
        entries += [_kept(document) for document in here]
    entries.sort(key=lambda entry: str(entry["file"]))
    documents = ",\n".join(_compact(entry) for entry in entries)
    head = {"version": 1, "perfcheck": __version__, "rules_digest": report.rules_digest}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    text = "{\n" + ",\n".join([*lines, f'"documents": [\n{documents}\n]']) + "\n}\n"
    return text, sum(len(entry["findings"]) for entry in entries)


def _compact(entry: Mapping[str, Any]) -> str:
    """A document a block, a finding a line: differences between two baselines are then readable."""
    findings = ",\n".join(f"  {_json(finding)}" for finding in entry["findings"])
    head = _json({key: value for key, value in entry.items() if key != "findings"})
    return f'{head[:-1]}, "findings": [\n{findings}\n]}}'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _entry(document: DocumentReport, folder: str) -> dict[str, Any]:
    first = document.forms[0] if document.forms else None
    return {
        "file": _relative(document.file, folder),
        "kind": first.kind if first else "",
        "department": first.department if first else "",
        "year": first.year if first else None,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "fingerprint": finding.fingerprint,
                "values": finding.values,
                "message": finding.message.zh,
            }
            for finding in (*document.findings, *document.known)
            if not finding.accepted
        ],
    }


def _relative(file: str, folder: str) -> str:
    try:
        return os.path.relpath(file, folder).replace(os.sep, "/")
    except ValueError:  # another drive of Windows
        return os.path.abspath(file)


def _kept(document: PastDocument) -> dict[str, Any]:
    findings = [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "fingerprint": finding.fingerprint,
            "values": finding.values,
            "message": finding.message,
        }
        for finding in document.findings
    ]
    return {**document._asdict(), "findings": findings}


def missing_baseline(path: str) -> ConfigError:
    """The mistake of naming a baseline that was never written."""
    return ConfigError(
        Message(
            "没有这个基线文件；加上 --update-baseline 建立",
            "no such baseline; --update-baseline writes it",
        ),
        path,
    )
