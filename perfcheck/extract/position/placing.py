"""The fragments of one line laid onto the columns of its table, by what they say and where."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.position.fragments import blanks, centre, common
from perfcheck.extract.position.heading import LEVELS, Column
from perfcheck.extract.sense import Sense, cost, remembered
from perfcheck.kind import Vocabulary
from perfcheck.source import Cell
from perfcheck.wording import normal

_AWAY = 0.16
_ASIDE = 0.01
_SAME = 1.5
_CUT = 0.8
_ACROSS = 1.5
_UNPLACED = 6.0
_PIECE = 0.5
_TOTAL = 0.3
_NEAR = 3
_MOST_CUTS = 4


class Placed(NamedTuple):
    """A fragment and its column, or -1 where it fits none."""

    cell: Cell
    column: int


class _Path(NamedTuple):
    cost: float
    placed: tuple[Placed, ...]
    last: int


class Placing:
    """What placing the lines of one table needs to know; remembers what texts say."""

    def __init__(
        self, columns: Sequence[Column], vocabulary: Vocabulary, memo: dict[str, Sense]
    ) -> None:
        self.columns = columns
        self.vocabulary = vocabulary
        self.memo = memo
        self.pieces = [" ".join(terms) for terms in (vocabulary.level1, vocabulary.level2)]

    def line(self, cells: Sequence[Cell], shift: int = 0) -> tuple[tuple[Placed, ...], float]:
        """Lay the fragments of a line, which may all stand `shift` characters further right."""
        paths = [_Path(0.0, (), -1)]
        for cell in cells:
            paths = self._step(paths, cell, shift)
        best = min(paths)
        return best.placed, best.cost

    def _step(self, paths: list[_Path], cell: Cell, shift: int) -> list[_Path]:
        """Lay one more fragment whole or in two; the best way to each last column is kept."""
        after: list[_Path] = []
        across = self._across(cell, shift)
        alone = self._after(paths, cell, shift)
        after += [path._replace(cost=path.cost + across) for path in alone]
        for start, end in self._cuts(cell, shift):
            left, right = cell.trimmed(0, start), cell.trimmed(end, len(cell.text))
            halves = self._after(paths, left, shift)
            halves = [at._replace(cost=at.cost + _CUT) for at in halves if at.last >= 0]
            after += [at for at in self._after(halves, right, shift, apart=True) if at.last >= 0]
        best: dict[int, _Path] = {}
        for path in sorted(after, key=lambda path: path.cost):
            best.setdefault(path.last, path)
        return list(best.values())

    def _after(
        self, paths: list[_Path], cell: Cell, shift: int, *, apart: bool = False
    ) -> list[_Path]:
        costs = [self.cost(cell, column, shift) for column in self.columns]
        made = []
        for path in paths:
            left = (*path.placed, Placed(cell, -1))
            made.append(_Path(path.cost + _UNPLACED, left, path.last))
            for number in range(max(path.last, 0), len(self.columns)):
                same = number == path.last
                if same and (apart or self.columns[number].fit in LEVELS):
                    continue
                spent = path.cost + costs[number] + (_SAME if same else 0)
                made.append(_Path(spent, (*path.placed, Placed(cell, number)), number))
        return made

    def cost(self, cell: Cell, column: Column, shift: int) -> float:
        """What it costs to lay a fragment into a column: for what it says and for its place."""
        start, end = column.start + shift, column.end + shift
        shared = common(cell, start, end)
        away = abs(centre(cell) - (start + end) / 2)
        place = away * (_AWAY if shared <= 0 else _ASIDE)
        if cell.end_column <= start and column is self.columns[0] and self._sums(cell):
            return _TOTAL
        told = remembered(cell.text, self.vocabulary, self.memo)
        if column.fit not in LEVELS:
            return place + cost(told, column.fit, in_place=shared > 0)
        said = cost(told, column.fit, in_place=shared > 0)
        if said > _PIECE and shared > -_NEAR and self._piece(cell, column):
            return place + _PIECE
        return place + said

    def _sums(self, cell: Cell) -> bool:
        """Whether the text opens a row that sums up others; it may stand left of all columns."""
        said = normal(cell.text)
        return said in self.vocabulary.totals or said in self.vocabulary.subtotals

    def _piece(self, cell: Cell, column: Column) -> bool:
        """Whether the text is a piece of a level term, broken in the print."""
        return normal(cell.text) in self.pieces[column.fit == "level2"]

    def _across(self, cell: Cell, shift: int) -> float:
        """A text with a blank inside may be two cells: over two columns, or after a figure."""
        if " " not in cell.text:
            return 0
        first = cell.text.partition(" ")[0]
        if remembered(first, self.vocabulary, self.memo).shape == "number":
            return _ACROSS
        met = sum(common(cell, at.start + shift, at.end + shift) > 0 for at in self.columns)
        return _ACROSS * max(met - 1, 0)

    def _cuts(self, cell: Cell, shift: int) -> list[tuple[int, int]]:
        """The blanks of a cell at which it may be two cells: those nearest between two columns."""
        found = list(blanks(cell))
        if len(found) <= _MOST_CUTS:
            return found
        between = [
            (left.end + right.start) / 2 + shift - cell.column
            for left, right in zip(self.columns, self.columns[1:], strict=False)
        ]
        found.sort(key=lambda span: min((abs(span[0] - at) for at in between), default=0))
        return found[:_MOST_CUTS]
