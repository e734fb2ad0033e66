"""Sheets of a workbook: formats, tables with filters, and how they are printed."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from perfcheck.finding import Severity
from perfcheck.messages import Language, Message
from perfcheck.reporters.listing import HEADINGS, Line, headings

LONGEST = 32_767
"""What Excel takes for the text of a cell, in signs."""

WIDTHS: dict[str, float] = {
    **{"file": 16, "department": 12, "year": 6, "form": 12, "level": 8, "rule": 11, "name": 13},
    **{"place": 12, "printed": 12, "message": 32, "evidence": 26, "basis": 13, "hint": 22},
    **{"note": 11, "accepted": 7, "reason": 13, "fingerprint": 18, "change": 7},
}
COLUMNS = list(HEADINGS)
_COLOURS: dict[Severity | None, tuple[str, str]] = {
    "error": ("#FFC7CE", "#9C0006"),
    "warning": ("#FFEB9C", "#7F6000"),
    "info": ("#DDEBF7", "#1F4E79"),
    None: ("#D9D9D9", "#000000"),
}
_FONT = {"font_name": "宋体", "font_size": 10}
_GRID = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
_HEAD = {**_GRID, "valign": "vcenter", "bold": True, "bg_color": "#E7E6E6"}
_LINE, _HIGHEST = 13.0, 409.0
_LAST_PRINTED = COLUMNS.index("reason")
"""Columns after this one are for the screen: printed, they would make all others too small."""


class Book(NamedTuple):
    """The workbook that is being written, its formats, and the language; `levels` by severity."""

    workbook: Any
    language: Language
    title: Any
    text: Any
    cell: Any
    head: Any
    levels: dict[Severity | None, Any]


def opened(workbook: Any, language: Language) -> Book:
    """Set a new workbook up; a report knows no clock, and so its date is always the same."""
    from datetime import datetime

    title = Message("绩效目标审核问题清单", "Findings on performance forms").text(language)
    created = datetime(2000, 1, 1)
    workbook.set_properties({"title": title, "author": "perfcheck", "created": created})

    def styled(**more: Any) -> Any:
        return workbook.add_format({**_FONT, **more})

    return Book(
        workbook,
        language,
        styled(bold=True, font_size=16),
        styled(valign="top", align="left", text_wrap=True),
        styled(**_GRID),
        styled(**_HEAD),
        {
            severity: styled(**_GRID, bold=True, bg_color=back, font_color=fore)
            for severity, (back, fore) in _COLOURS.items()
        },
    )


def findings_sheet(book: Book, name: str, found: Iterable[Line]) -> None:
    """A sheet of findings: filters, a head that stays, severities in colour and in words."""
    sheet = book.workbook.add_worksheet(name)
    head(book, sheet, 0, headings(book.language))
    last = 0
    for last, line in enumerate(found, 1):
        for column, text in enumerate(line.cells):
            value = int(text) if COLUMNS[column] == "year" and text else text
            put(sheet, last, column, value, book.cell)
        put(sheet, last, COLUMNS.index("level"), line.level, book.levels[line.severity])
        sheet.set_row(last, height(zip(line.cells, WIDTHS.values(), strict=True)))
    for column, key in enumerate(COLUMNS):
        sheet.set_column(column, column, WIDTHS[key])
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:R{last + 1}"})
    sheet.print_area(0, 0, last, _LAST_PRINTED)
    sheet.repeat_rows(0)
    printing(sheet, name, book.language)


def height(cells: Iterable[tuple[str, float]]) -> float:
    """How high a row must be for its texts, each in a column of some width, in points.

    Excel would find out by itself, other programs show one line and hide the rest.
    """
    rows = (ceil(_width(text) * 1.08 / width) for text, width in cells if text)
    return min(max(rows, default=1) * _LINE + 2, _HIGHEST)


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(sign) in "WFA") for sign in text)


def head(book: Book, sheet: Any, row: int, texts: Sequence[str]) -> None:
    """Write the head of a table."""
    for column, text in enumerate(texts):
        put(sheet, row, column, text, book.head)


def put(sheet: Any, row: int, column: int, value: str | int, style: Any) -> None:
    """Write one cell: a count as a number, everything else as the text that it is."""
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    elif value:
        text = value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def printing(sheet: Any, name: str, language: Language) -> None:
    """A4 across, as wide as the page, with the sheet's name above and the page numbers below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&L{name.replace('&', '&&')}&Rperfcheck")
    sheet.set_footer(Message("&C第 &P 页，共 &N 页", "&CPage &P of &N").text(language))
