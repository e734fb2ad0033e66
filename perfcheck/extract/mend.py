"""Rows that the print broke inside a cell, joined again where a known label proves it."""

from collections.abc import Sequence

from perfcheck.extract.sense import sense
from perfcheck.kind import Kind, column, look
from perfcheck.source import Cell, Row
from perfcheck.wording import normal

_LONGEST = 24


def mended(rows: Sequence[Row], kind: Kind) -> list[Row]:
    """Join two lines where the last cell of one and the first of the next spell a label."""
    done: list[Row] = []
    for row in rows:
        above = done[-1] if done and not row.gap else None
        if above and _spells(above.cells[-1:], row.cells[:1], kind):
            whole = joined_rows(above, row)
            if whole:
                done[-1] = whole
                continue
        done.append(row)
    return done


def _spells(ends: Sequence[Cell], starts: Sequence[Cell], kind: Kind) -> bool:
    for end, start in zip(ends, starts, strict=True):
        if not end.text or not start.text or len(end.text) + len(start.text) > _LONGEST:
            return False
        both = _known(end.text, kind) and _known(start.text, kind)
        return not both and _known(end.text + start.text, kind)
    return False


def _known(text: str, kind: Kind) -> bool:
    if look(kind, text):
        return True
    tables = kind.tables.values()
    return any(column(kind, at, text) or normal(text) in at.captions for at in tables)


def joined_rows(above: Row, row: Row) -> Row | None:
    """Return the one row that two lines make, or None where a cell at the break is empty."""
    end, start = above.cells[-1], row.cells[0]
    if not end.text or not start.text:
        return None
    middle = extended(end, start)
    shift = len(above.cells) - 1
    rest = tuple(cell._replace(slot=cell.slot + shift) for cell in row.cells[1:])
    return above._replace(cells=(*above.cells[:-1], middle, *rest))


def goes_on(cell: Cell, kind: Kind) -> bool:
    """Whether a line of its own below a row may be the rest of the row's last cell.

    An empty cell, a figure, a date or a term is complete; only words and sentences break.
    """
    return bool(cell.text) and sense(cell.text, kind.vocabulary).shape in ("word", "sentence")


def extended(cell: Cell, more: Cell) -> Cell:
    """Return the cell that goes on in a cell of the next line."""
    return cell._replace(
        text=f"{cell.text}\n{more.text}", end_line=more.end_line, end_column=more.end_column
    )
