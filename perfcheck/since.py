"""What became of the findings of an earlier run: mended, still open, and what is new."""

from collections.abc import Sequence

from perfcheck.finding import DocumentReport, Finding, Gone, Since
from perfcheck.messages import Message
from perfcheck.past import Judged, Matched, Past, gone, is_changed, matched

CHANGED = Message(
    "值有变：上次检查以后，所涉的值变了", "changed: the values are not those of the last run"
)


def since(
    documents: Sequence[DocumentReport], past: Past, judged: Judged, joined: Judged | None = None
) -> tuple[tuple[DocumentReport, ...], Since]:
    """Mark every finding as new or open, and tell what is mended.

    `judged` tells whether a rule was judged throughout a document; what is gone without that is
    not mended. `joined` tells the same of rules across documents, where none of then is missing.
    """
    pairs, unchecked = matched(past, documents)
    marked: list[DocumentReport] = []
    mended: list[Gone] = []
    unjudged: list[Gone] = []
    for number, document in enumerate(documents):
        found = pairs.get(number)
        findings = (_marked(finding, found) for finding in document.findings)
        marked.append(document._replace(findings=tuple(findings)))
        if found is None:
            continue
        for finding in found.gone:
            ways = (judged,) if joined is None or unchecked else (judged, joined)
            sure = any(way(document, finding.rule) for way in ways)
            (mended if sure else unjudged).append(gone(document, found, finding))
    told = Since(
        past.path,
        past.rules_digest,
        tuple(mended),
        tuple(unjudged),
        tuple(document.file for document in unchecked),
    )
    return tuple(marked), told


def _marked(finding: Finding, found: Matched | None) -> Finding:
    then = found.still.get(finding.fingerprint) if found else None
    if then is None:
        return finding._replace(change="new")
    if not is_changed(finding, then):
        return finding._replace(change="open")
    both = (finding.remark, CHANGED)
    said = Message("；".join(m.zh for m in both if m.zh), "; ".join(m.en for m in both if m.en))
    return finding._replace(change="open", remark=said)


def other_rules(past: Past, digest: str) -> Message | None:
    """Say that the rules of then were others, where they were."""
    if digest in past.rules_digest.split(", "):
        return None
    return Message(
        f"上次所用的规则（{past.rules_digest}）与这次（{digest}）不同，有些变化可能出自规则而不是表",
        f"the rules of the earlier run ({past.rules_digest}) were others than now ({digest}):"
        " some changes may come from them, not from the forms",
    )
