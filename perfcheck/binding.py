"""Rules and kinds as generated Python source: what start-up loads instead of YAML.

The same source is written into the wheel when the package is built, and compiled into the user's
cache for a checkout and for an office's own rules (start-up is imports, not work).
"""

from collections.abc import Mapping, Sequence
from types import CodeType
from typing import Any

from perfcheck.rule import Rule

HEAD = '''"""Generated from rules/ and kinds/; do not edit."""
from perfcheck.lang.runtime import *
from perfcheck.messages import Message
from perfcheck.rule import Basis, Program, Rule
'''


def source_of(rules: Sequence[Rule], kinds: Mapping[str, Any], digest: str) -> str:
    """Return the source of a module with RULES, KINDS and DIGEST."""
    parts = [HEAD, f"DIGEST = {digest!r}\n", f"KINDS = {dict(kinds)!r}\n"]
    names = []
    for number, rule in enumerate(rules):
        name = f"r{number}"
        parts.append(_rule_source(rule, name))
        names.append(name)
    parts.append(f"RULES = ({''.join(f'{name}, ' for name in names)})\n")
    return "".join(parts)


def _rule_source(rule: Rule, name: str) -> str:
    from perfcheck.lang.compiler import emit
    from perfcheck.lang.nodes import is_filter, rounding_decides
    from perfcheck.lang.parser import parse
    from perfcheck.lang.templates import emit_template, template

    functions: list[str] = []

    def function(text: str) -> str:
        own = f"{name}_{len(functions)}"
        functions.append(emit(parse(text), own))
        return own

    def several(texts: Sequence[str]) -> str:
        return f"({''.join(f'{function(text)}, ' for text in texts)})"

    when = function(rule.when) if rule.when else "None"
    each = several(rule.each)
    asserts = several(rule.asserts)
    at = function(rule.at) if rule.at else "None"
    filtered = tuple(is_filter(parse(text)) for text in rule.each)
    figures = tuple(rounding_decides(parse(text)) for text in rule.asserts)
    messages = []
    for i, text in enumerate((rule.message.zh, rule.message.en or rule.message.zh)):
        defined, expression = emit_template(template(text), f"{name}_m{i}")
        functions.append(defined)
        messages.append(expression)
    parts = (when, each, repr(filtered), asserts, repr(figures), at, *messages)
    program = f"Program({', '.join(parts)})"
    literal = repr(rule._replace(program=None)).removesuffix("program=None)")
    return f"{''.join(functions)}{name} = {literal}program={program})\n"


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
