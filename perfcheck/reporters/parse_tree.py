"""What was understood of a document, as an indented tree with lines, certainties and doubts."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text as Line

from perfcheck.form import Certainty, Field, Form, Reading, Record
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.page import heading, paragraph, print_lines
from perfcheck.reporters.parse_entry import entry
from perfcheck.reporters.parse_json import deadline
from perfcheck.reporters.parse_records import labels_of, line_of
from perfcheck.reporters.wording import one_line, percent
from perfcheck.reporters.wrapping import cut, pad
from perfcheck.source import Document
from perfcheck.values import Missing, Number, Part, Scalar, Target, plain

MARKS: dict[Certainty, Message] = {
    "certain": Message("", ""),
    "inferred": Message("〔推断〕", "[inferred]"),
    "realigned": Message("〔错列〕", "[realigned]"),
}
ABSENCE = {
    "absent": Message("没有找到", "not found"),
    "blank": Message("空白", "blank"),
    "lost": Message("可能丢失", "may have been lost"),
    "unreadable": Message("读不出", "unreadable"),
    "undefined": Message("没有答案", "no answer"),
}
LEVELS = ("一级指标", "二级指标")
NAMES = ("任务名称", "指标名称")
WIDEST_LABEL = 28
LONGEST = 60
"""Longer texts are cut; the JSON has them whole."""
UNIT_ASSUMED = Message("〔单位按表式默认〕", "[unit: default of the kind]")


def render(document: Document, reading: Reading, look: Look, *, explain: bool = False) -> str:
    """Write the reading for people; every piece that was not understood stands at the end.

    `explain` adds what each stretch of the document was taken for, and why.
    """
    lines = list(_reading(document, reading, look))
    if explain:
        from perfcheck.reporters.parse_explained import told

        lines += told(reading.considered, look)
    return print_lines(lines, look)


def _reading(document: Document, reading: Reading, look: Look) -> Iterator[Line]:
    share = percent(reading.coverage)
    count = len(reading.forms)
    said = Message(
        f"读懂了 {share} 的文字 · {count} 张表", f"{share} of the text understood · forms: {count}"
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


def _form(form: Form, look: Look) -> Iterator[Line]:
    place = Message(
        f"第 {form.span.line}–{form.span.end_line} 行",
        f"lines {form.span.line}–{form.span.end_line}",
    )
    yield from heading(f"{form.title}  {form.kind}  {place.text(look.language)}", look)
    width = min(max((cell_len(_label(field)) for field in form.fields), default=0), WIDEST_LABEL)
    for field in form.fields:
        above = labels_of(field)[:-1]
        tail = f"  · {one_line(above[-1])}" if above else ""
        text = f"{pad(cut(_label(field), width), width)}  {_field_text(field, look)}{tail}"
        yield from entry(line_of(field), text, look)
    for name, rows in form.tables.items():
        yield Line()
        yield (
            Line()
            .append(f"  {name}  ", "bold")
            .append(Message(f"{len(rows)} 行", f"rows: {len(rows)}").text(look.language), "dim")
        )
        yield from _rows(rows, look)
    if form.doubts:
        yield Line()
        yield Line("  " + Message("疑点", "Doubts").text(look.language), "bold")
        for doubt in form.doubts:
            line = doubt.cells[0].line if doubt.cells else None
            text = f"{doubt.kind}  {one_line(doubt.message.text(look.language))}"
            yield from entry(line, text, look, style="yellow")


def _label(field: Field) -> str:
    return one_line(labels_of(field)[-1])


def _rows(rows: tuple[Record, ...], look: Look) -> Iterator[Line]:
    levels: list[str] = []
    for row in rows:
        now = [value_text(row.fields[name].value, look) for name in LEVELS if name in row.fields]
        if now and now != levels:
            head = f"    {cut(' / '.join(now), look.width - 16)} "
            yield Line().append(head, "cyan").append(_level_mark(row, look), "yellow")
            levels = now
        parts = [
            ("" if name in NAMES else f"{name} ") + _field_text(field, look, row.certainty)
            for name, field in row.fields.items()
            if name not in LEVELS and not _absent(field)
        ]
        text = " │ ".join(parts) + MARKS[row.certainty].text(look.language)
        yield from entry(row.line, text, look)


def _level_mark(row: Record, look: Look) -> str:
    sure = [row.fields[name].certainty for name in LEVELS if name in row.fields]
    doubtful: list[Certainty] = [certainty for certainty in sure if certainty != "certain"]
    return MARKS[doubtful[0]].text(look.language) if doubtful else ""


def _absent(field: Field) -> bool:
    return isinstance(field.value, Missing) and field.value.kind == "absent"


def _field_text(field: Field, look: Look, told: Certainty = "certain") -> str:
    """The value with its marks; `told` is a certainty that the row tells of already."""
    said = value_text(field.value, look)
    if field.certainty != told:
        said += MARKS[field.certainty].text(look.language)
    if isinstance(field.value, Number) and not field.unit_certain:
        said += UNIT_ASSUMED.text(look.language)
    return said


def value_text(value: Scalar, look: Look) -> str:
    """A value as understood: figures with their unit, targets with what they ask for."""
    match value:
        case Number():
            figure = value.printed or plain(value.mid, value.unit, max(value.decimals, 0))
            spaced = value.unit and not figure.endswith(value.unit)
            return f"{figure} {value.unit}" if spaced else figure
        case Target():
            return _target_text(value)
        case Missing():
            reason = value.reason.text(look.language)
            word = ABSENCE[value.kind].text(look.language)
            return f"〈{word} {reason}〉" if reason else f"〈{word}〉"
    return cut(one_line(value.text), LONGEST)


def _target_text(target: Target) -> str:
    if target.parts:
        meant = "；".join(map(_part_text, target.parts))
    else:
        meant = (deadline(target) or "") if target.kind == "deadline" else ""
    text = cut(one_line(target.text), LONGEST)
    plainly = "".join(text.split()).replace("≥", ">=").replace("≤", "<=")
    return f"{text} → {meant}" if meant and meant != plainly else text


def _part_text(part: Part) -> str:
    if part.number_to is not None:
        return f"{part.figure}–{part.figure_to}{part.unit}"
    return f"{part.operator or ''}{part.figure}{part.unit}"
