"""Money tables as people see them: a line each row, code and name first, then head and figure."""

from collections.abc import Iterator

from rich.text import Text as Line

from perfcheck.form import Field, Record, Sheet
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.parse.entry import MARKS, brief, entry, figure_text, list_head
from perfcheck.reporters.parse.records import label_text, text_of
from perfcheck.reporters.wording import one_line
from perfcheck.values import Missing, Number

_FIRST = ("方向", "科目编码", "科目名称", "项目名称")


def sheet(table: Sheet, look: Look) -> Iterator[Line]:
    """One table: its standard name, number, printed title and unit, then its rows."""
    count = len(table.records)
    number, title = table.number, table.title
    said = [
        Message(f"表 {number}", f"table {number}").text(look.language) if number else "",
        one_line(title) if title not in (table.name, *table.columns) else "",
        table.unit,
        Message(f"{count} 行", f"rows: {count}").text(look.language),
    ]
    yield from list_head(table.name, " · ".join(filter(None, said)), look)
    for row in table.records:
        mark = MARKS[row.certainty].text(look.language)
        yield from entry(row.line, _row(row, table.unit, look) + mark, look)


def _row(row: Record, unit: str, look: Look) -> str:
    first = " ".join(text for name in _FIRST if (text := one_line(text_of(row, name) or "")))
    said = [
        f"{_head(name, field)} {_said(field, unit, row, look)}"
        for name, field in row.fields.items()
        if name not in _FIRST and not _empty(field)
    ]
    return " │ ".join([first, *said] if first else said)


def _head(name: str, field: Field) -> str:
    return label_text(field.path[-1]) if field.path else name


def _said(field: Field, unit: str, row: Record, look: Look) -> str:
    """A figure without the unit that stands over the table; what is uncertain alone is marked."""
    if not isinstance(field.value, Number):
        return brief(field, look, row.certainty)
    own = field.value.unit or field.unit
    said = figure_text(field.value, "" if own == unit else own)
    return said if field.certainty == row.certainty else said + _mark(field, look)


def _mark(field: Field, look: Look) -> str:
    return MARKS[field.certainty].text(look.language)


def _empty(field: Field) -> bool:
    """A cell with nothing in it, or none at all; what may have been lost is told."""
    return isinstance(field.value, Missing) and field.value.kind in ("absent", "blank")
