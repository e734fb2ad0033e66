"""The quick way to a value and the way that keeps a log give the same, on every rule's examples."""

from collections.abc import Iterator
from typing import Any

import pytest

from perfcheck.judge import subject
from perfcheck.lang.compiler import compile_expression
from perfcheck.lang.parser import parse
from perfcheck.lang.quick import emit_quick
from perfcheck.lang.scope import Row, Scope, entered
from perfcheck.library import library, rule_files
from perfcheck.locate import rules_folder
from perfcheck.options import Options
from perfcheck.rule import Rule
from perfcheck.rulecheck import OUTCOMES
from perfcheck.ruletest import example_form
from perfcheck.values import Missing
from perfcheck.yamlfile import load

BOOKS = library(Options())
RULES = {rule.id: rule for rule in BOOKS.rules if not rule.documents}
FILES = {
    str(data["id"]): data["examples"]
    for data in (load(path).data for path in rule_files([rules_folder()]))
}


def quick(text: str) -> Any:
    """The quick function of an expression."""
    from perfcheck.lang import runtime

    names = {name: getattr(runtime, name) for name in runtime.__all__}
    exec(emit_quick(parse(text), "f"), names)
    return names["f"]


def told(value: Any) -> Any:
    """A value as it can be compared: a row by where it came from."""
    if isinstance(value, Row):
        return (value.name, id(value.origin))
    if type(value) is tuple:
        return tuple(map(told, value))
    return (value.kind, value.reason) if isinstance(value, Missing) else value


def scopes(rule: Rule, scope: Scope) -> Iterator[Scope]:
    """The scopes in which a rule judges a form."""
    if not rule.each:
        yield scope
    for text in rule.each:
        rows = compile_expression(text).function(scope, [])
        if not isinstance(rows, Missing):
            yield from entered(rows, scope)


@pytest.mark.parametrize("name", sorted(RULES))
def test_both_ways_lead_to_the_same(name: str) -> None:
    rule = RULES[name]
    written = [text for text in (rule.when, *rule.asserts, rule.at) if text]
    compared = 0
    for example in FILES[name]:
        given = next(value for key, value in example.items() if key in OUTCOMES)
        form = example_form(rule.kinds[0], given or {}, BOOKS.names(), BOOKS.kinds)
        scope = subject(form, BOOKS.names(), BOOKS.words)
        for text in rule.each:
            rows = compile_expression(text).function(scope, [])
            assert told(quick(text)(scope, None)) == told(rows)
        for inner in scopes(rule, scope):
            for text in written:
                slow = compile_expression(text).function(inner, [])
                assert told(quick(text)(inner, None)) == told(slow), text
                compared += 1
    assert compared
