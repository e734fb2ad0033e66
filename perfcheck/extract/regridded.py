"""The rows of a block as a print with separators would have them, whatever way they came."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.kind import Kind
from perfcheck.recognise import header
from perfcheck.source import Row


class Regridded(NamedTuple):
    """Rows with their cells at slots; `doubtful`: lines of cells for which a rival was near."""

    rows: tuple[Row, ...]
    doubtful: frozenset[int] = frozenset()


def regridded(rows: Sequence[Row], kind: Kind) -> Regridded:
    """Put rows into cells: columns of blanks by place, and, where no row is the header of a table,
    one cell a line by meaning."""
    if any(row.mode == "position" for row in rows):
        from perfcheck.extract.position import regrid as by_place

        found = by_place(rows, kind)
        if any(header(kind, row) for row in found.rows):
            return Regridded(found.rows, found.doubtful)
    if any(header(kind, row) for row in rows):
        return Regridded(tuple(rows))
    from perfcheck.extract.sequence import regrid as by_meaning

    told = by_meaning(rows, kind)
    return Regridded(told.rows, told.doubtful) if told.rows else Regridded(tuple(rows))
