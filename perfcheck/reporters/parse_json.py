"""What was understood of a document, as JSON in the parse shape (schema/parse.schema.json)."""

import json
from collections.abc import Iterator
from typing import Any

from perfcheck.form import Field, Form, Reading, Record
from perfcheck.source import Document
from perfcheck.values import Number, Part, Target, Text, plain

_FILLING = str.maketrans("", "", "〔〕【】")


def render(document: Document, reading: Reading) -> str:
    """Write the reading as one JSON object."""
    return json.dumps(shape(document, reading), ensure_ascii=False, indent=2) + "\n"


def shape(document: Document, reading: Reading) -> dict[str, Any]:
    """The reading as plain values; figures are decimal strings, null where nothing is known."""
    forms = reading.forms
    return {
        "version": 1,
        "file": document.name,
        "kind": forms[0].kind if forms else None,
        "department": _department(forms),
        "year": _year(forms),
        "coverage": round(reading.coverage, 4),
        "forms": [_form(form) for form in forms],
        "amounts": [amount for form in forms for amount in _amounts(form)],
        "tasks": [_task(form, row) for form in forms for row in form.tables.get("任务", ())],
        "projects": [],
        "indicators": [
            _indicator(form, row) for form in forms for row in form.tables.get("绩效指标", ())
        ],
        "tables": [],
        "claims": [],
        "unrecognised": [
            {"text": cell.text, "line": cell.line, "column": cell.column}
            for cell in reading.unrecognised
        ],
    }


def _form(form: Form) -> dict[str, Any]:
    return {
        "id": form.id,
        "kind": form.kind,
        "title": form.title,
        "line": form.span.line,
        "end_line": form.span.end_line,
    }


def _department(forms: tuple[Form, ...]) -> dict[str, Any] | None:
    field = _first(forms, "部门名称")
    if field is None or not isinstance(field.value, Text):
        return None
    return {"text": field.value.text, "line": line_of(field)}


def _year(forms: tuple[Form, ...]) -> dict[str, Any] | None:
    for name in ("年度", "推断年度"):
        field = _first(forms, name)
        if field is not None and isinstance(field.value, Number):
            sure = "inferred" if name == "推断年度" else field.certainty
            year = int(plain(field.value.mid, "", 0, commas=False))
            return {"value": year, "line": line_of(field), "certainty": sure}
    return None


def _first(forms: tuple[Form, ...], name: str) -> Field | None:
    """The first form's field, or a later one's where the first has none."""
    for form in forms:
        for field in form.fields:
            if field.name == name and isinstance(field.value, Number | Text):
                return field
    return None


def line_of(field: Field) -> int | None:
    """The line where the field's value stands, or its label where there is no such cell."""
    if field.cells:
        return field.cells[0].line
    return field.label.line if field.label else None


def label_text(printed: str) -> str:
    """A label with its wraps joined and filling brackets taken off.

    >>> label_text("〔基本\\n支出〕")
    '基本支出'
    """
    return "".join(printed.split()).translate(_FILLING)


def labels_of(field: Field) -> list[str]:
    """The labels above and beside the value, outermost first; its name where none is printed."""
    found = [label for label in map(label_text, field.path) if label]
    return found or [field.name]


def _amounts(form: Form) -> Iterator[dict[str, Any]]:
    for field in form.fields:
        number = field.value
        if not isinstance(number, Number) or number.dimension != "money":
            continue
        labels = labels_of(field)
        yield {
            "form": form.id,
            "label": labels[-1],
            "path": "/".join(labels),
            **_money(field, number),
            "decimals": number.decimals,
            "line": line_of(field),
            "column": field.cells[0].column if field.cells else None,
            "certainty": field.certainty,
        }


def _money(field: Field, number: Number) -> dict[str, Any]:
    unit = number.unit or field.unit
    return {
        "text": number.printed or "".join(cell.text for cell in field.cells),
        "value": plain(number.mid, unit, max(number.decimals, 0), commas=False),
        "unit": unit,
    }


def _task(form: Form, row: Record) -> dict[str, Any]:
    amount = row.fields.get("投入资金")
    return {
        "form": form.id,
        "name": _text(row, "任务名称"),
        "content": _text(row, "实施内容"),
        "amount": _amount(amount) if amount else None,
        "goal": _text(row, "期望目标"),
        "line": row.line,
    }


def _amount(field: Field) -> dict[str, Any] | None:
    if not isinstance(field.value, Number):
        return None
    return {**_money(field, field.value), "line": line_of(field)}


def _text(row: Record, name: str) -> str | None:
    field = row.fields.get(name)
    if field is None or not isinstance(field.value, Text | Target):
        return None
    return field.value.text


def _indicator(form: Form, row: Record) -> dict[str, Any]:
    return {
        "form": form.id,
        "project": None,
        "project_id": None,
        "level1": _text(row, "一级指标"),
        "level2": _text(row, "二级指标"),
        "name": _text(row, "指标名称"),
        "period_target": _target(row, "实施周期指标值"),
        "annual_target": _target(row, "年度指标值"),
        "weight": _figure(row, "权重"),
        "line": row.line,
        "certainty": row.certainty,
    }


def _figure(row: Record, name: str) -> str | None:
    field = row.fields.get(name)
    if field is None or not isinstance(field.value, Number):
        return None
    return plain(field.value.mid, field.value.unit, max(field.value.decimals, 0), commas=False)


def _target(row: Record, name: str) -> dict[str, Any] | None:
    field = row.fields.get(name)
    value = field.value if field else None
    if isinstance(value, Target):
        return target_shape(value)
    if isinstance(value, Text):
        return target_shape(Target(value.text, "qualitative"))
    return None


def target_shape(target: Target) -> dict[str, Any]:
    """A target as the contract writes it: its first part, and all parts where there are several."""
    first = target.parts[0] if target.parts else None
    said: dict[str, Any] = {
        "text": target.text,
        "kind": target.kind,
        "operator": first.operator if first else None,
        "number": _digits(first.figure) if first else None,
        "unit": first.unit if first else None,
    }
    if first:
        said["value"] = plain(first.number.mid, commas=False)
    if first and first.number_to is not None:
        said["number_to"] = _digits(first.figure_to)
    if len(target.parts) > 1:
        said["parts"] = [_part(part) for part in target.parts]
    if target.kind == "deadline":
        said["deadline"] = deadline(target)
    return said


def _part(part: Part) -> dict[str, Any]:
    said = {
        "operator": part.operator,
        "number": _digits(part.figure),
        "unit": part.unit,
        "value": plain(part.number.mid, commas=False),
    }
    if part.number_to is not None:
        said["number_to"] = _digits(part.figure_to)
    return said


def _digits(figure: str) -> str:
    return figure.replace(",", "").replace("，", "")


def deadline(target: Target) -> str | None:
    """The date that a target names, as far as it names one: 2026-12-31, 2026-12, 2026, --12-31.

    >>> deadline(Target("12月底前", "deadline", month=12))
    '--12'
    """
    year = f"{target.year:04}" if target.year else "-"
    named = [f"{part:02}" for part in (target.month, target.day) if part]
    return "-".join([year, *named]) if target.year or named else None
