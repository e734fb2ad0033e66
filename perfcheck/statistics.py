"""What each rule did in a run, and how long it took; kept only where a run asks for it."""

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter

from perfcheck.finding import RuleCount
from perfcheck.judge import Judgement, judge_rule
from perfcheck.judge.outcome import overall
from perfcheck.lang.scope import Scope
from perfcheck.rule import Rule
from perfcheck.selection import Entry

MILLISECONDS = 1000

Judging = Callable[[Rule, Scope], list[Judgement]]


def counted(into: list[RuleCount]) -> Judging:
    """A way to judge a rule that also notes in `into` how it ended and how long that took."""

    def judging(rule: Rule, scope: Scope) -> list[Judgement]:
        count = RuleCount(rule.id, rule.name, broken=1)
        start = perf_counter()
        try:
            judgements = judge_rule(rule, scope)
            count = _count(rule, judgements)
            return judgements
        finally:
            taken = (perf_counter() - start) * MILLISECONDS
            into.append(count._replace(milliseconds=taken))

    return judging


def _count(rule: Rule, judgements: Sequence[Judgement]) -> RuleCount:
    findings = sum(1 for judgement in judgements if judgement.complaint)
    return count_of(rule, overall(judgements), findings)


def count_of(rule: Rule, ended: str, findings: int) -> RuleCount:
    """What a rule did on one form: the word that `overall` says, or that it is broken."""
    if ended == "broken":
        return RuleCount(rule.id, rule.name, broken=1)
    return RuleCount(
        rule.id,
        rule.name,
        forms=1,
        failed=int(ended == "failed"),
        passed=int(ended in ("passed", "passed_by_rounding")),
        skipped=int(ended == "skipped"),
        not_applicable=int(ended == "not_applicable"),
        findings=findings,
    )


def summed(counts: Iterable[RuleCount], entries: Iterable[Entry] = ()) -> tuple[RuleCount, ...]:
    """One count a rule, by id; the rules of `entries` that met no form are there with nothing."""
    totals = {entry.id: RuleCount(entry.id) for entry in entries}
    for count in counts:
        known = totals.get(count.rule, RuleCount(count.rule))
        figures = (a + b for a, b in zip(known[2:], count[2:], strict=True))
        name = count.name if count.name.zh else known.name
        totals[count.rule] = RuleCount._make((count.rule, name, *figures))
    return tuple(totals[rule] for rule in sorted(totals))
