"""Amount labels that stand over a line of figures, groups over the labels, printed anew."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from perfcheck.extract.position.blocks import blocks
from perfcheck.extract.position.fragments import blank, centre
from perfcheck.extract.position.labels import FIGURE, Label, Sorted
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled

_HIGH = 6


class _Ladder(NamedTuple):
    """A line of figures, the label of each, and what stands over the labels."""

    figures: tuple[Cell, ...]
    labels: tuple[Label, ...]
    groups: tuple[Label, ...]
    section: Label | None


def ladders(found: Sorted) -> tuple[list[Row], Sorted]:
    """Print the ladders among some lines anew; also return what belongs to none of them."""
    lines: dict[int, list[Cell]] = {}
    for cell in found.values:
        lines.setdefault(cell.line, []).append(cell)
    near: dict[int, list[Label]] = {}
    for at in found.labels:
        near.setdefault(int(at.line), []).append(at)
    made: list[Row] = []
    used: set[Label] = set()
    taken: set[int] = set()
    for line, cells in sorted(lines.items()):
        if line in near or len(cells) < 2 or not all(map(figure, cells)):
            continue
        above = [at for n in range(line - _HIGH, line) for at in near.get(n, ())]
        ladder = _ladder(cells, [at for at in above if at not in used], lines)
        if ladder:
            made += _printed(ladder)
            used |= {*ladder.labels, *ladder.groups}
            used |= {ladder.section} if ladder.section else set()
            taken.add(line)
    labels = [at for at in found.labels if at not in used]
    return made, Sorted(labels, [at for at in found.values if at.line not in taken])


def figure(cell: Cell) -> bool:
    """Whether a cell is a figure; figures beside each other are no lines of a text."""
    return compiled(FIGURE).fullmatch(cell.text) is not None


def _ladder(
    cells: Sequence[Cell], above: Sequence[Label], valued: dict[int, list[Cell]]
) -> _Ladder | None:
    """Give each figure the label over it, where there are as many, in the same order."""
    bare = [at for at in above if not (at.line in valued and _beside(at, valued[int(at.line)]))]
    over = [at for at in bare if at.role == "field" and not at.text]
    over.sort(key=lambda at: at.start + at.end)
    if len(over) != len(cells):
        return None
    borders = [(left.end_column + right.column) / 2 for left, right in pairwise(cells)]
    places = [sum(border < (at.start + at.end) / 2 for border in borders) for at in over]
    if places != list(range(len(cells))):
        return None
    sections = [at for at in bare if at.role == "section" and at.end <= over[0].start]
    groups = [at for at in bare if at.role == "group"]
    groups.sort(key=lambda at: at.start)
    return _Ladder(tuple(cells), tuple(over), tuple(groups), next(iter(sections), None))


def _beside(label: Label, cells: Sequence[Cell]) -> bool:
    return any(cell.column >= label.end for cell in cells)


def _printed(ladder: _Ladder) -> list[Row]:
    offset = int(ladder.section is not None)
    first: dict[int, Cell] = {0: ladder.section.cell} if ladder.section else {}
    for start, group in zip(_starts(ladder), ladder.groups, strict=False):
        first[start + offset] = group.cell
    labels = {n + offset: at.cell for n, at in enumerate(ladder.labels)}
    figures = {n + offset: cell for n, cell in enumerate(ladder.figures)}
    count = offset + len(figures)
    return [_row(cells, count) for cells in (first, labels, figures) if cells]


def _starts(ladder: _Ladder) -> list[int]:
    """The first label below each group: those on the lowest line, groups in their middle."""
    lowest = max(at.line for at in ladder.labels)
    below = [n for n, at in enumerate(ladder.labels) if lowest - at.line < 1]
    if not ladder.groups or len(ladder.groups) > len(below):
        return []
    middles = [centre(ladder.figures[n]) for n in below]
    inner = [(left + right) / 2 for left, right in pairwise(middles)]
    ends = inner or [middles[0]]
    tops = [2 * middles[0] - ends[0], *inner, 2 * middles[-1] - ends[-1]]
    groups = [(at.start + at.end) / 2 for at in ladder.groups]
    return [below[at] for at in blocks(groups, tops, lambda *_: 0.0).starts]


def _row(cells: dict[int, Cell], count: int) -> Row:
    line = max(at.line for at in cells.values())
    made = (
        cells[slot]._replace(slot=slot) if slot in cells else blank(slot, line, 1)
        for slot in range(count)
    )
    return Row(tuple(made), line)
