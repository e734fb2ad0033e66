"""The judge: every rule on every row that it is for, with no silent way out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from perfcheck.finding import Broken, Checks, Finding, Outcome, Skip
from perfcheck.form import Field, Form, Record
from perfcheck.judge.identity import Owner, label_path, owner_of
from perfcheck.judge.rounding import held_by_rounding, is_unlikely
from perfcheck.judge.subject import Names, subject
from perfcheck.lang.scope import Row, Scope, enter
from perfcheck.messages import NOTHING, Message
from perfcheck.rule import Program, Rule
from perfcheck.values import Missing

if TYPE_CHECKING:
    from perfcheck.judge.complaint import Complaint

NO_ROWS = Message("没有可核对的行", "there is no row to check")
NO_ANSWER = Message("无法判断", "no answer")


class Judgement(NamedTuple):
    """How one assertion of a rule ended on one row (or on the whole form)."""

    outcome: Outcome
    reason: Message = NOTHING
    line: int | None = None
    by_rounding: bool = False
    complaint: "Complaint | None" = None


PASSED = Judgement("pass")
BY_ROUNDING = Judgement("pass", by_rounding=True)
INAPPLICABLE = Judgement("inapplicable")

Rooms = dict[int, tuple[tuple[Any, ...], list[Scope]]]


class JudgedForm(NamedTuple):
    """What all rules said of one form."""

    findings: tuple[Finding, ...]
    checks: Checks
    skips: tuple[Skip, ...]
    broken: tuple[Broken, ...]


def judge(
    form: Form,
    rules: Sequence[Rule],
    names: Names,
    vocabulary: Mapping[str, Any],
    year: int | None = None,
) -> JudgedForm:
    """Judge `form` by `rules`; a rule that cannot run is broken, and the others still run."""
    scope = subject(form, names, vocabulary)
    owner = owner_of(form, year)
    seen: Counter[tuple[str, ...]] = Counter()
    findings: list[Finding] = []
    skips: list[Skip] = []
    broken: list[Broken] = []
    outcomes: Counter[str] = Counter()
    rooms: Rooms = {}
    for rule in rules:
        try:
            judgements = judge_rule(rule, scope, rooms)
        except Exception as error:  # a defect of the rule or of ours, never of the form
            broken.append(Broken(rule.id, rule.file, None, _crash(error)))
            continue
        outcomes[_overall(judgements)] += 1
        skips += _skips(rule, judgements)
        for judgement in judgements:
            if judgement.complaint:
                findings.append(_finding(rule, form, owner, judgement.complaint, seen))
    return JudgedForm(tuple(findings), _checks(outcomes), tuple(skips), tuple(broken))


def judge_rule(rule: Rule, scope: Scope, rooms: Rooms | None = None) -> list[Judgement]:
    """Judge one rule on everything that it is for.

    Of several lists, those that the form does not have are none of the rule's business.
    """
    program = rule.program
    assert program is not None, f"{rule.id} was not bound"
    judgements: list[Judgement] = []
    if not program.each:
        _judge_rows(rule, program, (scope,), judgements)
    lists = [rows(scope, []) for rows in program.each]
    some = any(type(found) is tuple and found for found in lists)
    for found, filtered in zip(lists, program.filtered, strict=True):
        if isinstance(found, Missing):
            other = some and found.kind == "absent"
            judgements.append(INAPPLICABLE if other else Judgement("skip", found.reason))
        elif not found:
            judgements.append(INAPPLICABLE if filtered or some else Judgement("skip", NO_ROWS))
        else:
            scopes = _scopes(found, scope, {} if rooms is None else rooms)
            _judge_rows(rule, program, scopes, judgements)
    return judgements


def _scopes(rows: tuple[Any, ...], scope: Scope, rooms: Rooms) -> Sequence[Scope]:
    """The scope of each row, made once for all rules that judge the same list."""
    known = rooms.get(id(rows))
    if known is None:
        before = (None, *rows)
        made = [enter(row, scope, i, before[i - 1]) for i, row in enumerate(rows, 1)]
        known = rooms[id(rows)] = (rows, made)
    return known[1]


def _judge_rows(
    rule: Rule, program: Program, scopes: Sequence[Scope], into: list[Judgement]
) -> None:
    """Judge a rule on each scope; this is where a run spends its time."""
    when, certain = program.when, rule.certain
    asserts = tuple(enumerate(program.asserts))
    for scope in scopes:
        if when is not None:
            applies = when(scope, [])
            if applies is not True:
                into.append(INAPPLICABLE if applies is False else _skip(applies, scope))
                continue
        doubtful = _inferred(certain, scope) if certain else None
        if doubtful:
            into.append(Judgement("skip", doubtful, _line(scope)))
            continue
        for number, holds in asserts:
            log: list[Any] = []
            answer = holds(scope, log)
            if answer is not True:
                into.append(_not_passed(rule, number, scope, log, answer))
            elif program.figures[number]:
                into.append(_passed(rule, number, scope, log))
            else:
                into.append(PASSED)


def _passed(rule: Rule, number: int, scope: Scope, log: list[Any]) -> Judgement:
    known = held_by_rounding(rule.asserts[number], scope, log)
    if known is None:
        return PASSED
    if not is_unlikely(known):
        return BY_ROUNDING
    from perfcheck.judge.complaint import wonder

    return BY_ROUNDING._replace(complaint=wonder(rule, scope, log, known))


def _not_passed(rule: Rule, number: int, scope: Scope, log: list[Any], answer: Any) -> Judgement:
    if answer is not False:
        return _skip(answer, scope)
    from perfcheck.judge.complaint import complain

    return Judgement("fail", complaint=complain(rule, number, scope, log))


def _skip(answer: Any, scope: Scope) -> Judgement:
    reason = answer.reason if isinstance(answer, Missing) else NO_ANSWER
    return Judgement("skip", reason, _line(scope))


def _inferred(certain: Sequence[str], scope: Scope) -> Message | None:
    for name in certain:
        value = scope(name)
        for origin in getattr(value, "origins", ()):
            if isinstance(origin, Field) and origin.certainty == "inferred":
                return Message(
                    f"“{name}”不在本行的块内，是推断的", f"{name!r} was inferred, not printed here"
                )
    return None


def _line(scope: Scope) -> int | None:
    origin = scope.row.origin if isinstance(scope.row, Row) else None
    return origin.line if isinstance(origin, Record) else None


def _overall(judgements: Sequence[Judgement]) -> str:
    outcomes = {judgement.outcome for judgement in judgements}
    if "fail" in outcomes:
        return "failed"
    if "pass" in outcomes:
        rounded_off = any(judgement.by_rounding for judgement in judgements)
        return "passed_by_rounding" if rounded_off else "passed"
    return "skipped" if "skip" in outcomes else "not_applicable"


def _checks(outcomes: Counter[str]) -> Checks:
    by_rounding = outcomes["passed_by_rounding"]
    return Checks(
        passed=outcomes["passed"] + by_rounding,
        passed_by_rounding=by_rounding,
        failed=outcomes["failed"],
        not_applicable=outcomes["not_applicable"],
        skipped=outcomes["skipped"],
    )


def _skips(rule: Rule, judgements: Sequence[Judgement]) -> Iterator[Skip]:
    reasons: dict[Message, list[int | None]] = {}
    for judgement in judgements:
        if judgement.outcome == "skip":
            reasons.setdefault(judgement.reason, []).append(judgement.line)
    for reason, lines in reasons.items():
        yield Skip(rule.id, rule.name, reason, len(lines), lines[0])


def _finding(
    rule: Rule, form: Form, owner: Owner, said: "Complaint", seen: Counter[tuple[str, ...]]
) -> Finding:
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
    )


def _crash(error: Exception) -> Message:
    said = f"{type(error).__name__}: {error}"
    return Message(f"规则运行出错（{said}）", f"the rule failed to run ({said})")
