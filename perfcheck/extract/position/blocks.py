"""Labels that stand in the middle of what they are printed for: where the block of each begins."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

_NEAR = 3
_WAYS = 24
_NEARLY = 0.3
_EXACT = 0.1
_FEW = 2
_MARGIN = 0.7

Against = Callable[[int, int, int], float]
"""How much speaks against a label (by number) for the rows from one to another (exclusive)."""


class Heights:
    """How far down rows stand, if each is as high as its deepest cell has lines.

    Printed lines tell it badly: a value beside two lines of a name stands on a line of its own.
    """

    def __init__(self, spans: Sequence[tuple[int, int]], depths: Sequence[int]) -> None:
        self.spans = spans
        self.tops: list[float] = [0.0, *accumulate(map(float, depths))]

    def of(self, line: float) -> float:
        """The height of a line's middle; between two rows it is their border."""
        at = bisect_left(self.spans, line, key=lambda span: span[1])
        if at == len(self.spans) or line < self.spans[at][0]:
            return self.tops[at]
        first, last = self.spans[at]
        share = (line - first + 0.5) / (last - first + 1)
        return self.tops[at] + share * (self.tops[at + 1] - self.tops[at])


class Blocks(NamedTuple):
    """Where each label's block begins, and the rows that may as well belong to a neighbour."""

    starts: tuple[int, ...]
    unsure: frozenset[int]


def blocks(labels: Sequence[float], tops: Sequence[float], against: Against) -> Blocks:
    """Cut rows into one block per label, each with its label as near to its middle as can be.

    `tops` are the upper edges of the rows and, last, the lower edge of the last one; labels are
    the heights of their middles, top down. There are at least as many rows as labels. Labels may
    also stand on the first rows of their blocks; rows that this reading gives to others are unsure.

    >>> blocks([1.5, 3.5], [0, 1, 2, 3, 4], lambda *_: 0).starts
    (0, 3)
    """
    spent, starts = _laid(labels, tops, against)
    unsure = _unsure(labels, tops, starts, against)
    below = _below(labels, tops)
    if below is None or below == starts:
        return Blocks(starts, unsure)
    if spent > _NEARLY * len(labels):
        return Blocks(below, frozenset())
    if spent < _EXACT * len(labels) and len(labels) > _FEW:
        return Blocks(starts, unsure)
    differ = zip(_owners(starts, len(tops) - 1), _owners(below, len(tops) - 1), strict=True)
    either = (row for row, (one, other) in enumerate(differ) if one != other)
    return Blocks(starts, unsure | frozenset(either))


def _owners(starts: Sequence[int], rows: int) -> list[int]:
    """The number of the label of each row."""
    return [bisect_right(starts, row) - 1 for row in range(rows)]


def _cost(
    labels: Sequence[float], tops: Sequence[float], at: int, start: int, end: int, against: Against
) -> float:
    return abs(labels[at] - (tops[start] + tops[end]) / 2) + against(at, start, end)


def _laid(
    labels: Sequence[float], tops: Sequence[float], against: Against
) -> tuple[float, tuple[int, ...]]:
    """The cheapest cut, and its cost; only ends that put a label near its middle are tried."""
    count, rows = len(labels), len(tops) - 1
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for at in range(count):
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (spent, starts) in ways.items():
            for end in _ends(labels, tops, at, start):
                cost = spent + _cost(labels, tops, at, start, end, against)
                if end not in after or cost < after[end][0]:
                    after[end] = (cost, (*starts, start))
        best = sorted(after.items(), key=lambda way: way[1][0])[:_WAYS]
        ways = dict(best)
    return ways[rows]


def _ends(labels: Sequence[float], tops: Sequence[float], at: int, start: int) -> range | list[int]:
    """Where the block of a label may end if it begins in a row."""
    rows, later = len(tops) - 1, len(labels) - at - 1
    if not later:
        return [rows]
    middle = bisect_left(tops, 2 * labels[at] - tops[start])
    low, high = start + 1, rows - later
    first = min(max(middle - _NEAR, low), high)
    return range(first, min(max(middle + _NEAR, low), high) + 1)


def _below(labels: Sequence[float], tops: Sequence[float]) -> tuple[int, ...] | None:
    """The rows beside the labels, if each label may stand on the first row of its block."""
    starts = [bisect_left(tops, label + 0.01) - 1 for label in labels]
    if starts[-1] + 1 >= len(tops):
        return None
    beside = all(abs(labels[n] - (tops[at] + tops[at + 1]) / 2) < 1 for n, at in enumerate(starts))
    rising = all(a < b for a, b in pairwise(starts))
    return tuple(starts) if beside and rising and starts[0] == 0 else None


def _unsure(
    labels: Sequence[float], tops: Sequence[float], starts: tuple[int, ...], against: Against
) -> frozenset[int]:
    """Rows at the borders of blocks that the neighbour could have at hardly more cost."""
    found: set[int] = set()
    bounds = [*starts, len(tops) - 1]
    for at in range(1, len(labels)):
        low, here, high = bounds[at - 1], bounds[at], bounds[at + 1]

        def spent(cut: int, at: int = at, low: int = low, high: int = high) -> float:
            left = _cost(labels, tops, at - 1, low, cut, against)
            return left + _cost(labels, tops, at, cut, high, against)

        for cut in range(max(low + 1, here - _NEAR), min(high, here + _NEAR + 1)):
            if cut != here and spent(cut) - spent(here) < _MARGIN:
                found |= set(range(min(cut, here), max(cut, here)))
    return frozenset(found)
