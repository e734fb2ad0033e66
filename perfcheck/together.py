"""The forms of a run held against each other: joined, judged, and told where they belong."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from perfcheck.finding import (
    Broken,
    Checks,
    Comparable,
    DocumentReport,
    Finding,
    FormSummary,
    RuleCount,
    Skip,
)
from perfcheck.form import Field, Form
from perfcheck.judge.identity import owner_of
from perfcheck.judge.joining import (
    DEPARTMENT,
    NOTES,
    YEAR,
    Body,
    Candidate,
    Joined,
    Unjoined,
    body,
    fits,
    join,
)
from perfcheck.judge.joint import Party, Seen, joint_findings, joint_scope, main_of, party
from perfcheck.judge.judging import judge_rule
from perfcheck.judge.outcome import Judgement, broken_by, checks_of, overall, skips_of
from perfcheck.judge.subject import Names
from perfcheck.kind import names_of_kind
from perfcheck.lang.scope import Scope
from perfcheck.lang.words import folded_label
from perfcheck.library import Library
from perfcheck.rule import Alias, Rule
from perfcheck.statistics import MILLISECONDS, count_of
from perfcheck.values import SCALE, Number, Target, Text
from perfcheck.verdict import NOTHING_CHECKED

if TYPE_CHECKING:
    from perfcheck.checking import Checked

PROJECT = "项目名称"


class _Heard(NamedTuple):
    """What the rules across documents said, by the number of the document that it concerns.

    `checked` are the documents of which a form was held against others, with an answer; `spent`
    is how many milliseconds each rule took.
    """

    findings: dict[int, list[Finding]]
    judgements: dict[tuple[int, str], list[Judgement]]
    broken: dict[int, list[Broken]]
    checked: set[int]
    spent: dict[str, float]


class _Run:
    """The forms of a run by their names, and each made ready for rules when one first asks."""

    __slots__ = ("books", "forms", "names", "parties", "seen", "vocabulary")

    def __init__(self, checked: Sequence["Checked"], books: Library) -> None:
        self.books = books
        self.names: Names = books.names()
        self.vocabulary = Scope(dict(books.words), None)
        self.forms: dict[str, tuple[int, str, Form]] = {
            f"{number}:{form.id}": (number, one.report.file, form)
            for number, one in enumerate(checked)
            for form in one.forms
        }
        self.parties: dict[str, Party] = {}
        self.seen: dict[str, Seen] = {home: Counter() for home in self.forms}

    def document(self, home: str) -> int:
        return self.forms[home][0]

    def party(self, one: Candidate) -> Party:
        if one.home not in self.parties:
            _, file, form = self.forms[one.home]
            owner = owner_of(form, one.year)
            made = party(form, one.home, file, owner, self.names, self.books.words)
            self.parties[one.home] = made
        return self.parties[one.home]


def judged_together(checked: Sequence["Checked"], books: Library) -> "list[Checked]":
    """Return the documents of a run with what the rules across documents say of them.

    The order of the documents makes no difference.
    """
    rules = books.rules_together
    run = _Run(checked, books)
    candidates = _candidates(run, rules)
    heard = _Heard({}, {}, {}, set(), {})
    for rule in rules:
        for group in join(rule, candidates):
            if isinstance(group, Unjoined):
                number = run.document(group.candidate.home)
                skip = Judgement("skip", group.reason)
                heard.judgements.setdefault((number, rule.id), []).append(skip)
            else:
                _judge(rule, group, run, heard)
    named = {rule.id: rule for rule in rules}
    told = [_told(one, number, heard, named) for number, one in enumerate(checked)]
    spent = [RuleCount(name, milliseconds=took) for name, took in heard.spent.items()]
    return [one._replace(counts=(*one.counts, *spent)) for one in told[:1]] + told[1:]


def _judge(rule: Rule, group: Joined, run: _Run, heard: _Heard) -> None:
    parties = {name: [run.party(one) for one in group.forms[name]] for name in group.forms}
    main = run.document(main_of(rule, parties).home)
    scope = joint_scope(rule, parties, tuple(run.names.tables), run.vocabulary)
    start = perf_counter()
    try:
        judgements = judge_rule(rule, scope)
    except Exception as error:  # a defect of the rule or of ours, never of the forms
        heard.broken.setdefault(main, []).append(broken_by(rule, error))
        return
    finally:
        taken = (perf_counter() - start) * MILLISECONDS
        heard.spent[rule.id] = heard.spent.get(rule.id, 0.0) + taken
    if any(judgement.outcome in ("pass", "fail") for judgement in judgements):
        heard.checked.update(run.document(one.home) for one in chain(*parties.values()))
    blamed = set()
    for owner, finding in joint_findings(rule, parties, group.assumed, judgements, run.seen):
        number = run.document(owner.home)
        blamed.add(number)
        heard.findings.setdefault(number, []).append(finding)
    own_lines = all(text.startswith(f"{rule.documents[0].name}.") for text in rule.each)
    for judgement in judgements:
        said = judgement if own_lines else judgement._replace(line=None)
        for number in blamed if judgement.outcome == "fail" else (main,):
            heard.judgements.setdefault((number, rule.id), []).append(said)


def _told(one: "Checked", number: int, heard: _Heard, rules: Mapping[str, Rule]) -> "Checked":
    counts: list[RuleCount] = []
    skips: list[Skip] = []
    crashed = {broken.rule for broken in heard.broken.get(number, ())}
    found = Counter(finding.rule for finding in heard.findings.get(number, ()))
    outcomes: Counter[str] = Counter()
    for rule_id, rule in rules.items():
        judgements = heard.judgements.get((number, rule_id), [])
        if rule_id in crashed or judgements:
            ended = "broken" if rule_id in crashed else overall(judgements)
            outcomes[ended] += 1
            counts.append(count_of(rule, ended, found[rule_id]))
            skips += skips_of(rule, judgements)
    report = one.report
    added = checks_of(outcomes)
    report = report._replace(
        findings=(*report.findings, *heard.findings.get(number, ())),
        skips=(*report.skips, *skips),
        checks=Checks(*(a + b for a, b in zip(report.checks, added, strict=True))),
    )
    broken = (*one.broken, *heard.broken.get(number, ()))
    settled = {NOTHING_CHECKED} if number in heard.checked else set()
    doubts = tuple(doubt for doubt in one.doubts if doubt not in settled)
    all_counts = (*one.counts, *counts)
    return one._replace(report=report, broken=broken, doubts=doubts, forms=(), counts=all_counts)


def _candidates(run: _Run, rules: Sequence[Rule]) -> list[Candidate]:
    matched = {name for rule in rules for name in rule.match} | {PROJECT}
    notes = _notes(run.books.words)
    kinds = _kinds(run.books)
    return [
        Candidate(
            home,
            file,
            form.kind,
            kinds[form.kind],
            form.title,
            body(_text(form.field(DEPARTMENT)), notes),
            *_year(form),
            {name: folded_label(_text(form.field(name))) for name in matched},
        )
        for home, (_, file, form) in run.forms.items()
    ]


def _notes(words: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(words.get(NOTES, ()))


def _kinds(books: Library) -> dict[str, frozenset[str]]:
    return {kind.id: frozenset(names_of_kind(kind)) for kind in books.kinds.kinds}


def _text(field: Field | None) -> str:
    return field.value.text if field and isinstance(field.value, Text | Target) else ""


def _year(form: Form) -> tuple[int | None, bool]:
    for name, inferred in ((YEAR, False), ("推断年度", True)):
        field = form.field(name)
        if field and isinstance(field.value, Number):
            return int(field.value.mid // SCALE), inferred
    return None, False


def judged_throughout(
    reports: Sequence[DocumentReport], books: Library
) -> Callable[[DocumentReport, str], bool]:
    """Tell whether a rule was judged wherever a document may have been held against others.

    It was not where it was skipped for a form of the same department, or may have fallen over.
    """
    notes = _notes(books.words)
    alone = {rule.id: DEPARTMENT in rule.match for rule in books.rules_together}
    broken = any(report.checks.broken for report in reports)

    def whose(report: DocumentReport) -> set[str]:
        return {body(form.department, notes).name for form in report.forms}

    skipped: dict[str, set[str]] = {}
    for report in reports:
        for skip in report.skips:
            if skip.rule in alone:
                skipped.setdefault(skip.rule, set()).update(whose(report))

    def judged(report: DocumentReport, rule: str) -> bool:
        if broken or rule not in alone:
            return False
        names = skipped.get(rule, set())
        return not names or (alone[rule] and names.isdisjoint({"", *whose(report)}))

    return judged


def comparable(reports: Sequence[DocumentReport], books: Library) -> tuple[Comparable, ...]:
    """Where a run with `together` would find forms of one department to hold against each other."""
    notes, kinds = _notes(books.words), _kinds(books)
    bodies: dict[str, list[Candidate]] = {}
    names: dict[str, str] = {}
    for report in reports:
        for form in report.forms:
            if form.department:
                one = _summed(form, report.file, kinds, body(form.department, notes))
                bodies.setdefault(one.department.name, []).append(one)
                names.setdefault(one.department.name, form.department)
    several = {name: found for name, found in bodies.items() if len(found) > 1}
    rules = books.rules_together if several else ()
    return tuple(
        found
        for name, members in several.items()
        for found in _pairs(names[name], members, rules, books)
    )


def _summed(
    form: FormSummary, file: str, kinds: Mapping[str, frozenset[str]], department: Body
) -> Candidate:
    return Candidate(form.id, file, form.kind, kinds[form.kind], form.title, department, form.year)


def _pairs(
    department: str, members: Sequence[Candidate], rules: Sequence[Rule], books: Library
) -> Iterator[Comparable]:
    found: dict[tuple[str, str], int] = {}
    for rule in rules:
        for one, other in combinations(rule.documents, 2):
            for kinds, pairs in _counted(rule, one, other, members).items():
                found[kinds] = max(found.get(kinds, 0), pairs)
    for (first, second), pairs in found.items():
        named = [kind.name for kind in books.kinds.kinds if kind.id in (first, second)]
        yield Comparable(department, (first, second), (named[0], named[-1]), pairs)


def _counted(
    rule: Rule, one: Alias, other: Alias, members: Sequence[Candidate]
) -> "Counter[tuple[str, str]]":
    """How many pairs two sides of a rule have in a department, by kinds."""
    sides = [Counter((c.kind, c.year) for c in members if fits(alias, c)) for alias in (one, other)]
    pairs: Counter[tuple[str, str]] = Counter()
    by_name = set(rule.match) - {DEPARTMENT, YEAR}
    for (kind, year), count in sides[0].items():
        for (second, second_year), others in sides[1].items():
            unsaid = YEAR in rule.assume and None in (year, second_year)
            if year == second_year or unsaid or YEAR not in rule.match:
                first, last = sorted((kind, second))
                pairs[first, last] += min(count, others) if by_name else count * others
    return pairs
