"""A table of HTML while it is read: which slots of a row the cells from above have taken."""

from typing import NamedTuple

from perfcheck.source import Cell


class Open(NamedTuple):
    """A cell that is being read: its own slots and rows, and where its text stands so far."""

    slot: int
    wide: int
    high: int
    place: int
    start: int = -1
    end: int = -1


class Span(NamedTuple):
    """A cell that reaches into rows below its own."""

    cell: Cell
    wide: int
    left: int


class Table:
    """A table that is being read."""

    def __init__(self) -> None:
        self.row: list[Cell] | None = None
        self.cell: Open | None = None
        self.slot = 0
        self.taken: set[int] = set()
        self.spans: list[Span] = []
        self.new: list[Span] = []
        self.parted = False

    def begin(self) -> None:
        """Begin a row; cells from above keep their slots."""
        self.row = []
        self.slot = 0
        self.parted = False
        self.taken = {
            slot
            for span in self.spans
            for slot in range(span.cell.slot, span.cell.slot + span.wide)
        }

    def free(self) -> int:
        """The next slot that no cell from above has taken."""
        while self.slot in self.taken:
            self.slot += 1
        return self.slot

    def ended(self) -> list[Cell]:
        """End the row; return its cells with those that reach into it, from left to right."""
        own = self.row or []
        cells = sorted((*own, *(span.cell for span in self.spans)), key=lambda cell: cell.slot)
        below = [span._replace(left=span.left - 1) for span in self.spans]
        self.spans = [span for span in (*below, *self.new) if span.left > 0]
        self.row, self.new = None, []
        return cells
