"""The identity of a finding, which stays when lines move (design: never a line number)."""

from typing import NamedTuple

from perfcheck.form import Field, Form, Record
from perfcheck.values import Target, Text

KEY_COLUMNS = ("任务名称", "指标名称", "位置", "项目名称")


class Owner(NamedTuple):
    """Whose form it is: part of every identity."""

    kind: str
    department: str
    year: str


def owner_of(form: Form, year: int | None) -> Owner:
    """The kind, department and year of a form."""
    department = form.field("部门名称")
    name = department.value.text if department and isinstance(department.value, Text) else ""
    return Owner(form.kind, name, str(year or ""))


def label_path(field: Field | None, record: Record | None) -> tuple[str, ...]:
    """The labels that lead to a value: of a row, its list, its key and the column."""
    if record is None:
        return field.path or (field.name,) if field else ()
    return (record.name, _key(record), field.name if field else "")


def _key(record: Record) -> str:
    for name in KEY_COLUMNS:
        value = record.fields[name].value if name in record.fields else None
        if isinstance(value, Text | Target):
            return value.text
    return ""
