"""Where a person looks for a piece of text in a file that is no text: sheet, table or page."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias


class SheetCell(NamedTuple):
    """A cell of a workbook, as a person finds it: the sheet's name, and A1 and so on."""

    sheet: str
    cell: str


class TableCell(NamedTuple):
    """A cell of a table in a text document, all counted from 1; a merged cell counts once."""

    table: int
    row: int
    cell: int


class Paragraph(NamedTuple):
    """A paragraph of a text document outside of its tables, counted from 1."""

    paragraph: int


class PageLine(NamedTuple):
    """A line of a page, both counted from 1."""

    page: int
    line: int


Located: TypeAlias = SheetCell | TableCell | Paragraph | PageLine
"""Where a person looks for something in a file that is no text."""


class Origin(NamedTuple):
    """From here on, to the next origin, the extracted text was taken from that place."""

    line: int
    column: int
    place: Located


def located(origins: Sequence[Origin], line: int, column: int) -> Located | None:
    """Where a place of the extracted text is found in the file; None in a plain text.

    `origins` are sorted; what stands before the first of its line is where that one is.

    >>> origins = [Origin(1, 1, SheetCell("表一", "A1")), Origin(2, 3, SheetCell("表一", "B2"))]
    >>> located(origins, 2, 1), located(origins, 3, 9)
    (SheetCell(sheet='表一', cell='B2'), SheetCell(sheet='表一', cell='B2'))
    """
    if not origins:
        return None
    at = bisect_right(origins, (line, column), key=lambda origin: (origin.line, origin.column))
    after = origins[at] if at < len(origins) else None
    before = origins[at - 1] if at else None
    if after and after.line == line and (before is None or before.line < line):
        return after.place
    return before.place if before else None
