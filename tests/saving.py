"""A form that is printed as text → the same form in the files that people fill in and send.

`blocks` cuts a text into lines and tables; each `save_…` writes them with a real writer. What the
files hold is what the text holds: a test may ask that both are read as the same form.
"""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple, TypeAlias

import xlsxwriter

from perfcheck.readers import read
from perfcheck.source import Row
from perfcheck.wording import meaning

_FIGURE = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,11})(?:\.(\d{1,4}))?(%?)")


class Saved(NamedTuple):
    """A cell of a table: its text, its column from 0, and how many rows it reaches down."""

    text: str
    slot: int
    high: int = 1


Table: TypeAlias = tuple[tuple[Saved, ...], ...]
"""Rows of cells; a cell that reaches down from above is not repeated."""


class Line(NamedTuple):
    """A line outside of tables; an empty one is a gap."""

    text: str


def blocks(text: str, name: str = "form.txt", *, merged: bool = True) -> list[Line | Table]:
    """Cut a text into lines and tables, from the top down.

    `merged`: empty cells that begin a row belong to the cell above them, as levels are printed.
    """
    document = read(name, text.encode())
    made: list[Line | Table] = []
    rows: list[Row] = []
    for row in document.rows:
        table = row.mode == "cells" and len(row.cells) > 1
        if rows and (row.gap or not table):
            made.append(_table(rows, merged))
            rows = []
        if document.markup:
            shown = (cell._replace(text=meaning(cell.text)) for cell in row.cells)
            row = row._replace(cells=tuple(shown))
        if row.gap:
            made.append(Line(""))
        if table:
            rows.append(row)
        else:
            line = document.lines[row.line - 1]
            if document.markup or (line[:1] == "|" and len(row.cells) == 1):
                line = row.cells[0].text
            made.append(Line(line))
    if rows:
        made.append(_table(rows, merged))
    return made


def _table(rows: list[Row], merged: bool) -> Table:
    made: list[list[Saved]] = []
    reaching: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        made.append([])
        leading = merged and any(cell.text for cell in row.cells)
        for cell in row.cells:
            leading = leading and not cell.text and cell.slot in reaching
            if leading:
                at, place = reaching[cell.slot]
                above = made[at][place]
                made[at][place] = above._replace(high=number - at + 1)
                continue
            if cell.text:
                reaching[cell.slot] = (number, len(made[-1]))
                for slot in [slot for slot in reaching if slot > cell.slot]:
                    del reaching[slot]
            made[-1].append(Saved(cell.text, cell.slot))
    return tuple(tuple(row) for row in made)


def number_of(text: str) -> tuple[float, str] | None:
    """The number that a cell prints, and the format that prints it so; None for other texts.

    >>> number_of("1,296.81"), number_of("2301002"), number_of("40%"), number_of("0851")
    ((1296.81, '#,##0.00'), (2301002.0, '0'), (0.4, '0%'), None)
    """
    found = _FIGURE.fullmatch(text)
    if not found:
        return None
    value = float(text.rstrip("%").replace(",", ""))
    shape = "#,##0" if "," in text else "0"
    if found[1]:
        shape += "." + "0" * len(found[1])
    if found[2]:
        value = round(value / 100, 8)
    return value, shape + found[2]


def _placed(made: list[Line | Table]) -> Iterator[tuple[int, Line | tuple[Saved, ...]]]:
    """Every line and every row of the tables, with its row in a sheet from 0."""
    number = 0
    for block in made:
        for row in (block,) if isinstance(block, Line) else block:
            yield number, row
            number += 1


def save_xlsx(
    text: str, name: str = "form.txt", *, figures: bool = False, merged: bool = True
) -> bytes:
    """Save a text as a workbook of one sheet; `figures`: figures are numbers with a format.

    `merged`: levels are merged down, and what stands beside a lone label over the rest of its row.
    """
    made = {"Sheet1": blocks(text, name, merged=merged)}
    return save_sheets(made, figures=figures, merged=merged)


