"""Figures of a row laid onto the columns of its table, in order and at the least cost."""

from collections.abc import Sequence
from typing import NamedTuple

_NO_RIVAL = 99.0


class Laid(NamedTuple):
    """For each figure its column; `rival` is the second best way, worse by `margin`."""

    columns: tuple[int, ...]
    cost: float = 0.0
    rival: tuple[int, ...] = ()
    margin: float = _NO_RIVAL


def in_order(count: int) -> Laid:
    """As many figures as columns: the order alone tells."""
    return Laid(tuple(range(count)))


def by_place(edges: Sequence[float], expected: Sequence[float]) -> Laid | None:
    """Lay figures at `edges` where columns are expected; None where there are too many.

    >>> by_place([10, 41], [10, 25, 40]).columns
    (0, 2)
    """
    if not 0 < len(edges) <= len(expected):
        return None
    ways: list[list[Laid]] = [[Laid(())] for _ in range(len(expected) + 1)]
    for edge in edges:
        ways = _next(edge, expected, ways)
    best = ways[-1]
    if len(best) < 2:
        return best[0]
    return best[0]._replace(rival=best[1].columns, margin=best[1].cost - best[0].cost)


def from_first(edges: Sequence[float], expected: Sequence[float]) -> Laid | None:
    """Lay figures whose first column is always filled, measured from that first figure.

    >>> from_first([10, 30], [110, 120, 130]).columns
    (0, 2)
    """
    if not 0 < len(edges) <= len(expected):
        return None
    rest = by_place(
        [edge - edges[0] for edge in edges[1:]], [at - expected[0] for at in expected[1:]]
    )
    if rest is None:
        return Laid((0,))
    columns = (0, *(at + 1 for at in rest.columns))
    rival = (0, *(at + 1 for at in rest.rival)) if rest.rival else ()
    return Laid(columns, rest.cost, rival, rest.margin)


def _next(
    edge: float, expected: Sequence[float], ways: Sequence[Sequence[Laid]]
) -> list[list[Laid]]:
    """Lay one more figure; after column n, the two best ways that use columns before n + 1."""
    after: list[list[Laid]] = [[]]
    for column, at in enumerate(expected):
        spent = abs(edge - at)
        taken = [Laid((*way.columns, column), way.cost + spent) for way in ways[column]]
        after.append(sorted([*after[-1], *taken], key=lambda way: way.cost)[:2])
    return after
