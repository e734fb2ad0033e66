"""What was understood of a document, as JSON in the parse shape (schema/parse.schema.json)."""

import json
from collections.abc import Iterator
from typing import Any

from perfcheck.form import Considered, Field, Form, Reading, Record
from perfcheck.reporters.parse.records import (
    amount_shape,
    claims,
    labels_of,
    line_of,
    money_shape,
    project_id,
    projects,
    sheets,
    stated_amounts,
    text_of,
)
from perfcheck.source import Document
from perfcheck.values import Number, Part, Target, Text, plain


def render(document: Document, reading: Reading, *, explain: bool = False) -> str:
    """Write the reading as one JSON object; `explain` adds what each stretch was taken for."""
    told = shape(document, reading)
    if explain:
        told["considered"] = [_considered(one) for one in reading.considered]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _considered(one: Considered) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "title": one.title,
        "line": one.line,
        "end_line": one.end_line,
        "recognised": one.lacks is None,
        "reasons": [reason.zh for reason in one.reasons],
        "lacks": one.lacks.zh if one.lacks else None,
        "rows": [{"line": line, "what": what.zh} for line, what in one.rows],
    }


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
        "projects": [project for form in forms for project in projects(form)],
        "indicators": [
            _indicator(form, row) for form in forms for row in form.tables.get("绩效指标", ())
        ],
        "tables": [table for form in forms for table in sheets(form)],
        "claims": [claim for form in forms for claim in claims(form)],
        "unrecognised": [
            {"text": cell.text, "line": cell.line, "column": cell.column}
            for cell in reading.unrecognised
        ],
        "notes": [note.zh for note in document.notes],
        "places": [
            {"line": origin.line, "column": origin.column, "place": origin.place._asdict()}
            for origin in document.origins
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


def _amounts(form: Form) -> Iterator[dict[str, Any]]:
    told = {_place(at.fields["金额"]) for at in form.tables.get("文中金额", ())}
    for field in form.fields:
        number = field.value
        if isinstance(number, Number) and number.dimension == "money" and _place(field) not in told:
            yield _amount_of(form, field, number)
    yield from (
        _amount_of(form, field, field.value)
        for record in form.tables.get("资金使用单位", ())
        for field in record.fields.values()
        if isinstance(field.value, Number) and field.value.dimension == "money"
    )
    yield from stated_amounts(form)


def _place(field: Field) -> tuple[int, int] | None:
    return (field.cells[0].line, field.cells[0].column) if field.cells else None


def _amount_of(form: Form, field: Field, number: Number) -> dict[str, Any]:
    labels = labels_of(field)
    return {
        "form": form.id,
        "label": labels[-1],
        "path": "/".join(labels),
        **money_shape(field, number),
        "decimals": number.decimals,
        "line": line_of(field),
        "column": field.cells[0].column if field.cells else None,
        "certainty": field.certainty,
    }


def _task(form: Form, row: Record) -> dict[str, Any]:
    amount = row.fields.get("投入资金")
    return {
        "form": form.id,
        "name": text_of(row, "任务名称"),
        "content": text_of(row, "实施内容"),
        "amount": amount_shape(amount),
        "goal": text_of(row, "期望目标"),
        "line": row.line,
    }


def _indicator(form: Form, row: Record) -> dict[str, Any]:
    return {
        "form": form.id,
        "project": text_of(row, "所属项目"),
        "project_id": project_id(row),
        "level1": text_of(row, "一级指标"),
        "level2": text_of(row, "二级指标"),
        "name": text_of(row, "指标名称"),
        "period_target": _target(row, "实施周期指标值"),
        "annual_target": _target(row, "年度指标值"),
        "weight": _figure(row, "权重"),
        "actual": _target(row, "实际完成值"),
        "score": _figure(row, "得分"),
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
