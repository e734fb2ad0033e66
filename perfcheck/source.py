"""What stands where: the cells, rows and grids of a document, each with its place."""

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from perfcheck.located import Origin
    from perfcheck.messages import Message
else:
    Origin = Message = Any

Mode = Literal["cells", "position", "sequence"]


class Span(NamedTuple):
    """A stretch of source text; lines and columns count characters from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Cell(NamedTuple):
    """One printed cell: its text without the blanks around it, and where it stands.

    An empty cell stays a cell, so that blank and absent can be told apart. `slot` is the cell's
    place in its printed row, from 0. A cell whose lines are interleaved with those of its
    neighbours keeps them as `parts`, top down; its own place is then that of the first.
    """

    text: str
    line: int
    column: int
    slot: int
    end_line: int
    end_column: int
    parts: tuple["Cell", ...] = ()

    @property
    def span(self) -> Span:
        """Where the text of the cell stands."""
        return Span(self.line, self.column, self.end_line, self.end_column)

    def part(self, start: int, end: int) -> "Cell":
        """A stretch of a cell of one line, between two offsets of its text.

        >>> Cell("基本支出 12.30", 4, 7, 0, 4, 17).part(5, 10)
        Cell(text='12.30', line=4, column=12, slot=0, end_line=4, end_column=17, parts=())
        """
        column = self.column
        return Cell(
            self.text[start:end], self.line, column + start, self.slot, self.line, column + end
        )

    def trimmed(self, start: int, end: int) -> "Cell":
        """The same without the blanks around it."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        return self.part(start, start + len(text.strip()))


class Row(NamedTuple):
    """One printed row; `gap` says that a blank line, a page break or a page head came before it.

    `mode` is how cells were told apart: `cells` by separators (tabs, bars, markup), `position` by
    columns of blanks, `sequence` where every cell has a line of its own. `reaching` are those of
    the cells that stand in a row above and reach down into this one.
    """

    cells: tuple[Cell, ...]
    line: int
    gap: bool = False
    mode: Mode = "cells"
    reaching: tuple[Cell, ...] = ()


class Grid(NamedTuple):
    """Rows below each other that were printed in one way; never empty."""

    rows: tuple[Row, ...]

    @property
    def mode(self) -> Mode:
        """How the cells of all its rows were told apart."""
        return self.rows[0].mode


class Document(NamedTuple):
    """A document as a reader left it: lines as printed, and the same text cut into cells.

    `markup`: it is a web page, so that tags in its cells are no residue of a conversion.
    `origins` tell where the text stood in a file that is no text; `notes` what of the file was
    not read, and why.
    """

    name: str
    lines: tuple[str, ...]
    grids: tuple[Grid, ...]
    encoding: str = "utf-8"
    markup: bool = False
    origins: tuple[Origin, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, top down."""
        return tuple(row for grid in self.grids for row in grid.rows)
