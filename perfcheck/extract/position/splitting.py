"""The lines of a table cut into its rows: which fragments below each other are one cell."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck.extract.position.fragments import width
from perfcheck.extract.position.heading import Column
from perfcheck.extract.sense import Sense, remembered
from perfcheck.kind import Fit, Vocabulary
from perfcheck.source import Cell

_MOST_LINES = 40
_WORST = 40.0
_RIVAL = 0.8
_OPENING = "（(“‘《【"
_CLOSING = "）)”’》】"
_GOES_ON = (*_OPENING, "，", "、", "：", "；", ",", "“", "-")
_WENT_ON = (*_CLOSING, "，", "。", "、", "；", "：", ",")
_FIGURES: tuple[Fit, ...] = ("number", "amount", "sign", "unit")
_MISSING: Mapping[Fit, float] = {"name": 3, "target": 2, "amount": 2, "text": 0.5}
_MEASURES = ("number", "quantity", "date")

# What it costs to go on in the next line after a broken-off, a full, a nearly full, a short one.
_BROKEN, _FULL, _NEARLY, _SHORT = 0.2, 0.4, 1.5, 3.0
_TWO_FIGURES = 6.0
_TWO_QUANTITIES = 4.0
_GAP = 1.5
_GAP_OF_ROWS = 3.0
_TWO_CLASSES = 4.0
_TWO_WHOLE = 2.5
_NO_GAP = 2.5
_TORN = 0.5
_NEAR = 2
_ASKEW = 0.5


class Line(NamedTuple):
    """A line of a table with cells of other than level columns; `gap`: blank lines before it."""

    number: int
    gap: bool
    cells: Mapping[int, tuple[Cell, ...]]


class Split(NamedTuple):
    """The rows, each as its first line and the one after its last, and which are doubtful."""

    rows: tuple[tuple[int, int], ...]
    doubtful: frozenset[int]


class _Measures(NamedTuple):
    """What is usual in a table: the width of each column, and blank lines between its rows."""

    widest: Mapping[int, int]
    gaps: bool
    names: frozenset[int]
    values: frozenset[int]


def split(
    lines: Sequence[Line],
    columns: Sequence[Column],
    vocabulary: Vocabulary,
    memo: dict[str, Sense],
    classes: Sequence[int] = (),
) -> Split:
    """Cut lines into rows at the least cost; a cut that a rival nearly equals is doubtful.

    `classes` are the lines, in order, on which a term of the lowest level is printed whole: no
    row has two of them.
    """
    if not lines:
        return Split((), frozenset())
    join = _Joining(lines, columns, vocabulary, memo, classes)
    groups = [join.from_line(start) for start in range(len(lines))]
    ahead, chosen = _cheapest(groups)
    rows: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        rows.append((at, chosen[at]))
        at = chosen[at]
    return Split(tuple(rows), _doubtful(groups, ahead, rows))


def _cheapest(groups: Sequence[Sequence[tuple[int, float]]]) -> tuple[list[float], list[int]]:
    """For each line the least cost of the rows from it on, and where the first of them ends."""
    count = len(groups)
    ahead = [0.0] * (count + 1)
    chosen = [0] * count
    for start in range(count - 1, -1, -1):
        ways = [(spent + ahead[end], end) for end, spent in groups[start]]
        ahead[start], chosen[start] = min(ways)
    return ahead, chosen


def _doubtful(
    groups: Sequence[Sequence[tuple[int, float]]],
    ahead: Sequence[float],
    rows: Sequence[tuple[int, int]],
) -> frozenset[int]:
    """The rows over which another cut is nearly as cheap."""
    count = len(groups)
    behind = [float("inf")] * (count + 1)
    behind[0] = 0.0
    for start in range(count):
        for end, spent in groups[start]:
            behind[end] = min(behind[end], behind[start] + spent)
    row_of = [number for number, (start, end) in enumerate(rows) for _ in range(start, end)]
    best = set(rows)
    found: set[int] = set()
    for start in range(count):
        for end, spent in groups[start]:
            rival = behind[start] + spent + ahead[end] - ahead[0]
            if rival < _RIVAL and (start, end) not in best:
                found |= set(range(row_of[start], row_of[end - 1] + 1))
    return frozenset(found)


class _Joining:
    """Weighs whether lines below each other are one row."""

    def __init__(
        self,
        lines: Sequence[Line],
        columns: Sequence[Column],
        vocabulary: Vocabulary,
        memo: dict[str, Sense],
        classes: Sequence[int],
    ) -> None:
        self.lines = lines
        self.classes = [bisect_right(classes, line.number) for line in lines]
        self.columns = columns
        self.vocabulary = vocabulary
        self.memo = memo
        self.measures = _measures(lines, columns)
        self.places = _previous(lines)

    def from_line(self, start: int) -> list[tuple[int, float]]:
        """Every row that may begin at a line: where it ends, and what it costs."""
        found = []
        spans: dict[int, tuple[int, int]] = {}
        joins = 0.0
        for at in range(start, min(start + _MOST_LINES, len(self.lines))):
            line = self.lines[at]
            joins += self._joined(start, at, spans) if at > start else self._opened(at)
            for column in line.cells:
                joins += self._torn(at, column, self.lines[start].number, spans)
                first = spans.get(column, (line.number, 0))[0]
                spans[column] = (first, line.number)
            if joins > _WORST:
                break
            found.append((at + 1, joins + self._missing(spans) + _askew(spans)))
        return found

    def _opened(self, at: int) -> float:
        """What it costs that a row begins without a blank line, where rows have one."""
        return _NO_GAP if at and self.measures.gaps and not self.lines[at].gap else 0.0

    def _torn(
        self, at: int, column: int, start: int, spans: Mapping[int, tuple[int, int]]
    ) -> float:
        """What it costs that a cell begins right below a full line of the row above."""
        last = self.places[at].get(column)
        if column in spans or last is None or self.lines[at].gap:
            return 0
        near = last.line < start and self.lines[at].number - last.line <= _NEAR
        return _TORN if near and width(last.text) >= self.measures.widest[column] else 0

    def _joined(self, start: int, at: int, spans: Mapping[int, tuple[int, int]]) -> float:
        """What it costs that a line belongs to the row that began above it."""
        line = self.lines[at]
        spent = (_GAP_OF_ROWS if self.measures.gaps else _GAP) if line.gap else 0.0
        broken = False
        if self.classes[at] > self.classes[start] and self._classed(start):
            spent += _TWO_CLASSES if self.classes[at] > self.classes[at - 1] else 0
        for column, cells in line.cells.items():
            if column in spans:
                last = self.places[at][column]
                cost, sure = self._wrap(last, cells[0], column)
                spent += cost
                broken = broken or sure
        both = self._whole(at) and any(self._whole(above) for above in range(start, at))
        if both and not broken and not (self.measures.gaps and not line.gap):
            spent += _TWO_WHOLE
        return spent

    def _classed(self, at: int) -> bool:
        """Whether the line prints a class."""
        return self.classes[at] > (self.classes[at - 1] if at else 0)

    def _whole(self, at: int) -> bool:
        """Whether a line could be a row: it has a name, if names are needed, and a value."""
        names, values = self.measures.names, self.measures.values
        cells = self.lines[at].cells.keys()
        return names <= cells and (not values or bool(values & cells))

    def _wrap(self, above: Cell, below: Cell, column: int) -> tuple[float, bool]:
        """What it costs that one cell goes on in the next, and whether its text says so."""
        fit = self.columns[column].fit
        if fit in _FIGURES:
            return _TWO_FIGURES, False
        if above.text.endswith(_GOES_ON) or below.text.startswith(_WENT_ON) or _open(above.text):
            return _BROKEN, True
        if fit == "target" and self._measured(above, below):
            return _TWO_QUANTITIES, False
        widest = self.measures.widest[column]
        wide = width(above.text)
        return (
            _FULL if wide >= widest - 2 else _NEARLY if wide >= 0.75 * widest else _SHORT
        ), False

    def _measured(self, above: Cell, below: Cell) -> bool:
        """Whether both are targets by themselves; two pieces of one date both look like dates."""
        shapes = [remembered(at.text, self.vocabulary, self.memo).shape for at in (above, below)]
        return all(shape in _MEASURES for shape in shapes) and shapes != ["date", "date"]

    def _missing(self, spans: Mapping[int, tuple[int, int]]) -> float:
        return sum(
            _MISSING.get(column.fit, 0.0)
            for number, column in enumerate(self.columns)
            if number not in spans
        )


def _open(text: str) -> bool:
    """Whether a bracket or a quotation mark is left open."""
    if text.startswith('"') and text.count('"') == 1:
        return True
    return any(text.count(left) > text.count(right) for left, right in ("（）", "()", "“”", "《》"))


def _askew(spans: Mapping[int, tuple[int, int]]) -> float:
    """How far the cells of a row stand from one middle, or from one upper edge."""
    top = min(first for first, _ in spans.values())
    mean = (top + max(last for _, last in spans.values())) / 2
    middle = sum(abs((first + last) / 2 - mean) for first, last in spans.values())
    upper = sum(first - top for first, _ in spans.values()) + 0.3
    return _ASKEW * min(middle, upper)


def _measures(lines: Sequence[Line], columns: Sequence[Column]) -> _Measures:
    widest: dict[int, int] = {}
    for line in lines:
        for column, cells in line.cells.items():
            wide = max(width(cell.text) for cell in cells)
            widest[column] = max(widest.get(column, 0), wide)
    names = frozenset(number for number, at in enumerate(columns) if at.fit == "name")
    values = frozenset(n for n, at in enumerate(columns) if at.fit in ("target", "amount"))
    anchors = [line for line in lines[1:] if names | values <= line.cells.keys()]
    gaps = sum(line.gap for line in anchors)
    return _Measures(widest, gaps >= 2 and gaps >= 0.6 * len(anchors), names, values)


def _previous(lines: Sequence[Line]) -> list[dict[int, Cell]]:
    """For each line the last cell above it in each of its columns."""
    latest: dict[int, Cell] = {}
    found = []
    for line in lines:
        found.append({column: latest[column] for column in line.cells if column in latest})
        latest |= {column: cells[-1] for column, cells in line.cells.items()}
    return found
