"""Values printed after one label, each under the column head that it can belong to."""

from collections.abc import Sequence
from itertools import combinations

from perfcheck.extract.sense import sense
from perfcheck.extract.sequence.tokens import Token
from perfcheck.kind import Vocabulary, Word
from perfcheck.source import Cell

_MOST = 10
_NEAR = 0.4
_ASTRAY = 7.0
_WORDY = 3.0

Laid = list[tuple[int, Cell]]


def head_word(token: Token) -> Word | None:
    """The meaning that a label has as a column head."""
    return next((word for word in token.words if word.role == "head"), None)


def under_heads(
    values: Sequence[Token], heads: Sequence[Word], vocabulary: Vocabulary
) -> Laid | None:
    """Return each value with the number of its head; None where two ways are equally good."""
    cells = [value.cell for value in values]
    if len(cells) > len(heads) or len(heads) > _MOST:
        return None
    typed = any(head.type for head in heads)
    ways = sorted(
        (_cost(cells, heads, at, vocabulary, typed), at)
        for at in combinations(range(len(heads)), len(cells))
    )
    best, places = ways[0]
    said = [sense(cell.text, vocabulary).shape != "nil" for cell in cells]
    near = {
        tuple(place for place, figure in zip(at, said, strict=True) if figure)
        for spent, at in ways
        if spent - best < _NEAR
    }
    if len(near) > 1 or best >= 2 * _ASTRAY:
        return None
    return list(zip(places, cells, strict=True))


def gaps(laid: Laid, heads: Sequence[Word]) -> bool:
    """Whether a head of figures has no value, so that another way of laying them was near."""
    typed = any(head.type for head in heads)
    filled = {at for at, _ in laid}
    empty = (head for at, head in enumerate(heads) if at not in filled)
    return any(_figures(head) or not typed for head in empty)


def _cost(
    cells: Sequence[Cell],
    heads: Sequence[Word],
    places: Sequence[int],
    words: Vocabulary,
    typed: bool,
) -> float:
    """Beside heads of figures (`typed`) those without a type hold words: sources, causes."""
    spent = sum(_skip(word, typed) for at, word in enumerate(heads) if at not in places)
    for at, cell in zip(places, cells, strict=True):
        spent += _fit(cell, heads[at], words)
        spent += _WORDY if typed and not _figures(heads[at]) else 0.0
    return spent


def _figures(head: Word) -> bool:
    return bool(head.type) or head.share


def _share(head: Word) -> bool:
    return head.share or head.type == "ratio"


def _skip(head: Word, typed: bool) -> float:
    """What an empty cell costs: amounts are seldom empty, scores of a part mostly are."""
    if typed and not _figures(head):
        return 0.1
    return 1.0 if _share(head) else 2.0 if head.type in ("money", "") else 0.5


def _fit(cell: Cell, head: Word, words: Vocabulary) -> float:
    shape = sense(cell.text, words).shape
    if shape == "nil":
        return 0.5 if head.type in ("money", "") else 0.3
    if "%" in cell.text or "％" in cell.text:
        return 0.0 if _share(head) else 2 * _ASTRAY
    if shape not in ("number", "quantity", "date"):
        return 2 * _ASTRAY if head.type else 1.0
    return 4.0 if _share(head) else 0.0
