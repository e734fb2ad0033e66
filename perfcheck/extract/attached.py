"""Target forms that stand in a budget, as lists to hold its text against."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from perfcheck import numerals
from perfcheck.extract.form import Made
from perfcheck.extract.value import ABSENT
from perfcheck.form import Field, Form, Record
from perfcheck.kind import Kinds, names_of_kind
from perfcheck.values import Target, Text
from perfcheck.wording import compiled

PROJECTS, INDICATORS = "所附项目", "文中指标"
_PROJECT, _GOAL, _KEY_PROJECTS = "项目名称", "绩效目标", "重点项目表"
_NAMES = (_PROJECT, "资金总额")
_NAME, _VALUE = "指标名称", "年度指标值"
_TELLING = 4
_BEFORE = "(?:(?<![一-龥])|(?<=开展|举办|组织|完成|实现|达到|受理|新增|新建|整治))"
_FIGURE = (
    r"(?:达到|达|为|[:：])?\s*((?:[≥≤＞＜><=]=?|不(?:少|低|高|多)于|不超过)?\s*\d[\d,]*(?:\.\d+)?"
    r"\s*(?:%|[一-龥]{1,3})?)(?=[，,；;。、]|$)"
)


def attached(made: Sequence[Made], kinds: Kinds) -> list[Made]:
    """Give each budget the projects whose target forms stand in the same document, and the
    indicators of all its target forms that the goals of its key projects name with a figure."""
    forms = [at.form for at in made]
    projects = tuple(_project(at) for at in forms if _is_project(at, kinds))
    return [
        at._replace(form=_with(at.form, forms, projects))
        if _shape(at.form, kinds) == "budget"
        else at
        for at in made
    ]


def _shape(form: Form, kinds: Kinds) -> str:
    kind = kinds.get(form.kind)
    return kind.shape if kind else ""


def _with(form: Form, forms: Sequence[Form], projects: tuple[Record, ...]) -> Form:
    named = tuple(_named(form, forms))
    added = {PROJECTS: projects, INDICATORS: named}
    return form._replace(tables={**form.tables, **{at: rows for at, rows in added.items() if rows}})


def _is_project(form: Form, kinds: Kinds) -> bool:
    """Whether the form is a project's: of the shipped kind, or of one that extends it."""
    kind = kinds.get(form.kind)
    named = kind is not None and "project-target" in names_of_kind(kind)
    return named and form.field(_PROJECT) is not None


def _project(form: Form) -> Record:
    fields = {name: form.field(name) or Field(name, ABSENT) for name in _NAMES}
    cells = tuple(cell for field in fields.values() for cell in field.cells)
    return Record(PROJECTS, fields, cells, form.span.line)


def _named(budget: Form, forms: Sequence[Form]) -> Iterator[Record]:
    """The indicators that stand once in the forms, and once in the goals with a figure."""
    goals = [at.fields[_GOAL] for at in budget.tables.get(_KEY_PROJECTS, ()) if _GOAL in at.fields]
    if not goals:
        return
    rows = [row for form in forms for row in form.tables.get("绩效指标", ())]
    often = Counter(_text(row.fields.get(_NAME)) for row in rows)
    for row in rows:
        name = _text(row.fields.get(_NAME))
        value = row.fields.get(_VALUE)
        if often[name] > 1 or len(name) < _TELLING or value is None:
            continue
        found = [(goal, at) for goal in goals for at in _figures(_text(goal), name)]
        if len(found) == 1 and isinstance(value.value, Target):
            yield _record(name, value, *found[0])


def _figures(goal: str, name: str) -> Iterator[re.Match[str]]:
    """The figures that follow a name in the text of a goal."""
    at = goal.find(name)
    while at >= 0:
        end = at + len(name)
        found = compiled(_FIGURE).match(goal, end) if compiled(_BEFORE).match(goal, at) else None
        if found:
            yield found
        at = goal.find(name, found.end() if found else at + 1)


def _record(name: str, value: Field, goal: Field, at: re.Match[str]) -> Record:
    path = (*goal.path, name)
    said = numerals.target(at[1].strip())
    fields = {
        _NAME: Field(_NAME, Text(name), (), path),
        "文中指标值": Field("文中指标值", said, goal.cells, path),
        "所附指标值": value._replace(name="所附指标值"),
    }
    return Record(INDICATORS, fields, goal.cells, goal.cells[0].line)


def _text(field: Field | None) -> str:
    value = field.value if field else None
    return value.text if isinstance(value, Text) else ""
