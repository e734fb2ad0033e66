"""Lines whose cells stand in columns of blanks, as a print laid out by position has them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from perfcheck.source import Cell, Mode

MODE: Final[Mode] = "position"
_SINGLE = " \xa0\u2002\u2009"
_BETWEEN = re.compile(rf"\S(?:[{_SINGLE}]{{2,}}+|[{_SINGLE}]*+[^\S{_SINGLE}]\s*+)\S")
_CELL = re.compile(rf"\S++(?:[{_SINGLE}]\S++)*+")
_HEADING = re.compile(r"\s*#{1,6}\s")
_WIDEST = 8
_NEAR = 1
_FEW = 3
_LONGEST = 2000
_LETTER = re.compile("[\u3400-\u9fff]")


def takes(line: str) -> bool:
    """Whether two blanks or more, or a full-width one, stand between two texts of the line."""
    return _BETWEEN.search(line) is not None and _HEADING.match(line) is None


def cut(line: str, number: int) -> tuple[Cell, ...]:
    """Cut where two blanks or more stand; a cell's place in the line is its column.

    >>> [(cell.text, cell.column) for cell in cut("  基本支出      12.30 万元", 1)]
    [('基本支出', 3), ('12.30 万元', 13)]
    """
    return tuple(
        Cell(found[0], number, found.start() + 1, slot, number, found.end() + 1)
        for slot, found in enumerate(_CELL.finditer(line))
    )


def gaps(line: str, cells: Sequence[Cell]) -> list[str]:
    """The blanks between the cells of a line."""
    return [line[left.end_column - 1 : right.column - 1] for left, right in pairwise(cells)]


def closed(line: str, cells: Sequence[Cell], near: Sequence[str]) -> tuple[Cell, ...]:
    """Close up letters set apart by equal blanks: 合   计 is one cell, its text as printed.

    They stay apart where a line `near` has cells of their own below or above two of them, as the
    heads 类   款   项 of three columns have.

    >>> line = "   合   计     12.30"
    >>> [cell.text for cell in closed(line, cut(line, 1), ["   基本支出   10.00"])]
    ['合   计', '12.30']
    """
    made: list[Cell] = []
    at = 0
    while at < len(cells):
        end = _letters(line, cells, at)
        run = list(cells[at:end])
        if len(run) > 1 and not any(_parted(line, run, other) for other in near):
            text = line[run[0].column - 1 : run[-1].end_column - 1]
            run = [run[0]._replace(text=text, end_column=run[-1].end_column)]
        made += [cell._replace(slot=len(made) + after) for after, cell in enumerate(run)]
        at = end
    return tuple(made)


def lettered(cells: Sequence[Cell]) -> bool:
    """Whether two neighbours are one letter each (in a line that a page could print)."""
    if len(cells) < 2 or cells[-1].column > _LONGEST:
        return False
    single = [len(cell.text) == 1 for cell in cells]
    return any(left and right for left, right in pairwise(single))


def _letters(line: str, cells: Sequence[Cell], at: int) -> int:
    """The end of the run of letters, equally far from each other, that begins at a cell."""
    end = at + 1
    if not _LETTER.fullmatch(cells[at].text):
        return end
    blanks = 0
    while end < len(cells) and _LETTER.fullmatch(cells[end].text):
        between = _wide(line[cells[end - 1].end_column - 1 : cells[end].column - 1])
        if between > _WIDEST or (blanks and abs(between - blanks) > 1):
            break
        blanks = blanks or between
        end += 1
    return end


def _parted(line: str, letters: Sequence[Cell], other: str) -> bool:
    """Whether the letters stand over different cells of another line.

    For two or three it is enough that two do; a word of more letters may lie over several.
    """
    spans = [
        (_wide(other[: cell.column - 1]), _wide(other[: cell.end_column - 1]))
        for cell in cut(other, 0)
    ]
    lefts = [_wide(line[: letter.column - 1]) for letter in letters]
    owners = [
        {start for start, end in spans if start <= left + 1 + _NEAR and end >= left - _NEAR}
        for left in lefts
    ]
    apart = sum(bool(left and right) and not left & right for left, right in pairwise(owners))
    return apart > 0 if len(letters) <= _FEW else apart == len(letters) - 1


def _wide(text: str) -> int:
    """How wide a text is printed: a Chinese letter or sign is as wide as two others."""
    return len(text) + sum(sign >= "\u2e80" for sign in text)
