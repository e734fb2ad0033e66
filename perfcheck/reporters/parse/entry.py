"""One entry of the reading as people see it: its line, its value, and how sure the reading is."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text as Line

from perfcheck.form import Certainty, Field
from perfcheck.messages import NOTHING, Message
from perfcheck.reporters import Look
from perfcheck.reporters.parse.json import deadline
from perfcheck.reporters.where import lines_words
from perfcheck.reporters.wording import one_line
from perfcheck.reporters.wrapping import cut, pad, wrap
from perfcheck.values import Missing, Number, Part, Scalar, Target, plain

ENTRY = 16
"""Where entries begin, after the line they stand on."""
LONGEST = 60
"""Longer texts are cut, an ellipsis at their end; the JSON has them whole."""

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
UNIT_ASSUMED = Message("〔单位按表式默认〕", "[unit: default of the kind]")


def entry(line: int | None, text: str, look: Look, style: str = "") -> Iterator[Line]:
    """Write a text, wrapped, beside the number of its line."""
    head = "    " + lines_words(look, [line]).text(look.language) if line else ""
    if cell_len(head) >= ENTRY:
        yield Line(head, "dim")
        head = ""
    for index, part in enumerate(wrap(text, look.width - ENTRY)):
        yield Line().append(pad("" if index else head, ENTRY), "dim").append(part, style)


def list_head(name: str, said: str, look: Look) -> Iterator[Line]:
    """A blank line, and the name of a list with what is said of it."""
    yield Line()
    first, *more = wrap(said, max(look.width - 4 - Line(name).cell_len, 20))
    yield Line().append(f"  {name}  ", "bold").append(first, "dim")
    for part in more:
        yield Line().append("    " + part, "dim")


def field_text(field: Field, look: Look, told: Certainty = "certain") -> str:
    """The value with its marks; `told` is a certainty that the row tells of already."""
    said = value_text(field.value, look)
    if field.certainty != told:
        said += MARKS[field.certainty].text(look.language)
    if isinstance(field.value, Number) and not field.unit_certain:
        said += UNIT_ASSUMED.text(look.language)
    return said


def brief(field: Field, look: Look, told: Certainty) -> str:
    """The value in a row: that it is missing is said, the doubts tell why."""
    if isinstance(field.value, Missing):
        field = field._replace(value=field.value._replace(reason=NOTHING))
    return field_text(field, look, told)


def value_text(value: Scalar, look: Look) -> str:
    """A value as understood: figures with their unit, targets with what they ask for."""
    match value:
        case Number():
            return figure_text(value, value.unit)
        case Target():
            return _target_text(value)
        case Missing():
            reason = value.reason.text(look.language)
            word = ABSENCE[value.kind].text(look.language)
            return f"〈{word} {reason}〉" if reason else f"〈{word}〉"
    return cut(one_line(value.text), LONGEST)


def figure_text(number: Number, unit: str) -> str:
    """A figure as printed, with a unit that it does not print itself; a % stands right behind."""
    figure = number.printed or plain(number.mid, number.unit, max(number.decimals, 0))
    if not unit or figure.endswith(unit):
        return figure
    return figure + unit if unit == "%" else f"{figure} {unit}"


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
