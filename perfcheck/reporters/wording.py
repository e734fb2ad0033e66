"""The words that reports share: severities, verdicts, counts, and text made safe to print."""

from collections.abc import Iterable, Mapping

from perfcheck.finding import (
    SEVERITIES,
    SEVERITY,
    Broken,
    Change,
    DocumentReport,
    Failure,
    Finding,
    Place,
    Report,
    Severity,
    Since,
    Verdict,
)
from perfcheck.messages import Language, Message

VERDICT: dict[Verdict, Message] = {
    "passed": Message("通过", "passed"),
    "failed": Message("未通过", "failed"),
    "incomplete": Message("未能完整核对", "not fully checked"),
}
ACCEPTED = Message("已说明", "accepted")
KNOWN = Message("基线里已有", "known")
NOT_READ = Message("没有读的部分", "What was not read")
MENDED = Message("已改", "mended")
CHANGE: dict[Change, Message] = {"new": Message("新增", "new"), "open": Message("仍在", "open")}
FAMILIES: dict[str, Message] = {
    "ARITH": Message("勾稽", "sums and balances"),
    "EVAL": Message("自评", "self-evaluation"),
    "FIELD": Message("完整性", "completeness"),
    "PUB": Message("公开规范", "publication"),
    "NOTE": Message("审核说明", "explanations"),
    "READ": Message("读取疑点", "doubts of reading"),
    "TAX": Message("指标分类", "classes of indicators"),
    "TEXT": Message("文字", "wording"),
    "VALUE": Message("指标值", "targets"),
    "XREF": Message("表间、文表、跨文档一致", "agreement between places"),
    "YEAR": Message("年度", "years"),
}
"""What the families of rules are called, by the first part of their ids."""
CITED = 6
"""How many signs of a fingerprint cite a finding."""
WITH_WARNINGS = Message("通过，有待说明", "passed, to be explained")
VERDICT_SIGN: dict[Verdict, str] = {"passed": "✓", "failed": "✗", "incomplete": "?"}
NOTHING_OPEN = Message("没有待处理的问题", "nothing left open")
NOTHING_CHECKED = Message("没有检查任何表", "nothing was checked")
_UNSAFE = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys(
        [
            0x7F,
            *range(0x80, 0xA0),
            *(0x061C, 0x200E, 0x200F),
            *range(0x202A, 0x202F),
            *range(0x2066, 0x206A),
        ],
        0xFFFD,
    ),
}


def verdict_word(document: DocumentReport) -> Message:
    """The verdict in words; a form that passes with warnings still has something to explain."""
    warned = any(f.severity == "warning" and not f.accepted for f in document.findings)
    return passed_word(document.verdict, warned=warned)


def passed_word(verdict: Verdict, *, warned: bool) -> Message:
    """The word of a verdict, where `warned` says that warnings are in force."""
    return WITH_WARNINGS if verdict == "passed" and warned else VERDICT[verdict]


def visible(text: str) -> str:
    """Make control signs visible one for one, so that a form cannot steer the terminal.

    >>> visible("甲\\x1b[2J")
    '甲␛[2J'
    """
    return text if text.isprintable() else text.translate(_UNSAFE)


def one_line(text: str) -> str:
    """Join what stands on several lines, and make control signs visible."""
    return visible(" ".join(text.split()))


def broken_count(report: Report) -> int:
    """How many rules cannot run, however many mistakes each has."""
    return len({broken.rule or broken.file for broken in report.broken})


def broken_place(broken: Broken) -> str:
    """Where in which file a rule is broken, as far as that is known."""
    return ":".join(str(part) for part in (broken.file, broken.line, broken.column) if part)


def severity_counts(documents: Iterable[DocumentReport]) -> dict[Severity, int]:
    """How many findings there are of each severity, the gravest first; accepted ones aside."""
    counts: dict[Severity, int] = dict.fromkeys(SEVERITY, 0)
    for document in documents:
        for finding in document.findings:
            counts[finding.severity] += not finding.accepted
    return counts


def accepted_count(documents: Iterable[DocumentReport]) -> int:
    """How many findings explanations accept."""
    return sum(finding.accepted is not None for one in documents for finding in one.findings)


def change_counts(report: Report, since: Since) -> list[tuple[Message, int]]:
    """How many findings of an earlier run are mended, how many are new, how many still open."""
    changes = [finding.change for one in report.documents for finding in one.findings]
    return [
        (MENDED, len(since.mended)),
        *((word, changes.count(change)) for change, word in CHANGE.items()),
    ]


def changes_text(report: Report, since: Since, language: Language) -> str:
    """Say these counts, also where they are zero."""
    counted = change_counts(report, since)
    return " · ".join(f"{word.text(language)} {count}" for word, count in counted)


def finding_word(finding: Finding, language: Language) -> str:
    """The word in front of a finding: its severity, or that it is accepted."""
    return (ACCEPTED if finding.accepted else SEVERITY[finding.severity]).text(language)


def accepted_text(finding: Finding, language: Language) -> str:
    """The explanation of an accepted finding, with who gave it and how long it holds."""
    said = finding.accepted
    if said is None:
        return ""
    until = Message(f"有效期至 {said.until}", f"until {said.until}").text(language)
    rest = [part for part in (said.by, said.date, until if said.until else "") if part]
    comma = Message("，", ", ").text(language)
    tail = Message(f"（{comma.join(rest)}）", f" ({comma.join(rest)})").text(language)
    return one_line(said.reason) + (one_line(tail) if rest else "")


