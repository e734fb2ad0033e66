"""An expression on a form as a tree: each operand with its value, and the cells it came from."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from perfcheck.form import Field, Record
from perfcheck.judge.identity import KEY_COLUMNS
from perfcheck.lang.compiler import compile_node
from perfcheck.lang.nodes import Node, is_path, same_rows, walk
from perfcheck.lang.scope import Row, Scope
from perfcheck.values import Missing

_NAMING = frozenset(names[-1] for names in KEY_COLUMNS)


class Step(NamedTuple):
    """One operand: its text, its value, the operands that it was computed from, and its cells.

    Only what names something of the form has `cells`; of what is computed, the operands have them.
    """

    text: str
    value: Any
    operands: tuple["Step", ...] = ()
    cells: tuple[Field, ...] = ()


def steps_of(node: Node, text: str, scope: Scope) -> Step:
    """Return the tree of `node`, which was parsed from `text`; raises RuleError as running does."""
    value = compile_node(node)(scope, [])
    printed = text[node.start : node.end].strip()
    if is_path(node):
        return Step(printed, value, (), tuple(_fields(value)))
    return Step(printed, value, tuple(_operands(node, text, scope)))


def _operands(node: Node, text: str, scope: Scope) -> Iterator[Step]:
    """The operands whose names mean the same row; what is only written out stands in the text."""
    for child in same_rows(node):
        if any(map(is_path, walk(child))):
            yield steps_of(child, text, scope)


def _fields(value: Any) -> Iterator[Field]:
    """The fields that a value came from, each once, in reading order as the value has them."""
    seen: set[int] = set()
    for origin in _origins(value):
        if isinstance(origin, Field) and id(origin) not in seen:
            seen.add(id(origin))
            yield origin


def _origins(value: Any) -> Iterator[object]:
    """What a value came from; each row of a list is told by the one column that names it."""
    if isinstance(value, Row):
        yield from _said(value)
    elif type(value) is tuple:
        for item in value:
            if isinstance(item, Row):
                said = list(_said(item))
                named = [field for field in said if field.name in _NAMING]
                yield from (named or said)[:1]
            else:
                yield from _origins(item)
    else:
        yield from getattr(value, "origins", ())


def _said(row: Row) -> Iterator[Field]:
    """The fields of a row that say something; a row that is grouped has those of its rows."""
    if isinstance(row.origin, Record):
        for field in row.origin.fields.values():
            if not isinstance(field.value, Missing):
                yield field
    for item in row.fields.values():
        if type(item) is tuple and not isinstance(row.origin, Record):
            yield from (origin for origin in _origins(item) if isinstance(origin, Field))
