"""Lines whose cells are separated by tabs."""

from typing import Final

from perfcheck.source import Cell, Mode

MODE: Final[Mode] = "cells"


def takes(line: str) -> bool:
    """Whether the line has a tab."""
    return "\t" in line


def cut(line: str, number: int) -> tuple[Cell, ...]:
    """Cut at each tab; an empty cell stays a cell, and stands where its text would begin."""
    cells = []
    column = 1
    for index, printed in enumerate(line.split("\t")):
        text = printed.strip()
        start = column + (printed.index(text) if text else 0)
        cells.append(Cell(text, number, start, index, number, start + len(text)))
        column += len(printed) + 1
    return tuple(cells)
