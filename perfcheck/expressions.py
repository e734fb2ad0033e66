"""Finds the regular expressions that a run may need: those of rules, and those of the modules."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from perfcheck import wording
from perfcheck.kind import Vocabulary
from perfcheck.lang.nodes import Call, Quoted, walk
from perfcheck.lang.parser import parse
from perfcheck.lang.words import compiled
from perfcheck.locate import PACKAGE
from perfcheck.rule import Rule

PARTS = (
    *("readers", "numerals", "wording.py", "kind.py", "recognise", "extract", "lang", "judge"),
    *("reporters/wrapping.py", "reporters/excerpt.py", "reporters/terminal/findings.py"),
)
"""The parts of perfcheck that read, judge and report a form."""

MATCHING = ("匹配", "摘取")


def of_rules(rules: Sequence[Rule]) -> Iterator[re.Pattern[str]]:
    """The regular expressions that stand in rules."""
    for rule in rules:
        for text in filter(None, (rule.when, *rule.each, *rule.asserts, rule.at)):
            for node in walk(parse(text)):
                if isinstance(node, Call) and node.function in MATCHING:
                    given = (at.text for at in node.arguments if isinstance(at, Quoted))
                    yield from map(compiled, given)


def of_modules() -> Iterator[re.Pattern[str]]:
    """The regular expressions among the constants of the modules, compiled as each does it."""
    for name in _modules():
        held = vars(import_module(name))
        yield from (value for value in held.values() if _is_pattern(value))
        compile_ = held.get("compiled") or held.get("_compiled")
        if compile_:
            yield from _compiled_by(compile_, [held[name] for name in held if name.isupper()])


def of_words(words: Vocabulary) -> Iterator[re.Pattern[str]]:
    """The regular expressions among the words that all kinds share."""
    terms = (*words.level1.values(), *words.level2.values())
    hints = (hint for term in terms for hint in (term.name_hint, term.value_hint))
    yield from map(wording.compiled, filter(None, (words.noise, words.notes, words.marks, *hints)))


def _compiled_by(compile_: Callable[[str], Any], constants: Any) -> Iterator[re.Pattern[str]]:
    for text in _texts(constants):
        try:
            yield compile_(text)
        except re.error:
            continue  # a text that is no pattern


def _is_pattern(value: Any) -> bool:
    return isinstance(value, re.Pattern) and isinstance(value.pattern, str)


def _modules() -> Iterator[str]:
    """The names of the modules of PARTS."""
    for part in PARTS:
        if part.endswith(".py"):
            yield f"perfcheck.{part.removesuffix('.py').replace('/', '.')}"
        for folder, _, names in os.walk(os.path.join(PACKAGE, part)):
            package = os.path.relpath(folder, os.path.dirname(PACKAGE)).replace(os.sep, ".")
            yield from (
                f"{package}.{name.removesuffix('.py')}" for name in names if name.endswith(".py")
            )


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value that mean more as a pattern than what they say."""
    if isinstance(value, str):
        if re.escape(value) != value:
            yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif type(value) in (tuple, list):
        for item in value:
            yield from _texts(item)
