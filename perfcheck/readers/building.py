"""Paragraphs and tables of an office file → Document: the extracted text, and its cells in it."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.located import Located, Origin
from perfcheck.messages import Message
from perfcheck.readers import ways
from perfcheck.readers.cutting import gathered
from perfcheck.readers.pagenumbers import is_page_number
from perfcheck.readers.runs import settled
from perfcheck.readers.spans import Span, Table
from perfcheck.readers.ways import Printed
from perfcheck.source import Cell, Document, Row


class Piece(NamedTuple):
    """A cell of a table to be: its text and place, its column from 0, and how far it reaches."""

    text: str
    place: Located
    slot: int
    wide: int = 1
    high: int = 1


class Building:
    """A document that is being built, from the top down; lives only while one file is read.

    A row of a table becomes one line of text with tabs between its cells, as a text export has
    it; a line break inside of a cell stays in the cell, and is a blank in the line.
    """

    def __init__(self, name: str, encoding: str) -> None:
        self.name = name
        self.encoding = encoding
        self.lines: list[str] = []
        self.made: list[Printed] = []
        self.origins: list[Origin] = []
        self.notes: list[Message] = []
        self.table = Table()
        self.blank = False

    def gap(self) -> None:
        """A page, sheet or table ends, or a blank line stands here."""
        if self.lines and self.lines[-1]:
            self.lines.append("")
        self.blank = True

    def begin_table(self) -> None:
        """A table begins; what was merged in the one before reaches no further."""
        self.gap()
        self.table = Table()

    def line(self, text: str, place: Located | None) -> None:
        """Take in a line outside of tables: it is cut as a line of a plain text is.

        Without a place it is where the line before it is, if any.
        """
        if not text.strip():
            self.gap()
            return
        self.lines.append(text)
        if place:
            self.origins.append(Origin(len(self.lines), 1, place))
        self._add(ways.cut(text, len(self.lines)))

    def row(self, pieces: Sequence[Piece], *, kept: bool = False) -> None:
        """Take in a row of the table: its own cells, in order, those that are empty too.

        A row without any text is a gap, or a row like others where it is to be `kept`.
        """
        self.table.begin()
        alone = len(pieces) == 1 and self.made and len(self.made[-1].row.cells) > 1
        own, line = self._placed(_singly(pieces, bool(alone)))
        self.table.row = own
        cells = self.table.ended()
        self._take(own, cells if any(cell.text for cell in own) else own, line, kept)

    def part(self, pieces: Sequence[Piece]) -> None:
        """Take in what a row has before a table that stands in one of its cells, if any text."""
        if any(piece.text.strip() for piece in pieces):
            own, line = self._placed(pieces)
            self._take(own, own, line, True)

    def _placed(self, pieces: Sequence[Piece]) -> tuple[list[Cell], str]:
        """The cells of a row, with the line that they make; those that reach down are kept."""
        number = len(self.lines) + 1
        own: list[Cell] = []
        line = ""
        taken = 0
        for piece in pieces:
            line += "\t" * (piece.slot - taken)
            taken = piece.slot
            column = len(line) + 1
            text = piece.text.strip()
            own.append(Cell(text, number, column, piece.slot, number, column + len(text)))
            self.origins.append(Origin(number, column, piece.place))
            line += text.replace("\n", " ")
            if piece.high > 1:
                self.table.new.append(Span(own[-1], piece.wide, piece.high - 1))
        return own, line

    def _take(self, own: Sequence[Cell], cells: Sequence[Cell], line: str, kept: bool) -> None:
        self.lines.append(line)
        if any(cell.text for cell in own) or (kept and own):
            reaching = tuple(cell for cell in cells if cell not in own)
            self._add(Printed(Row(tuple(cells), len(self.lines), reaching=reaching), "markup"))
        else:
            self.blank = True

    def document(self) -> Document:
        """The document as it was built."""
        made = self.made
        if any(one.row.mode == "position" for one in made):
            made = settled(made, self.lines)
        return Document(
            self.name,
            tuple(self.lines) or ("",),
            gathered(made),
            self.encoding,
            origins=tuple(self.origins),
            notes=tuple(self.notes),
        )

    def _add(self, printed: Printed) -> None:
        row = printed.row._replace(gap=self.blank or printed.row.gap)
        self.made.append(printed._replace(row=row))
        self.blank = is_page_number(row)


def _singly(pieces: Sequence[Piece], alone: bool) -> list[Piece]:
    """A cell without text over several columns is blank in each of them, but for the row's first.

    One with a text that has its row `alone`, below others, stands in the first: it is a row of
    its own, and no wrapped line of the row above.
    """
    made: list[Piece] = []
    for piece in pieces:
        parted = alone if piece.text.strip() else any(one.text.strip() for one in made)
        if piece.high > 1 or not parted:
            made.append(piece)
            continue
        slots = range(piece.slot + 1, piece.slot + piece.wide)
        made.append(piece._replace(wide=1))
        made += [piece._replace(text="", slot=at, wide=1) for at in slots]
    return made
