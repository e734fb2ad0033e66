"""The fragments of a head's row shared out to its labels, by where each label's room is."""

from collections import Counter
from collections.abc import Sequence

from perfcheck.extract.position.fragments import blanks, centre
from perfcheck.extract.position.headrows import HeadRow
from perfcheck.source import Cell

_ASIDE = 2
_REACH = 6
_STOPS = "，。、；：）？！"


def shared(row: HeadRow) -> tuple[list[list[Cell]], list[Cell]]:
    """The value fragments of each label, and those that stand left of all labels."""
    borders = _borders(row)
    rooms: list[list[Cell]] = [[] for _ in row.labels]
    left: list[Cell] = []
    for cell in row.values:
        for piece in _pieces(cell, borders):
            middle = centre(piece)
            if not row.over and middle < row.labels[0].start:
                left.append(piece)
            else:
                rooms[sum(border < middle for border in borders)].append(piece)
    return rooms, left


def _borders(row: HeadRow) -> list[float]:
    """The character columns where the room of each label but the first begins."""
    if not row.over:
        return [label.start for label in row.labels[1:]]
    starts = Counter(at for cell in row.values for at in _starts(cell))
    return [
        _river(starts, (left.start + left.end) / 2, (right.start + right.end) / 2)
        for left, right in zip(row.labels, row.labels[1:], strict=False)
    ]


def _starts(cell: Cell) -> list[int]:
    """The character columns at which a text begins after blanks."""
    return [cell.column, *(cell.column + end for _, end in _cuts(cell))]


def _river(starts: Counter[int], low: float, high: float) -> float:
    """The column between two labels at which most lines of the right text begin."""
    between = [at for at in starts if low < at <= high]
    if not between:
        return (low + high) / 2

    def near(at: int) -> int:
        return sum(starts[other] for other in range(at - _ASIDE, at + _ASIDE + 1))

    best = max(between, key=lambda at: (near(at), starts[at]))
    return best - _ASIDE


def _cuts(cell: Cell) -> list[tuple[int, int]]:
    """The blanks of a cell that may part two texts: a print sets many before its full stops."""
    return [(start, end) for start, end in blanks(cell) if cell.text[end] not in _STOPS]


def _pieces(cell: Cell, borders: Sequence[float]) -> list[Cell]:
    """A fragment cut where a border runs through it, at the blank nearest to it."""
    for border in reversed(borders):
        if cell.column < border < cell.end_column:
            at = border - cell.column + _ASIDE
            near = min(_cuts(cell), key=lambda span: abs(span[1] - at), default=None)
            if near and abs(near[1] - at) <= _REACH:
                left, right = cell.trimmed(0, near[0]), cell.trimmed(near[1], len(cell.text))
                return [*_pieces(left, borders), right]
    return [cell]
