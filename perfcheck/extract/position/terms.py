"""The level terms of a table laid out by position: put together and given to their rows."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from perfcheck.extract.levels import Line, speaks
from perfcheck.extract.position.blocks import Against, blocks
from perfcheck.extract.position.fragments import whole, width
from perfcheck.kind import Term, Vocabulary, term
from perfcheck.source import Cell
from perfcheck.wording import meaning

_PIECES = 5
_APART = 3
_NEARLY = 2
_HINT = 0.4
_PARENT = 1.0


class Given(NamedTuple):
    """Each label's first row, and the rows whose label is not sure."""

    starts: dict[int, Cell]
    unsure: frozenset[int]


def put_together(pieces: Sequence[Cell], knows: Callable[[str], bool], slot: int) -> list[Cell]:
    """Join the pieces of labels in one column, top down, where they make a known word."""
    made: list[Cell] = []
    at = 0
    while at < len(pieces):
        count = next((n for n in range(_PIECES, 1, -1) if _word(pieces[at : at + n], n, knows)), 1)
        made.append(whole(pieces[at : at + count], slot))
        at += count
    return made


def _word(pieces: Sequence[Cell], count: int, knows: Callable[[str], bool]) -> bool:
    """Whether pieces below each other make one word, and are not words each."""
    if len(pieces) < count or _far(pieces):
        return False
    words = sum(knows(piece.text) for piece in pieces)
    return words < count and knows("".join(piece.text for piece in pieces))


def _far(pieces: Sequence[Cell]) -> bool:
    return any(b.line - a.line > _APART for a, b in pairwise(pieces))


def in_blocks(pieces: Sequence[Cell], alone: bool) -> list[Cell]:
    """Join the lines of cells that reach over several rows, unless each is a cell `alone`.

    A line goes on in the next if it is as full as any.
    """
    widest = max(width(piece.text) for piece in pieces)
    made: list[list[Cell]] = []
    for piece in pieces:
        above = made[-1][-1] if made else None
        full = above is not None and width(above.text) >= widest - _NEARLY
        if above and full and not alone and piece.line - above.line <= _APART:
            made[-1].append(piece)
        else:
            made.append([piece])
    return [whole(cells, 0) for cells in made]


def given(
    labels: Sequence[Cell], heights: Sequence[float], tops: Sequence[float], against: Against
) -> Given:
    """Give each label the first row of its block; none is given where they are more than rows."""
    if not labels:
        return Given({}, frozenset())
    rows = len(tops) - 1
    if len(labels) > rows:
        return Given({}, frozenset(range(rows)))
    found = blocks(heights, tops, against)
    return Given(dict(zip(found.starts, labels, strict=True)), found.unsure)


def by_hints(labels: Sequence[Cell], lines: Sequence[Line], words: Vocabulary) -> Against:
    """Count the rows that speak for the level-two term of a neighbouring label instead."""
    terms = [term(words, 2, label.text) for label in labels]
    told: dict[tuple[int, int], bool] = {}

    def says(row: int, at: int) -> bool:
        known = terms[at] if 0 <= at < len(terms) else None
        if (row, at) not in told:
            told[row, at] = known is not None and speaks(lines[row], known)
        return told[row, at]

    def against(at: int, start: int, end: int) -> float:
        return _HINT * sum(
            not says(row, at) and (says(row, at - 1) or says(row, at + 1))
            for row in range(start, end)
            if terms[at]
        )

    return against


def by_parents(labels: Sequence[Cell], below: Sequence[Term | None], words: Vocabulary) -> Against:
    """Count the rows whose level-two term stands under other level-one terms."""
    names = [
        known.name if (known := term(words, 1, at.text)) else meaning(at.text) for at in labels
    ]

    def against(at: int, start: int, end: int) -> float:
        return _PARENT * sum(
            bool(second and second.under and names[at] not in second.under)
            for second in (below[row] for row in range(start, end))
        )

    return against