def failure_place(failure: Failure) -> str:
    """Where in which file something went wrong, as far as that is known."""
    return ":".join(str(part) for part in (failure.file, failure.line, failure.column) if part)


def counts_text(counts: dict[Severity, int], language: Language) -> str:
    """Say the counts that are not zero, or that there is nothing to say."""
    said = [f"{SEVERITY[name].text(language)} {n}" for name, n in counts.items() if n]
    return " · ".join(said) or Message("没有发现问题", "nothing found").text(language)


def closing_line(report: Report, language: Language) -> str:
    """Sum up a run in one line, also where nothing was checked."""
    documents = report.documents
    if not documents:
        said = NOTHING_CHECKED.text(language)
    else:
        count = len(documents)
        files = f"{count} file{'s' * (count > 1)} checked"
        said = Message(f"检查了 {count} 个文件：", f"{files}: ").text(language)
        counts = severity_counts(documents)
        aside = accepted_count(documents) or any(document.known for document in documents)
        nothing_open = aside and not any(counts.values())
        said += NOTHING_OPEN.text(language) if nothing_open else counts_text(counts, language)
    if report.since:
        said += Message("；与上次相比 ", "; since the last run: ").text(language)
        said += changes_text(report, report.since, language)
    parts = [said, *(message.text(language) for message in _asides(report))]
    if report.profile:
        parts.append(profile_text(report, language))
    return Message("；".join(parts), "; ".join(parts)).text(language)


def profile_text(report: Report, language: Language) -> str:
    """Say by which profile the forms were judged."""
    profile = visible(report.profile)
    return Message(f"口径 {profile}", f"profile {profile}").text(language)


def _asides(report: Report) -> list[Message]:
    documents = report.documents
    incomplete = sum(document.verdict == "incomplete" for document in documents)
    skips = sum(len(document.skips) for document in documents)
    unread = sum(len(document.unrecognised) for document in documents)
    known = sum(len(document.known) for document in documents)
    counted = [
        (accepted_count(documents), Message("已说明 {}", "accepted: {}")),
        (known, Message("基线里已有 {}", "known from the baseline: {}")),
        (incomplete, Message("未能完整核对的文件 {}", "files not fully checked: {}")),
        (skips, Message("未能核对的规则 {} 条次", "checks not made: {}")),
        (unread, Message("没有读懂的文字 {} 处", "pieces of text not understood: {}")),
        (broken_count(report), Message("规则本身有误 {} 条", "broken rules: {}")),
        (len(report.errors), Message("无法检查 {} 处", "could not be checked: {}")),
        (len(report.passed_over), Message("略过 {} 个文件", "files passed over: {}")),
    ]
    return [Message(m.zh.format(n), m.en.format(n)) for n, m in counted if n]


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, then by place."""
    return sorted(
        findings,
        key=lambda f: (SEVERITIES.index(f.severity), f.place.file, f.place.span, f.rule),
    )


def holding(
    place: Place, own: DocumentReport, documents: Mapping[str, DocumentReport]
) -> DocumentReport | None:
    """The document that a place is in: its own, or the one that it names; None where none is."""
    return documents.get(place.file) if place.file else own


def elsewhere(finding: Finding, documents: Mapping[str, DocumentReport], language: Language) -> str:
    """The places of a finding in other documents, in brackets; empty where it has none."""
    files: dict[str, list[Place]] = {}
    for place in finding.related:
        if place.file:
            files.setdefault(place.file, []).append(place)
    if not files:
        return ""
    said = [_there(file, places, documents.get(file)) for file, places in files.items()]
    zh, en = "、".join(one.zh for one in said), ", ".join(one.en for one in said)
    return Message(f"（对照 {zh}）", f" (compare {en})").text(language)


def _there(file: str, places: list[Place], document: DocumentReport | None) -> Message:
    """A file with the lines concerned, or what it has instead of lines."""
    name = visible(file)
    found = [document.located(place.span) if document else None for place in places]
    cells = [one for one in found if one]
    if not cells:
        lines = ranges(place.span.line for place in places)
        return Message(f"{name} 第 {lines} 行", f"{name} line {lines}")
    from perfcheck.reporters.where import shortly

    shown = list(dict.fromkeys(map(shortly, cells)))
    return Message(f"{name} {'、'.join(shown)}", f"{name} {', '.join(shown)}")


def together_line(report: Report, language: Language) -> str:
    """Say in one line where --together would find something to compare; empty where nowhere."""
    if not report.together:
        return ""
    shown = report.together[:3]
    rest = len(report.together) - len(shown)
    zh = [f"{p.department}的{p.names[0].zh}与{p.names[1].zh}（{p.pairs} 对）" for p in shown]
    en = [
        f"{p.department}: {p.names[0].text('en')} and {p.names[1].text('en')}, {p.pairs}"
        for p in shown
    ]
    more = (f"等 {len(report.together)} 组", f" and {rest} more") if rest else ("", "")
    said = Message(
        f"加 --together 还可以互相核对：{'、'.join(zh)}{more[0]}",
        f"--together would also compare (pairs of forms): {'; '.join(en)}{more[1]}",
    )
    return visible(said.text(language))


def percent(share: float) -> str:
    """A share as a whole percentage, rounded down: only all of it is 100%.

    >>> percent(0.998), percent(0.29)
    ('99%', '29%')
    """
    return f"{int(share * 100 + 1e-9)}%"


def ranges(numbers: Iterable[int]) -> str:
    """Write line numbers shortly.

    >>> ranges([7, 14, 15, 16, 22])
    '7, 14–16, 22'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
