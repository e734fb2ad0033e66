"""An evaluated expression as people and programs read it: the value, and its tree of cells."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text as Line

from perfcheck import __version__
from perfcheck.evaluating import Evaluation, brief, describe
from perfcheck.form import Field
from perfcheck.lang.scope import Row
from perfcheck.messages import NOTHING, Message
from perfcheck.operands import Step
from perfcheck.reporters import Look
from perfcheck.reporters.page import print_lines
from perfcheck.reporters.wrapping import cut, wrap
from perfcheck.values import Missing, Number, Target, Text, plain

MOST_CELLS = 30
SURE = {
    "certain": NOTHING,
    "inferred": Message("  [推断]", "  [inferred]"),
    "realigned": Message("  [移位]", "  [realigned]"),
}
_BRANCH, _LAST, _THROUGH, _BLANK = "├─ ", "└─ ", "│  ", "   "


def as_tree(found: Evaluation, look: Look) -> str:
    """Write the value, and below it the operands as a tree, each with its cells."""
    return print_lines(_whole(found, look), look)


def _whole(found: Evaluation, look: Look) -> Iterator[Line]:
    for line in describe(found.value, look.language).split("\n"):
        for part in wrap(line, look.width):
            yield Line(part, "bold")
    yield from _below(found.tree, "", look)


def _below(step: Step, indent: str, look: Look) -> Iterator[Line]:
    yield from _cells(step.cells, indent + "  ", look)
    for number, operand in enumerate(step.operands, 1):
        last = number == len(step.operands)
        yield from _operand(operand, indent, last, look)


def _operand(step: Step, indent: str, last: bool, look: Look) -> Iterator[Line]:
    said = f"{step.text} = {brief(step.value, look.language)}"
    below = indent + (_BLANK if last else _THROUGH)
    for number, part in enumerate(wrap(" ".join(said.split()), look.width - len(below))):
        yield Line(indent + (_LAST if last else _BRANCH) if number == 0 else below).append(part)
    yield from _below(step, below, look)


def _cells(fields: Sequence[Field], indent: str, look: Look) -> Iterator[Line]:
    printed = [field for field in fields if field.cells]
    for field in printed[:MOST_CELLS]:
        cell = field.cells[0]
        text = " ".join(cell.text.split()) or Message("（空）", "(empty)").text(look.language)
        path = "/".join(field.path) or field.name
        sure = SURE[field.certainty].text(look.language)
        line = f"{cell.line}:{cell.column}  {path}  {text}{_give(field.value)}{sure}"
        yield Line(indent).append(cut(line, look.width - len(indent)), "cyan")
    over = len(printed) - MOST_CELLS
    if over > 0:
        more = Message(
            f"……还有 {over} 处（--format json 全有）", f"… {over} more (--format json has all)"
        )
        yield Line(indent + more.text(look.language))


def _give(value: Any) -> str:
    """By how much a printed figure may differ from what it stands for."""
    if not isinstance(value, Number) or value.exact:
        return ""
    half = plain(value.high - value.mid, value.unit)
    return f" ±{half}"


def as_json(found: Evaluation, file: str) -> str:
    """Write the value and its tree for programs; figures are decimal strings."""
    said = {
        "version": 1,
        "perfcheck": __version__,
        "file": file,
        "expression": found.expression,
        **_step(found.tree),
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _step(step: Step) -> dict[str, Any]:
    made: dict[str, Any] = {"text": step.text, "value": _value(step.value)}
    made["cells"] = [_cell(field) for field in step.cells if field.cells]
    made["operands"] = [_step(operand) for operand in step.operands]
    return made


def _value(value: Any) -> Any:
    match value:
        case bool():
            return {"kind": "truth", "truth": value}
        case Number():
            return _number(value)
        case Missing():
            reason = value.reason
            return {"kind": "missing", "missing": value.kind, "reason": reason.zh} | (
                {"reason_en": reason.en} if reason.en else {}
            )
        case Text() | Target():
            kind = "text" if isinstance(value, Text) else "target"
            return {"kind": kind, "text": value.text}
        case Row():
            said = {
                name: _value(item)
                for name, item in value.fields.items()
                if isinstance(item, bool | Number | Text | Target)
            }
            return {"kind": "row", "name": value.name, "fields": said}
        case tuple():
            return {"kind": "list", "items": [_value(item) for item in value]}
        case frozenset():
            return {"kind": "set", "items": sorted(map(str, value))}
    return {"kind": "other", "text": str(value)}


def _number(number: Number) -> dict[str, Any]:
    low, mid, high = (
        plain(end, number.unit, commas=False) for end in (number.low, number.mid, number.high)
    )
    exact = number.exact
    return {
        "kind": "number", "dimension": number.dimension, "unit": number.unit,
        "value": mid, "low": low, "high": high, "exact": exact,
    }  # fmt: skip


def _cell(field: Field) -> dict[str, Any]:
    cell = field.cells[0]
    return {
        "name": field.name,
        "path": list(field.path),
        "text": cell.text,
        "line": cell.line,
        "column": cell.column,
        "certainty": field.certainty,
        "value": _value(field.value),
    }
