"""What stands where: the cells, rows and grids of a document, each with its place."""

from typing import Literal, NamedTuple

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
    place in its printed row, from 0.
    """

    text: str
    line: int
    column: int
    slot: int
    end_line: int
    end_column: int

    @property
    def span(self) -> Span:
        """Where the text of the cell stands."""
        return Span(self.line, self.column, self.end_line, self.end_column)


class Row(NamedTuple):
    """One printed row; `gap` says that a blank line, a page break or a page head came before it."""

    cells: tuple[Cell, ...]
    line: int
    gap: bool = False


class Grid(NamedTuple):
    """Rows that were printed in one way.

    `mode` is how cells were told apart: `cells` by separators (tabs, bars, markup), `position` by
    columns of blanks, `sequence` where every cell has a line of its own.
    """

    rows: tuple[Row, ...]
    mode: Mode


class Document(NamedTuple):
    """A document as a reader left it: lines as printed, and the same text cut into cells."""

    name: str
    lines: tuple[str, ...]
    grids: tuple[Grid, ...]
    encoding: str = "utf-8"
