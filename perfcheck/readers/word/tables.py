"""A table of Word → its rows: each cell with the columns and rows that it takes."""

from itertools import accumulate
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from perfcheck.readers.word.names import CELL, DELETED, ROW, TEXT, VAL, W, blocks, is_on, number

_MOST_COLUMNS: Final = 256
_NARROW: Final = 110
"""Twentieths of a point: a column too narrow for a character is an edge that was dragged."""


_PROPERTIES: Final = W + "tcPr"
_SPAN: Final = W + "gridSpan"
_DOWN: Final = W + "vMerge"
_ASIDE: Final = W + "hMerge"
_ON: Final = "continue"


class Spread(NamedTuple):
    """A cell: its first column from 0, how many columns and rows it takes, and how many texts
    in the cells that it was merged with it covers."""

    element: Element
    slot: int
    wide: int
    high: int
    covered: int = 0


class _Place(NamedTuple):
    element: Element
    start: int
    end: int
    merge: str
    covered: int = 0


class Rows(NamedTuple):
    """The rows of a table that are read, and what was not: hidden rows, deleted ones."""

    rows: list[list[Spread]]
    hidden: int
    changed: bool


def rows(table: Element) -> Rows:
    """The rows of a table, merged cells once, at their first row and column."""
    places: list[list[_Place]] = []
    hidden, changed = 0, False
    for row in blocks(table):
        if row.tag != ROW:
            continue
        said = row.find(W + "trPr")
        marks = {mark.tag: mark for mark in said} if said is not None else {}
        changed = changed or not marks.keys().isdisjoint((W + "ins", W + "del"))
        if not marks.keys().isdisjoint(DELETED):
            continue
        if W + "hidden" in marks and is_on(marks[W + "hidden"]):
            hidden += 1
            continue
        before = number(marks.get(W + "gridBefore"))
        places.append(_across(row, min(max(before, 0), _MOST_COLUMNS)))
    return Rows(_down(_straightened(places, table)), hidden, changed)


def _across(row: Element, column: int) -> list[_Place]:
    """The cells of a row; those merged to the left, as old files say it, belong to that one."""
    made: list[_Place] = []
    for element in blocks(row):
        if element.tag != CELL:
            continue
        wide, down, aside = _merged(element)
        end = column + wide
        if aside and made:
            made[-1] = made[-1]._replace(end=end, covered=made[-1].covered + _printed(element))
        else:
            made.append(_Place(element, column, end, down))
        column = end
    return made


def _merged(cell: Element) -> tuple[int, str, bool]:
    """How many columns a cell takes, how it is merged downwards, and whether to the left."""
    wide, down, aside = 1, "", False
    properties = cell.find(_PROPERTIES)
    if properties is not None:
        for child in properties:
            tag = child.tag
            if tag == _SPAN:
                wide = min(max(number(child, 1), 1), _MOST_COLUMNS)
            elif tag == _DOWN:
                down = child.get(VAL, _ON)
            elif tag == _ASIDE:
                aside = child.get(VAL, _ON) == _ON
    return wide, down, aside


def _straightened(places: list[list[_Place]], table: Element) -> list[list[_Place]]:
    """The same without the columns that only edges dragged a little apart leave between cells."""
    grid = table.find(W + "tblGrid")
    columns = grid.iterfind(W + "gridCol") if grid is not None else ()
    said = [column.get(W + "w", "") for column in columns]
    widths = [int(width) if width.isdecimal() else 0 for width in said]
    if not any(0 < width < _NARROW for width in widths) or 0 in widths:
        return places
    most = max((place.end for row in places for place in row), default=0)
    edges = [*accumulate(widths, initial=0)]
    kept, numbers = edges[0], [0]
    for edge in edges[1:]:
        near = edge - kept < _NARROW
        numbers.append(numbers[-1] + (not near))
        kept = kept if near else edge
    numbers += range(numbers[-1] + 1, numbers[-1] + most)
    moved = [
        [place._replace(start=numbers[place.start], end=numbers[place.end]) for place in row]
        for row in places
    ]
    return moved if all(one.start < one.end for row in moved for one in row) else places


def _down(places: list[list[_Place]]) -> list[list[Spread]]:
    """Join what is merged downwards: a cell that goes on is covered by the one it goes on from."""
    made: list[list[Spread]] = []
    reaching: dict[int, tuple[int, int]] = {}
    for number_of_row, row in enumerate(places):
        made.append([])
        going: dict[int, tuple[int, int]] = {}
        for place in row:
            above = reaching.get(place.start) if place.merge == _ON else None
            if above:
                at, slot = going[place.start] = above
                first = made[at][slot]
                covered = first.covered + place.covered + _printed(place.element)
                made[at][slot] = first._replace(high=number_of_row - at + 1, covered=covered)
                continue
            if place.merge:
                going[place.start] = (number_of_row, len(made[-1]))
            wide = place.end - place.start
            made[-1].append(Spread(place.element, place.start, wide, 1, place.covered))
        reaching = going
    return made


def _printed(cell: Element) -> bool:
    """Whether a cell holds a text."""
    return any((text.text or "").strip() for text in cell.iter(TEXT))
