"""What stands in one row of a list, before it is understood."""

from typing import NamedTuple

from perfcheck.extract.listing.figures import Placed
from perfcheck.form import Certainty
from perfcheck.source import Cell


class Entry(NamedTuple):
    """One row of the list: printed pieces of its name, its figures, and its texts.

    `body` is goal and indicators where nothing but the words parts them. `sure` says how surely
    the pieces of the name are all of it, and `texts` the same of goal and indicators.
    """

    name: tuple[Cell, ...]
    placed: Placed
    goal: tuple[Cell, ...] = ()
    indicators: tuple[Cell, ...] = ()
    body: tuple[Cell, ...] = ()
    unit: tuple[Cell, ...] = ()
    number: Cell | None = None
    sure: Certainty = "certain"
    texts: Certainty = "certain"
    indent: int = 0
    whole: bool = False

    @property
    def silent(self) -> bool:
        """Whether the row prints neither goal nor indicators."""
        return not (self.goal or self.indicators or self.body)
