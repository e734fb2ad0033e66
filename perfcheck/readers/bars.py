"""Lines whose cells are separated by bars, as Markdown tables print them."""

import re
from typing import Final

from perfcheck.source import Cell, Mode

MODE: Final[Mode] = "cells"
_RULE = re.compile(r"[\s|｜:+=-]+")
_BAR = re.compile("[|｜]")


def takes(line: str) -> bool:
    """Whether the line has two bars at least, or opens and ends like a row of a table."""
    return line.count("|") + line.count("｜") >= 2


def cut(line: str, number: int) -> tuple[Cell, ...]:
    """Cut at each bar; the outer bars enclose, and the rule below a header is no row.

    >>> [cell.text for cell in cut("| 基本支出 |  | 12.30 |", 1)]
    ['基本支出', '', '12.30']
    >>> cut("|---|:--:|", 2)
    ()
    """
    if _RULE.fullmatch(line) and "-" in line:
        return ()
    ends = [match.start() for match in _BAR.finditer(line)] + [len(line)]
    cells: list[Cell] = []
    start = 0
    for end in ends:
        cells.append(_cell(line[start:end], start + 1, number, len(cells)))
        start = end + 1
    opened = line.lstrip()[0] in "|｜"
    closed = line.rstrip()[-1] in "|｜"
    inner = cells[opened : len(cells) - closed]
    return tuple(cell._replace(slot=slot) for slot, cell in enumerate(inner))


def _cell(printed: str, column: int, number: int, slot: int) -> Cell:
    text = printed.strip()
    start = column + (printed.index(text) if text else 0)
    return Cell(text, number, start, slot, number, start + len(text))
