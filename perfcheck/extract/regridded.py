"""The rows of a block as a print with separators would have them, whatever way they came."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from perfcheck.kind import Kind
from perfcheck.recognise.header import header
from perfcheck.source import Row

_STRETCH = 3


class Regridded(NamedTuple):
    """Rows with their cells at slots; `doubtful`: lines of cells for which a rival was near."""

    rows: tuple[Row, ...]
    doubtful: frozenset[int] = frozenset()


def regridded(rows: Sequence[Row], kind: Kind, known: Row | None = None) -> Regridded:
    """Put rows into cells: columns of blanks by place, and, where no row is the header of a table,
    one cell a line by meaning.

    Rows with separators stay as they are; stretches of other rows between them are put right by
    themselves. `known` is one of the rows that is known to be a header.
    """
    ruled = known is not None and known.mode == "cells"
    if ruled or any(row.mode == "cells" and header(kind, row) for row in rows):
        return _between(rows, kind)
    if any(row.mode == "position" for row in rows):
        from perfcheck.extract.position import regrid as by_place

        found = by_place(rows, kind)
        if any(header(kind, row) for row in found.rows):
            return found
    if any(header(kind, row) for row in rows):
        return Regridded(tuple(rows))
    from perfcheck.extract.sequence import regrid as by_meaning

    told = by_meaning(rows, kind)
    return told if told.rows else Regridded(tuple(rows))


def _between(rows: Sequence[Row], kind: Kind) -> Regridded:
    """Put the longer stretches laid out by place into cells; a line or two reads as it is."""
    made: list[Row] = []
    doubtful: frozenset[int] = frozenset()
    for mode, group in groupby(rows, key=attrgetter("mode")):
        stretch = list(group)
        if mode == "position" and len(stretch) >= _STRETCH:
            from perfcheck.extract.position import regrid as by_place

            found = by_place(stretch, kind)
            stretch, doubtful = list(found.rows), doubtful | found.doubtful
        made += stretch
    return Regridded(tuple(made), doubtful)
