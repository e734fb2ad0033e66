"""What M1 passes on from row to row, and what it makes of a row."""

from typing import NamedTuple

from perfcheck.extract.pieces import Piece
from perfcheck.kind import Word
from perfcheck.source import Cell


class Pair(NamedTuple):
    """A label and its value cells, before the value is understood.

    `head` is the column head over the value where it is not this year's; `line` and `over` are the
    line and the column of a matrix of named figures that the value stands in; `slot` is the empty
    cell of a label without a value; `moved` says that the value may belong to another label.
    """

    label: Piece
    word: Word | None
    values: tuple[Cell, ...]
    path: tuple[str, ...]
    unit: str = ""
    head: str = ""
    slot: Cell | None = None
    moved: bool = False
    alone: bool = False
    inferred: bool = False
    column: int = -1
    width: int = 0
    line: str = ""
    over: str = ""


class State(NamedTuple):
    """What the rows above still mean for the next one.

    `first` is where labels stand below column heads, `span` how many cells the row of heads has.
    """

    section: str = ""
    section_unit: str = ""
    groups: tuple[tuple[int, str], ...] = ()
    beside: tuple[int, str] | None = None
    heads: tuple[tuple[int, Piece], ...] = ()
    labels: tuple[Piece, ...] = ()
    width: int = 0
    unit: str = ""
    open: int = -1
    cut: bool = False
    first: int = -1
    span: int = 0


class Step(NamedTuple):
    """What one row gave: the state after it, pairs, claimed cells, and cells beside no label.

    `more` goes on in the last pair's value; `unsure`: so might what is left.
    """

    state: State
    pairs: tuple[Pair, ...] = ()
    claimed: tuple[Cell, ...] = ()
    left: tuple[Cell, ...] = ()
    more: tuple[Cell, ...] = ()
    unsure: bool = False
