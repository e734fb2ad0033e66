"""Where something stands, as a person looks for it: a line, or a sheet's cell, a page, a table."""

from collections.abc import Sequence
from typing import Protocol

from perfcheck.finding import Suspect
from perfcheck.located import (
    Located,
    Origin,
    PageLine,
    Paragraph,
    SheetCell,
    TableCell,
    located,
)
from perfcheck.messages import Message
from perfcheck.reporters.wording import one_line, ranges, visible
from perfcheck.source import Span


class Placed(Protocol):
    """What knows where its text stands in a file that is no text: a document, or a report of it."""

    @property
    def origins(self) -> Sequence[Origin]:
        """From which place of the file each stretch of the text was taken; none in a text."""


def where(document: Placed, span: Span) -> Message:
    """Say where a place of a document is found: its line, or what its kind of file has instead."""
    found = located(document.origins, span.line, span.column)
    return line_words(span.line) if found is None else words_of(found)


def line_words(line: int) -> Message:
    """Say which line is meant."""
    return Message(f"第 {line} 行", f"line {line}")


def words_of(found: Located) -> Message:
    """Say where in a file that is no text something is found."""
    match found:
        case SheetCell(sheet, cell):
            sheet = visible(sheet)
            return Message(f"工作表“{sheet}”{cell}", f"sheet {sheet}, {cell}")
        case TableCell(table, row, cell):
            zh = f"表 {table} 第 {row} 行第 {cell} 格"
            return Message(zh, f"table {table}, row {row}, cell {cell}")
        case Paragraph(number):
            return Message(f"第 {number} 段", f"paragraph {number}")
        case PageLine(page, line):
            return Message(f"第 {page} 页第 {line} 行", f"page {page}, line {line}")


def row_label(document: Placed, line: int) -> str:
    """The number in front of a line of an excerpt: the line's, or the row's of sheet or page."""
    match _beginning(document, line):
        case SheetCell(_, cell):
            return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        case TableCell(table, row, _):
            return f"{table}:{row}"
        case Paragraph(number):
            return f"¶{number}"
        case PageLine(page, number):
            return f"{page}:{number}"
    return str(line)


def lines_words(document: Placed, lines: Sequence[int]) -> Message:
    """Say which lines are meant, one or several."""
    if not document.origins:
        said = ranges(lines)
        return Message(f"第 {said} 行", f"lines {said}" if len(set(lines)) > 1 else f"line {said}")
    places = dict.fromkeys(_beginning(document, line) for line in lines)
    found = [words_of(place) for place in places if place]
    return Message("、".join(m.zh for m in found), "; ".join(m.en for m in found))


def suspect_words(document: Placed, suspect: Suspect) -> Message:
    """Say which figure is probably wrong, what it may have to be, and what that would mend."""
    place, label = where(document, suspect.place.span), one_line(suspect.place.label)
    printed, instead = one_line(suspect.place.text), instead_words(suspect)
    return Message(
        f"{place.zh} {label}“{printed}”：{instead.zh}",
        f"{place.en}, {label} {printed!r}: {instead.en}",
    )


def instead_words(suspect: Suspect) -> Message:
    """Say what a figure may have to be, by which slip, and what that would mend."""
    slip, slip_en, mended = suspect.slip.zh, suspect.slip.text("en"), mended_words(suspect)
    return Message(
        f"若为 {suspect.expected}" + (f"（{slip}）" if slip else "") + f"，{mended.zh}",
        f"{suspect.expected} instead" + (f" ({slip_en})" if slip else "") + f" {mended.en}",
    )


def mended_words(suspect: Suspect) -> Message:
    """Say how many sums another figure would mend."""
    return Message(
        f"{suspect.failed} 处不平中有 {suspect.mends} 处能平",
        f"would mend {suspect.mends} of the {suspect.failed} sums that fail",
    )


def stretch_words(document: Placed, span: Span) -> Message:
    """Say from where to where something goes, as a form does."""
    if not document.origins:
        return Message(f"第 {span.line}–{span.end_line} 行", f"lines {span.line}–{span.end_line}")
    first = where(document, span)
    end = Span(span.end_line, 1, span.end_line, 1)
    last = where(document, end)
    match (
        located(document.origins, span.line, span.column),
        located(document.origins, end.line, end.column),
    ):
        case (SheetCell(sheet, _), SheetCell(other, cell)) if sheet == other:
            return Message(f"{first.zh}–{cell}", f"{first.en}–{cell}")
    return Message(f"{first.zh} 至 {last.zh}", f"{first.en} to {last.en}")


def _beginning(document: Placed, line: int) -> Located | None:
    return located(document.origins, line, 1)


def shortly(found: Located) -> str:
    """The same as other tools write it after a file's name, without blanks or words.

    >>> shortly(SheetCell("表一", "C7")), shortly(PageLine(2, 14)), shortly(TableCell(1, 3, 2))
    ('表一!C7', 'p2:14', 't1:3:2')
    """
    match found:
        case SheetCell(sheet, cell):
            return f"{visible(sheet)}!{cell}"
        case TableCell(table, row, cell):
            return f"t{table}:{row}:{cell}"
        case Paragraph(number):
            return f"¶{number}"
        case PageLine(page, line):
            return f"p{page}:{line}"
