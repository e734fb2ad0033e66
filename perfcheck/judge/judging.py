"""The judge: every rule on every row that it is for, with no silent way out."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck.finding import Broken, Checks, Finding, Skip, Suspect
from perfcheck.form import Field, Form, Record
from perfcheck.judge.identity import owner_of
from perfcheck.judge.outcome import (
    BY_ROUNDING,
    INAPPLICABLE,
    PASSED,
    Judgement,
    broken_by,
    checks_of,
    finding_of,
    overall,
    skips_of,
)
from perfcheck.judge.rounding import held_by_rounding, is_unlikely
from perfcheck.judge.subject import Names, let_go, subject
from perfcheck.lang.lists import part
from perfcheck.lang.scope import Row, Scope, entered, listed
from perfcheck.messages import Message
from perfcheck.rule import Function, Program, Rule
from perfcheck.values import Missing

NO_ROWS = Message("没有可核对的行", "there is no row to check")
NO_ANSWER = Message("无法判断", "no answer")


class JudgedForm(NamedTuple):
    """What all rules said of one form."""

    findings: tuple[Finding, ...]
    checks: Checks
    skips: tuple[Skip, ...]
    broken: tuple[Broken, ...]
    suspects: tuple[Suspect, ...] = ()


def judge(
    form: Form,
    rules: Sequence[Rule],
    names: Names,
    vocabulary: Mapping[str, Any],
    year: int | None = None,
    judging: "Callable[[Rule, Scope], list[Judgement]] | None" = None,
) -> JudgedForm:
    """Judge `form` by `rules`; a rule that cannot run is broken, and the others still run.

    `judging` stands in for `judge_rule` where a run keeps count of what rules do.
    """
    scope = subject(form, names, vocabulary)
    owner = owner_of(form, year)
    seen: Counter[tuple[str, ...]] = Counter()
    findings: list[Finding] = []
    skips: list[Skip] = []
    broken: list[Broken] = []
    outcomes: Counter[str] = Counter()
    sound: list[Rule] = []
    judged = judging or judge_rule
    for rule in rules:
        try:
            judgements = judged(rule, scope)
        except Exception as error:  # a defect of the rule or of ours, never of the form
            broken.append(broken_by(rule, error))
            outcomes["broken"] += 1
            continue
        sound.append(rule)
        outcomes[overall(judgements)] += 1
        told = [each for each in judgements if each is not PASSED and each is not INAPPLICABLE]
        if told:
            skips += skips_of(rule, told)
            for judgement in told:
                if judgement.complaint:
                    findings.append(finding_of(rule, form, owner, judgement.complaint, seen))
    known = _suspects(sound, scope, {finding.rule for finding in findings})
    let_go(scope)
    return JudgedForm(tuple(findings), checks_of(outcomes), tuple(skips), tuple(broken), known)


def _suspects(rules: Sequence[Rule], scope: Scope, failed: set[str]) -> tuple[Suspect, ...]:
    """Which figures are probably wrong, where rules that compare have failed."""
    if not failed or not any(rule.id in failed and _compares(rule) for rule in rules):
        return ()
    from perfcheck.judge.suspects import suspects

    return suspects(rules, scope)


def _compares(rule: Rule) -> bool:
    from perfcheck.lang.compiler import compile_expression
    from perfcheck.lang.nodes import compares

    return any(compares(compile_expression(text).node) for text in rule.asserts)


def judge_rule(rule: Rule, scope: Scope) -> list[Judgement]:
    """Judge one rule on everything that it is for.

    Of several lists, those that the form does not have are none of the rule's business.
    """
    program = rule.program
    assert program is not None, f"{rule.id} was not bound"
    judgements: list[Judgement] = []
    if not program.each:
        _judge_rows(rule, program, (scope,), judgements)
        return judgements
    lists = [listed(rows, scope) for rows in program.each]
    some = len(lists) > 1 and any(type(found) is tuple and found for found in lists)
    for found, filtered in zip(lists, program.filtered, strict=True):
        if isinstance(found, Missing):
            other = some and found.kind == "absent"
            judgements.append(INAPPLICABLE if other else Judgement("skip", found.reason))
        elif not found:
            judgements.append(INAPPLICABLE if filtered or some else Judgement("skip", NO_ROWS))
        else:
            _judge_rows(rule, program, entered(found, scope), judgements)
    return judgements


def _judge_rows(
    rule: Rule, program: Program, scopes: Sequence[Scope], into: list[Judgement]
) -> None:
    """Judge a rule on each scope; this is where a run spends its time.

    A log is kept only where something may have to be explained. Passes and rows that are none of
    the rule's business are told once, however many there are.
    """
    concerned = scopes
    if program.when is not None:
        concerned, others, unclear = program.when(scopes)
        if unclear:
            into += [_skip(answer, scope) for scope, answer in unclear]
        if others:
            into.append(INAPPLICABLE)
    if rule.certain and concerned:
        concerned = _certain(rule.certain, concerned, into)
    if not concerned:
        return
    for number, holds in enumerate(program.asserts):
        if program.figures[number]:
            into += [_figured(rule, number, holds, scope) for scope in concerned]
            continue
        sound, failed, unclear = holds(concerned)
        if unclear:
            into += [_skip(answer, scope) for scope, answer in unclear]
        if sound:
            into.append(PASSED)
        if failed:
            into += [_failed(rule, number, scope, None) for scope in failed]


def _certain(
    names: Sequence[str], scopes: Sequence[Scope], into: list[Judgement]
) -> Sequence[Scope]:
    """The scopes in which none of the names was inferred."""
    paths = [name.split(".") for name in names]
    sure = []
    for scope in scopes:
        doubtful = [path for path in paths if _inferred(path, scope)]
        if doubtful:
            name = ".".join(doubtful[0])
            said = Message(
                f"“{name}”不在本行的块内，是推断的", f"{name!r} was inferred, not printed here"
            )
            into.append(Judgement("skip", said, _line(scope)))
        else:
            sure.append(scope)
    return sure


def _inferred(path: Sequence[str], scope: Scope) -> bool:
    value = scope[path[0]]
    for step in path[1:]:
        value = part(value, step)
    for origin in getattr(value, "origins", ()):
        if type(origin) is Field and origin.certainty == "inferred":
            return True
    return False


def _figured(rule: Rule, number: int, holds: Function, scope: Scope) -> Judgement:
    """Judge an assertion that rounding may decide."""
    log: list[Any] = []
    answer = holds(scope, log)
    if answer is True:
        return _passed(rule, number, scope, log)
    return _failed(rule, number, scope, log) if answer is False else _skip(answer, scope)


def _passed(rule: Rule, number: int, scope: Scope, log: list[Any]) -> Judgement:
    known = held_by_rounding(rule.asserts[number], scope, log)
    if known is None:
        return PASSED
    if not is_unlikely(known):
        return BY_ROUNDING
    from perfcheck.judge.complaint import wonder

    return BY_ROUNDING._replace(complaint=wonder(rule, scope, log, known))


def _failed(rule: Rule, number: int, scope: Scope, log: list[Any] | None) -> Judgement:
    from perfcheck.judge.complaint import complain
    from perfcheck.lang.compiler import compile_expression

    if log is None:
        compile_expression(rule.asserts[number]).function(scope, log := [])
    return Judgement("fail", complaint=complain(rule, number, scope, log))


def _skip(answer: Any, scope: Scope) -> Judgement:
    reason = answer.reason if isinstance(answer, Missing) else NO_ANSWER
    return Judgement("skip", reason, _line(scope))


def _line(scope: Scope) -> int | None:
    origin = scope.row.origin if isinstance(scope.row, Row) else None
    return origin.line if isinstance(origin, Record) else None
