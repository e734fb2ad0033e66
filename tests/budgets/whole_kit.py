"""What tests of whole documents share: readings of them, and records in one line."""

from pathlib import Path
from typing import Any

import yaml
from forms import kit

from perfcheck.form import Field, Form, Reading, Record
from perfcheck.values import Missing, Number, Target, Text, plain

TESTS = Path(__file__).parent.parent
FIRST = ("方向", "预算单位", "科目编码", "科目名称", "项目名称")
UNTOLD = ("原文", "科目", "率的方向", "原因", "所占", "涉及金额")
MARKS = {"certain": "", "inferred": " ?", "realigned": " ~"}


def text(path: str) -> str:
    """A text below tests/, as budgets/whole_budget.txt."""
    return (TESTS / path).read_text("utf-8")


def expected(path: str) -> Any:
    return yaml.safe_load(text(path))


def spans(reading: Reading) -> list[dict[str, object]]:
    return [
        {"kind": form.kind, "line": form.span.line, "end_line": form.span.end_line}
        for form in reading.forms
    ]


def fields(form: Form) -> dict[str, list[str]]:
    """Every single value with the line that it stands on."""
    found: dict[str, list[str]] = {}
    for field in form.fields:
        line = field.cells[0].line if field.cells else "—"
        found.setdefault(field.name, []).append(f"{line} {kit.said(field)}")
    return found


def printed(field: Field) -> str | None:
    """A value as prose prints it."""
    match field.value:
        case Number(printed=figure):
            return figure + field.unit
        case Text(words):
            return words
        case _:
            return None


def claim(record: Record) -> dict[str, Any]:
    """A statement with its line, all that it says, and its parts."""
    return {"line": record.line, **_claim(record)}


def _claim(record: Record) -> dict[str, Any]:
    said = {
        name: printed(field)
        for name, field in record.fields.items()
        if name not in UNTOLD and not isinstance(field.value, Missing)
    }
    parts = [" ".join(filter(None, _claim(part).values())) for part in record.below]
    return {**said, "分项": parts} if parts else said


def amount(record: Record) -> str:
    sign = {"增加": "+", "减少": "-"}.get(printed(record.fields["变动方向"]) or "", "")
    said = printed(record.fields["项目"]), sign + (printed(record.fields["金额"]) or "")
    return f"{record.line} {said[0]} {said[1]}"


def row(record: Record) -> str:
    """A row of a money table: its line, its texts, then column and figure."""
    first = [cell(record.fields[name]) for name in FIRST if name in record.fields]
    head = " ".join(filter(None, [str(record.line), *first]))
    rest = [
        f"{name} {said}"
        for name, field in record.fields.items()
        if name not in FIRST and (said := cell(field))
    ]
    return " | ".join([head, *rest])


def cell(field: Field) -> str:
    match field.value:
        case Number(unit="") as number:
            shown = plain(number.mid, commas=False)
        case Number() as number:
            shown = plain(number.mid, number.unit, number.decimals, commas=False) + number.unit
        case Text(words):
            shown = words
        case Missing(kind):
            shown = "" if kind in ("absent", "blank") else f"<{kind}>"
        case other:
            raise AssertionError(other)
    return shown and shown + MARKS[field.certainty]


def indicator(record: Record) -> str:
    """An indicator with its line, levels, name and target."""
    names = ("一级指标", "二级指标", "指标名称", "年度指标值")
    said = [record.fields[name].value for name in names]
    told = [at.text if isinstance(at, Text | Target) else f"<{at.kind}>" for at in said]  # type: ignore[union-attr]
    return f"{record.line} " + " / ".join(told)
