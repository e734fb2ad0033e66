"""The rows of a list, whatever way they are printed → entries."""

from collections.abc import Sequence

from perfcheck.extract.listing.cells import tabled
from perfcheck.extract.listing.figures import is_figure
from perfcheck.extract.listing.head import Header
from perfcheck.extract.listing.layout import by_position, laid_out
from perfcheck.extract.listing.running import Found, running
from perfcheck.extract.listing.words import Words
from perfcheck.source import Row


def entries_of(rows: Sequence[Row], header: Header, words: Words) -> Found:
    """Read the rows below a header: a table, columns side by side, or running text."""
    if header.mode == "cells" and header.slots and any(map(_figured, rows)):
        return tabled(rows, header, words)
    if by_position(rows, header):
        return laid_out(rows, header, words)
    return running(rows, header.amounts, words)


def _figured(row: Row) -> bool:
    return (
        row.mode == "cells"
        and len(row.cells) > 2
        and any(is_figure(cell.text) for cell in row.cells)
    )
