"""A false alarm as an example: the values that the rule read, made neutral, failing as today."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck.anonymising import renamed, replacements
from perfcheck.errors import ConfigError
from perfcheck.examplevalues import given_by
from perfcheck.finding import Finding
from perfcheck.form import Form
from perfcheck.judge import Judgement, Names, judge_rule, subject
from perfcheck.lang.derived import ITEM_TABLES, SAME_ITEM
from perfcheck.library import Library
from perfcheck.messages import Message
from perfcheck.rule import Rule
from perfcheck.rulelacks import MADE, NAMING, names_read
from perfcheck.ruletest import judge_example
from perfcheck.shrinking import shrunk

Given = dict[str, Any]
Same = Callable[[Given], bool]
Alike = Callable[[Judgement, Judgement], bool]

_FIGURE = re.compile(r"[0-9][0-9,.]*")


class Alarm(NamedTuple):
    """An example that fails today as the finding does, and what its message is now.

    `kept` are the names of the form that could not be replaced without the failure going away.
    """

    given: Given
    message: Message
    kept: tuple[str, ...]


def alarm_of(finding: Finding, form: Form, rule: Rule, books: Library) -> Alarm:
    """Return the example for a finding of `rule` on `form`.

    Raises ConfigError where the failure needs more than an example can say.
    """
    if rule.documents:
        raise ConfigError(_lost(finding))
    names = books.names()
    scope = subject(form, names, books.words)
    found = next((each for each in judge_rule(rule, scope) if _is(each, finding)), None)
    row = scope.row
    if found is None or row is None:
        raise ConfigError(_lost(finding))
    given = given_by(row.fields, wanted_of(rule, names), names, books.kinds)

    def failing(like: Judgement, alike: Alike) -> Same:
        def same(given: Given) -> bool:
            return any(alike(each, like) for each in _judged(rule, given, names, books))

        return same

    alike = next((way for way in (_as_told, _as_blamed) if failing(found, way)(given)), None)
    if alike is None:
        raise ConfigError(_lost(finding))
    given = shrunk(given, failing(found, alike), names_read(rule) | NAMING)
    small = next(each for each in _judged(rule, given, names, books) if alike(each, found))
    given, kept = _neutral(given, replacements(form), failing(small, _as_blamed))
    failed = next(each for each in _judged(rule, given, names, books) if _as_blamed(each, small))
    assert failed.complaint is not None
    return Alarm(given, failed.complaint.message, kept)


def wanted_of(rule: Rule, names: Names) -> list[str]:
    """The single values and lists of the form that a rule names, in the order of the language."""
    read = names_read(rule)
    if read.intersection(("同科目", *SAME_ITEM)):
        read |= set(ITEM_TABLES) & names.tables.keys()
    single = [name for name in names.fields if name in read]
    return single + [name for name in names.tables if name in read]


def _is(judgement: Judgement, finding: Finding) -> bool:
    said = judgement.complaint
    return said is not None and (said.place, said.message) == (finding.place, finding.message)


def _judged(rule: Rule, given: Given, names: Names, books: Library) -> Sequence[Judgement]:
    return judge_example(rule, given, names, books.words, books.kinds)


def _as_told(judgement: Judgement, found: Judgement) -> bool:
    """Whether it fails with the same words, the same figures and the same severity.

    Evidence names the labels as the form prints them, which an example does not have.
    """
    said, wanted = judgement.complaint, found.complaint
    if said is None or wanted is None:
        return False
    one, other = (
        (each.message, _FIGURE.findall(each.evidence.zh), each.severity, each.lowered)
        for each in (said, wanted)
    )
    return one == other


def _as_blamed(judgement: Judgement, found: Judgement) -> bool:
    """Whether it fails at the same value with the same severity; names may have changed."""
    said, wanted = judgement.complaint, found.complaint
    if said is None or wanted is None:
        return False
    blamed = [each.field.name if each.field else "" for each in (said, wanted)]
    # What reading itself lists is blamed where it stands in the form; in an example it is its own.
    made = said.record is not None and said.record.name in MADE
    return (
        (made or blamed[0] == blamed[1])
        and said.severity == wanted.severity
        and said.lowered == wanted.lowered
    )


def _neutral(given: Given, names: Mapping[str, str], same: Same) -> tuple[Given, tuple[str, ...]]:
    """Replace all names at once; where that ends the failure, as many of them as do not."""
    everything = renamed(given, names)
    if same(everything):
        return everything, ()
    taken: dict[str, str] = {}
    kept: list[str] = []
    for name, neutral in names.items():
        if renamed(given, {name: neutral}) == renamed(given, {}):
            continue
        if same(renamed(given, {**taken, name: neutral})):
            taken[name] = neutral
        else:
            kept.append(name)
    made = renamed(given, taken)
    return (made if same(made) else given), tuple(kept)


def _lost(finding: Finding) -> Message:
    return Message(
        f"{finding.rule} 的这个问题写不成例子：它取决于表的版式或别的文档，例子里表达不了；"
        "请把脱敏后的整张表交给规则的维护者",
        f"this {finding.rule} finding cannot be written as an example: it rests on the layout of "
        "the form or on other documents; give the whole form, made neutral, to who keeps the rule",
    )
