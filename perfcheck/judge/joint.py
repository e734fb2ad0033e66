"""Rules across documents: forms that belong together, judged as one subject."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck.finding import Finding, Place, Severity
from perfcheck.form import Form, Record
from perfcheck.judge.complaint import Complaint
from perfcheck.judge.identity import Owner
from perfcheck.judge.outcome import Judgement, finding_of
from perfcheck.judge.subject import Names, subject
from perfcheck.lang.scope import Row, Scope
from perfcheck.messages import NOTHING, Message
from perfcheck.rule import Rule
from perfcheck.source import Span
from perfcheck.values import Missing

Seen = Counter[tuple[str, ...]]


class Party(NamedTuple):
    """A form of the run, its document, whose it is, and how rules see it."""

    home: str
    file: str
    form: Form
    owner: Owner
    row: Row


def party(
    form: Form, home: str, file: str, owner: Owner, names: Names, words: Mapping[str, Any]
) -> Party:
    """Make a form ready for rules across documents: its values tell which form they are of."""
    marked = _marked(form, home)
    row = subject(marked, names, words).row
    assert row is not None
    return Party(home, file, marked, owner, row)


def _marked(form: Form, home: str) -> Form:
    tables = {
        name: tuple(_record(record, home) for record in records)
        for name, records in form.tables.items()
    }
    fields = tuple(field._replace(home=home) for field in form.fields)
    return form._replace(fields=fields, tables=tables)


def _record(record: Record, home: str) -> Record:
    fields = {name: field._replace(home=home) for name, field in record.fields.items()}
    below = tuple(_record(part, home) for part in record.below)
    return record._replace(fields=fields, below=below)


def joint_scope(
    rule: Rule, parties: Mapping[str, Sequence[Party]], tables: Sequence[str], words: Scope
) -> Scope:
    """The scope in which a rule across documents is judged: each alias is a form, or a list."""
    values: dict[str, Any] = {}
    for alias in rule.documents:
        rows = [one.row for one in parties[alias.name]]
        values[alias.name] = (
            tuple(_of_list(row, tables) for row in rows)
            if alias.several
            else rows[0]._replace(name=alias.name)
        )
    return Scope(values, words, Row("表单", values, main_of(rule, parties).form), shared={})


def main_of(rule: Rule, parties: Mapping[str, Sequence[Party]]) -> Party:
    """The form that a rule is first of all about: the first one that it names and that is there."""
    return next(one for alias in rule.documents for one in parties[alias.name])


def _of_list(row: Row, tables: Sequence[str]) -> Row:
    """A form of a list: where it lacks a table that others have, it adds no rows."""
    lacking = {name: () for name in tables if isinstance(row.fields.get(name), Missing)}
    return row._replace(fields={**row.fields, **lacking})


def joint_findings(
    rule: Rule,
    parties: Mapping[str, Sequence[Party]],
    assumed: Message,
    judgements: Sequence[Judgement],
    seen: Mapping[str, Seen],
) -> Iterator[tuple[Party, Finding]]:
    """The findings of a rule, each with the form to which it belongs: that of the blamed value."""
    homes = {one.home: one for members in parties.values() for one in members}
    main = main_of(rule, parties)
    for judgement in judgements:
        said = judgement.complaint
        if said is None:
            continue
        owner = homes.get(said.place.file, main)
        told = _with_places(_on_assumption(said, assumed), owner, homes)
        yield owner, finding_of(rule, owner.form, owner.owner, told, seen[owner.home])


def _on_assumption(said: Complaint, assumed: Message) -> Complaint:
    """What rests on an assumption says so and is a warning at most."""
    if assumed == NOTHING:
        return said
    level: Severity = "warning" if said.severity == "error" else said.severity
    doubts = [doubt for doubt in (assumed, said.lowered) if doubt != NOTHING]
    zh, en = "；".join(m.zh for m in doubts), "; ".join(m.text("en") for m in doubts)
    return said._replace(severity=level, lowered=Message(zh, en))


def _with_places(said: Complaint, owner: Party, homes: Mapping[str, Party]) -> Complaint:
    """Places of other documents carry their file; one at least of them is told."""
    related = [_elsewhere(place, owner, homes) for place in said.related]
    told = {owner.home, *(place.file for place in said.related)}
    if len(told) == 1:
        others = [one for one in homes.values() if one.home != owner.home]
        related += [_elsewhere(_title(one), owner, homes) for one in others[:3]]
    return said._replace(place=said.place._replace(file=""), related=tuple(related))


def _elsewhere(place: Place, owner: Party, homes: Mapping[str, Party]) -> Place:
    file = homes[place.file].file if place.file in homes else owner.file
    return place._replace(file="" if file == owner.file else file)


def _title(one: Party) -> Place:
    start, title = one.form.span, one.form.title
    span = Span(start.line, start.column, start.line, start.column + len(title))
    return Place(span, title, title, one.home)
