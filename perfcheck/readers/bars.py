"""Lines whose cells are separated by bars, as Markdown tables and boxes print them."""

import re
from typing import Final

from perfcheck.source import Cell, Mode

MODE: Final[Mode] = "cells"
SIGNS: Final = "|｜│┃║"
_BAR = re.compile(rf"(?<!\\)[{SIGNS}]")
_ONLY_RULE = re.compile(rf"[\s{SIGNS}:+=\u2500-\u257f-]+")
_BETWEEN = re.compile(rf"[{SIGNS}+\u253c\u251c\u2524\u256a]")
_MARKED = re.compile(rf"\s*(?:#{{1,6}}|[-*+])\s++[^\s{SIGNS}]")
_DASHES = re.compile(r":?(-+|=+|[\u2500\u2501\u2550]+):?")
_SURE = 3
_FRAME = re.compile(r"[\s\u2500-\u257f]+")
_CORNERS = frozenset("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝")


def may_take(text: str) -> bool:
    """Whether a line, or any line of a text, has a bar or a corner of a box at all."""
    return (
        "+-" in text or any(map(text.__contains__, SIGNS)) or any(map(text.__contains__, _CORNERS))
    )


def takes(line: str) -> bool:
    """Whether the line has two bars at least, or one at its end; no heading or item of a list."""
    bars = sum(map(line.count, SIGNS))
    if bars == 0:
        return ("+-" in line and rule(line) >= _SURE) or _frame(line)
    if bars == 1:
        printed = line.strip()
        return printed[0] in SIGNS or (printed[-1] in SIGNS and printed[-2:-1] != "\\")
    return _MARKED.match(line) is None and len(_BAR.findall(line)) > 1


def rule(line: str) -> int:
    """How many dashes the shortest cell of a line of dashes has; 0 for any other line.

    >>> rule("|---|:--:|"), rule("| - | - |"), rule("| - | 1 |")
    (2, 1, 0)
    """
    if not _ONLY_RULE.fullmatch(line):
        return 0
    parts = [part.strip() for part in _BETWEEN.split(line)]
    dashes = [_DASHES.fullmatch(part) for part in parts if part]
    if not dashes or len(parts) < 2:
        return 0
    return min(len(found[1]) if found else 0 for found in dashes)


def divides(line: str, second: bool) -> bool:
    """Whether the line is the rule below a header or of a box; one dash does in a second row."""
    return rule(line) >= (1 if second else _SURE) or _frame(line)


def _frame(line: str) -> bool:
    """Whether the line is drawn with the corners and the lines of a box alone."""
    return _FRAME.fullmatch(line) is not None and not _CORNERS.isdisjoint(line)


def cut(line: str, number: int) -> tuple[Cell, ...]:
    """Cut at each bar that is not escaped; the outer bars enclose.

    >>> [cell.text for cell in cut("| 基本支出 |  | 12.30 |", 1)]
    ['基本支出', '', '12.30']
    """
    ends = [match.start() for match in _BAR.finditer(line)]
    cells: list[Cell] = []
    start = 0
    for end in [*ends, len(line)]:
        cells.append(_cell(line[start:end], start + 1, number, len(cells)))
        start = end + 1
    opened = bool(ends) and not line[: ends[0]].strip()
    closed = bool(ends) and not line[ends[-1] + 1 :].strip()
    inner = cells[opened : len(cells) - closed]
    if not opened:
        return tuple(inner)
    return tuple(cell._replace(slot=slot) for slot, cell in enumerate(inner))


def _cell(printed: str, column: int, number: int, slot: int) -> Cell:
    text = printed.strip()
    start = column + (printed.index(text) if text else 0)
    return Cell(text, number, start, slot, number, start + len(text))