def save_sheets(
    sheets: dict[str, list[Line | Table]], *, figures: bool = False, merged: bool = True
) -> bytes:
    """Save several forms, each on a sheet of its own; lines are merged over the whole width."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, made in sheets.items():
        _fill(book, book.add_worksheet(name), made, figures, merged)
    book.close()
    return stream.getvalue()


def _fill(book: Any, sheet: Any, made: list[Line | Table], figures: bool, merged: bool) -> None:
    """Write lines and rows; every cell of a table has a border, as in a printed form."""
    bordered = book.add_format({"border": 1, "text_wrap": True})
    tables = [row for _, row in _placed(made) if not isinstance(row, Line)]
    last = max((cell.slot for row in tables for cell in row), default=0)
    for number, row in _placed(made):
        if isinstance(row, Line):
            if row.text and last:
                sheet.merge_range(number, 0, number, last, row.text)
            elif row.text:
                sheet.write_string(number, 0, row.text)
            continue
        alone = merged and label_and_value(row)
        for cell in row[:2] if alone else row:
            right = last if alone and cell is row[1] else cell.slot
            found = number_of(cell.text) if figures else None
            shape = book.add_format({"border": 1, "num_format": found[1]}) if found else bordered
            if cell.high > 1 or right > cell.slot:
                end = number + cell.high - 1
                sheet.merge_range(number, cell.slot, end, right, "", shape)
            if found:
                sheet.write_number(number, cell.slot, found[0], shape)
            else:
                write = sheet.write_string if cell.text else sheet.write_blank
                write(number, cell.slot, cell.text, shape)


def label_and_value(row: tuple[Saved, ...]) -> bool:
    """Whether a row holds a label in the first column, its value, and nothing else."""
    first, *rest = row
    values = [cell for cell in rest if cell.text]
    return first.slot == 0 and first.high == 1 and bool(first.text) and values == rest[:1] != []


def save_page(page: str) -> bytes:
    """Save the tables of a web page as a workbook, merged as they are there, lines over all."""
    reading = _Page()
    reading.feed(page)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, bordered = book.add_worksheet("表一"), book.add_format({"border": 1})
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(reading.rows):
        column = 0
        for text, wide, high in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + r, column + c) for r in range(high) for c in range(wide)}
            if wide * high > 1:
                end = column + wide - 1
                sheet.merge_range(row, column, row + high - 1, end, text.strip(), bordered)
            else:
                sheet.write(row, column, text.strip() or None, bordered)
    book.close()
    return stream.getvalue()


class _Page(HTMLParser):
    """The rows of a web page: the text of each cell, how wide and how high it is."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, int, int]]] = []
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: int(value or "1") for name, value in attrs if name.endswith("span")}
        if tag == "tr" or (tag == "p" and not self.open):
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append(("", said.get("colspan", 1), said.get("rowspan", 1)))
        elif tag == "p" and not self.open:
            self.rows[-1].append(("", 6, 1))
            self.open = "p"
        if tag in ("td", "th"):
            self.open = tag

    def handle_endtag(self, tag: str) -> None:
        self.open = "" if tag == self.open else self.open

    def handle_data(self, data: str) -> None:
        if self.open:
            text, wide, high = self.rows[-1][-1]
            self.rows[-1][-1] = (text + data, wide, high)


def understood(name: str, data: bytes) -> dict[str, Any]:
    """What is read of a file, as `parse` says it: without places, which each kind of file has of
    its own."""
    from forms import kit

    from perfcheck.extract import understand
    from perfcheck.reporters.parse.json import shape

    document = read(name, data)
    told: dict[str, Any] = _placeless(shape(document, understand(document, kit.shipped())))
    return told


def _placeless(value: Any) -> Any:
    if isinstance(value, dict):
        left = (key for key in value if "line" not in key and key not in _PLACES)
        return {key: _placeless(value[key]) for key in left}
    if isinstance(value, list):
        return [_placeless(item) for item in value]
    return value


_PLACES = frozenset(("file", "column", "end_column", "place", "places", "where", "span"))


def found_in(name: str, data: bytes) -> list[tuple[str, str, str, str]]:
    """What is found in a file: rule, severity, message and fingerprint; no line is among them."""
    from perfcheck.checking import check_document
    from perfcheck.options import Options

    (document,) = check_document(name, data, Options()).documents
    lined = re.compile(r"第 [0-9–]+ 行")
    return [
        (each.rule, each.severity, lined.sub("第 n 行", each.message.zh), each.fingerprint)
        for each in document.findings
    ]


def save_xls(
    text: str, name: str = "form.txt", *, figures: bool = False, merged: bool = True
) -> bytes:
    """Save a text as an old workbook (.xls, and .et, which is the same)."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    made = blocks(text, name, merged=merged)
    tables = [row for _, row in _placed(made) if not isinstance(row, Line)]
    last = max((cell.slot for row in tables for cell in row), default=0)
    bordered = "borders: left thin, right thin, top thin, bottom thin"
    for number, row in _placed(made):
        if isinstance(row, Line):
            if row.text:
                sheet.write_merge(number, number, 0, last, row.text)
            continue
        for cell in row:
            found = number_of(cell.text) if figures else None
            style = xlwt.easyxf(bordered, num_format_str=found[1] if found else "General")
            value: Any = found[0] if found else cell.text or None
            sheet.write_merge(number, number + cell.high - 1, cell.slot, cell.slot, value, style)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def compound(*names: str) -> bytes:
    """An old Office file without content, whose top holds streams of these names."""
    import struct

    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, end, 0, end, 0, 0,
    )  # fmt: skip
    header += struct.pack("<108I", *[free] * 108)
    sectors = (len(names) + 4) // 4
    chain = [0xFFFFFFFD, *range(2, sectors + 1), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    listed = [("Root Entry", 5, free, 1 if names else free)]
    listed += [(n, 2, at + 2 if at + 1 < len(names) else free, free) for at, n in enumerate(names)]
    made = b""
    for name, kind, right, child in listed:
        coded = name.encode("utf-16-le") + b"\0\0"
        made += coded.ljust(64, b"\0")
        made += struct.pack("<HBBIII36xIQ", len(coded), kind, 1, free, right, child, end, 0)
    return header + table + made.ljust(sectors * 512, b"\0")
