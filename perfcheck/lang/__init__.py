"""The language of rules: text, tree, types, Python function, and the account of an outcome.

The names below are fetched from their modules when first used: a run on compiled rules needs
`perfcheck.lang.runtime` alone.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfcheck.lang.account import Account, origins, reads
    from perfcheck.lang.checker import check
    from perfcheck.lang.compiler import Compiled, compile_expression, compile_node, emit
    from perfcheck.lang.messages import render, shown
    from perfcheck.lang.nodes import Node, is_filter, is_path
    from perfcheck.lang.parser import parse
    from perfcheck.lang.printer import show
    from perfcheck.lang.problems import Problem
    from perfcheck.lang.reference import document
    from perfcheck.lang.scope import Row, Scope, entered
    from perfcheck.lang.templates import compile_template, emit_template, template
    from perfcheck.lang.types import Type, field_type

_MODULES = {
    "account": ("Account", "origins", "reads"),
    "checker": ("check",),
    "compiler": ("Compiled", "compile_expression", "compile_node", "emit"),
    "messages": ("render", "shown"),
    "nodes": ("Node", "is_filter", "is_path"),
    "parser": ("parse",),
    "printer": ("show",),
    "problems": ("Problem",),
    "reference": ("document",),
    "scope": ("Row", "Scope", "entered"),
    "templates": ("compile_template", "emit_template", "template"),
    "types": ("Type", "field_type"),
}

__all__ = [
    "Account",
    "Compiled",
    "Node",
    "Problem",
    "Row",
    "Scope",
    "Type",
    "check",
    "compile_expression",
    "compile_node",
    "compile_template",
    "document",
    "emit",
    "emit_template",
    "entered",
    "field_type",
    "is_filter",
    "is_path",
    "origins",
    "parse",
    "reads",
    "render",
    "show",
    "shown",
    "template",
]


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(f"perfcheck.lang.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
