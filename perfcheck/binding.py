"""Rules and kinds as generated Python source: what start-up loads instead of YAML.

The same source is written into the wheel when the package is built, and compiled into the user's
cache for a checkout and for an office's own rules (start-up is imports, not work). Rules for the
same kinds of forms share a module, which is loaded when a form of such a kind is judged.
"""

from collections.abc import Callable, Mapping, Sequence
from types import CodeType
from typing import Any, NamedTuple

from perfcheck.messages import NOTHING
from perfcheck.rule import Rule
from perfcheck.selection import Entry

HEAD = '''"""Generated from rules/ and kinds/; do not edit."""
from perfcheck.lang.runtime import *
from perfcheck.messages import Message
from perfcheck.rule import Alias, Basis, Program, Rule
new = tuple.__new__
'''
SMALL = 8

Emit = Callable[[Any, str], str]
"""Writes the function for a parsed expression, under a name."""


class Sources(NamedTuple):
    """Generated modules: one with ENTRIES, GROUPS, KINDS and DIGEST, and groups of RULES."""

    catalogue: str
    groups: tuple[str, ...]


def sources_of(rules: Sequence[Rule], kinds: Mapping[str, Any], digest: str) -> Sources:
    """Return the modules for these rules; each group holds the rules for the same kinds."""
    groups = _groups(rules)
    entries = sorted(
        tuple(_entry(rule, number)) for number, members in enumerate(groups) for rule in members
    )
    index = (
        '"""Generated from rules/ and kinds/; do not edit."""\n',
        f"DIGEST = {digest!r}\n",
        f"GROUPS = {len(groups)}\n",
        "ENTRIES = (\n",
        *(f"{entry!r},\n" for entry in entries),
        ")\n",
        f"KINDS = {_lean(kinds)!r}\n",
    )
    return Sources("".join(index), tuple(map(_group_source, groups)))


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules by their kinds; few of a sort join those they have the most kinds in common with.

    To import a module costs as much as to load some rules that are not needed.
    """
    groups: dict[tuple[bool, tuple[str, ...]], list[Rule]] = {}
    for rule in rules:
        groups.setdefault((bool(rule.documents), rule.kinds), []).append(rule)
    for key in sorted(groups, key=lambda key: len(groups[key])):
        alike = [(_likeness(key, other), len(groups[other]), other) for other in groups]
        likeness, _, nearest = max(each for each in alike if each[2] != key or len(groups) == 1)
        if len(groups[key]) < SMALL and likeness:
            groups[nearest] += groups.pop(key)
    return list(groups.values())


def _likeness(one: tuple[bool, tuple[str, ...]], other: tuple[bool, tuple[str, ...]]) -> float:
    if one == other or one[0] != other[0]:
        return 0.0
    both = set(one[1]) & set(other[1])
    return len(both) / len({*one[1], *other[1]})


def _entry(rule: Rule, group: int) -> Entry:
    return Entry(
        rule.id,
        rule.severity,
        rule.kinds,
        rule.tags,
        rule.stages,
        rule.aliases,
        group,
        bool(rule.documents),
    )


def _group_source(rules: Sequence[Rule]) -> str:
    """The source of a module with RULES."""
    writer = _Writer()
    bound = [writer.rule(rule) for rule in rules]
    literals = (f"{literal},\n" for literal in bound)
    return "".join((HEAD, *writer.functions.values(), "RULES = (\n", *literals, ")\n"))


class _Writer:
    """The functions of the module while it is written; equal expressions share one."""

    __slots__ = ("functions", "names")

    def __init__(self) -> None:
        self.functions: dict[str, str] = {}
        self.names: dict[tuple[str, Emit], str] = {}

    def function(self, text: str, emit: Emit) -> str:
        """The name of the function that `emit` writes for an expression."""
        from perfcheck.lang.parser import parse

        name = self.names.get((text, emit))
        if name is None:
            name = self.names[text, emit] = f"f{len(self.names)}"
            self.functions[name] = emit(parse(text), name)
        return name

    def several(self, texts: Sequence[str]) -> str:
        from perfcheck.lang.quick import emit_quick

        return f"({''.join(f'{self.function(text, emit_quick)}, ' for text in texts)})"

    def message(self, text: str) -> str:
        """The tuple of texts and functions that stands for a message."""
        from perfcheck.lang.printer import show
        from perfcheck.lang.quick import emit_quick
        from perfcheck.lang.templates import template

        parts = (
            repr(part) if isinstance(part, str) else self.function(show(part), emit_quick)
            for part in template(text)
        )
        return f"({''.join(f'{part}, ' for part in parts)})"

    def rule(self, rule: Rule) -> str:
        """The expression that makes the bound rule; its `why` is read by `explain` alone."""
        from perfcheck.lang.compiler import emit
        from perfcheck.lang.nodes import is_filter, rounding_decides
        from perfcheck.lang.parser import parse
        from perfcheck.lang.quick import emit_quick
        from perfcheck.lang.rowwise import emit_rows

        figures = [rounding_decides(parse(text)) for text in rule.asserts]
        asserts = (
            self.function(text, emit if decides else emit_rows)
            for text, decides in zip(rule.asserts, figures, strict=True)
        )
        parts = (
            self.function(rule.when, emit_rows) if rule.when else "None",
            self.several(rule.each),
            repr(tuple(is_filter(parse(text)) for text in rule.each)),
            f"({''.join(f'{name}, ' for name in asserts)})",
            repr(tuple(figures)),
            self.function(rule.at, emit_quick) if rule.at else "None",
            self.message(rule.message.zh),
            self.message(rule.message.en or rule.message.zh),
        )
        said = [
            f"new(Program, ({', '.join(parts)}))" if name == "program" else _literal(value)
            for name, value in rule._replace(why=NOTHING)._asdict().items()
        ]
        return f"new(Rule, ({', '.join(said)}))"


def _literal(value: Any) -> str:
    """Source for a value; a NamedTuple made of a constant tuple costs a tenth of a call."""
    if not isinstance(value, tuple):
        return repr(value)
    items = f"({''.join(f'{_literal(item)}, ' for item in value)})"
    return items if type(value) is tuple else f"new({type(value).__name__}, {items})"


def _lean(kinds: Mapping[str, Any]) -> dict[str, Any]:
    """The kinds without what only the documentation tells."""
    if "concepts" not in kinds:
        return dict(kinds)
    fields, tables = kinds["concepts"]["fields"], kinds["concepts"]["tables"]
    concepts = {
        "fields": {name: {"type": field["type"]} for name, field in fields.items()},
        "tables": {
            name: {"columns": {column: {"type": at["type"]} for column, at in columns.items()}}
            for name, columns in ((name, table["columns"]) for name, table in tables.items())
        },
    }
    bare = [{key: at[key] for key in at if key != "examples"} for at in kinds["kinds"]]
    return {**kinds, "concepts": concepts, "kinds": bare}


def compile_source(source: str) -> CodeType:
    """Compile a generated source."""
    return compile(source, "<perfcheck rules>", "exec")


def run(code: CodeType) -> dict[str, Any]:
    """Execute generated code and return its names."""
    names: dict[str, Any] = {}
    exec(code, names)
    return names


def bind(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules with their programs, compiled here and now."""
    bound: tuple[Rule, ...] = run(compile_source(_group_source(rules)))["RULES"]
    return bound
