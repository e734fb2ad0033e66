"""Rows of amounts printed anew: labels and figures that stand below each other share a slot."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfcheck.extract.position.fragments import blank, centre, common
from perfcheck.extract.position.headrows import HeadRow
from perfcheck.extract.position.labels import Label
from perfcheck.extract.position.sharing import shared
from perfcheck.source import Cell

Range = tuple[int, int]


class Slotted(NamedTuple):
    """The cells of a row in their slots, and the cells for which there is none."""

    cells: tuple[Cell, ...]
    left: tuple[Cell, ...]


class _Side(NamedTuple):
    """Labels below each other, and the columns of figures right of them."""

    start: int
    end: int
    columns: list[Range]


def sides(rows: Sequence[HeadRow], offset: int) -> list[Slotted]:
    """Put labels and figures of amount rows into slots, from `offset` on; the rest are empty."""
    found = [_values(row) for row in rows]
    places = _sides(rows, found)
    slots = [offset]
    for side in places:
        slots.append(slots[-1] + 1 + len(side.columns))
    return [
        _slotted(row, values, left, places, slots)
        for row, (values, left) in zip(rows, found, strict=True)
    ]


def _values(row: HeadRow) -> tuple[list[tuple[Label, list[Cell]]], list[Cell]]:
    """The values of each label of a row; a value printed in its label's own cell stays in it."""
    rooms, left = shared(row)
    pairs = list(zip(row.labels, rooms, strict=True))
    return [_glued(label, values) for label, values in pairs], left


def _glued(label: Label, values: list[Cell]) -> tuple[Label, list[Cell]]:
    cell = label.cell
    apart = values[0].column - cell.end_column if len(values) == 1 and not cell.parts else -1
    if values and values[0].line == cell.line and 0 <= apart <= 1 and cell.text[-1] in ":：":
        text = cell.text + " " * apart + values[0].text
        return label._replace(cell=cell._replace(text=text, end_column=values[0].end_column)), []
    return label, values


def _sides(
    rows: Sequence[HeadRow], found: Sequence[tuple[list[tuple[Label, list[Cell]]], list[Cell]]]
) -> list[_Side]:
    """Where the labels of each side begin, and the columns of its figures."""
    labels = [at for row in rows for at in row.labels if at.role != "head"]
    clusters = _clusters((at.start, at.end) for at in labels) or [(0, 1)]
    starts = [start for start, _ in clusters]
    figures: list[list[Range]] = [[] for _ in starts]
    most = [1] * len(starts)
    for pairs, _ in found:
        for label, values in pairs:
            side = _last(starts, label.start)
            figures[side] += [(at.column, at.end_column) for at in values]
            most[side] = max(most[side], len(values))
    heads: list[list[Label]] = [[] for _ in starts]
    for row in rows:
        for at in row.labels:
            if at.role == "head" and not any(_meet((at.start, at.end), one) for one in clusters):
                heads[_last(starts, at.start)].append(at)
    return [
        _Side(start, end, _columns(figures[n], heads[n], most[n]))
        for n, (start, end) in enumerate(clusters)
    ]


def _columns(figures: Sequence[Range], heads: Sequence[Label], most: int) -> list[Range]:
    """The columns of figures of a side: below its heads, or else where figures stand."""
    lowest = [
        (at.start, at.end)
        for at in heads
        if not any(
            low.line > at.line and _meet((at.start, at.end), (low.start, low.end)) for low in heads
        )
    ]
    if lowest and len(lowest) >= most:
        return _clusters(lowest)
    columns = _clusters(figures)
    if most == 1:
        return [(columns[0][0], columns[-1][1])] if columns else [(0, 0)]
    return columns


def _clusters(ranges: Iterable[Range]) -> list[Range]:
    """Ranges that overlap, made one."""
    made: list[Range] = []
    for start, end in sorted(ranges):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _last(starts: Sequence[int], at: int) -> int:
    """The last side that begins at or before a column."""
    return max(sum(start <= at for start in starts) - 1, 0)


def _slotted(
    row: HeadRow,
    pairs: Sequence[tuple[Label, list[Cell]]],
    left: Sequence[Cell],
    places: Sequence[_Side],
    slots: Sequence[int],
) -> Slotted:
    line = row.labels[0].cell.line
    starts = [at.start for at in places]
    cells: dict[int, Cell] = {}
    over = list(left)
    for label, values in pairs:
        number = _last(starts, label.start)
        side, slot = places[number], slots[number]
        head = label.role == "head" and not _meet((label.start, label.end), (side.start, side.end))
        own = [] if head or slot in cells else [label.cell]
        over += [label.cell] if not own and not head else []
        cells |= dict.fromkeys([slot] * len(own), label.cell)
        if len(values) == len(side.columns) and not head:
            cells |= dict(enumerate(values, slot + 1))
            continue
        for cell in [label.cell, *values] if head else values:
            free = [n for n in range(len(side.columns)) if _after(slot + 1 + n, cells)]
            at = _nearest(cell, side.columns, free)
            if at < 0:
                over.append(cell)
            else:
                cells[slot + 1 + at] = cell
    made = [
        cells[slot]._replace(slot=slot) if slot in cells else blank(slot, line, 1)
        for slot in range(slots[0], slots[-1])
    ]
    return Slotted(tuple(made), tuple(over))


def _after(slot: int, cells: dict[int, Cell]) -> bool:
    """Whether all cells so far stand left of a slot."""
    return not cells or slot > max(cells)


def _nearest(cell: Cell, columns: Sequence[Range], free: Sequence[int]) -> int:
    """The free column that a cell stands below, or nearest to; -1 where none is free."""
    if not free:
        return -1
    shared = [(common(cell, *columns[at]) > 0, at) for at in free]
    below = [at for met, at in shared if met]
    if below:
        return below[0]
    return min(free, key=lambda at: abs(centre(cell) - sum(columns[at]) / 2))
