"""The pieces of lines printed by position: where each begins and ends in the print's measure."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from perfcheck.extract.listing.figures import decimal, is_figure, is_nil
from perfcheck.extract.listing.lines import Line
from perfcheck.extract.listing.runs import bundled
from perfcheck.source import Cell
from perfcheck.wording import compiled

_WORD = r"\S+"
_CUT = r"\d[\d,]*(?:[.,]\d?)"
_NEAR = 3


class Piece(NamedTuple):
    """A printed piece of a line and where it begins and ends, in the print's own measure."""

    cell: Cell
    left: int
    right: int
    figure: bool


def pieces_of(printed: Sequence[Line]) -> tuple[list[list[Piece]], bool]:
    """The pieces of all lines, broken figures joined, and whether wide signs count double.

    A print counts signs or columns; in its own measure texts begin at few places.
    """
    wide = min((True, False), key=lambda wide: _spread(printed, wide))
    return _mended([_pieces(line, wide) for line in printed]), wide


def _pieces(line: Line, wide: bool) -> list[Piece]:
    """The pieces of a line; a figure is one of its own."""
    made: list[Piece] = []
    more = 0
    for cell in line.cells:
        for start, end in _stretches(cell):
            piece = cell.part(start, end)
            grown = width(cell.text[:start]) if wide else 0
            size = width(piece.text) if wide else 0
            left = piece.column + more + grown
            right = left + end - start + size
            made.append(Piece(piece, left, right, is_figure(piece.text) or is_nil(piece.text)))
        more += width(cell.text) if wide else 0
    return made


def _stretches(cell: Cell) -> list[tuple[int, int]]:
    found = list(compiled(_WORD).finditer(cell.text))
    if not any(decimal(match[0]) and is_figure(match[0]) for match in found):
        return [(0, len(cell.text))]
    made: list[tuple[int, int]] = []
    text = False
    for match in found:
        figure = is_figure(match[0]) and decimal(match[0])
        if text and not figure:
            made[-1] = made[-1][0], match.end()
        else:
            made.append(match.span())
        text = not figure
    return made


def width(text: str) -> int:
    """How many wide signs a text has."""
    return sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def _spread(printed: Sequence[Line], wide: bool) -> int:
    """How many places texts begin at; in the measure that the print was made in they are few."""
    return len(
        {piece.left for line in printed for piece in _pieces(line, wide) if not piece.figure}
    )


def _mended(pieces: list[list[Piece]]) -> list[list[Piece]]:
    """Join figures that were broken in their narrow column with their rest on the line below."""
    for line, below in pairwise(pieces):
        for at, piece in enumerate(line):
            if not compiled(_CUT).fullmatch(piece.cell.text):
                continue
            rest = next((one for one in below if one.figure and _under(piece, one)), None)
            whole = bundled((piece.cell, rest.cell)) if rest else None
            if rest and whole and is_figure(piece.cell.text + rest.cell.text):
                below.remove(rest)
                line[at] = piece._replace(cell=whole, figure=True)
    return pieces


def _under(piece: Piece, rest: Piece) -> bool:
    return abs(piece.left - rest.left) < _NEAR or abs(piece.right - rest.right) < _NEAR
