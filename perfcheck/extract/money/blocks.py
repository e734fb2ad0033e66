"""Tables whose rows stand in blocks, each named by one text beside the middle of its rows."""

from collections import Counter
from collections.abc import Sequence

from perfcheck.extract.money.book import TableKind
from perfcheck.extract.money.heads import Header
from perfcheck.extract.money.pieces import Piece
from perfcheck.extract.money.placing import Placed
from perfcheck.source import Cell
from perfcheck.wording import normal

_LEFT = 3


def grouped(kind: TableKind, top: Header, rows: Sequence[Placed]) -> list[Placed]:
    """Part the names from the texts left of them, and give every row its block's text."""
    edge = _edge(rows)
    group = next(at for at, place in enumerate(top.places) if place.head.role == "group")
    name = next(at for at, place in enumerate(top.places) if place.head.role == "name")
    parted = [_parted(row, edge) for row in rows]
    made: list[Placed] = []
    block: list[Placed] = []
    labels: tuple[Cell, ...] = ()
    opened = False
    for row, (left, names) in zip(rows, parted, strict=True):
        if names and normal(names[0].text) in kind.blocks:
            made += _named(block, group, labels if opened else ())
            block, labels, opened = [], (), True
        labels = (*labels, *left)
        if names or row.figures:
            block.append(row._replace(texts={name: names}))
    return made + _named(block, group, labels if opened else ())


def by_blocks(kind: TableKind, top: Header) -> bool:
    """Whether the table is one whose rows stand in blocks."""
    return bool(kind.blocks) and {"group", "name"} <= {place.head.role for place in top.places}


def _edge(rows: Sequence[Placed]) -> int:
    """Where the names begin: the left edge that most rows share."""
    starts = Counter(_texts(row)[-1].start for row in rows if _texts(row))
    return starts.most_common(1)[0][0] if starts else 0


def _texts(row: Placed) -> list[Piece]:
    return [piece for piece in row.pieces if piece.sort == "text"]


def _parted(row: Placed, edge: int) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    texts = _texts(row)
    left = tuple(piece.cell for piece in texts if piece.start < edge - _LEFT)
    return left, tuple(piece.cell for piece in texts if piece.start >= edge - _LEFT)


def _named(block: Sequence[Placed], group: int, labels: tuple[Cell, ...]) -> list[Placed]:
    return [row._replace(texts={**row.texts, group: labels}) for row in block]
