"""What a run comes to: the verdict of each document, the exit code, and the reasons for it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perfcheck.errors import ConfigError
from perfcheck.finding import (
    SEVERITIES,
    SEVERITY,
    Broken,
    Checks,
    DocumentReport,
    Failure,
    Finding,
    Report,
    Verdict,
)
from perfcheck.messages import Message
from perfcheck.options import FAIL_ON

if TYPE_CHECKING:
    from perfcheck.form import Reading
    from perfcheck.library import Library

CLEAN, FOUND, UNABLE = 0, 1, 2
MANY = 10
"""Fewer rules than these, skipped or judged, do not tell that a form is cut off."""
NOTHING_CHECKED = Message("没有一条规则核对到内容", "no rule had anything to check")


def fails(findings: Sequence[Finding], fail_on: str) -> bool:
    """Whether any finding is at or above the level that fails a run (`never`: none is).

    One that an explanation accepts fails nothing. Raises ConfigError for a level that there is not.
    """
    if fail_on == "never":
        return False
    if fail_on not in SEVERITIES:
        raise ConfigError(
            Message(
                f"fail_on 不能是“{fail_on}”，应为 {'、'.join(FAIL_ON)}",
                f"fail_on cannot be {fail_on!r}; one of {', '.join(FAIL_ON)}",
            )
        )
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(finding.severity in failing and not finding.accepted for finding in findings)


def verdict_of(findings: Sequence[Finding], fail_on: str, *, unsure: bool) -> Verdict:
    """The verdict of one document: doubt outranks failure, failure outranks passing.

    `unsure`: too little was understood or checked, or a rule could not run.
    """
    if unsure:
        return "incomplete"
    return "failed" if fails(findings, fail_on) else "passed"


def doubts_of(coverage: float, checks: Checks, least: float) -> Iterator[Message]:
    """Why a document cannot be vouched for: too little understood, or nothing checked."""
    if coverage < least:
        share = f"{int(coverage * 1000) / 10:g}%"  # never up: 99.98% is not all of it
        yield Message(
            f"只读懂了 {share} 的文字（至少应为 {least:.0%}），未能完整核对",
            f"only {share} of the text was understood (at least {least:.0%} is wanted)",
        )
    if not checks.passed and not checks.failed:
        yield NOTHING_CHECKED


def doubts_of_form(title: str, checks: Checks) -> Iterator[Message]:
    """Why one form cannot be vouched for: more rules were skipped than could be judged.

    Of a few rules, picked by somebody, that says nothing about the form.
    """
    judged = checks.passed + checks.failed
    if judged and checks.skipped > judged and judged + checks.skipped >= MANY:
        yield Message(
            f"“{title}”有 {checks.skipped} 条规则未能核对，核对到的只有 {judged} 条，表可能不完整",
            f"{title}: {checks.skipped} rules could not be checked and only {judged} could;"
            " the form may be cut off",
        )


def no_form(reading: "Reading", books: "Library") -> Message:
    """Say that no kind knows a document as a form, and which came nearest."""
    known = "、".join(kind.name.zh for kind in books.kinds.kinds)
    known_en = ", ".join(kind.name.text("en") for kind in books.kinds.kinds)
    nearest = books.kinds.get(reading.nearest)
    near = f"；最接近的是“{nearest.name.zh}”，但没有它的标题和表头" if nearest else ""
    near_en = (
        f"; the nearest is {nearest.name.en}, without its title and headers" if nearest else ""
    )
    return Message(
        f"没有认出哪一种表{near}。认得的表：{known}；确知是哪一种时可用 --kind 指定",
        f"no form was recognised{near_en}. Known: {known_en}; say which it is with --kind",
    )


def exit_of(
    documents: Sequence[DocumentReport],
    doubts: Sequence[Message],
    broken: Sequence[Broken],
    errors: Sequence[Failure],
    fail_on: str,
) -> tuple[int, tuple[Message, ...]]:
    """The exit code (2 before 1 before 0) and every reason that led to it."""
    reasons = [
        Message(f"{error.file}：{error.message.zh}", f"{error.file}: {error.message.text('en')}")
        if error.file
        else error.message
        for error in errors
    ]
    reasons += doubts
    if broken:
        named = list(dict.fromkeys(rule.rule or rule.file for rule in broken))
        zh, en = f"规则不能运行：{'、'.join(named)}", f"rules cannot run: {', '.join(named)}"
        reasons.append(Message(zh, en))
    if not documents and not errors:
        reasons.append(Message("没有检查任何表", "nothing was checked"))
    unable = bool(reasons)
    failing = [report for report in documents if fails(report.findings, fail_on)]
    if failing:
        level = next(word.zh for name, word in SEVERITY.items() if name == fail_on)
        reasons.append(
            Message(
                f"{len(failing)} 份文件有达到“{level}”级别的问题",
                f"{len(failing)} file(s) with findings at or above {fail_on!r}",
            )
        )
    return (UNABLE if unable else FOUND if failing else CLEAN), tuple(reasons)


def report_of(
    documents: Sequence[DocumentReport],
    doubts: Sequence[Message],
    broken: Sequence[Broken],
    errors: Sequence[Failure],
    passed_over: Sequence[Failure],
    digest: str,
    fail_on: str,
) -> Report:
    """Put the outcome of a run together."""
    code, reasons = exit_of(documents, doubts, broken, errors, fail_on)
    return Report(
        tuple(documents), tuple(broken), tuple(errors), tuple(passed_over), digest, code, reasons
    )
