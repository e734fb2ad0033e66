"""The rows of a head laid out by position: which lines of text belong to which labels."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.position.fragments import across
from perfcheck.extract.position.labels import Label
from perfcheck.extract.position.ladders import figure
from perfcheck.source import Cell

_MOST = 60
_SAME = 0.5
_TORN = 1.0
_ACROSS_GAP = 0.5
_NO_TEXT = 5.0
_UPPER = 0.6
_LEFT_OVER = 1.5
_NO_VALUE = 0.5
_NEAR = 3


class HeadRow(NamedTuple):
    """Labels beside each other, and the fragments that are their values; `over`: below them.

    `caption` is a label left of labels over their texts, which has no text of its own.
    """

    labels: tuple[Label, ...]
    values: tuple[Cell, ...]
    over: bool = False
    caption: Label | None = None

    @property
    def line(self) -> float:
        """The line of its labels."""
        return self.labels[0].line

    @property
    def start(self) -> int:
        """The character column where its labels begin."""
        return self.labels[0].start

    @property
    def amounts(self) -> bool:
        """Whether none of its labels stands beside a text."""
        return not any(label.text for label in self.labels)

    @property
    def groups(self) -> bool:
        """Whether it only names groups, each over a side."""
        return all(label.role == "group" for label in self.labels)

    @property
    def heads(self) -> bool:
        """Whether it only names columns."""
        return all(label.role == "head" for label in self.labels)


class _Loose(NamedTuple):
    """A line of values beside no label; `gap`: a blank line stands before it."""

    line: int
    gap: bool
    cells: tuple[Cell, ...]


class Rows(NamedTuple):
    """The rows of a head top down, and the cells that belong to none."""

    rows: list[HeadRow]
    left: list[Cell]


def head_rows(labels: Sequence[Label], values: Sequence[Cell], gaps: frozenset[int]) -> Rows:
    """Give each fragment to the row of labels it stands beside, or that it is centred on.

    `gaps` are the lines with a blank line before them.
    """
    rows, captions = _captioned(_beside(labels), {cell.line for cell in values})
    if not rows:
        return Rows([], list(values))
    left: list[Cell] = []
    own: list[list[Cell]] = [[] for _ in rows]
    between: list[list[_Loose]] = [[] for _ in range(len(rows) + 1)]
    at = 0
    for line, cells in _by_line(values):
        while at < len(rows) and rows[at][0].line + _SAME < line:
            at += 1
        if at < len(rows) and abs(rows[at][0].line - line) <= _SAME:
            own[at] += cells
        elif len(cells) > 1 and all(map(figure, cells)):
            left += cells
        else:
            between[at].append(_Loose(line, line in gaps, tuple(cells)))
    heads = [_over(row, own[n], between[n + 1]) for n, row in enumerate(rows)]
    shares = _shares(rows, own, between, heads)
    made = _made(rows, own, between, heads, shares)
    captioned = [
        row._replace(caption=captions[n]) if row.over and n in captions else row
        for n, row in enumerate(made.rows)
    ]
    return _fallen(captioned, [*left, *made.left])


def _beside(labels: Sequence[Label]) -> list[list[Label]]:
    """Labels whose middles stand on one line, in rows."""
    rows: list[list[Label]] = []
    for label in sorted(labels, key=lambda at: (at.line, at.start)):
        row = rows[-1] if rows else []
        apart = all(at.end <= label.start or label.end <= at.start for at in row)
        if row and label.line - row[0].line <= _SAME and apart:
            row.append(label)
        else:
            rows.append([label])
    return [sorted(row, key=lambda at: at.start) for row in rows]


def _captioned(
    rows: list[list[Label]], valued: set[int]
) -> tuple[list[list[Label]], dict[int, Label]]:
    """Take off text labels that stand left of two labels over texts, a little further down."""
    kept: list[list[Label]] = []
    captions: dict[int, Label] = {}
    for row in rows:
        above = kept[-1] if kept else []
        over = len(above) > 1 and all(at.text for at in above) and above[0].cell.line not in valued
        if over and len(row) == 1 and row[0].text and row[0].end <= above[0].start:
            captions[len(kept) - 1] = row[0]
        else:
            kept.append(row)
    return kept, captions


def _by_line(values: Sequence[Cell]) -> list[tuple[int, list[Cell]]]:
    lines: dict[int, list[Cell]] = {}
    for cell in values:
        lines.setdefault(cell.line, []).append(cell)
    return sorted(lines.items())


def _over(row: Sequence[Label], own: Sequence[Cell], below: Sequence[_Loose]) -> bool:
    """Whether the labels stand above their texts."""
    if own or not below or not all(label.text for label in row):
        return False
    starts = min(cell.column for line in below for cell in line.cells)
    return starts < row[0].end


def _shares(
    rows: Sequence[Sequence[Label]],
    own: Sequence[Sequence[Cell]],
    between: Sequence[Sequence[_Loose]],
    heads: Sequence[bool],
) -> list[tuple[int, int]]:
    """How many loose lines above and below it each row takes; at the least cost."""
    ways: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {
        above: (_LEFT_OVER * (len(between[0]) - above), ()) for above in _choices(between[0])
    }
    for at, row in enumerate(rows):
        below = between[at + 1]
        last = at + 1 == len(rows)
        after: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {}
        for taken, (spent, shares) in ways.items():
            upper = between[at][len(between[at]) - taken :]
            for lower in [len(below)] if heads[at] else _choices(below):
                cost = spent + _cost(row, own[at], upper, below[:lower], heads[at])
                cost += _torn(below, lower)
                rest = len(below) - lower
                for key in {0} if last else {0, rest}:
                    total = cost + _LEFT_OVER * (rest - key)
                    if key not in after or total < after[key][0]:
                        after[key] = (total, (*shares, (taken, lower)))
        ways = after
    return list(min(ways.values())[1])


def _choices(lines: Sequence[_Loose]) -> Sequence[int]:
    return range(len(lines) + 1) if len(lines) <= _MOST else (0, len(lines))


def _cost(
    row: Sequence[Label],
    own: Sequence[Cell],
    upper: Sequence[_Loose],
    lower: Sequence[_Loose],
    over: bool,
) -> float:
    """How badly loose lines fit a row: texts are centred on their labels, or begin beside them."""
    if not upper and not lower:
        return 0 if own else _NO_VALUE
    count = len(upper) + len(lower)
    if over or not any(label.text for label in row):
        return 0 if over and not upper else _NO_TEXT * count
    line = row[0].line
    high = line - upper[0].line if upper else 0
    low = lower[-1].line - line if lower else 0
    askew = abs(high - low) / 2
    if not upper and own:
        askew = min(askew, _UPPER)
    gaps = sum(at.gap for at in upper[1:]) + sum(at.gap for at in lower)
    return askew + _ACROSS_GAP * gaps


def _fallen(rows: list[HeadRow], left: Sequence[Cell]) -> Rows:
    """Give a figure that stands alone to the one amount label right above it that has none."""
    made = list(rows)
    lines = [row.line for row in rows]
    rest = []
    for cell in left:
        near = range(bisect_left(lines, cell.line - _NEAR), bisect_left(lines, cell.line))
        over = [n for n in near if figure(cell) and _lacks(made[n], cell)]
        if len(over) == 1:
            row = made[over[0]]
            made[over[0]] = row._replace(values=(*row.values, cell))
        else:
            rest.append(cell)
    return Rows(made, rest)


def _lacks(row: HeadRow, cell: Cell) -> bool:
    """Whether a row has an amount label without a value above a cell."""
    for label, following in zip(row.labels, [*row.labels[1:], None], strict=True):
        end = following.start if following else cell.end_column + 1
        if not label.text and label.start <= cell.column and cell.end_column <= end:
            return not any(label.end <= at.column < end for at in row.values)
    return False


def _torn(lines: Sequence[_Loose], at: int) -> float:
    """What it costs to part lines that stand right below each other."""
    if 0 < at < len(lines) and not lines[at].gap:
        return _TORN
    return 0


def _made(
    rows: Sequence[Sequence[Label]],
    own: Sequence[Sequence[Cell]],
    between: Sequence[Sequence[_Loose]],
    heads: Sequence[bool],
    shares: Sequence[tuple[int, int]],
) -> Rows:
    made = []
    used: set[int] = set()
    for at, (row, (upper, lower)) in enumerate(zip(rows, shares, strict=True)):
        lines = [*between[at][len(between[at]) - upper :], *between[at + 1][:lower]]
        used |= {line.line for line in lines}
        values = [*own[at], *(cell for line in lines for cell in line.cells)]
        values.sort(key=lambda cell: (cell.line, across(cell)[0]))
        made.append(HeadRow(tuple(row), tuple(values), heads[at]))
    left = [
        cell for lines in between for line in lines if line.line not in used for cell in line.cells
    ]
    return Rows(made, left)
