"""A report as JSON in the lint shape of the public contract (schema/lint.schema.json)."""

import json
from collections.abc import Mapping
from typing import Any

from perfcheck import __version__
from perfcheck.finding import (
    Acceptance,
    DocumentReport,
    Finding,
    FormSummary,
    Place,
    Report,
    Since,
    Suspect,
)
from perfcheck.messages import Language
from perfcheck.reporters import Look
from perfcheck.reporters.departments import Department, departments
from perfcheck.reporters.wording import (
    accepted_count,
    broken_count,
    change_counts,
    holding,
    severity_counts,
)

Documents = Mapping[str, DocumentReport]
"""The documents of a run by their names."""


def render(report: Report, look: Look) -> str:
    """Write the report as one JSON object, a document a line."""
    said = shape(report, look.language)
    if report.statistics:
        said["statistics"] = _statistics(report, look.language)
    documents = ",\n".join(_compact(document) for document in said["documents"])
    entries = [
        f'"{key}": '
        + (f"[\n{documents}\n]" if key == "documents" and documents else _compact(value))
        for key, value in said.items()
    ]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def shape(report: Report, language: Language) -> dict[str, Any]:
    """The report as plain values: strings in `language`, null where something is not known."""
    documents = {document.file: document for document in report.documents}
    return {
        "version": 1,
        "perfcheck": __version__,
        "rules_digest": report.rules_digest,
        "documents": [_document(one, documents, language) for one in report.documents],
        "broken": [
            {
                "rule": b.rule,
                "file": b.file,
                "line": b.line,
                "column": b.column,
                "message": b.message.text(language),
            }
            for b in report.broken
        ],
        "errors": [
            {
                "file": failure.file,
                "message": failure.message.text(language),
                "line": failure.line,
                "column": failure.column,
            }
            for failure in report.errors
        ],
        "passed_over": [
            {"file": failure.file, "reason": failure.message.text(language)}
            for failure in report.passed_over
        ],
        "summary": _summary(report, language),
        "remarks": [remark.text(language) for remark in report.remarks],
        "since": _since(report, report.since) if report.since else None,
        "profile": report.profile or None,
    }


def _statistics(report: Report, language: Language) -> list[dict[str, Any]]:
    return [
        {
            **count._asdict(),
            "name": count.name.text(language) or None,
            "milliseconds": round(count.milliseconds, 3),
        }
        for count in report.statistics
    ]


def _summary(report: Report, language: Language) -> dict[str, Any]:
    return {
        "files": len(report.documents),
        **{str(name): count for name, count in severity_counts(report.documents).items()},
        "accepted": accepted_count(report.documents),
        "exit_code": report.exit_code,
        "exit_reasons": [reason.text(language) for reason in report.exit_reasons],
        "together": [
            {"department": pair.department, "kinds": list(pair.kinds), "pairs": pair.pairs}
            for pair in report.together
        ],
        "known": sum(len(document.known) for document in report.documents),
        "broken": broken_count(report),
        "departments": [_department(row) for row in departments(report)],
    }


def _department(row: Department) -> dict[str, Any]:
    return {**row._asdict(), "department": row.department or None}


def _since(report: Report, since: Since) -> dict[str, Any]:
    counts = {word.en: count for word, count in change_counts(report, since)}
    return {
        "file": since.file,
        "rules_digest": since.rules_digest,
        "new": counts["new"],
        "open": counts["open"],
        "mended": [gone._asdict() for gone in since.mended],
        "not_judged": [gone._asdict() for gone in since.unjudged],
        "not_checked": list(since.unchecked),
    }


def _document(document: DocumentReport, documents: Documents, language: Language) -> dict[str, Any]:
    first = document.forms[0] if document.forms else None
    return {
        "file": document.file,
        "kind": first.kind if first else None,
        "department": (first.department or None) if first else None,
        "year": first.year if first else None,
        "coverage": round(document.coverage, 4),
        "verdict": document.verdict,
        "forms": [_form(form) for form in document.forms],
        "findings": [
            _finding(finding, document, documents, language) for finding in document.findings
        ],
        "checks": document.checks._asdict(),
        "skips": [
            {
                "rule": skip.rule,
                "reason": skip.reason.text(language),
                "count": skip.times,
                "line": skip.line,
            }
            for skip in document.skips
        ],
        "suspects": [_suspect(suspect, language) for suspect in document.suspects],
        "known": len(document.known),
        "notes": [note.text(language) for note in document.notes],
    }


def _place(document: DocumentReport | None, place: Place) -> dict[str, Any]:
    """Where a person finds a place in a file that is no text; nothing in a text."""
    found = document.located(place.span) if document else None
    return {"place": found._asdict()} if found else {}


def _suspect(suspect: Suspect, language: Language) -> dict[str, Any]:
    span = suspect.place.span
    return {
        "line": span.line,
        "column": span.column,
        "label": suspect.place.label,
        "text": suspect.place.text,
        "expected": suspect.expected,
        "mends": suspect.mends,
        "failed": suspect.failed,
        "slip": suspect.slip.text(language) or None,
        "rules": list(suspect.rules),
    }


def _form(form: FormSummary) -> dict[str, Any]:
    return {
        "id": form.id,
        "kind": form.kind,
        "title": form.title,
        "line": form.span.line,
        "end_line": form.span.end_line,
        "department": form.department or None,
        "year": form.year,
    }


def _finding(
    finding: Finding, document: DocumentReport, documents: Documents, language: Language
) -> dict[str, Any]:
    span, file = finding.place.span, document.file
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "form": finding.form or None,
        "message": finding.message.text(language),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "related": [_related(place, document, documents) for place in finding.related],
        "evidence": finding.evidence.text(language) or None,
        "basis": finding.basis or None,
        "hint": finding.hint.text(language) or None,
        "doubt": finding.lowered.text(language) or None,
        "fingerprint": finding.fingerprint,
        "accepted": _accepted(finding.accepted),
        "file": finding.place.file or file,
        "values": finding.values,
        "remark": finding.remark.text(language) or None,
        "change": finding.change or None,
        **_place(holding(finding.place, document, documents), finding.place),
    }


def _accepted(said: Acceptance | None) -> dict[str, Any] | None:
    return {**said._asdict(), "until": said.until or None} if said else None


def _related(place: Place, document: DocumentReport, documents: Documents) -> dict[str, Any]:
    message = f"{place.label} {place.text}".strip()
    return {
        "file": place.file or document.file,
        "line": place.span.line,
        "column": place.span.column,
        "message": message,
        **_place(holding(place, document, documents), place),
    }
