"""M6: which level-one and level-two term an indicator stands under, and how surely."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from perfcheck.form import Certainty
from perfcheck.kind import Term, Vocabulary, term
from perfcheck.source import Cell
from perfcheck.wording import compiled, meaning

_MOVE = 0.5


class Line(NamedTuple):
    """What placing a label needs to know of a row: its page, its level cells, its words.

    `bare` says that the row was not moved and has an empty cell for the level-two term.
    """

    page: int
    one: Cell | None
    two: Cell | None
    moved: bool
    bare: bool
    name: str = ""
    target: str = ""


class Level(NamedTuple):
    """The term a row stands under: standard form, the label's cell, and how surely.

    `name` is empty where no label was found; `blank` then tells an empty cell from a lost one.
    """

    name: str = ""
    cell: Cell | None = None
    certainty: Certainty = "certain"
    blank: bool = False


def levels(
    lines: Sequence[Line], vocabulary: Vocabulary, *, one_printed: bool
) -> list[tuple[Level, Level]]:
    """Return the level-one and level-two term of each row.

    Where the first row carries labels they hold downwards, as merged cells do. Where it is bare,
    labels stand in the middle of their blocks, and hints decide across page breaks.
    """
    two = _carried([line.two for line in lines], lines, vocabulary, 2)
    one = _carried([line.one for line in lines], lines, vocabulary, 1)
    if not one_printed:
        return [(_parent(second, vocabulary), second) for second in two]
    return [
        (_agreed(first, second, line, vocabulary), second)
        for first, second, line in zip(one, two, lines, strict=True)
    ]


def _carried(
    cells: list[Cell | None], lines: Sequence[Line], vocabulary: Vocabulary, number: int
) -> list[Level]:
    labels = [index for index, cell in enumerate(cells) if cell]
    if not labels:
        return [Level(blank=line.bare) for line in lines]
    starts = labels if labels[0] == 0 else _starts(labels, cells, lines, vocabulary, number)
    ends = [*starts[1:], len(lines)]
    carried: list[Level] = []
    for label, start, end in zip(labels, [0, *starts[1:]], ends, strict=True):
        cell = cells[label]
        assert cell is not None
        carried += _block(cell, label, range(start, end), lines, vocabulary, number)
    if number == 2 and labels[0] == 0:
        return _ended(carried, cells, lines)
    return carried


def _block(
    cell: Cell, label: int, rows: range, lines: Sequence[Line], vocabulary: Vocabulary, number: int
) -> list[Level]:
    """One label's rows: sure from the label to the first break, gap or moved row without label.

    A label that is no known term of its level makes none of them sure.
    """
    found = term(vocabulary, number, cell.text)
    name = found.name if found else meaning(cell.text)
    levels: dict[Certainty, Level] = {}  # rows that are as sure share one
    block = []
    page = lines[label].page
    sure = found is not None and rows.start == label
    for row in rows:
        line = lines[row]
        if sure and row != label:  # a new level one without a level two of its own ends it too
            sure = not line.moved and line.page == page and not (number == 2 and line.one)
        certainty: Certainty = "certain" if sure else "inferred"
        if row == label and found:
            certainty = "realigned" if line.moved else "certain"
        if certainty not in levels:
            levels[certainty] = Level(name, cell, certainty)
        block.append(levels[certainty])
    return block


def _ended(carried: list[Level], cells: list[Cell | None], lines: Sequence[Line]) -> list[Level]:
    """A new level-one label without a level-two label ends the level-two block above it."""
    ended: list[Level] = []
    over: Level | None = None
    for level, cell, line in zip(carried, cells, lines, strict=True):
        if cell:
            over = None
        elif line.one:
            over = Level("", None, "certain" if line.bare else "inferred", line.bare)
        ended.append(over or level)
    return ended


def _starts(
    labels: list[int],
    cells: list[Cell | None],
    lines: Sequence[Line],
    vocabulary: Vocabulary,
    number: int,
) -> list[int]:
    """Where each block begins if labels stand mid-block: at the label, or before a page break."""
    starts = [0]
    for before, label in pairwise(labels):
        left, right = (term(vocabulary, number, _text(cells[at])) for at in (before, label))
        choices = [label]
        if left and right:
            choices += [at for at in range(before + 1, label) if lines[at].page < lines[label].page]
        costs = [_against(lines, before, at, label, left, right) for at in choices]
        starts.append(choices[costs.index(min(costs))])
    return starts


def _against(
    lines: Sequence[Line], before: int, at: int, label: int, left: Term | None, right: Term | None
) -> float:
    """How many rows speak for the other term if the right one's block begins at `at`."""
    if left is None or right is None:
        return 0
    wrong = sum(speaks(lines[row], right) > speaks(lines[row], left) for row in range(before, at))
    wrong += sum(speaks(lines[row], left) > speaks(lines[row], right) for row in range(at, label))
    return wrong + (_MOVE if at != label else 0)


def speaks(line: Line, said: Term) -> bool:
    """Whether the name or the target of a row hints at a level-two term."""
    name = bool(said.name_hint) and bool(compiled(said.name_hint).search(line.name))
    value = bool(said.value_hint) and bool(compiled(said.value_hint).search(line.target))
    return name or value


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _agreed(first: Level, second: Level, line: Line, vocabulary: Vocabulary) -> Level:
    """A level one that was carried gives way to the parent of a printed level two.

    Only where its own label may have been lost (a moved row, a page break); what stands printed
    in one unbroken block stays as printed.
    """
    if first.certainty == second.certainty == "certain" and not line.moved:
        return first
    known = vocabulary.level2.get(second.name)
    if line.one or known is None or not known.under or first.name in known.under:
        return first
    return Level(known.under[0], second.cell, "inferred")


def _parent(second: Level, vocabulary: Vocabulary) -> Level:
    known = vocabulary.level2.get(second.name)
    if known is None or len(known.under) != 1:
        return Level()
    return Level(known.under[0], second.cell, "inferred")
