"""The examples that stand in rule files, run as tests."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from perfcheck.extract.value import value_of
from perfcheck.form import Certainty, Field, Form, Record
from perfcheck.judge import Judgement, Names, judge_rule, subject
from perfcheck.kind import Kinds
from perfcheck.kindmaking import kinds_from
from perfcheck.lang.derived import PARTS
from perfcheck.lang.scope import Scope
from perfcheck.locate import rules_folder
from perfcheck.messages import NOTHING, Message
from perfcheck.options import Options
from perfcheck.rule import Rule
from perfcheck.rulecheck import OUTCOMES
from perfcheck.source import Cell, Span
from perfcheck.supposing import MONEY_UNIT, unit_of
from perfcheck.values import Missing
from perfcheck.yamlfile import Loaded, excerpt, load

if TYPE_CHECKING:
    from perfcheck.rulebasis import Cited

_WHEN = Message("没有一处符合 when 的条件", "`when` holds nowhere")

_EMPTY = Message(
    "例子是空的；写上表里的值，如 {项目支出: 50.00, 支出总计: 150.00}",
    "the example is empty; write what a form says, as {项目支出: 50.00, 支出总计: 150.00}",
)


class Tried(NamedTuple):
    """One example: what it wanted, what came out, and what is wrong with that (or nothing).

    `rule` is the id of the rule, or of the kind, whose example it is. A complaint about the whole
    file has the number 0, and the `excerpt` of the line that lacks something.
    """

    rule: str
    number: int
    wanted: str
    got: str
    complaint: Message
    file: str
    line: int
    of_kind: bool = False
    column: int = 1
    excerpt: str = ""

    @property
    def ok(self) -> bool:
        """Whether the example came out as it says."""
        return self.complaint == NOTHING


def test_rules(paths: Sequence[str], options: Options) -> Iterator[Tried]:
    """Run the examples of the rule files under `paths` (none: of the shipped rules), and tell what
    each file lacks.

    Raises RuleError where a file is not well formed, with everything that is wrong with it.
    """
    from perfcheck.binding import bind
    from perfcheck.library import kinds_data, names_of, rule_files, with_own_kinds, words_from
    from perfcheck.rulebasis import cited_documents
    from perfcheck.rulefile import read_rules, rule_errors
    from perfcheck.wordlists import worded

    files = rule_files(paths or [rules_folder()])
    data = kinds_data()
    if options.kinds:
        data = with_own_kinds(data, options.kinds)
    if paths and options.words:
        data = {**data, "words": worded(data["words"], options.words)}
    rules, broken = read_rules(files, data)
    if broken:
        raise rule_errors(broken)
    cited = cited_documents(paths)
    kinds = kinds_from(data)
    words = words_from(data["words"])
    loaded = {content.data["id"]: content for content in map(load, files)}
    for rule in bind(rules):
        file = loaded[rule.id]
        yield from try_examples(rule, file, names_of(kinds), words, kinds)
        yield from _lacking(rule, file, cited, words, kinds)
    if options.overrides and not paths:
        from perfcheck.overriding import tested

        for rule, file in tested(options, data):
            yield from try_examples(bind([rule])[0], file, names_of(kinds), words, kinds)


def _lacking(
    rule: Rule, loaded: Loaded, cited: "Mapping[str, Cited]", words: Mapping[str, Any], kinds: Kinds
) -> Iterator[Tried]:
    """What the file lacks, as complaints that belong to no example."""
    from perfcheck.library import names_of
    from perfcheck.rulelacks import lacks_of

    def tried(given: Mapping[str, Any]) -> str:
        return outcome(judge_example(rule, given, names_of(kinds), words, kinds))

    shipped = os.path.join(os.path.abspath(rules_folder()), "")
    own = not os.path.abspath(loaded.file).startswith(shipped)
    for lack in lacks_of(loaded, cited, words, tried, own):
        line, column = lack.span.line, lack.span.column
        shown = excerpt(loaded.lines, lack.span)
        yield Tried(
            rule.id, 0, "", "", lack.message, loaded.file, line, column=column, excerpt=shown
        )


def judge_example(
    rule: Rule, given: Mapping[str, Any], names: Names, words: Mapping[str, Any], kinds: Kinds
) -> list[Judgement]:
    """Judge a rule on the form (or, across documents, the forms) that an example writes down."""
    if rule.documents:
        return judge_rule(rule, _joint_example(rule, given, names, words, kinds))
    form = example_form(rule.kinds[0], given, names, kinds)
    return list(judge_rule(rule, subject(form, names, words)))


def try_examples(
    rule: Rule, loaded: Loaded, names: Names, words: Mapping[str, Any], kinds: Kinds
) -> Iterator[Tried]:
    """Run every example of a rule file against its rule; `kinds` tell how its values are read."""
    for number, example in enumerate(loaded.data.get("examples", ())):
        wanted = next(word for word in OUTCOMES if word in example)
        judgements = judge_example(rule, example[wanted] or {}, names, words, kinds)
        got = outcome(judgements)
        said = _complaint(example, wanted, got, judgements)
        line = loaded.place(("examples", number)).line
        yield Tried(rule.id, number + 1, wanted, got, said, loaded.file, line)


def outcome(judgements: Sequence[Judgement]) -> str:
    """What a set of judgements comes to: a failure outranks a skip, a skip outranks a pass."""
    found = {judgement.outcome for judgement in judgements}
    return next((word for word in ("fail", "skip", "pass") if word in found), "inapplicable")


def _complaint(
    example: Mapping[str, Any], wanted: str, got: str, judgements: Sequence[Judgement]
) -> Message:
    if wanted != got:
        reasons = sorted({j.reason for j in judgements if j.reason.zh})
        if not example[wanted]:
            reasons = [_EMPTY]
        elif got == "inapplicable":
            reasons = [_WHEN]
        zh, en = "；".join(m.zh for m in reasons), "; ".join(m.text("en") for m in reasons)
        return Message(
            f"应为 {wanted}，实为 {got}{'：' + zh if zh else ''}",
            f"wanted {wanted}, got {got}{': ' + en if en else ''}",
        )
    said = [judgement.complaint for judgement in judgements if judgement.complaint]
    places = example.get("at", ())
    for place in [places] if isinstance(places, str) else places:
        if not any(found.field and _is_at(found.field, place) for found in said):
            blamed = [found.field.name if found.field else "" for found in said]
            zh = "、".join(name or "整行" for name in blamed) or "无"
            en = ", ".join(name or "the whole row" for name in blamed) or "nothing"
            return Message(f"应指出“{place}”，实际指出：{zh}", f"blames {en}, not {place}")
    words = example.get("message", "")
    if words and not any(words in found.message.zh for found in said):
        return Message(f"报告文字里没有“{words}”", f"the message lacks {words!r}")
    level = example.get("severity")
    if level and not any(found.severity == level for found in said):
        return Message(f"级别应为 {level}", f"the severity should be {level}")
    return NOTHING


def _is_at(field: Field, place: str) -> bool:
    """Whether a field is the one an example means; across documents also by `alias.name`."""
    return place in (field.name, f"{field.home}.{field.name}")


def _joint_example(
    rule: Rule, given: Mapping[str, Any], names: Names, words: Mapping[str, Any], kinds: Kinds
) -> Scope:
    from perfcheck.judge.identity import owner_of
    from perfcheck.judge.joint import Party, joint_scope, party

    parties: dict[str, list[Party]] = {alias.name: [] for alias in rule.documents}
    for alias in rule.documents:
        said = given[alias.name]
        for values in said if alias.several else [said]:
            form = example_form(alias.kinds[0], values or {}, names, kinds)
            made = party(form, alias.name, "", owner_of(form, None), names, words)
            parties[alias.name].append(made)
    return joint_scope(rule, parties, tuple(names.tables), Scope(words, None))


def example_form(kind: str, given: Mapping[str, Any], names: Names, kinds: Kinds) -> Form:
    """Make a form that says what an example says; each value gets a line of its own."""
    fields: list[Field] = []
    tables: dict[str, tuple[Record, ...]] = {}
    for name, value in given.items():
        if isinstance(value, list):
            tables[name] = tuple(_record(name, row, i, kinds, names) for i, row in enumerate(value))
        else:
            fields.append(_field(name, value, len(fields) + 1, kinds))
    return Form("f1", kind, "", Span(1, 1, 1, 1), tuple(fields), tables)


def _record(table: str, row: Mapping[str, Any], number: int, kinds: Kinds, names: Names) -> Record:
    line = 100 + number
    parts = enumerate(row.get("分项", ()))
    below = tuple(_record(PARTS[table], each, i, kinds, names) for i, each in parts)
    printed = {name: value for name, value in row.items() if name != "分项"}
    fields = {name: _field(name, value, line, kinds) for name, value in printed.items()}
    for column in names.tables.get(table, ()):
        if column not in fields:
            reason = Message(f"本行没有“{column}”", f"the row has no {column!r}")
            fields[column] = Field(column, Missing("absent", reason))
    cells = tuple(cell for field in fields.values() for cell in field.cells)
    return Record(table, fields, cells, line, below=below)


def _field(name: str, given: Any, line: int, kinds: Kinds) -> Field:
    certainty: Certainty = "certain"
    if isinstance(given, Mapping):
        if given.get("lost"):
            said = Message(f"“{name}”可能在转换中丢失", f"{name!r} may have been lost")
            return Field(name, Missing("lost", said), (), (name,), certainty="realigned")
        certainty = given.get("certainty", "certain")
        given = given.get("text")
    text = "" if given is None else str(given)
    cell = Cell(text, line, 1, 0, line, 1 + len(text))
    type_ = kinds.types.get(name, "text")
    value = value_of(text, type_, MONEY_UNIT if type_ == "money" else "", kinds.vocabulary)
    return Field(name, value, (cell,), (name,), None, unit_of(value), certainty)
