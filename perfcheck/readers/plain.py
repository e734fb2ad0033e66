"""Lines that are one cell each."""

from typing import Final

from perfcheck.source import Cell, Mode

MODE: Final[Mode] = "sequence"


def takes(line: str) -> bool:
    """Every line can be taken as one cell."""
    return True


def cut(line: str, number: int) -> tuple[Cell, ...]:
    """Return the line, without the blanks around it, as one cell."""
    text = line.strip()
    start = line.index(text) + 1
    return (Cell(text, number, start, 0, number, start + len(text)),)
