"""The words that reports share: severities, verdicts, counts, and text made safe to print."""

from collections.abc import Iterable

from perfcheck.finding import Broken, DocumentReport, Report, Severity, Verdict
from perfcheck.messages import Language, Message

SEVERITY: dict[Severity, Message] = {
    "error": Message("错误", "error"),
    "warning": Message("需说明", "warning"),
    "info": Message("提示", "info"),
}
VERDICT: dict[Verdict, Message] = {
    "passed": Message("通过", "passed"),
    "failed": Message("未通过", "failed"),
    "incomplete": Message("未能完整核对", "not fully checked"),
}
WITH_WARNINGS = Message("通过，有待说明", "passed, to be explained")
VERDICT_SIGN: dict[Verdict, str] = {"passed": "✓", "failed": "✗", "incomplete": "?"}
NOTHING_CHECKED = Message("没有检查任何表", "nothing was checked")
_UNSAFE = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys(
        [0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD
    ),
}


def verdict_word(document: DocumentReport) -> Message:
    """The verdict in words; a form that passes with warnings still has something to explain."""
    warned = any(finding.severity == "warning" for finding in document.findings)
    return WITH_WARNINGS if document.verdict == "passed" and warned else VERDICT[document.verdict]


def visible(text: str) -> str:
    """Make control signs visible one for one, so that a form cannot steer the terminal.

    >>> visible("甲\\x1b[2J")
    '甲␛[2J'
    """
    return text if text.isprintable() else text.translate(_UNSAFE)


def one_line(text: str) -> str:
    """Join what stands on several lines, and make control signs visible."""
    return visible(" ".join(text.split()))


def broken_place(broken: Broken) -> str:
    """Where in which file a rule is broken, as far as that is known."""
    return ":".join(str(part) for part in (broken.file, broken.line, broken.column) if part)


def severity_counts(documents: Iterable[DocumentReport]) -> dict[Severity, int]:
    """How many findings there are of each severity, the gravest first."""
    counts: dict[Severity, int] = dict.fromkeys(SEVERITY, 0)
    for document in documents:
        for finding in document.findings:
            counts[finding.severity] += 1
    return counts


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
        said += counts_text(severity_counts(documents), language)
    parts = [said, *(message.text(language) for message in _asides(report))]
    return Message("；".join(parts), "; ".join(parts)).text(language)


def _asides(report: Report) -> list[Message]:
    documents = report.documents
    incomplete = sum(document.verdict == "incomplete" for document in documents)
    skips = sum(len(document.skips) for document in documents)
    unread = sum(len(document.unrecognised) for document in documents)
    counted = [
        (incomplete, Message("未能完整核对的文件 {}", "files not fully checked: {}")),
        (skips, Message("未能核对的规则 {} 条次", "checks not made: {}")),
        (unread, Message("没有读懂的文字 {} 处", "pieces of text not understood: {}")),
        (len(report.broken), Message("规则本身有误 {} 条", "broken rules: {}")),
        (len(report.errors), Message("无法检查 {} 处", "could not be checked: {}")),
        (len(report.passed_over), Message("略过 {} 个文件", "files passed over: {}")),
    ]
    return [Message(m.zh.format(n), m.en.format(n)) for n, m in counted if n]


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
