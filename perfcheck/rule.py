"""A rule: what it asks of a form, in words for people and in functions for the judge."""

from collections.abc import Callable
from typing import Any, NamedTuple

from perfcheck.finding import Severity
from perfcheck.messages import Message

Function = Callable[[Any, list[Any] | None], Any]
Rows = Callable[[Any], tuple[list[Any], list[Any], list[tuple[Any, Any]]]]
"""Asks the same of many rows: the scopes that say yes, those that say no, and of each of the
others its scope and what is missing."""
Template = tuple[Any, ...]


class Basis(NamedTuple):
    """The document that a rule rests on. `article` is printed only where its text was read."""

    document: str
    article: str = ""
    since: str = ""
    checked: bool = False

    def text(self) -> str:
        """The basis as a report quotes it."""
        return self.document + (self.article if self.checked else "")


class Alias(NamedTuple):
    """One side of a rule across documents: its name in the rule, and which forms it may be.

    `several`: all forms that match, as a list. `title` is a word that the form's title holds.
    """

    name: str
    kinds: tuple[str, ...]
    several: bool = False
    title: str = ""


class Program(NamedTuple):
    """The functions of a bound rule, each called with a scope and a log (see perfcheck.lang).

    `filtered` tells of each `each` whether it is a filter: no row that fits is then no doubt;
    `figures` of each `assert` whether it compares in a way that rounding can decide. `when` and
    the other asserts are called with the scopes of all rows at once.
    """

    when: Rows | None
    each: tuple[Function, ...]
    filtered: tuple[bool, ...]
    asserts: tuple[Any, ...]
    figures: tuple[bool, ...]
    at: Function | None
    message: Template
    message_en: Template


class Rule(NamedTuple):
    """One rule file. Expressions stand as written; `program` is what they were compiled to.

    A rule across `documents` joins forms by what they `match` in; of that, `assume` names what a
    form need not print. An `explainable` rule's errors too may be accepted by an explanation.
    """

    id: str
    name: Message
    severity: Severity
    kinds: tuple[str, ...]
    asserts: tuple[str, ...]
    message: Message
    why: Message
    hint: Message
    when: str = ""
    each: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    at: str = ""
    basis: tuple[Basis, ...] = ()
    tags: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    file: str = ""
    documents: tuple[Alias, ...] = ()
    match: tuple[str, ...] = ()
    assume: tuple[str, ...] = ()
    explainable: bool = False
    program: Program | None = None

    @property
    def family(self) -> str:
        """The part of the id that names the family: ARITH, FIELD …"""
        return self.id.split("-")[0]

    @property
    def basis_text(self) -> str:
        """All that the rule rests on, as a report quotes it."""
        return "；".join(basis.text() for basis in self.basis)


def rule_from(data: dict[str, Any], file: str = "") -> Rule:
    """Make a rule of a rule file's (valid) content; its program is bound later."""
    return Rule(
        id=data["id"],
        name=Message(data["name"], data.get("name_en", "")),
        severity=data["severity"],
        kinds=tuple(data.get("kinds", ())),
        asserts=_several(data["assert"]),
        message=Message(data["message"], data.get("message_en", "")),
        why=Message(data["why"].strip(), data.get("why_en", "").strip()),
        hint=Message(data["hint"].strip(), data.get("hint_en", "").strip()),
        when=data.get("when", ""),
        each=_several(data.get("each", ())),
        certain=tuple(data.get("certain", ())),
        at=data.get("at", ""),
        basis=tuple(_basis(item) for item in data.get("basis", ())),
        tags=tuple(data.get("tags", ())),
        stages=tuple(data.get("stage", ())),
        aliases=tuple(data.get("aliases", ())),
        file=file,
        documents=tuple(_alias(*item) for item in data.get("documents", {}).items()),
        match=tuple(data.get("match", ())),
        assume=tuple(data.get("assume", ())),
        explainable=data.get("explainable", False),
    )


def _alias(name: str, wanted: Any) -> Alias:
    if isinstance(wanted, dict):
        return Alias(name, (wanted["kind"],), False, wanted.get("title", ""))
    return Alias(name, _several(wanted), not isinstance(wanted, str))


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _basis(item: dict[str, Any]) -> Basis:
    return Basis(
        item["document"], item.get("article", ""), item.get("since", ""), item.get("checked", False)
    )
