"""The identity of a finding, which stays when lines move (design: never a line number).

Blanks are no part of it: one form has others as a PDF than as a text.
"""

from typing import NamedTuple

from perfcheck.form import Field, Form, Record
from perfcheck.values import Target, Text

KEY_COLUMNS = (
    ("任务名称",),
    ("所属项目", "指标名称"),
    ("位置",),
    ("预算单位", "方向", "科目编码", "科目名称"),
    ("资金使用单位", "项目名称"),
    ("单位名称",),
    ("资金项目",),
    ("行名",),
    ("类别", "项目"),
)
"""What tells a row from the others of its list: the first of these that it has."""


class Owner(NamedTuple):
    """Whose form it is, and of which project: part of every identity."""

    kind: str
    department: str
    year: str
    project: str = ""


def owner_of(form: Form, year: int | None) -> Owner:
    """The kind, department, year and project of a form."""
    return Owner(form.kind, _said(form, "部门名称"), str(year or ""), _said(form, "项目名称"))


def _said(form: Form, name: str) -> str:
    field = form.field(name)
    return _unspaced(field.value.text) if field and isinstance(field.value, Text) else ""


def _unspaced(text: str) -> str:
    return "".join(text.split())


def label_path(field: Field | None, record: Record | None) -> tuple[str, ...]:
    """The labels that lead to a value: of a row, its list, its key and the column."""
    if record is None:
        return field.path or (field.name,) if field else ()
    return (record.name, _key(record), field.name if field else "")


def _key(record: Record) -> str:
    for names in KEY_COLUMNS:
        fields = (record.fields[name] for name in names if name in record.fields)
        said = [at.value.text for at in fields if isinstance(at.value, Text | Target)]
        if said:
            return _unspaced("·".join(said))
    return ""
