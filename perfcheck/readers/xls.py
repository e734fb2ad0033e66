"""Old workbooks (.xls, .et) → Document: each cell's value as it prints, read by xlrd."""

import io
from collections.abc import Iterator
from typing import Any, Final

from perfcheck.errors import ReadError
from perfcheck.extras import needed
from perfcheck.messages import Message
from perfcheck.readers import foreign, sheets
from perfcheck.readers.numberformats import BUILTIN, GENERAL, printed, printed_text
from perfcheck.readers.package import DAMAGED
from perfcheck.readers.sheetnotes import comments
from perfcheck.readers.sheets import Area, Sheet
from perfcheck.source import Document

_WHAT: Final = Message("读 .xls、.et 工作簿", "reading .xls and .et workbooks")
_LOCAL: Final = frozenset((14, 22, *range(27, 37), *range(50, 59)))
_LOCKED: Final = ("encrypted", "password")


def read(name: str, data: bytes) -> Document:
    """Read a workbook; raises ReadError where it is damaged, encrypted or prints nothing, and
    ExtraError where xlrd is not installed."""
    xlrd = needed("xlrd", _WHAT)
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
        )
        read_sheets = [_sheet(book, number) for number in _seen(book)]
    except Exception as error:
        # What xlrd raises for a damaged file is not listed anywhere; a bug of ours is no less bad.
        raise ReadError(_why_not(error), name) from error
    hidden = [book.sheet_names()[number] for number in _hidden(book)]
    return sheets.document(name, "xls", read_sheets, hidden)


def _why_not(error: Exception) -> Message:
    if any(word in str(error).lower() for word in _LOCKED):
        return foreign.LOCKED.said
    return DAMAGED


def _seen(book: Any) -> Iterator[int]:
    return (number for number in range(book.nsheets) if not book.sheet_by_index(number).visibility)


def _hidden(book: Any) -> Iterator[int]:
    return (number for number in range(book.nsheets) if book.sheet_by_index(number).visibility)


def _sheet(book: Any, number: int) -> Sheet:
    sheet = book.sheet_by_index(number)
    texts: dict[tuple[int, int], str] = {}
    framed: set[tuple[int, int]] = set()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            text = _text(book, cell)
            if text.strip():
                texts[row, column] = text
            elif _framed(book, cell):
                framed.add((row, column))
    rows = sheet.rowinfo_map
    away = {row for row, info in rows.items() if info.hidden or info.height == 0}
    folded = {row for row in away if rows[row].outline_level}
    return Sheet(
        sheet.name,
        texts,
        frozenset(framed),
        tuple(Area(top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells),
        frozenset(away - folded),
        frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden),
        frozenset(folded),
        comments(sheet.name, len(sheet.cell_note_map)),
    )


def _text(book: Any, cell: Any) -> str:
    """What a cell prints; xlrd numbers its types: text, number, day, yes or no, error."""
    match cell.ctype:
        case 1:
            text = str(cell.value).replace("\r\n", "\n").replace("\r", "\n")
            return printed_text(text.replace("\t", " "), _code(book, cell))
        case 2 | 3:
            return printed(cell.value, _code(book, cell), bool(book.datemode))
        case 4:
            return "TRUE" if cell.value else "FALSE"
        case 5:
            codes: dict[int, str] = needed("xlrd", _WHAT).error_text_from_code
            return codes.get(cell.value, "#ERROR")
        case _:
            return ""


def _code(book: Any, cell: Any) -> str:
    """The number format of a cell; what a Chinese system prints otherwise is printed so."""
    key = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
    if key in _LOCAL:
        return BUILTIN[key]
    found = book.format_map.get(key)
    return str(found.format_str) if found else BUILTIN.get(key, GENERAL)


def _framed(book: Any, cell: Any) -> bool:
    if cell.xf_index is None:
        return False
    border = book.xf_list[cell.xf_index].border
    sides = (border.left_line_style, border.right_line_style)
    return any((*sides, border.top_line_style, border.bottom_line_style))
