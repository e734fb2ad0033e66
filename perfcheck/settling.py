"""From judged documents to settled ones: explanations, baseline, verdicts, and an earlier run."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from perfcheck.files import EXPLANATIONS_NAME
from perfcheck.finding import Broken, DocumentReport, Failure, Finding, Since
from perfcheck.library import Library
from perfcheck.messages import Message
from perfcheck.options import Options
from perfcheck.verdict import verdict_of

if TYPE_CHECKING:
    from perfcheck.past import Judged


class Settled(NamedTuple):
    """The documents as they are reported, and what was found out on the way."""

    documents: tuple[DocumentReport, ...]
    broken: tuple[Broken, ...] = ()
    failures: tuple[Failure, ...] = ()
    remarks: tuple[Message, ...] = ()
    since: Since | None = None


def settle(
    documents: Sequence[DocumentReport],
    unsure: Sequence[bool],
    books: Library,
    options: Options,
    *,
    beside: bool = True,
) -> Settled:
    """Lay explanations and baseline over judged documents, give verdicts, compare with `since`.

    `unsure` says of each document that it cannot be vouched for; `beside`, that explanations are
    looked for beside the documents where the options name no file of them. Raises ConfigError for
    a file of the options that cannot be read.
    """
    told = tuple(_told_apart(document) for document in documents)
    judged = _judged(dict(zip((each.file for each in told), unsure, strict=True)), books, options)
    settled = Settled(told)
    if options.explanations is not None or (beside and _any_beside(told)):
        settled = _explained(settled, judged, books, options)
    settled = _over_baseline(settled, judged, options)
    settled = _with_verdicts(settled, unsure, options)
    return _since(settled, judged, books, options)


def _told_apart(document: DocumentReport) -> DocumentReport:
    """Findings of several forms may share all that makes an identity: then the place in turn is."""
    if len(document.forms) < 2:
        return document
    seen: dict[tuple[str, ...], int] = {}
    findings: list[Finding] = []
    for finding in document.findings:
        count = seen[finding.identity] = seen.get(finding.identity, 0) + 1
        again = finding.identity if count == 1 else (*finding.identity, str(count))
        findings.append(finding if count == 1 else finding._replace(identity=again))
    return document._replace(findings=tuple(findings))


def _judged(unsure: dict[str, bool], books: Library, options: Options) -> "Judged":
    """Tell whether a rule was judged throughout a document, so that what is gone is mended.

    What a rule found under an earlier id it now finds under its own, so that is not gone.
    """
    own = [entry for entry in books.entries if not entry.together]
    in_force = {alias: entry.id for entry in own for alias in entry.aliases}
    in_force |= {entry.id: entry.id for entry in own}

    def judged(document: DocumentReport, rule: str) -> bool:
        now = in_force.get(rule)
        if now is None or unsure.get(document.file, True) or options.what_if:
            return False
        here = {skip.rule for skip in document.skips}
        if now != rule:
            here.update(finding.rule for finding in (*document.findings, *document.known))
        return now not in here

    return judged


def _explained(settled: Settled, judged: "Judged", books: Library, options: Options) -> Settled:
    from time import strftime

    from perfcheck.explanations import explained
    from perfcheck.form import Form
    from perfcheck.judge import JudgedForm, judge
    from perfcheck.kind import EXPLANATIONS

    rules = books.rules_for(EXPLANATIONS)

    def notes(form: Form, year: int | None) -> JudgedForm:
        return judge(form, rules, books.names(), books.words, year)

    done = explained(settled.documents, options.explanations, judged, notes, strftime("%Y-%m-%d"))
    remarks = settled.remarks
    if options.explanations is not None and not os.path.exists(options.explanations):
        file = options.explanations
        remarks = (*remarks, Message(f"没有审核说明的文件 {file}", f"no explanations at {file}"))
    return settled._replace(
        documents=done.documents, broken=done.broken, failures=done.failures, remarks=remarks
    )


def _any_beside(documents: Sequence[DocumentReport]) -> bool:
    folders = dict.fromkeys(os.path.dirname(document.file) for document in documents)
    return any(os.path.exists(os.path.join(folder, EXPLANATIONS_NAME)) for folder in folders)


def _over_baseline(settled: Settled, judged: "Judged", options: Options) -> Settled:
    if options.baseline is None:
        return settled
    from perfcheck.baseline import gone_remark, missing_baseline, over_baseline
    from perfcheck.past import read_past

    if not os.path.exists(options.baseline):
        raise missing_baseline(options.baseline)
    laid = over_baseline(settled.documents, read_past(options.baseline), judged)
    remarks = settled.remarks
    if laid.gone:
        remarks = (*remarks, gone_remark(laid.gone, options.baseline))
    return settled._replace(documents=laid.documents, remarks=remarks)


def _with_verdicts(settled: Settled, unsure: Sequence[bool], options: Options) -> Settled:
    done = []
    for document, doubtful in zip(settled.documents, unsure, strict=True):
        ordered = sorted(document.findings, key=lambda each: (each.place.file, each.place.span))
        verdict = verdict_of(ordered, options.fail_on, unsure=doubtful)
        done.append(document._replace(findings=tuple(ordered), verdict=verdict))
    return settled._replace(documents=tuple(done))


def _since(settled: Settled, judged: "Judged", books: Library, options: Options) -> Settled:
    if options.since is None:
        return settled
    from perfcheck.past import read_past
    from perfcheck.since import other_rules, since

    past = read_past(options.since)
    joined = _joined(settled, books) if options.together and not options.what_if else None
    documents, told = since(settled.documents, past, judged, joined)
    other = other_rules(past, books.digest)
    remarks = (*settled.remarks, *([other] if other else []))
    return settled._replace(documents=documents, since=told, remarks=remarks)


def _joined(settled: Settled, books: Library) -> "Judged":
    from perfcheck.together import judged_throughout

    return judged_throughout(settled.documents, books)
