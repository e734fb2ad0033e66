"""The figures of a row, and which column each of them stands in."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck import numerals
from perfcheck.extract.listing.words import TOTAL
from perfcheck.form import Certainty
from perfcheck.source import Cell
from perfcheck.values import Number
from perfcheck.wording import compiled

_FIGURE = r"[-△▲]?\d(?:[\d,]*\d)?(?:\.\d+)?"
_NIL = frozenset(("-", "--", "—", "——", "/", "－"))


class Placed(NamedTuple):
    """Figures by column; `unsure`: columns that were only guessed; `open`: figures of columns
    that nothing tells, with the columns they may stand in."""

    columns: Mapping[str, Cell]
    unsure: frozenset[str] = frozenset()
    open: tuple[Cell, ...] = ()
    either: frozenset[str] = frozenset()
    moved: bool = False

    def sure(self, name: str) -> Certainty:
        """How sure it is that the column holds what was laid there."""
        if self.moved:
            return "realigned"
        return "inferred" if name in self.unsure else "certain"


def is_figure(text: str) -> bool:
    """Whether a word is a figure as a column of amounts prints it, well or ill grouped.

    >>> is_figure("1,234.50"), is_figure("22100305专项"), is_figure("3、")
    (True, False, False)
    """
    return compiled(_FIGURE).fullmatch(numerals.fold(text)) is not None


def is_nil(text: str) -> bool:
    """Whether a word stands for an empty amount."""
    return text in _NIL


def decimal(text: str) -> bool:
    """Whether a figure is printed with decimals or in groups, as amounts are."""
    return "." in text or "," in text or "．" in text or "，" in text


def place(figures: Sequence[Cell], columns: Sequence[str]) -> Placed:
    """Lay figures that print no column of their own on the amount columns, in order."""
    if len(figures) == len(columns):
        return Placed(dict(zip(columns, figures, strict=True)))
    if len(figures) > len(columns):
        return Placed({}, open=tuple(figures), either=frozenset(columns))
    if not figures or not columns or columns[0] != TOTAL:
        return Placed({}, open=tuple(figures), either=frozenset(columns))
    first = {TOTAL: figures[0]}
    if len(figures) == 1:
        return Placed(first)
    second = {**first, columns[1]: figures[1]}
    if len(figures) == 2 and _figure(figures[0]) == _figure(figures[1]):
        return Placed(second)
    guessed = frozenset(columns[1:])
    if len(figures) == 2:
        return Placed(second, guessed)
    return Placed(second, guessed, tuple(figures[2:]), frozenset(columns[2:]))


def _figure(cell: Cell) -> object:
    value = numerals.amount(cell.text)
    return value.mid if isinstance(value, Number) else cell.text
