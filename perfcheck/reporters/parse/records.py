"""Projects, money tables and claims in the parse shape, and what all shapes share."""

from collections.abc import Iterator, Mapping
from typing import Any

from perfcheck.form import Field, Form, Record
from perfcheck.values import Missing, Number, Target, Text, plain

_FILLING = str.maketrans("", "", "〔〕【】")
_CLAIMS = {"变动": "change", "占比": "share", "合计": "sum", "比率": "ratio", "计数": "count"}
_TOLD = ("类别", "原文")
_NAMED = ("科目编码", "科目名称", "项目名称", "方向")


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


def text_of(row: Record, name: str) -> str | None:
    """What a text or a target of a record says; None where it says nothing."""
    field = row.fields.get(name)
    if field is None or not isinstance(field.value, Text | Target):
        return None
    return field.value.text


def money_shape(field: Field, number: Number) -> dict[str, Any]:
    """An amount as printed, its value as decimal digits, and its unit."""
    unit = number.unit or field.unit
    return {
        "text": number.printed or "".join(cell.text for cell in field.cells),
        "value": plain(number.mid, unit, max(number.decimals, 0), commas=False),
        "unit": unit,
    }


def amount_shape(field: Field | None) -> dict[str, Any] | None:
    """An amount with its line; None where there is no figure."""
    if field is None or not isinstance(field.value, Number):
        return None
    return {**money_shape(field, field.value), "line": line_of(field)}


def project_id(row: Record) -> str | None:
    """The id of the project that a record belongs to or is: p and its number in the document."""
    field = row.fields.get("所属项目序号") or row.fields.get("项目序号")
    if field is None or not isinstance(field.value, Number):
        return None
    return "p" + plain(field.value.mid, "", 0, commas=False)


def projects(form: Form) -> Iterator[dict[str, Any]]:
    """The projects of a list, and those of a budget's table of key projects."""
    for number, row in enumerate(form.tables.get("项目", ()), 1):
        yield {
            "form": form.id,
            "id": project_id(row) or f"p{number}",
            "name": text_of(row, "项目名称"),
            "unit": text_of(row, "资金使用单位"),
            "total": amount_shape(row.fields.get("项目总额")),
            "fiscal": amount_shape(row.fields.get("项目财政拨款")),
            "goal": text_of(row, "项目绩效目标"),
            "withheld": text_of(row, "不公开") is not None,
            "line": row.line,
        }
    for number, row in enumerate(form.tables.get("重点项目表", ()), 1):
        yield {
            "form": form.id,
            "id": f"p{number}",
            "name": text_of(row, "项目名称"),
            "unit": None,
            "total": amount_shape(row.fields.get("预算数")),
            "fiscal": None,
            "goal": text_of(row, "绩效目标"),
            "withheld": False,
            "line": row.line,
        }


def sheets(form: Form) -> Iterator[dict[str, Any]]:
    """The money tables, each with its rows as printed."""
    for sheet in form.sheets:
        yield {
            "form": form.id,
            "name": sheet.name,
            "number": sheet.number,
            "title": sheet.title,
            "unit": sheet.unit,
            "columns": list(sheet.columns),
            "rows": [_row(record) for record in sheet.records],
        }


def _row(record: Record) -> dict[str, Any]:
    """A row by its printed column heads; a head printed twice gives way to the column's name."""
    values: dict[str, str] = {}
    texts: dict[str, str] = {}
    for name, field in record.fields.items():
        head = field.path[-1] if field.path else name
        if isinstance(field.value, Number) and field.cells:
            values[name if head in values else head] = field.value.printed
        elif isinstance(field.value, Text) and name not in _NAMED:
            texts[name if head in texts else head] = field.value.text
    return {
        "code": text_of(record, "科目编码"),
        "name": text_of(record, "科目名称") or text_of(record, "项目名称"),
        "side": text_of(record, "方向"),
        "values": values,
        "texts": texts,
        "line": record.line,
        "certainty": record.certainty,
    }


def claims(form: Form) -> Iterator[dict[str, Any]]:
    """What the prose states and can be checked: changes, shares, sums, ratios, counts."""
    for record in form.tables.get("文中表述", ()):
        figures = {name: _figure(field) for name, field in _said(record.fields)}
        below = [dict(_part(part)) for part in record.below]
        kind = text_of(record, "类别") or ""
        yield {
            "form": form.id,
            "kind": _CLAIMS.get(kind, kind),
            "text": text_of(record, "原文"),
            "figures": figures | ({"分项": below} if below else {}),
            "line": record.line,
            "certainty": record.certainty,
        }


def _said(fields: Mapping[str, Field]) -> Iterator[tuple[str, Field]]:
    for name, field in fields.items():
        if name not in _TOLD and not isinstance(field.value, Missing):
            yield name, field


def _part(record: Record) -> Iterator[tuple[str, Any]]:
    for name, field in _said(record.fields):
        yield name, _figure(field)


def _figure(field: Field) -> Any:
    """A figure with its place, or a text as it is."""
    value = field.value
    if isinstance(value, Number):
        unit = value.unit or field.unit
        cell = field.cells[0] if field.cells else None
        return {
            "text": value.printed,
            "value": plain(value.mid, unit, max(value.decimals, 0), commas=False),
            "unit": unit,
            "line": cell.line if cell else None,
            "column": cell.column if cell else None,
        }
    return value.text if isinstance(value, Text | Target) else None


def stated_amounts(form: Form) -> Iterator[dict[str, Any]]:
    """The figures of money that stand in prose; a change is told from a level."""
    for record in form.tables.get("文中金额", ()):
        field = record.fields["金额"]
        if not isinstance(field.value, Number):
            continue
        label = text_of(record, "项目") or ""
        change = text_of(record, "角色") == "变动"
        path = "/".join(labels_of(field))
        yield {
            "form": form.id,
            "label": label,
            "path": path,
            **money_shape(field, field.value),
            "unit": field.unit or field.value.unit,
            "decimals": field.value.decimals,
            "line": line_of(field),
            "column": field.cells[0].column if field.cells else None,
            "role": "change" if change else "level",
            "direction": text_of(record, "变动方向"),
            "certainty": field.certainty,
        }
