"""The header of a table laid out by position: broken and glued labels mended, columns' ranges."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.position.fragments import across, blanks, over, whole
from perfcheck.kind import Fit, Kind, column
from perfcheck.recognise.header import Header, header
from perfcheck.source import Cell, Row
from perfcheck.wording import normal

LEVELS = ("level1", "level2")
_LINES = 3
_LONGEST = 40


class Column(NamedTuple):
    """A column as its header prints it: what it holds, and from which character to which."""

    fit: Fit
    start: int
    end: int
    name: str = ""
    needed: bool = False
    carried: bool = False

    @property
    def floats(self) -> bool:
        """Whether its cells reach over several rows and stand in their middle."""
        return self.carried or self.fit in LEVELS


class Heading(NamedTuple):
    """A header: its mended row, how many lines it takes, and its columns from left to right."""

    row: Row
    header: Header
    lines: int
    columns: tuple[Column, ...]


def heading(rows: Sequence[Row], at: int, kind: Kind) -> Heading | None:
    """Read the header that begins in a row, on one line or broken over several."""
    near = [_split(row, kind) for row in rows[at : at + _LINES]]
    if not near or len(near[0]) > _LONGEST or max(_labels(cells, kind) for cells in near) < 2:
        return None
    best: Heading | None = None
    for count in range(1, len(near) + 1):
        if any(row.mode == "cells" and len(row.cells) > 1 for row in rows[at : at + count]):
            break
        cells = _merged(near[:count], kind)
        row = rows[at]._replace(cells=tuple(cells), mode="cells")
        made = header(kind, row) if cells else None
        if made and (best is None or _known(made) > _known(best.header)):
            best = Heading(row, made, count, _columns(made))
    return best


def _known(made: Header) -> tuple[int, int]:
    known = sum(at.column is not None for at in made.headings)
    return known, known - len(made.headings)


def _labels(cells: Sequence[Cell], kind: Kind) -> int:
    return sum(_label(cell.text, kind) for cell in cells)


def _label(text: str, kind: Kind) -> bool:
    if len(text) > _LONGEST:
        return False
    return any(column(kind, table, text) for table in kind.tables.values())


def _split(row: Row, kind: Kind) -> list[Cell]:
    """The cells of a line, those of several column labels with one blank between cut apart."""
    cells: list[Cell] = []
    for cell in row.cells:
        if cell.text and len(cell.text) <= _LONGEST and not _label(cell.text, kind):
            cells += _cut(cell, kind)
        elif cell.text:
            cells.append(cell)
    return cells


def _cut(cell: Cell, kind: Kind) -> list[Cell]:
    edges = [0, *(at for span in blanks(cell) for at in span), len(cell.text)]
    words = [cell.trimmed(*edges[at : at + 2]) for at in range(0, len(edges), 2)]
    known = all(_label(word.text, kind) or _caption(word.text, kind) for word in words)
    return words if len(words) > 1 and known else [cell]


def _caption(text: str, kind: Kind) -> bool:
    return any(normal(text) in table.captions for table in kind.tables.values())


def _merged(lines: Sequence[Sequence[Cell]], kind: Kind) -> list[Cell]:
    """Join the pieces of labels that stand below each other; none where a piece stays over."""
    joined: list[list[Cell]] = []
    for cells in lines:
        for cell in cells:
            above = [at for at in joined if any(over(cell, piece) for piece in at)]
            if len(above) == 1:
                above[0].append(cell)
            else:
                joined.append([cell])
    made = [whole(pieces, 0) for pieces in joined]
    if len(lines) > 1:
        first, last = lines[0][0].line, lines[-1][0].line
        strange = [at for at in made if not (_label(at.text, kind) or _caption(at.text, kind))]
        if strange or last - first >= 2 * _LINES:
            return []
    made.sort(key=lambda cell: across(cell)[0])
    return [cell._replace(slot=slot) for slot, cell in enumerate(made)]


def _columns(made: Header) -> tuple[Column, ...]:
    columns = []
    for at in made.headings:
        start, end = across(at.cell)
        known = at.column
        needed = known is not None and known.name == made.table.needs
        fit = known.fit if known else "text"
        carried = known is not None and known.carried
        columns.append(Column(fit, start, end, known.name if known else "", needed, carried))
    return tuple(columns)
