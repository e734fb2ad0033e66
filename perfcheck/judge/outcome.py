"""How judgements end: each by itself, a rule by all of its own, and what is said of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from perfcheck.finding import Broken, Checks, Finding, Outcome, Skip
from perfcheck.form import Form
from perfcheck.judge.identity import Owner, label_path
from perfcheck.messages import NOTHING, Message
from perfcheck.rule import Rule

if TYPE_CHECKING:
    from perfcheck.judge.complaint import Complaint
else:
    Complaint = Any


class Judgement(NamedTuple):
    """How one assertion of a rule ended on one row (or on the whole form)."""

    outcome: Outcome
    reason: Message = NOTHING
    line: int | None = None
    by_rounding: bool = False
    complaint: Complaint | None = None


PASSED = Judgement("pass")
BY_ROUNDING = Judgement("pass", by_rounding=True)
INAPPLICABLE = Judgement("inapplicable")


def overall(judgements: Sequence[Judgement]) -> str:
    """What the judgements of a rule come to: a word that `checks_of` counts."""
    if judgements == [PASSED] or judgements == [INAPPLICABLE, PASSED]:  # as most rules end
        return "passed"
    if judgements == [INAPPLICABLE]:
        return "not_applicable"
    outcomes = {judgement.outcome for judgement in judgements}
    if "fail" in outcomes:
        return "failed"
    if "pass" in outcomes:
        rounded_off = any(judgement.by_rounding for judgement in judgements)
        return "passed_by_rounding" if rounded_off else "passed"
    return "skipped" if "skip" in outcomes else "not_applicable"


def checks_of(outcomes: Counter[str]) -> Checks:
    """How many rules ended how."""
    by_rounding = outcomes["passed_by_rounding"]
    return Checks(
        passed=outcomes["passed"] + by_rounding,
        passed_by_rounding=by_rounding,
        failed=outcomes["failed"],
        not_applicable=outcomes["not_applicable"],
        skipped=outcomes["skipped"],
        broken=outcomes["broken"],
    )


def skips_of(rule: Rule, judgements: Sequence[Judgement]) -> Iterator[Skip]:
    """The checks of a rule that could not be made, those of one reason together."""
    reasons: dict[Message, list[int | None]] = {}
    for judgement in judgements:
        if judgement.outcome == "skip":
            reasons.setdefault(judgement.reason, []).append(judgement.line)
    for reason, lines in reasons.items():
        yield Skip(rule.id, rule.name, reason, len(lines), lines[0])


def finding_of(
    rule: Rule, form: Form, owner: Owner, said: "Complaint", seen: Counter[tuple[str, ...]]
) -> Finding:
    """The finding of a complaint; `seen` counts what shares its rule and label path."""
    path = label_path(said.field, said.record)
    key = (rule.id, *path)
    seen[key] += 1
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=said.severity,
        form=form.id,
        message=said.message,
        place=said.place,
        related=said.related,
        evidence=said.evidence,
        basis=rule.basis_text,
        hint=rule.hint,
        lowered=said.lowered,
        identity=(rule.id, *owner, *path, str(seen[key])),
        explainable=rule.explainable,
    )


def broken_by(rule: Rule, error: Exception) -> Broken:
    """What is said of a rule that fell over."""
    said = f"{type(error).__name__}: {error}"
    message = Message(f"规则运行出错（{said}）", f"the rule failed to run ({said})")
    return Broken(rule.id, rule.file, None, message)
