"""Rules and kinds as generated Python source: what start-up loads instead of YAML.

The same source is written into the wheel when the package is built, and compiled into the user's
cache for a checkout and for an office's own rules (start-up is imports, not work).
"""

from collections.abc import Mapping, Sequence
from types import CodeType
from typing import Any

from perfcheck.messages import NOTHING
from perfcheck.rule import Rule

HEAD = '''"""Generated from rules/ and kinds/; do not edit."""
from perfcheck.lang.runtime import *
from perfcheck.messages import Message
from perfcheck.rule import Basis, Program, Rule
'''


def source_of(rules: Sequence[Rule], kinds: Mapping[str, Any], digest: str) -> str:
    """Return the source of a module with RULES, KINDS and DIGEST."""
    writer = _Writer()
    bound = [writer.rule(rule) for rule in rules]
    return "".join(
        (
            HEAD,
            f"DIGEST = {digest!r}\n",
            f"KINDS = {_lean(kinds)!r}\n",
            *writer.functions.values(),
            "RULES = (\n",
            *(f"{literal},\n" for literal in bound),
            ")\n",
        )
    )


class _Writer:
    """The functions of the module while it is written; equal expressions share one."""

    __slots__ = ("functions", "names")

    def __init__(self) -> None:
        self.functions: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def function(self, text: str) -> str:
        """The name of the function for an expression."""
        from perfcheck.lang.compiler import emit
        from perfcheck.lang.parser import parse

        name = self.names.get(text)
        if name is None:
            name = self.names[text] = f"f{len(self.names)}"
            self.functions[name] = emit(parse(text), name)
        return name

    def several(self, texts: Sequence[str]) -> str:
        return f"({''.join(f'{self.function(text)}, ' for text in texts)})"

    def message(self, text: str) -> str:
        """The tuple of texts and functions that stands for a message."""
        from perfcheck.lang.printer import show
        from perfcheck.lang.templates import template

        parts = (
            repr(part) if isinstance(part, str) else self.function(show(part))
            for part in template(text)
        )
        return f"({''.join(f'{part}, ' for part in parts)})"

    def rule(self, rule: Rule) -> str:
        """The expression that makes the bound rule; its `why` is read by `explain` alone."""
        from perfcheck.lang.nodes import is_filter, rounding_decides
        from perfcheck.lang.parser import parse

        parts = (
            self.function(rule.when) if rule.when else "None",
            self.several(rule.each),
            repr(tuple(is_filter(parse(text)) for text in rule.each)),
            self.several(rule.asserts),
            repr(tuple(rounding_decides(parse(text)) for text in rule.asserts)),
            self.function(rule.at) if rule.at else "None",
            self.message(rule.message.zh),
            self.message(rule.message.en or rule.message.zh),
        )
        literal = repr(rule._replace(program=None, why=NOTHING)).removesuffix("program=None)")
        return f"{literal}program=Program({', '.join(parts)}))"


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
    bound: tuple[Rule, ...] = run(compile_source(source_of(rules, {}, "")))["RULES"]
    return bound
