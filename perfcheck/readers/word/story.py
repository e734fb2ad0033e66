"""The paragraphs and tables of a Word document → a Document, in the order they are printed."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from perfcheck.located import Located, Paragraph, TableCell
from perfcheck.readers.building import Building, Piece
from perfcheck.readers.word import tables
from perfcheck.readers.word.names import PARAGRAPH, TABLE, W, blocks
from perfcheck.readers.word.numbering import Numbering
from perfcheck.readers.word.paragraphs import Paragraphs
from perfcheck.readers.word.runs import PAGE, Printed
from perfcheck.readers.word.styles import Styles

_CHUNK: Final = W + "altChunk"


class Note(NamedTuple):
    """A footnote or an endnote that the text refers to, and where it does."""

    kind: str
    id: str
    place: Located | None


class Story:
    """The document while it is read; `left` counts what is not read, by sort.

    A table inside a cell counts as the next table, from where it begins; a paragraph without
    text does not count.
    """

    def __init__(self, building: Building, styles: Styles, numbering: Numbering) -> None:
        self.building = building
        self.left: Counter[str] = Counter()
        self.texts = Paragraphs(styles, numbering, self.left)
        self.notes: list[Note] = []
        self.paragraphs = 0
        self.tables = 0

    def read(self, container: Element, place: Located | None = None) -> None:
        """Read what stands in a container; `place` is where, if not in its own paragraphs."""
        for block in blocks(container):
            if block.tag == PARAGRAPH:
                printed = self.texts.read(block)
                if printed is not None:
                    self._paragraph(printed, place)
            elif block.tag == TABLE:
                self._table(block)
            elif block.tag == _CHUNK:
                self.left["imported"] += 1
        if rest := self.texts.rest():
            self._paragraph(Printed(rest), place)

    def _paragraph(self, printed: Printed, place: Located | None) -> None:
        if place is None:
            self.paragraphs += bool(printed.text.strip() or printed.boxes)
            place = Paragraph(self.paragraphs)
        self._refer(printed, place)
        if printed.begins:
            self.building.gap()
        for at, page in enumerate(printed.text.split(PAGE)):
            if at:
                self.building.gap()
            for line in page.split("\n"):
                self.building.line(_unindented(line), place)
        for box in printed.boxes:
            self.read(box, place)
        if printed.ends:
            self.building.gap()

    def _refer(self, printed: Printed, place: Located) -> None:
        for kind, name in printed.references:
            self.notes.append(Note(kind, name, place))

    def _table(self, element: Element) -> None:
        self.tables += 1
        table = self.tables
        found = tables.rows(element)
        self.left["hidden"] += found.hidden
        self.left["revisions"] += found.changed
        outer = self.building.table
        self.building.begin_table()
        for number, row in enumerate(found.rows, 1):
            pieces: list[Piece] = []
            for at, cell in enumerate(row, 1):
                place = TableCell(table, number, at)
                piece = self._cell(cell, place, pieces)
                pieces.append(piece)
            self.building.row(pieces, kept=True)
        self.building.table = outer

    def _cell(self, cell: tables.Spread, place: TableCell, before: list[Piece]) -> Piece:
        """A cell; where a table stands in it, `before` and its own text become a row first."""
        self.left["covered"] += cell.covered
        lines: list[str] = []
        high = cell.high
        for content in self._contents(cell.element, place):
            if isinstance(content, str):
                lines.append(content)
                continue
            self.building.part([*before, self._piece(cell, lines, place, high)])
            before.clear()
            lines, high = [], 1
            self._table(content)
        return self._piece(cell, lines, place, high)

    def _piece(self, cell: tables.Spread, lines: list[str], place: TableCell, high: int) -> Piece:
        return Piece("\n".join(lines), place, cell.slot, cell.wide, high)

    def _contents(self, container: Element, place: TableCell) -> Iterator[str | Element]:
        """The lines of a cell, and the tables that stand in it."""
        for block in blocks(container):
            if block.tag == TABLE:
                yield block
            elif block.tag == _CHUNK:
                self.left["imported"] += 1
            elif block.tag == PARAGRAPH and (printed := self.texts.read(block)) is not None:
                self._refer(printed, place)
                yield printed.text.replace(PAGE, "\n").replace("\t", " ")
                for box in printed.boxes:
                    yield from self._contents(box, place)
        if rest := self.texts.rest():
            yield rest


def _unindented(line: str) -> str:
    """A tab that only sets a line in parts no cells.

    >>> _unindented("\\t一、主要职责"), _unindented("\\t基本支出\\t12.30")
    ('一、主要职责', '\\t基本支出\\t12.30')
    """
    bare = line.strip("\t")
    return line if "\t" in bare else bare
