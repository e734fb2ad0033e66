"""Labels that queue, and the values dealt to them: first in, first out, as their types allow."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from perfcheck.extract.sense import sense
from perfcheck.extract.sequence.halves import halved
from perfcheck.extract.sequence.tokens import Token
from perfcheck.kind import Kind

_SENTENCE = re.compile(r"[^。；;]+[。；;”]*")
_LONG = 9
_NARROW = 5
_NARROWEST = 2
_MOST = 60
_MISFIT = 7.0
_BLANK = 2.0
_FIGURES = ("number", "quantity", "nil")
_BOXES = "□√☑■"
_STOPS = "。；;！？，,：:、"


class Pair(NamedTuple):
    """A label and the lines of its value; `doubtful`: they may be another label's."""

    label: Token
    values: tuple[Token, ...] = ()
    doubtful: bool = False


def dealt(labels: Sequence[Token], values: Sequence[Token], kind: Kind) -> list[Pair]:
    """Deal values to labels in their order; what fits none is dealt to none."""
    if len(labels) == 1 or not values:
        return [*map(Pair, labels[:-1]), *(_single(at, values, kind) for at in labels[-1:])]
    if len(values) == len(labels) and all(map(_fits, labels, values, [kind] * len(labels))):
        return [Pair(label, (value,)) for label, value in zip(labels, values, strict=True)]
    texts = all(is_text(label) for label in labels)
    if texts and len(labels) == 2 and len(values) == 1:
        values = _sentences(values[0], labels[0])
    if len(values) < len(labels):
        return _few(labels, values, kind)
    if texts and len(labels) == 2:
        running = values[0].cell.line == values[-1].cell.line
        cut = halved([value.cell.text for value in values], wrapped=not running)
        halves = (tuple(values[:cut]), tuple(values[cut:]))
        return [Pair(label, half, True) for label, half in zip(labels, halves, strict=True)]
    return _spread(labels, values, kind)


def _sentences(value: Token, label: Token) -> list[Token]:
    """In running text one piece may be the texts of two labels; else it is one's."""
    cell = value.cell
    if cell.line != label.cell.line or cell.parts:
        return [value]
    spans = [found.span() for found in _SENTENCE.finditer(cell.text)]
    return [value._replace(cell=cell.part(*span)) for span in spans]


def is_text(label: Token) -> bool:
    """Whether a label's value is a text, which may go on over lines."""
    return label.words[0].type == "text"


def _single(label: Token, values: Sequence[Token], kind: Kind) -> Pair:
    """One label: a text takes all lines that go on in it; any other takes one."""
    if not is_text(label):
        alone = len(values) == 1 and values[0].cell.line != label.cell.line
        fits = values and (alone or _fits(label, values[0], kind))
        return Pair(label, tuple(values[:1]) if fits else ())
    end = min(1, len(values))
    doubtful = False
    line = label.cell.line
    while end < len(values):
        sure = _goes_on(values[end - 1], values[end])
        running = values[end - 1].cell.line == values[end].cell.line == line
        if not sure and not running and not _narrow(values[end - 1], values[end]):
            break
        doubtful |= not sure
        end += 1
    return Pair(label, tuple(values[:end]), doubtful)


def _goes_on(above: Token, below: Token) -> bool:
    """Whether a line is long enough, or ends in such a way, that the next may go on in it."""
    text = above.cell.text.rsplit("\n", 1)[-1]
    if any(box in text for box in _BOXES):
        return any(box in below.cell.text for box in _BOXES)
    return len(text) >= _LONG or text[-1:] in _STOPS or below.cell.text[:1] in _STOPS


def _narrow(above: Token, below: Token) -> bool:
    """Whether two lines may be a few words broken in a narrow column."""
    upper, lower = above.cell.text, below.cell.text
    broken = len(lower) < len(upper) < _NARROW or len(lower) <= len(upper) <= _NARROWEST
    return broken and not any(map(str.isdigit, upper + lower))


def _fits(label: Token, value: Token, kind: Kind) -> bool:
    return is_text(label) or sense(value.cell.text, kind.vocabulary).shape in (*_FIGURES, "date")


def _few(labels: Sequence[Token], values: Sequence[Token], kind: Kind) -> list[Pair]:
    """Fewer values than labels: blanks vanished, and the last labels are the likeliest to have
    theirs; two figures among several amounts are dealt to none."""
    start = len(labels) - len(values)
    last = list(zip(labels[start:], values, strict=True))
    vague = len(values) > 1 and not all(is_text(label) for label, _ in last)
    if vague or not all(_fits(label, value, kind) for label, value in last):
        return _spread(labels, values, kind, sure=True)
    named = {label.words[0].name for label, _ in last}
    bare = (label for label in labels[:start] if label.words[0].name not in named)
    return [*map(Pair, bare), *(Pair(label, (value,), True) for label, value in last)]


def _spread(
    labels: Sequence[Token], values: Sequence[Token], kind: Kind, *, sure: bool = False
) -> list[Pair]:
    """The cheapest way to deal runs of lines to labels; `sure`: none where another is as good."""
    if len(values) > _MOST:
        return []
    numbers = range(len(values) + 1)
    best: list[list[tuple[float, int, bool]]] = [
        [(0.0, 0, False)] + [(99.0, 0, False)] * len(values)
    ]
    for label in labels:
        above = best[-1]
        row = []
        for end in numbers:
            ways = sorted(
                (above[start][0] + _cost(label, values[start:end], kind), start)
                for start in range(max(0, end - _MOST), end + 1)
            )
            tied = len(ways) > 1 and ways[1][0] - ways[0][0] < 0.1
            row.append((*ways[0], tied or above[ways[0][1]][2]))
        best.append(row)
    if best[-1][-1][0] >= _MISFIT or (sure and best[-1][-1][2]):
        return []
    pairs: list[Pair] = []
    end = len(values)
    for number in range(len(labels), 0, -1):
        start = best[number][end][1]
        pairs.append(Pair(labels[number - 1], tuple(values[start:end]), True))
        end = start
    return pairs[::-1]


def _cost(label: Token, values: Sequence[Token], kind: Kind) -> float:
    if not values:
        return _BLANK
    if not is_text(label):
        return 0.0 if len(values) == 1 and _fits(label, values[0], kind) else 4 * _MISFIT
    spent = 0.5 if _figure(values[0]) else 0.0
    for above, below in pairwise(values):
        spent += 0.8 if _goes_on(above, below) else 3.0
    return spent


def _figure(value: Token) -> bool:
    return value.cell.text.replace(",", "").replace(".", "").isdigit()
