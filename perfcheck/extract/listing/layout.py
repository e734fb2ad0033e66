"""The rows of a list printed by position: columns side by side, each cell on several lines."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from perfcheck.extract.listing.entry import Entry
from perfcheck.extract.listing.figures import Placed, decimal, is_figure, place
from perfcheck.extract.listing.head import Header
from perfcheck.extract.listing.lines import Line, lines
from perfcheck.extract.listing.position import Piece, pieces_of, width
from perfcheck.extract.listing.running import Found
from perfcheck.extract.listing.runs import run_of
from perfcheck.extract.listing.words import GOAL, INDICATORS, NUMBER, UNIT, Words
from perfcheck.form import Certainty
from perfcheck.source import Row
from perfcheck.wording import compiled

_ENDED = tuple("。；;!！")
_CLOSING = '”"’）)'
_GAP = 2.0
_BROKEN = 3.0
_UNEVEN = 0.1
_NUMBER = r"[(（]?(\d{1,2}|[一二三四五六七八九十]{1,3})[、.)）]"
_FIRST = ("1", "一")
_INNER = r"\d{2,3}-"
_CLEAR = 0.99
_NEAR = 3
_INDENT = 10
_LONGEST_NAME = 20


class _Split(NamedTuple):
    """A line, its pieces by column."""

    name: tuple[Piece, ...]
    figures: tuple[Piece, ...]
    goal: tuple[Piece, ...]
    indicators: tuple[Piece, ...]
    gap: bool


def by_position(rows: Sequence[Row], header: Header) -> bool:
    """Whether texts stand right of the amounts, as columns side by side do, not below names."""
    last = header.label(header.amounts[-1]) if header.amounts else None
    if last is None or header.mode != "position":
        return False
    right = left = 0
    for row in rows:
        for cell in row.cells:
            if is_figure(cell.text):
                continue
            right += cell.column > last.column
            left += cell.column <= last.column and len(cell.text) > _LONGEST_NAME
    return right > left


def laid_out(rows: Sequence[Row], header: Header, words: Words) -> Found:
    """Read the rows of a list whose columns stand side by side."""
    printed = lines(rows)
    pieces, wide = pieces_of(printed)
    split = _split(printed, pieces, header)
    anchors = [at for at, line in enumerate(split) if line.figures]
    if not anchors:
        return Found((), tuple(cell for line in printed for cell in line.cells))
    starts, sure = [0], [True]
    for at, after in pairwise(anchors):
        start, clear = _boundary(split, starts[-1], at, after, words)
        starts.append(start)
        sure.append(clear)
    ends = [*starts[1:], len(split)]
    certain = [a and b for a, b in zip(sure, [*sure[1:], True], strict=True)]
    entries = [
        _entry(split[start:end], split[at], header, wide, clear=clear)
        for start, end, at, clear in zip(starts, ends, anchors, certain, strict=True)
    ]
    return Found(tuple(entries), ())


def _split(
    printed: Sequence[Line], pieces: Sequence[Sequence[Piece]], header: Header
) -> list[_Split]:
    """Part the pieces of each line: names left of the amounts, goals and indicators right."""
    zone = _zone(pieces)
    figures = [_amounts(line, zone) for line in pieces]
    lefts = sorted(piece.left for line in figures for piece in line)
    first = lefts[len(lefts) // 20] if lefts else 10**6
    texts = [
        [piece for piece in line if piece not in some and piece.left >= first]
        for line, some in zip(pieces, figures, strict=True)
    ]
    middle = _middle(texts)
    if header.label(GOAL) is None:
        middle = 0
    if header.label(INDICATORS) is None:
        middle = 10**6
    return [
        _Split(
            tuple(piece for piece in line if piece not in some and piece.left < first),
            tuple(some),
            tuple(piece for piece in text if piece.left < middle),
            tuple(piece for piece in text if piece.left >= middle),
            printed[at].gap,
        )
        for at, (line, some, text) in enumerate(zip(pieces, figures, texts, strict=True))
    ]


def _zone(pieces: Sequence[Sequence[Piece]]) -> tuple[int, int]:
    """From where to where amounts stand: right beside names, which begin at the left."""
    edge = min((line[0].left for line in pieces if line), default=0) + _INDENT
    beside = [
        piece
        for line in pieces
        if len(line) > 1 and line[0].left <= edge and line[1].figure
        for piece in line[1:]
        if piece.figure and decimal(piece.cell.text)
    ]
    if not beside:
        return 0, 10**6
    return min(at.left for at in beside) - _NEAR, max(at.right for at in beside) + _NEAR


def _amounts(line: Sequence[Piece], zone: tuple[int, int]) -> list[Piece]:
    """The amounts of a line: figures next to each other, one at least with decimals."""
    found: list[Piece] = []
    for piece in line:
        if piece.figure and zone[0] <= piece.left and piece.right <= zone[1]:
            found.append(piece)
        elif any(decimal(one.cell.text) for one in found):
            break
        else:
            found = []
    return found if any(decimal(one.cell.text) for one in found) else []


def _middle(texts: Sequence[Sequence[Piece]]) -> float:
    """Where the column of indicators begins, right of that of goals."""
    pairs = [(line[0].left, line[1].left) for line in texts if len(line) > 1]
    if pairs:
        half = len(pairs) // 2
        return (sorted(one for one, _ in pairs)[half] + sorted(two for _, two in pairs)[half]) / 2
    lefts = sorted({piece.left for line in texts for piece in line})
    gaps = [(right - left, left) for left, right in pairwise(lefts)]
    return max(gaps)[1] + max(gaps)[0] / 2 if gaps else 10**6


def _boundary(
    split: Sequence[_Split], start: int, at: int, after: int, words: Words
) -> tuple[int, bool]:
    """Where the row of the next anchor begins: the line before which all texts have ended."""
    begun = _begun(split, at + 1, after, words)
    goal = _last(split[start : at + 1], "goal")
    said = _last(split[start : at + 1], "indicators")
    costs: list[tuple[float, int]] = []
    for line in range(at + 1, after + 1):
        cost = 0.0 if split[line].gap else _GAP
        cost += _BROKEN * (not goal) + _BROKEN * (not said) + _BROKEN * (not begun[line - at - 1])
        if start < at:
            cost += _UNEVEN * abs((at - start) - (line - 1 - at))
        costs.append((cost, -line))
        goal = _ended(split[line].goal, goal)
        said = _ended(split[line].indicators, said)
    costs.sort()
    best = -costs[0][1]
    clear = len(costs) < 2 or costs[1][0] - costs[0][0] > _CLEAR
    return best, clear and (best == after or split[best].gap)


def _last(split: Sequence[_Split], column: str) -> bool:
    ended = True
    for line in split:
        ended = _ended(line.goal if column == "goal" else line.indicators, ended)
    return ended


def _ended(pieces: Sequence[Piece], before: bool) -> bool:
    if not pieces:
        return before
    return pieces[-1].cell.text.rstrip(_CLOSING).endswith(_ENDED)


def _begun(split: Sequence[_Split], first: int, last: int, words: Words) -> list[bool]:
    """For each line whether the next piece of indicators, at or below it, is the first of some."""
    made: list[bool] = []
    begins = True
    for line in range(last, first - 1, -1):
        if split[line].indicators:
            text = run_of([piece.cell for piece in split[line].indicators]).text
            known = compiled(words.opener).match(text) or compiled(words.hidden).match(text)
            number = compiled(_NUMBER).match(text)
            inner = compiled(_INNER).match(text) is not None
            begins = known is not None and not inner and (not number or number[1] in _FIRST)
        made.append(begins)
    return made[::-1]


def _entry(
    split: Sequence[_Split], anchor: _Split, header: Header, wide: bool, *, clear: bool
) -> Entry:
    sure: Certainty = "certain" if clear else "inferred"
    name = [piece for line in split for piece in line.name]
    number, unit = _beside(name, header)
    taken = {id(piece) for piece in (*number, *unit)}
    return Entry(
        tuple(piece.cell for piece in name if id(piece) not in taken),
        _placed(anchor.figures, header, wide),
        tuple(piece.cell for line in split for piece in line.goal),
        tuple(piece.cell for line in split for piece in line.indicators),
        unit=tuple(piece.cell for piece in unit),
        number=number[0].cell if number else None,
        sure=sure,
        texts=sure,
        indent=name[0].left if name else 0,
        whole=True,
    )


def _beside(name: Sequence[Piece], header: Header) -> tuple[list[Piece], list[Piece]]:
    """The number and the unit left of the name, where the header has columns for them."""
    number: list[Piece] = []
    unit: list[Piece] = []
    if header.label(NUMBER):
        number = [piece for piece in name[:1] if piece.figure]
    label = header.label(UNIT)
    if label and len(header.columns) > 1:
        following = header.columns[[at.name for at in header.columns].index(UNIT) + 1].label
        unit = [
            piece for piece in name if piece not in number and piece.left < following.column - 1
        ]
    return number, unit


def _placed(figures: Sequence[Piece], header: Header, wide: bool) -> Placed:
    """Lay figures on the amount columns whose labels stand over them."""
    cells = [piece.cell for piece in figures]
    names = header.amounts
    if len(cells) >= len(names):
        return place(cells, names)
    more = _wide_before(header) if wide else {}
    labels = [label for name in names if (label := header.label(name))]
    middles = [
        (label.column + label.end_column + width(label.text) * wide) / 2 + more.get(id(label), 0)
        for label in labels
    ]
    edges = [(one + two) / 2 for one, two in pairwise(middles)]
    at = [bisect_left(edges, (piece.left + piece.right) / 2) for piece in figures]
    if len(set(at)) < len(at):
        return place(cells, names)
    return Placed({names[index]: cell for index, cell in zip(at, cells, strict=True)})


def _wide_before(header: Header) -> dict[int, int]:
    """How many wide signs stand before each label on its line."""
    found: dict[int, int] = {}
    more: dict[int, int] = {}
    for column in sorted(header.columns, key=lambda at: (at.label.line, at.label.column)):
        line = column.label.line
        found[id(column.label)] = more.get(line, 0)
        more[line] = more.get(line, 0) + width(column.label.text)
    return found
