"""Lines whose cells stand in columns of blanks, as a print laid out by position has them."""

import re
from typing import Final

from perfcheck.source import Cell, Mode

MODE: Final[Mode] = "position"
_BETWEEN = re.compile(r"\S(?:[ \xa0]{2,}|[ \xa0]*\u3000[ \xa0\u3000]*)\S")
_CELL = re.compile(r"\S+(?:[ \xa0]\S+)*")


def takes(line: str) -> bool:
    """Whether two blanks or more stand between two texts of the line."""
    return _BETWEEN.search(line) is not None


def cut(line: str, number: int) -> tuple[Cell, ...]:
    """Cut where two blanks or more stand; a cell's place in the line is its column.

    >>> [(cell.text, cell.column) for cell in cut("  基本支出      12.30 万元", 1)]
    [('基本支出', 3), ('12.30 万元', 13)]
    """
    return tuple(
        Cell(found[0], number, found.start() + 1, slot, number, found.end() + 1)
        for slot, found in enumerate(_CELL.finditer(line))
    )
