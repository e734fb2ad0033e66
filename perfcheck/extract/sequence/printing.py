"""Rows as a tabbed print has them: cells at the slots they belong to, empty ones between them."""

from collections.abc import Iterable

from perfcheck.source import Cell, Row


def row(placed: Iterable[tuple[int, Cell]], *, gap: bool = False) -> Row:
    """Return the row that has these cells at these slots.

    >>> label = Cell("其他资金", 4, 1, 0, 4, 5)
    >>> [(cell.slot, cell.text) for cell in row([(1, label)]).cells]
    [(0, ''), (1, '其他资金')]
    """
    cells: list[Cell] = []
    ordered = sorted(placed, key=lambda at: at[0])
    for slot, cell in ordered:
        while len(cells) < slot:
            cells.append(Cell("", cell.line, cell.column, len(cells), cell.line, cell.column))
        cells.append(cell._replace(slot=slot))
    line = min(cell.line for _, cell in ordered)
    return Row(tuple(cells), line, gap)
