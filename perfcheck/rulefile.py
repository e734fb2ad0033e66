"""Rule files: YAML in, rules out, and every mistake in them at once, each with its place."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfcheck.errors import RuleError
from perfcheck.files import os_message
from perfcheck.finding import Broken
from perfcheck.kind import EXPLANATIONS, Kinds, names_of_kind
from perfcheck.kindmaking import kinds_from
from perfcheck.messages import Message
from perfcheck.nearest import did_you_mean
from perfcheck.rule import Rule, rule_from
from perfcheck.rulecheck import Types, example_problems, expression_problems, types_of
from perfcheck.ruledocuments import document_problems, kinds_named
from perfcheck.shape import shape_problems
from perfcheck.source import Span
from perfcheck.yamlfile import Loaded, Problem, excerpt, load

EMPTY = Message(
    "文件是空的；写一条规则（perfcheck init 会建立一条示例），或者删去这个文件",
    "the file is empty; write a rule (perfcheck init makes an example), or remove the file",
)


def read_rules(
    files: Sequence[str], data: Mapping[str, Any]
) -> tuple[list[Rule], tuple[Broken, ...]]:
    """Read rule files against kinds given as plain data; broken ones are named, not returned."""
    kinds = kinds_from(data)
    types = types_of(data)
    rules: dict[str, Rule] = {}
    broken: list[Broken] = []
    for path in files:
        loaded = _load(path)
        problems = list(problems_of(loaded, kinds, types))
        name = loaded.data.get("id") or "" if isinstance(loaded.data, dict) else ""
        if not problems and name in rules:
            said = Message(
                f"编号 {name} 已用于 {rules[name].file}；换一个没有用过的编号",
                f"{rules[name].file} has the id {name} already; take one that was never used",
            )
            problems = [Problem(said, loaded.place(("id",)))]
        if problems:
            broken += [_broken(str(name), loaded, problem) for problem in problems]
        else:
            rules[name] = rule_from(loaded.data, os.path.basename(path))
    return list(rules.values()), tuple(broken)


def _load(path: str) -> Loaded:
    try:
        return load(path)
    except OSError as error:
        said = os_message(error)
        return Loaded(path, None, {}, {}, (), (Problem(said, Span(1, 1, 1, 1)),))


def _broken(rule: str, loaded: Loaded, problem: Problem) -> Broken:
    span = problem.span
    shown = excerpt(loaded.lines, span)
    return Broken(rule, loaded.file, span.line, problem.message, span.column, shown)


def problems_of(loaded: Loaded, kinds: Kinds, types: Types) -> Iterator[Problem]:
    """Everything that is wrong with a rule file: YAML, keys, kinds, expressions, in this order."""
    yield from loaded.problems
    if loaded.data is None:
        if not loaded.problems:
            yield Problem(EMPTY, Span(1, 1, 1, 1))
        return
    yield from shape_problems(loaded, "rule")
    if isinstance(loaded.data, dict):
        yield from _kind_problems(loaded, kinds)
        yield from document_problems(loaded, types)
        yield from expression_problems(loaded, types)
        yield from example_problems(loaded, types)


def _kind_problems(loaded: Loaded, kinds: Kinds) -> Iterator[Problem]:
    known = {EXPLANATIONS, *(name for kind in kinds.kinds for name in names_of_kind(kind))}
    for path, name in kinds_named(loaded.data):
        if name in known:
            continue
        near = did_you_mean(name, known)
        said = Message(
            f"没有叫“{name}”的表，这条规则永远用不上{near.zh}",
            f"no kind is called {name!r}, so the rule could never apply{near.en}",
        )
        yield Problem(said, loaded.place(path))


def rule_errors(broken: Sequence[Broken]) -> RuleError:
    """One error that says everything that is wrong with rules, each with its line and a caret."""

    def told(rule: Broken, said: str) -> str:
        return f"{rule.file}:{rule.line}:{rule.column}: {said}\n{rule.excerpt}".rstrip()

    return RuleError(
        Message(
            "\n".join(told(rule, rule.message.zh) for rule in broken),
            "\n".join(told(rule, rule.message.text("en")) for rule in broken),
        )
    )
