"""Lines of a head that hold a value and a label, cut where the label begins or ends."""

from perfcheck.extract.pieces import pieces
from perfcheck.extract.sequence.tokens import Lexicon, Token
from perfcheck.kind import Kind
from perfcheck.source import Cell, Row
from perfcheck.wording import normal

_LONGEST = 60
_LONGEST_LABEL = 24
_LONGEST_VALUE = 14
_SHORTEST_LABEL = 4
_STOPS = "，。、；：:,;"


def cut(token: Token, lexicon: Lexicon, *, text: bool) -> list[Token]:
    """Return the labels and values of a line of a head, in order.

    `text` says that the line may be a text's: then only a label that surely is one cuts it.
    """
    if token.known or len(token.cell.text) > 4 * _LONGEST:
        return [token]
    cells = _ended(token.cell, lexicon) or (
        _opened(token.cell, lexicon.kind, text=text) if _may_open(token.cell.text, text) else []
    )
    made = [lexicon.token(cell, token.gap and at == 0) for at, cell in enumerate(cells)]
    return made or [token]


def _may_open(text: str, running: bool) -> bool:
    return len(text) <= _LONGEST if not running else any(mark in text[:26] for mark in "：:")


def _opened(cell: Cell, kind: Kind, *, text: bool) -> list[Cell]:
    """Cut by the mechanism of all heads: labels before a colon or a figure."""
    found = pieces(Row((cell,), cell.line), kind)
    if not any(piece.words for piece in found):
        return []
    if text and not (found[0].words and found[0].colon):
        return []
    return [piece.cell for piece in found]


def _ended(cell: Cell, lexicon: Lexicon) -> list[Cell]:
    """A value and the label of the next: the longest label that the line ends with."""
    text = cell.text
    if len(text) > _LONGEST:
        return []
    for start in range(max(1, len(text) - _LONGEST_LABEL), len(text) - 1):
        label = lexicon.token(cell.part(start, len(text)))
        if label.role not in ("field", "other") or text[start].isspace():
            continue
        before = text[:start]
        if _may_end(before, label):
            value = cell.part(0, len(before.rstrip()))
            return [value, label.cell]
    return []


def _may_end(before: str, label: Token) -> bool:
    """Whether what stands before a label may be a whole value: a figure, or a few words."""
    said = normal(before)
    if not any(sign.isalpha() for sign in said.rstrip("元万亿")):
        return bool(said)
    if any(stop in said for stop in _STOPS) or len(said) > _LONGEST_VALUE:
        return False
    long = len(normal(label.cell.text)) >= _SHORTEST_LABEL
    return long and (before[-1:].isspace() or label.words[0].type == "text")
