"""Where stretches of a text stand: offsets into it become lines and columns, and cells."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from perfcheck.source import Cell


class Places(NamedTuple):
    """The offsets at which the lines of a text start; its first line has the number `first`."""

    starts: Sequence[int]
    first: int = 1

    def at(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 1."""
        index = bisect_right(self.starts, offset) - 1
        return self.first + index, offset - self.starts[index] + 1

    def cell(self, text: str, start: int, end: int, slot: int) -> Cell:
        """The stretch from `start` to `end` of the text as a cell, blanks and line ends kept."""
        line, column = self.at(start)
        end_line, end_column = self.at(end)
        return Cell(text[start:end], line, column, slot, end_line, end_column)


def places(lines: Sequence[str], first: int = 1) -> Places:
    """The places of a text that is these lines with a line end between each two."""
    return Places(tuple(accumulate((len(line) + 1 for line in lines), initial=0))[:-1], first)
