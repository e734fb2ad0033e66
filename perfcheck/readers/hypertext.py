"""HTML → rows: tables with their spans, and every paragraph outside of them as a row."""

import re
from collections.abc import Sequence
from typing import Final

from perfcheck.readers import markup
from perfcheck.readers.pagenumbers import is_page_number
from perfcheck.readers.places import Places
from perfcheck.readers.spans import Open, Span, Table
from perfcheck.readers.ways import Printed, cut, whole
from perfcheck.source import Cell, Row

_BREAKS = re.compile(r"(?:page-)?break-(?:before|after)\s*:\s*(?:always|page)")
_MOST_COLUMNS: Final = 256
_MOST_ROWS: Final = 65534


class _Reading:
    """The rows read so far; lives only while one stretch of HTML is read."""

    def __init__(self, text: str, where: Places) -> None:
        self.text = text
        self.where = where
        self.made: list[Printed] = []
        self.tables: list[Table] = []
        self.block: tuple[int, int] | None = None
        self.gap = False
        self.blank = False
        self.preformatted = False

    def text_piece(self, start: int, end: int) -> None:
        """Take in a text: more of the open cell, or of the paragraph outside of cells."""
        start, end = markup.printed(self.text, start, end)
        if start == end:
            return
        self.blank = False
        cell = self.tables[-1].cell if self.tables else None
        if cell:
            first = start if cell.start < 0 else cell.start
            self.tables[-1].cell = cell._replace(start=first, end=end)
        else:
            self.block = (self.block[0] if self.block else start, end)

    def opened(self, name: str, end: int, more: str) -> None:
        """Take in an opening tag."""
        if name in markup.INLINE or ":" in name:
            return
        if "break" in more.lower() and _BREAKS.search(more.lower()):
            self._paragraph()
            self.gap = True
        match name:
            case "table":
                self._part_row()
                self._paragraph()
                self.gap = True
                self.tables.append(Table())
            case "tr":
                self._end_row()
                self._table().begin()
            case "td" | "th":
                self._cell(end, markup.attributes(more))
            case "tbody" | "thead" | "tfoot" | "caption":
                self._end_row()
            case _:
                self._block(name)
                self.preformatted = name == "pre"

    def closed(self, name: str) -> None:
        """Take in a closing tag."""
        if name in markup.INLINE or ":" in name:
            return
        match name:
            case "table" if self.tables:
                self._end_row()
                self.tables.pop()
            case "td" | "th":
                self._end_cell()
            case "tr" | "tbody" | "thead" | "tfoot" | "caption":
                self._end_row()
            case "p" if self.blank and not self._in_cell():
                self.gap = True
            case _:
                self._paragraph()
                self.preformatted = False

    def _in_cell(self) -> bool:
        return bool(self.tables) and self.tables[-1].cell is not None

    def _block(self, name: str) -> None:
        """A block begins: the paragraph before it ends; two breaks, or a rule, leave a gap."""
        if self._in_cell():
            return
        self._paragraph()
        if name == "hr" or (name == "br" and self.blank):
            self.gap = True
        self.blank = True

    def _table(self) -> Table:
        """The innermost table; a row that stands outside of any opens one."""
        if not self.tables:
            self._paragraph()
            self.tables.append(Table())
        return self.tables[-1]

    def _cell(self, end: int, said: dict[str, str]) -> None:
        table = self._table()
        self._paragraph()
        self._end_cell()
        if table.row is None:
            table.begin()
        slot = table.free()
        wide = _number(said.get("colspan", ""), _MOST_COLUMNS)
        table.cell = Open(slot, wide, _number(said.get("rowspan", ""), _MOST_ROWS), end)
        table.slot = slot + wide

    def _end_cell(self) -> None:
        table = self.tables[-1] if self.tables else None
        if table is None or table.cell is None or table.row is None:
            return
        one = table.cell
        start, end = (one.start, one.end) if one.start >= 0 else (one.place, one.place)
        cell = self.where.cell(self.text, start, end, one.slot)
        table.row.append(cell)
        table.cell = None
        if one.high != 1 and one.slot < _MOST_COLUMNS:
            table.new.append(Span(cell, one.wide, (one.high or _MOST_ROWS) - 1))

    def _end_row(self) -> None:
        self._end_cell()
        self._paragraph()
        table = self.tables[-1] if self.tables else None
        if table is None or table.row is None:
            return
        own = table.row
        cells = table.ended()
        if any(cell.text for cell in own):
            self._row(own, cells)
        elif own and not table.parted:
            self._row(own, own)

    def _part_row(self) -> None:
        """A table begins inside a cell: what the row has so far becomes a row of its own."""
        table = self.tables[-1] if self.tables else None
        if table is None or table.cell is None or table.row is None:
            return
        one = table.cell
        self._end_cell()
        if any(cell.text for cell in table.row):
            self._row(table.row, table.row)
        table.row, table.parted = [], True
        table.cell = one._replace(start=-1, end=-1, high=1)

    def _row(self, own: Sequence[Cell], cells: Sequence[Cell]) -> None:
        line = min(cell.line for cell in own)
        reaching = tuple(cell for cell in cells if cell not in own)
        self._add(Printed(Row(tuple(cells), line, reaching=reaching), "markup"))

    def _paragraph(self) -> None:
        if self.block is None:
            return
        start, end = self.block
        self.block = None
        if self.preformatted:
            self._lines(start, end)
            return
        cell = self.where.cell(self.text, start, end, 0)
        self._add(whole(cell))

    def _lines(self, start: int, end: int) -> None:
        """Each line of a preformatted text is cut as a line of a plain text is."""
        for line in self.text[start:end].split("\n"):
            if line.strip():
                number, column = self.where.at(start)
                self._add(cut(line, number, column - 1))
            else:
                self.gap = True
            start += len(line) + 1

    def _add(self, printed: Printed) -> None:
        row = printed.row._replace(gap=self.gap)
        self.made.append(printed._replace(row=row))
        self.gap = is_page_number(row)
        self.blank = False

    def ended(self) -> None:
        """End whatever is still open."""
        while self.tables:
            self._end_row()
            self.tables.pop()
        self._paragraph()


def read(text: str, where: Places, start: int, end: int) -> tuple[list[Printed], bool]:
    """The rows of a stretch of HTML, and whether it leaves a gap behind it."""
    reading = _Reading(text, where)
    for piece in markup.pieces(text, start, end):
        match piece.sort:
            case "text":
                reading.text_piece(piece.start, piece.end)
            case "open":
                reading.opened(piece.name, piece.end, piece.more)
            case _:
                reading.closed(piece.name)
    reading.ended()
    reading.made.sort(key=lambda one: one.row.line)
    return reading.made, reading.gap


def _number(said: str, most: int) -> int:
    """What a span says; 1 where it says nothing that can be."""
    return min(int(said), most) if said.isdecimal() and said.isascii() and len(said) < 6 else 1
