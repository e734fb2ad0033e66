"""A printed line as plain characters without blanks, each with its place in the line."""

from typing import NamedTuple

from perfcheck.source import Cell
from perfcheck.wording import normal


class Folded(NamedTuple):
    """A text in normal form; `at` tells where in the cell each of its characters stands."""

    cell: Cell
    text: str
    at: tuple[int, ...]

    def piece(self, start: int, end: int) -> Cell:
        """Return the stretch of the cell that characters of the normal form came from."""
        return self.cell.part(self.at[start], self.at[end - 1] + 1)


def folded(cell: Cell) -> Folded:
    """Fold a cell of one line, character by character.

    >>> folded(Cell("（ 元）", 1, 1, 0, 1, 5)).text
    '(元)'
    """
    signs = [(sign, at) for at, printed in enumerate(cell.text) for sign in normal(printed)]
    return Folded(cell, "".join(sign for sign, _ in signs), tuple(at for _, at in signs))
