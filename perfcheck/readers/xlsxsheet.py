"""One sheet of a workbook's XML → its cells as they print, and what of it is hidden."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, iterparse

from perfcheck.errors import ReadError
from perfcheck.readers.numberformats import GENERAL, printed, printed_text
from perfcheck.readers.package import BROKEN, DAMAGED, Package
from perfcheck.readers.sheets import UNCOUNTED, Area, Sheet

_EMPTY_CELLS: Final = re.compile(rb'(?:<c r="[A-Z]+\d+"(?: s="\d+")?/>){300,}')
_EMPTY_ROWS: Final = re.compile(rb"(?:<row [^<>]*/>|<row [^<>]*></row>){300,}")
_PLACE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BREAKS: Final = str.maketrans({"\t": " ", "\v": "\n", "\f": "\n", "\0": None})
_PICTURE: Final = 20
"""How far into a formula's result WPS writes that it is a picture in the cell."""

_TRUE: Final = ("1", "true")


class Style(NamedTuple):
    """What matters of a cell's style: its number format, and whether it has a border."""

    code: str = GENERAL
    framed: bool = False


class Book(NamedTuple):
    """What the sheets of a workbook share."""

    strings: list[str]
    styles: list[Style]
    since_1904: bool


def text_of(item: Element) -> str:
    """The text of a string, in one run or several, without the reading aids above it."""
    said = []
    for child in item:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            said.append(child.text or "")
        elif name == "r":
            said += [run.text or "" for run in child.iterfind("{*}t")]
    return _clean("".join(said))


def _clean(text: str) -> str:
    """A text with plain line breaks; a tab inside of a cell is a blank."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = re.sub("[\ud800-\udfff\x00-\x08\x0e-\x1f]", "", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS)


def sheet_of(package: Package, content: bytes, name: str, book: Book) -> Sheet:
    """Read the XML of a sheet; what is only formatted, far from any value, is passed over."""
    package.check(content)
    reading = _Reading(book)
    try:
        for _, element in iterparse(BytesIO(_with_values(content)), events=("end",)):
            reading.ended(element)
    except BROKEN as error:
        raise ReadError(DAMAGED, package.name) from error
    return reading.sheet(name)


def _with_values(content: bytes) -> bytes:
    """A sheet without rows below the last value, and without long runs of empty cells and rows."""
    end = max(content.find(b"</sheetData>"), 0)
    marks = (b"<v>", b"<v ", b"<f>", b"<f ", b"<is>")
    last = max(content.rfind(mark, 0, end) for mark in marks)
    row = content.find(b"</row>", last, end) if last >= 0 else -1
    if row >= 0:
        content = content[: row + 6] + content[end:]
    content = _EMPTY_CELLS.sub(b"", content)
    return _EMPTY_ROWS.sub(b"", content)


def _at(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a cell's name."""
    found = _PLACE.match(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    start, end = _at(first), _at(last or first)
    return Area(*start, *end) if start and end else None


class _Reading:
    """A sheet as far as it was read; lives only while that is done."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.cells: dict[tuple[int, int], str] = {}
        self.framed: set[tuple[int, int]] = set()
        self.merged: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.outlined: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.filtered: Area | None = None
        self.zeros = True
        self.row = -1

    def ended(self, element: Element) -> None:
        """Take in an element that is read to its end."""
        match element.tag.rpartition("}")[2]:
            case "row":
                self._row(element)
                element.clear()
            case "sheetData":
                element.clear()
            case "col":
                self._column(element)
            case "mergeCell":
                area = _area(element.get("ref", ""))
                if area and area.top <= area.bottom and area.left <= area.right:
                    self.merged.append(area)
            case "sheetView":
                self.zeros = self.zeros and element.get("showZeros", "1") in _TRUE
            case "autoFilter" if element.find("{*}filterColumn") is not None:
                self.filtered = _area(element.get("ref", ""))

    def _column(self, element: Element) -> None:
        away = element.get("hidden") in _TRUE or float(element.get("width", "1")) == 0
        if away and not element.get("outlineLevel"):
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            self.hidden_columns.update(range(first - 1, min(last, 16384)))

    def _row(self, element: Element) -> None:
        self.row = int(element.get("r", self.row + 2)) - 1
        if element.get("hidden") in _TRUE or float(element.get("ht", "1")) == 0:
            self.hidden_rows.add(self.row)
            if int(element.get("outlineLevel", "0")):
                self.outlined.add(self.row)
        column = -1
        for cell in element:
            place = _at(cell.get("r", ""))
            column = place[1] if place else column + 1
            self._cell(cell, column)

    def _cell(self, cell: Element, column: int) -> None:
        style = self._style(cell)
        text = self._text(cell, style.code)
        if text and text.strip():
            self.cells[self.row, column] = text
        elif style.framed:
            self.framed.add((self.row, column))

    def _style(self, cell: Element) -> Style:
        number = int(cell.get("s", "0"))
        return self.book.styles[number] if number < len(self.book.styles) else Style()

    def _text(self, cell: Element, code: str) -> str:
        value, formula, inline = None, False, ""
        for child in cell:
            match child.tag.rpartition("}")[2]:
                case "v":
                    value = child.text
                case "f":
                    formula = True
                case "is":
                    inline = text_of(child)
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return printed_text(inline, code)
        if value is None:
            return UNCOUNTED if formula and kind != "str" else ""
        return self._value(kind, value, code)

    def _value(self, kind: str, value: str, code: str) -> str:
        match kind:
            case "s":
                number = int(value)
                strings = self.book.strings
                return printed_text(strings[number], code) if number < len(strings) else ""
            case "str":
                picture = "DISPIMG(" in value[:_PICTURE]
                return "（图片）" if picture else printed_text(_clean(value), code)
            case "b":
                return "TRUE" if value in _TRUE else "FALSE"
            case "e":
                return value
            case "d":
                return value.partition("T")[0]
            case _:
                number_read = float(value)
                if number_read == 0 and not self.zeros:
                    return ""
                return printed(number_read, code, self.book.since_1904)

    def sheet(self, name: str) -> Sheet:
        """The sheet that was read; what a filter or an outline hides is folded, not hidden."""
        folded = self.outlined | set(self._filtered())
        return Sheet(
            name,
            self.cells,
            frozenset(self.framed),
            tuple(self.merged),
            frozenset(self.hidden_rows - folded),
            frozenset(self.hidden_columns),
            frozenset(folded),
        )

    def _filtered(self) -> Iterator[int]:
        area = self.filtered
        return (row for row in self.hidden_rows if area and area.top <= row <= area.bottom)
