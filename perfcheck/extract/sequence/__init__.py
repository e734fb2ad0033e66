"""Forms printed one cell a line, or as running text → the rows that a tabbed print would have."""

from collections.abc import Sequence

from perfcheck.extract.regridded import Regridded
from perfcheck.extract.sequence import head, tables
from perfcheck.extract.sequence.printing import row
from perfcheck.extract.sequence.tokens import Lexicon, Token, tokens
from perfcheck.kind import Kind
from perfcheck.recognise import title_of
from perfcheck.source import Row


def regrid(rows: Sequence[Row], kind: Kind) -> Regridded:
    """Return the rows of a form's block as cells; what has no sure place is in none of them."""
    lexicon = Lexicon(kind)
    stream, doubtful = tokens(rows, lexicon)
    made: list[Row] = []
    start = at = 0
    while at <= len(stream):
        found = tables.head_at(stream, at, kind) if at < len(stream) else None
        title = at < len(stream) and _is_title(stream[at], kind)
        if at < len(stream) and not found and not title:
            at += 1
            continue
        above = head.read(stream[start:at], lexicon)
        made += above.rows
        doubtful |= above.doubtful
        if found:
            below = tables.grid(stream, found, kind)
            made += [*found.rows, *below.rows]
            doubtful |= below.doubtful
            start = at = below.end
            continue
        if title:
            made.append(row([(0, stream[at].cell)], gap=stream[at].gap))
        start = at = at + 1
    return Regridded(tuple(made), frozenset(doubtful))


def _is_title(token: Token, kind: Kind) -> bool:
    return not token.known and title_of(kind, Row((token.cell,), token.cell.line)) is not None
