"""Ruling lines → tables: which lines belong together, and which cells they enclose."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from perfcheck.readers.pdf.sheet import Rule, Sheet

_NEAR: Final = 3.0
_COVERED: Final = 0.6
_MOST_CELLS: Final = 100_000


_Lines: TypeAlias = tuple[list[Rule], list[Rule]]
"""Lines across, and upright ones."""


class Field(NamedTuple):
    """A cell that lines enclose: its first column and row, and how far it reaches."""

    column: int
    row: int
    wide: int
    high: int


class Ruled(NamedTuple):
    """A table: where its columns and rows are parted, and its cells, row by row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    fields: tuple[Field, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def tables(sheet: Sheet) -> list[Ruled]:
    """The tables of a page, top down; a frame round a single field is none."""
    across, upright = _merged(sheet.across), _merged(sheet.upright)
    made = [_ruled(*parts) for parts in _with_lone(_together(across, upright))]
    found = [one for one in made if one is not None and len(one.fields) > 1]
    return sorted(found, key=lambda one: (one.ys[0], one.xs[0]))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines on one height are one where they meet; heights that are nearly one are one."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules):
        if (
            levels
            and rule.at - levels[-1][-1].at <= _NEAR / 2
            and (rule.at - levels[-1][0].at <= _NEAR)
        ):
            levels[-1].append(rule)
        else:
            levels.append([rule])
    made: list[Rule] = []
    for level in levels:
        at = sum(rule.at for rule in level) / len(level)
        start, end = level[0].start, level[0].start
        for rule in sorted(level, key=lambda rule: rule.start):
            if rule.start > end + _NEAR:
                made.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        made.append(Rule(at, start, end))
    return [rule for rule in made if rule.end - rule.start > _NEAR]


def _together(across: Sequence[Rule], upright: Sequence[Rule]) -> list[_Lines]:
    """Lines that touch each other, directly or by way of others."""
    owner = list(range(len(across) + len(upright)))

    heights = [rule.at for rule in across]
    for number, rule in enumerate(upright, len(across)):
        first = bisect_left(heights, rule.start - _NEAR)
        last = bisect_right(heights, rule.end + _NEAR)
        for at in range(first, last):
            if across[at].start - _NEAR <= rule.at <= across[at].end + _NEAR:
                owner[_root(owner, at)] = _root(owner, number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate((*across, *upright)):
        groups.setdefault(_root(owner, at), ([], []))[at >= len(across)].append(rule)
    return [*groups.values()]


def _with_lone(groups: Sequence[_Lines]) -> list[_Lines]:
    """An upright line that touches no other is of the table that begins and ends where it does.

    Where pages cut a table, nothing is drawn above and below the cells that go on.
    """
    made = [group for group in groups if group[0] and group[1]]
    reach = [_ends(upright) for _, upright in made]
    for across, upright in groups:
        if across:
            continue
        for at, (start, end) in enumerate(reach):
            if abs(upright[0].start - start) <= _NEAR and abs(upright[0].end - end) <= _NEAR:
                made[at][1].extend(upright)
                break
    return made


def _ruled(across: Sequence[Rule], upright: Sequence[Rule]) -> Ruled | None:
    """The table that lines make, which touch each other; None where they make none."""
    if not across or not upright:
        return None
    xs = _parted([*(rule.at for rule in upright), *_ends(across)])
    ys = _parted([*(rule.at for rule in across), *_ends(upright)])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > _MOST_CELLS:
        return None
    right = _walls(upright, xs, ys)
    below = _walls(across, ys, xs)
    owner = _joined(columns, rows, right, below)
    return Ruled(tuple(xs), tuple(ys), tuple(_fields(owner, columns, rows)))


def _ends(rules: Sequence[Rule]) -> tuple[float, float]:
    """How far lines reach: a table is closed there, even where no line closes it."""
    return min(rule.start for rule in rules), max(rule.end for rule in rules)


def _parted(places: Iterable[float]) -> list[float]:
    made: list[float] = []
    for place in sorted(places):
        if not made or place - made[-1] > _NEAR:
            made.append(place)
    return made


def _walls(rules: Sequence[Rule], ats: Sequence[float], steps: Sequence[float]) -> set[int]:
    """Which steps of which line are drawn: the line's number times the steps', and the step's."""
    made: set[int] = set()
    size = len(steps) - 1
    for rule in rules:
        line = min(bisect_left(ats, rule.at - _NEAR), len(ats) - 1)
        for step in range(max(bisect_right(steps, rule.start) - 1, 0), size):
            start, end = steps[step], steps[step + 1]
            if start >= rule.end:
                break
            if min(end, rule.end) - max(start, rule.start) >= _COVERED * (end - start):
                made.add(line * size + step)
    return made


def _joined(columns: int, rows: int, right: set[int], below: set[int]) -> list[int]:
    """For each field of the raster, row by row, the first of those it is one cell with."""
    owner = list(range(columns * rows))

    for row in range(rows):
        for column in range(columns):
            at = row * columns + column
            if column and column * rows + row not in right:
                _unite(owner, _root(owner, at), _root(owner, at - 1))
            if row and row * columns + column not in below:
                _unite(owner, _root(owner, at), _root(owner, at - columns))
    return [_root(owner, at) for at in range(columns * rows)]


def _root(owner: list[int], at: int) -> int:
    """Which of those that belong together stands for them all; the way to it is made shorter."""
    while owner[at] != at:
        owner[at] = owner[owner[at]]
        at = owner[at]
    return at


def _unite(owner: list[int], one: int, other: int) -> None:
    owner[max(one, other)] = min(one, other)


def _fields(owner: Sequence[int], columns: int, rows: int) -> list[Field]:
    """The cells; what is one but no rectangle is cut into as few as follow from its rows."""
    made: list[Field] = []
    open_: dict[tuple[int, int, int], Field] = {}
    for row in range(rows):
        still: dict[tuple[int, int, int], Field] = {}
        start = row * columns
        column = 0
        while column < columns:
            end = column + 1
            while end < columns and owner[start + end] == owner[start + column]:
                end += 1
            key = (owner[start + column], column, end)
            above = open_.pop(key, Field(column, row, end - column, 0))
            still[key] = above._replace(high=above.high + 1)
            column = end
        made += open_.values()
        open_ = still
    return sorted((*made, *open_.values()), key=lambda field: (field.row, field.column))
