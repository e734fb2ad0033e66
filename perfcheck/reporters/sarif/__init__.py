"""A report as SARIF 2.1.0, for code scanning and viewers.

A result's place is that in the text, or in the text taken from a file that is none; sheet and
cell, or page and line, are then its logical location. Columns count code points. With --since or
a baseline every result says whether it is new; what is mended is no result of this run.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from perfcheck import __version__
from perfcheck.finding import SEVERITIES, DocumentReport, Finding, Place, Report, Severity
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look
from perfcheck.reporters.departments import department_of
from perfcheck.reporters.filed import by_file, clean
from perfcheck.reporters.sarif.places import Json, artifact, location, plain
from perfcheck.reporters.sarif.run import invocation
from perfcheck.reporters.wording import KNOWN, accepted_text, ordered

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
LANGUAGE: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
"""The schema takes a language and a country, not a script (zh-Hans)."""


class _Run(NamedTuple):
    """What the results of a run refer to: documents, and the numbers of artifacts and rules."""

    documents: dict[str, DocumentReport]
    artifacts: dict[str, int]
    rules: dict[str, int]
    compared: bool
    language: Language


class _Found(NamedTuple):
    """A finding in its document; `known` says that the baseline has it."""

    finding: Finding
    document: DocumentReport
    known: bool


def render(report: Report, look: Look) -> str:
    """Write the report as a SARIF log with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, look)]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _run(report: Report, look: Look) -> Json:
    found = list(_found(report))
    rules = _by_rule(found)
    documents = by_file(report)
    run = _Run(
        documents,
        {file: number for number, file in enumerate(documents)},
        {rule: number for number, rule in enumerate(rules)},
        report.since is not None or any(one.known for one in found),
        look.language,
    )
    return {
        "tool": {
            "driver": {
                "name": "perfcheck",
                "version": __version__,
                "rules": [_rule(rule, group, look.language) for rule, group in rules.items()],
                "properties": {"rules_digest": report.rules_digest},
            }
        },
        "language": LANGUAGE[look.language],
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation(report, look, run.artifacts)],
        "artifacts": [_artifact(document, run) for document in documents.values()],
        "results": [_result(one, run) for one in found],
        "properties": {"profile": report.profile or None},
    }


def _found(report: Report) -> Iterator[_Found]:
    for document in report.documents:
        for finding in ordered(document.findings):
            yield _Found(finding, document, False)
        for finding in ordered(document.known):
            yield _Found(finding, document, True)


def _by_rule(found: list[_Found]) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for one in found:
        groups.setdefault(one.finding.rule, []).append(one.finding)
    return dict(sorted(groups.items()))


def _rule(rule: str, found: list[Finding], language: Language) -> Json:
    """A rule as far as its findings tell of it; its level is that of the gravest."""
    first = found[0]
    name, basis = clean(first.name.text(language)) or rule, clean(first.basis)
    cited = Message(f"依据：{basis}", f"Basis: {basis}").text(language) if basis else ""
    gravest = min((finding.severity for finding in found), key=SEVERITIES.index)
    return {
        "id": rule,
        "name": name,
        "shortDescription": plain(name),
        "fullDescription": plain(name, cited),
        "help": plain(first.hint.text(language) or name, cited),
        "defaultConfiguration": {"level": LEVEL[gravest]},
        "properties": {"tags": [rule.partition("-")[0]]},
    }


def _artifact(document: DocumentReport, run: _Run) -> Json:
    first = document.forms[0] if document.forms else None
    about: dict[str, Any] = {
        "verdict": document.verdict,
        "coverage": round(document.coverage, 4),
        "kind": first.kind if first else None,
        "department": department_of(document) or None,
        "year": first.year if first else None,
    }
    return {
        "location": artifact(document.file, run.artifacts),
        "roles": ["analysisTarget"],
        "properties": about,
    }


def _result(one: _Found, run: _Run) -> Json:
    finding, language = one.finding, run.language
    said = (finding.message, finding.evidence, finding.lowered, finding.remark)
    texts = [message.text(language) for message in said]
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": run.rules[finding.rule],
        "level": LEVEL[finding.severity],
        "message": plain(*texts) if any(texts) else plain(finding.rule),
        "locations": [location(finding.place, one.document, run.documents, run.artifacts)],
        "partialFingerprints": {
            "perfcheck/v1": finding.fingerprint,
            # the one that GitHub reads: a hash, and which of its equals this is
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        },
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(place, number, one, run) for number, place in enumerate(finding.related, 1)
        ]
    if finding.accepted or one.known:
        reason = accepted_text(finding, language) or KNOWN.text(language)
        suppression = {"kind": "external", "status": "accepted", "justification": clean(reason)}
        result["suppressions"] = [suppression]
    if run.compared:
        still = finding.change == "open" or (one.known and not finding.change)
        result["baselineState"] = "unchanged" if still else "new"
    return result


def _related(place: Place, number: int, one: _Found, run: _Run) -> Json:
    place_of = location(place, one.document, run.documents, run.artifacts)
    text = f"{place.label} {place.text}" if place.label != place.text else place.text
    return {"id": number, **place_of, "message": plain(text.strip() or "-")}
