"""What was understood of a document, as an indented tree with lines, certainties and doubts."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text as Line

from perfcheck.form import Certainty, Field, Form, Reading, Record
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.page import heading, paragraph, print_lines
from perfcheck.reporters.parse.entry import (
    MARKS,
    brief,
    entry,
    field_text,
    list_head,
    value_text,
)
from perfcheck.reporters.parse.money import sheet
from perfcheck.reporters.parse.prose import AMOUNTS, CLAIMS, SECTIONS, amounts, claims, sections
from perfcheck.reporters.parse.records import label_text, labels_of, line_of, text_of
from perfcheck.reporters.where import stretch_words
from perfcheck.reporters.wording import NOT_READ, one_line, percent
from perfcheck.reporters.wrapping import cut, pad
from perfcheck.source import Document
from perfcheck.values import Missing

LEVELS = ("所属项目", "一级指标", "二级指标")
NAMES = ("任务名称", "指标名称", "项目名称", "单位名称", "资金项目")
ORDINALS = ("项目序号", "所属项目序号")
WIDEST_LABEL = 28
_PROSE = {CLAIMS: claims, AMOUNTS: amounts, SECTIONS: sections}


def render(document: Document, reading: Reading, look: Look, *, explain: bool = False) -> str:
    """Write the reading for people; every piece that was not understood stands at the end.

    `explain` adds what each stretch of the document was taken for, and why.
    """
    look = look._replace(origins=document.origins)
    lines = list(_reading(document, reading, look))
    if explain:
        from perfcheck.reporters.parse.explained import told

        lines += told(reading.considered, look)
    return print_lines(lines, look)


def _reading(document: Document, reading: Reading, look: Look) -> Iterator[Line]:
    share = percent(reading.coverage)
    count = len(reading.forms)
    said = Message(
        f"读懂了 {share} 的文字 · {count} 份", f"{share} of the text understood · forms: {count}"
    )
    head = f"{document.name} · {said.text(look.language)} · {document.encoding}"
    yield from paragraph(head, look, indent=0, style="bold")
    if not reading.forms and reading.nearest:
        near = Message(
            f"没有认出表；最接近的是 {reading.nearest}", f"no form; nearest is {reading.nearest}"
        )
        yield from paragraph(near.text(look.language), look, indent=0, style="yellow")
    for form in reading.forms:
        yield from _form(form, look)
    if reading.unrecognised:
        count = len(reading.unrecognised)
        title = Message(f"没有读懂的文字（{count} 处）", f"Text not understood ({count})")
        yield from heading(title.text(look.language), look)
        for cell in reading.unrecognised:
            yield from entry(cell.line, one_line(cell.text), look, style="yellow")
    if document.notes:
        yield from heading(NOT_READ.text(look.language), look)
        for note in document.notes:
            yield from paragraph(one_line(note.text(look.language)), look)


def _form(form: Form, look: Look) -> Iterator[Line]:
    place = stretch_words(look, form.span).text(look.language)
    yield from heading(f"{form.title}  {form.kind}  {place}", look)
    width = min(max((cell_len(_label(field)) for field in form.fields), default=0), WIDEST_LABEL)
    tabled = _tabled(form)
    for field in form.fields:
        if (field.name, line_of(field)) not in tabled:
            yield from _field(field, width, look)
    for table in form.sheets:
        yield from sheet(table, look)
    named = {table.name for table in form.sheets}
    for name, rows in form.tables.items():
        if rows and name not in named:
            yield from _PROSE[name](rows, look) if name in _PROSE else _list(name, rows, look)
    if form.doubts:
        yield from list_head(Message("疑点", "Doubts").text(look.language), "", look)
        for doubt in form.doubts:
            line = doubt.cells[0].line if doubt.cells else None
            text = f"{doubt.kind}  {one_line(doubt.message.text(look.language))}"
            yield from entry(line, text, look, style="yellow")


def _tabled(form: Form) -> frozenset[tuple[str, int | None]]:
    """Fields that the rows of 预算执行 show: 财政拨款执行率 is their 执行率 of 财政拨款."""
    told: set[tuple[str, int | None]] = set()
    for row in form.tables.get("预算执行", ()):
        funds = text_of(row, "资金项目") or ""
        told |= {(f"{before}{name}", row.line) for name in row.fields for before in ("", funds)}
    return frozenset(told)


def _field(field: Field, width: int, look: Look) -> Iterator[Line]:
    """A label as printed, its value, the name that rules have for it, and what stands above."""
    above = labels_of(field)[:-1]
    label = _label(field)
    tail = "" if label.removeprefix("其中：") == field.name else f"  = {field.name}"
    tail += f"  · {one_line(above[-1])}" if above else ""
    text = f"{pad(cut(label, width), width)}  {field_text(field, look)}{tail}"
    yield from entry(line_of(field), text, look)


def _label(field: Field) -> str:
    """The label as printed; the name, where the label is no more than the value itself."""
    label = one_line(labels_of(field)[-1])
    own = {one_line(label_text(cell.text)) for cell in field.cells}
    return field.name if label in own else label


def _list(name: str, rows: tuple[Record, ...], look: Look) -> Iterator[Line]:
    said = Message(f"{len(rows)} 行", f"rows: {len(rows)}").text(look.language)
    yield from list_head(name, said, look)
    levels: list[str] = []
    for row in rows:
        now = [_level(at, look) for at in _levels(row)]
        if now and now != levels:
            head = f"    {cut(' / '.join(now), look.width - 16)} "
            yield Line().append(head, "cyan").append(_level_mark(row, look), "yellow")
            levels = now
        parts = [
            ("" if name in NAMES else f"{name} ") + brief(field, look, row.certainty)
            for name, field in row.fields.items()
            if name not in LEVELS and name not in ORDINALS and not _absent(field)
        ]
        text = " │ ".join(parts) + MARKS[row.certainty].text(look.language)
        yield from entry(row.line, text, look)


def _levels(row: Record) -> list[Field]:
    """The levels that an indicator stands under, its project first where there are several."""
    found = [row.fields[name] for name in LEVELS if name in row.fields]
    return found[1:] if found and found[0].name == LEVELS[0] and _absent(found[0]) else found


def _level(field: Field, look: Look) -> str:
    return "—" if _absent(field) else value_text(field.value, look)


def _level_mark(row: Record, look: Look) -> str:
    sure = [at.certainty for at in _levels(row)]
    doubtful: list[Certainty] = [certainty for certainty in sure if certainty != "certain"]
    return MARKS[doubtful[0]].text(look.language) if doubtful else ""


def _absent(field: Field) -> bool:
    return isinstance(field.value, Missing) and field.value.kind == "absent"
