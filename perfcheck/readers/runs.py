"""Rows laid out by position, seen with their neighbours: what one line alone cannot tell."""

import re
from collections.abc import Sequence
from typing import Final

from perfcheck.readers import columns, labelled, plain
from perfcheck.readers.pagenumbers import is_page_number
from perfcheck.readers.ways import Printed, whole
from perfcheck.source import Cell

_BEFORE: Final = 3
_BEHIND: Final = 5
_MOST_FRAGMENTS: Final = 8
_PROSE: Final = 15
_SHORT: Final = 12
_NARROW: Final = 4
_MOST_CELLS: Final = 3
_STOPS = re.compile("[，。；：、]")
_SENTENCE = re.compile("[，。；！？]")
_GOES_ON = tuple("%％‰。，、；：）)”》")
_MARKED = re.compile(r"(?:#{1,6}|[-*+])\s+\S")


def settled(printed: Sequence[Printed], lines: Sequence[str]) -> list[Printed]:
    """Decide by neighbours which rows are laid out by position; the order stays as it is."""
    made = _untabbed(printed, lines)
    made = _closed(made, lines)
    made = _unparted(made, lines)
    return _gathered(made)


def _laid(one: Printed) -> bool:
    return one.way == "columns" and len(one.row.cells) > 1


def _position(one: Printed, cells: tuple[Cell, ...]) -> Printed:
    return Printed(one.row._replace(cells=cells, mode=columns.MODE), "columns")


def _untabbed(printed: Sequence[Printed], lines: Sequence[str]) -> list[Printed]:
    """A tab in one line among lines that are laid out by blanks is a blank itself."""
    made = list(printed)
    for at in range(1, len(made) - 1):
        above, one, below = printed[at - 1 : at + 2]
        if one.way != "tabs" or "tabs" in (above.way, below.way):
            continue
        if _laid(above) and _laid(below) and one.row.cells[0].line == one.row.cells[-1].end_line:
            made[at] = _position(one, columns.cut(lines[one.row.line - 1], one.row.line))
    return made


def _closed(printed: Sequence[Printed], lines: Sequence[str]) -> list[Printed]:
    """Letters set apart become one cell where no line near them parts them."""
    made = list(printed)
    for at, one in enumerate(printed):
        if one.way != "columns" or not columns.lettered(one.row.cells):
            continue
        around = [*printed[max(at - _BEFORE, 0) : at], *printed[at + 1 : at + 1 + _BEHIND]]
        near = [lines[other.row.line - 1] for other in around if _laid(other)]
        cells = columns.closed(lines[one.row.line - 1], one.row.cells, near)
        made[at] = _position(one, cells)
    return [_alone(one) for one in made]


def _alone(one: Printed) -> Printed:
    """A row of one cell is not laid out by position by itself."""
    if one.way != "columns" or len(one.row.cells) > 1:
        return one
    return whole(one.row.cells[0], one.row.gap)


def _unparted(printed: Sequence[Printed], lines: Sequence[str]) -> list[Printed]:
    """A sentence with stray blanks between sentences, or a weak one anywhere, is one cell."""
    stray = [_stray(one, lines) for one in printed]
    prose = [_prose(one) for one in printed]
    for order in (range(len(printed)), range(len(printed) - 1, -1, -1)):
        before: int | None = None
        for at in order:
            if before is not None and stray[at] and prose[before] and _beside(printed, at, before):
                prose[at] = True
            before = at
    made = []
    for at, one in enumerate(printed):
        near = [to for to in (at - 1, at + 1) if 0 <= to < len(printed)]
        near = [to for to in near if _beside(printed, at, to)]
        tabled = any(_laid(printed[to]) and not prose[to] for to in near)
        weak = _laid(one) and not tabled and _weak(one, lines)
        said = stray[at] and prose[at] and not tabled
        if said or weak:
            (cell,) = plain.cut(lines[one.row.line - 1], one.row.line)
            one = whole(cell, one.row.gap)
        made.append(one)
    return made


def _beside(printed: Sequence[Printed], at: int, other: int) -> bool:
    return abs(printed[at].row.line - printed[other].row.line) == 1


def _prose(one: Printed) -> bool:
    if len(one.row.cells) != 1 or one.way not in ("plain", "labelled"):
        return False
    text = one.row.cells[0].text
    return len(text) >= _PROSE and _STOPS.search(text) is not None


def _stray(one: Printed, lines: Sequence[str]) -> bool:
    """Whether the blanks between the cells of a row may have got into a sentence."""
    cells = one.row.cells
    if not _laid(one) or len(cells) > _MOST_CELLS:
        return False
    if not any(_SENTENCE.search(cell.text) for cell in cells):
        return _MARKED.match(cells[0].text) is not None
    between = columns.gaps(lines[one.row.line - 1], cells)
    return all(
        len(gap) <= _NARROW or cell.text.startswith(_GOES_ON)
        for gap, cell in zip(between, cells[1:], strict=True)
    )


def _weak(one: Printed, lines: Sequence[str]) -> bool:
    """Whether single full-width blanks are all that parts a row that is no row of labels."""
    cells = one.row.cells
    if not all(len(gap) == 1 for gap in columns.gaps(lines[one.row.line - 1], cells)):
        return False
    return not all(labelled.takes(cell.text) for cell in cells)


def _gathered(printed: Sequence[Printed]) -> list[Printed]:
    """Fragments between rows laid out by position are laid out by position themselves.

    A page number among them is passed over.
    """
    made = list(printed)
    last: int | None = None
    for at, one in enumerate(printed):
        if _laid(one):
            between = [
                to
                for to in range(at if last is None else last + 1, at)
                if not is_page_number(printed[to].row)
            ]
            if len(between) <= _MOST_FRAGMENTS and all(_fragment(printed[to]) for to in between):
                for to in between:
                    made[to] = _position(printed[to], printed[to].row.cells)
            last = at
        elif one.way not in ("plain", "labelled"):
            last = None
    return made


def _fragment(one: Printed) -> bool:
    """Whether a line of one cell may be a piece of a row: set in, or short and no sentence."""
    cell = one.row.cells[0]
    if _MARKED.match(cell.text) or cell.line != cell.end_line:
        return False
    return cell.column > 2 or (len(cell.text) <= _SHORT and not _SENTENCE.search(cell.text))
