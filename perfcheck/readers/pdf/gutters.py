"""Lines of a page in the order in which they are read: two columns of prose one after the other."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from perfcheck.readers.pdf.lines import Line

_GUTTER: Final = 1.5
_FEWEST: Final = 6
_FULL: Final = 0.8
_MOST: Final = 0.6
_LETTERS: Final = 10


class Stretch(NamedTuple):
    """Lines below each other; `apart` says that they are one of two columns."""

    lines: tuple[Line, ...]
    apart: bool = False


class _Gutter(NamedTuple):
    """A strip, from `left` to `right`, that a run of lines leaves free, and where the run ends."""

    left: float
    right: float
    end: int


def read_in_order(lines: Sequence[Line]) -> list[Stretch]:
    """Cut lines into stretches, in the order in which they are read."""
    made: list[Stretch] = []
    at = start = 0
    while at < len(lines):
        gutter = _gutter(lines, at)
        columns = _columns(lines[at : gutter.end], gutter) if gutter else ()
        if gutter and columns:
            if start < at:
                made.append(Stretch(tuple(lines[start:at])))
            made += columns
            at = start = gutter.end
        else:
            at = gutter.end if gutter else at + 1
    if start < len(lines):
        made.append(Stretch(tuple(lines[start:])))
    return made


def _gutter(lines: Sequence[Line], at: int) -> _Gutter | None:
    """The strip that a line leaves free between two texts, and how far down it goes on."""
    gaps = _gaps(lines[at])
    if len(gaps) != 1:
        return None
    left, right = gaps[0]
    end = at + 1
    while end < len(lines):
        narrowed = _narrowed(lines[end], left, right)
        if narrowed is None:
            break
        left, right = narrowed
        end += 1
    return _Gutter(left, right, end)


def _gaps(line: Line) -> list[tuple[float, float]]:
    """The wide gaps of a line."""
    inked = [glyph for glyph in line.glyphs if not glyph.blank]
    return [
        (last.x1, after.x0)
        for last, after in pairwise(inked)
        if after.x0 - last.x1 >= _GUTTER * line.em
    ]


def _narrowed(line: Line, left: float, right: float) -> tuple[float, float] | None:
    """What of a strip another line leaves free; None where that is too little."""
    for glyph in line.glyphs:
        if glyph.blank or glyph.x1 <= left or glyph.x0 >= right:
            continue
        if (glyph.x0 + glyph.x1) / 2 < (left + right) / 2:
            left = glyph.x1
        else:
            right = glyph.x0
    return (left, right) if right - left >= line.em else None


def _columns(lines: Sequence[Line], gutter: _Gutter) -> tuple[Stretch, ...]:
    """Both columns, where there are enough lines and they are full, as prose is; else none."""
    if len(lines) < _FEWEST:
        return ()
    middle = (gutter.left + gutter.right) / 2
    lefts = [half for line in lines if (half := _half(line, middle, False))]
    rights = [half for line in lines if (half := _half(line, middle, True))]
    if not (_prose(lefts) and _prose(rights)):
        return ()
    return Stretch(tuple(lefts), True), Stretch(tuple(rights), True)


def _half(line: Line, middle: float, right: bool) -> Line | None:
    """What of a line stands on one side."""
    glyphs = tuple(glyph for glyph in line.glyphs if (glyph.x0 >= middle) == right)
    return line._replace(glyphs=glyphs) if glyphs else None


def _prose(lines: Sequence[Line]) -> bool:
    """Whether most lines are as long as the longest, long enough for prose, and without gaps."""
    if len(lines) < _FEWEST:
        return False
    longest = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    full = [line for line in lines if _printed(line) >= _FULL * longest]
    return longest >= _LETTERS * lines[0].em and len(full) >= _MOST * len(lines)


def _printed(line: Line) -> float:
    """How much of a line is letters."""
    return sum(glyph.x1 - glyph.x0 for glyph in line.glyphs if not glyph.blank)
