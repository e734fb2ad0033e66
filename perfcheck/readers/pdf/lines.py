"""Characters → lines of text: those at one height, from left to right, with the blanks between."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from perfcheck.readers.pdf.sheet import Glyph

_SAME_HEIGHT: Final = 0.45
_WORD: Final = 0.25
_APART: Final = 1.3
_WORDS: Final = 0.8
_FEWEST_SPREAD: Final = 3
_SPREAD: Final = 1.1
_EVEN: Final = 0.2
_CHINESE: Final = "\u2e80"


class Line(NamedTuple):
    """The characters of a line, from left to right, and the height of its middle."""

    glyphs: tuple[Glyph, ...]
    mid: float
    em: float

    @property
    def x0(self) -> float:
        """Where its first character begins."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Where its last character ends."""
        return self.glyphs[-1].x1


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Put characters into lines, top down; lines of blanks alone are left out."""
    made: list[list[Glyph]] = []
    tallest = Glyph("", 0, 0, 0, 0)
    for glyph in sorted((one for one in glyphs if not one.blank), key=lambda one: one.mid):
        reach = _SAME_HEIGHT * max(glyph.em, tallest.em)
        if not made or glyph.mid - tallest.mid > reach:
            made.append([])
            tallest = glyph
        elif glyph.em > tallest.em:
            tallest = glyph
        made[-1].append(glyph)
    return [_line(row) for row in made]


def with_blanks(made: Sequence[Line], blanks: Sequence[Glyph]) -> list[Line]:
    """The same with the blanks that are printed inside of the lines; `blanks` from the top down."""
    return [*made] if not blanks else [_blanked(line, blanks) for line in made]


def apart(line: Line) -> list[Line]:
    """A line cut where gaps are that stand between words."""
    ends = [
        at
        for at, (left, right) in enumerate(pairwise(line.glyphs), 1)
        if right.x0 - left.x1 >= _WORDS * line.em
    ]
    return [
        line._replace(glyphs=line.glyphs[start:end])
        for start, end in pairwise((0, *ends, len(line.glyphs)))
    ]


def _height(glyph: Glyph) -> float:
    return glyph.mid


def _line(glyphs: Sequence[Glyph]) -> Line:
    em = median(glyph.em for glyph in glyphs)
    return Line(tuple(sorted(glyphs, key=lambda one: one.x0)), median(g.mid for g in glyphs), em)


def _blanked(line: Line, blanks: Sequence[Glyph]) -> Line:
    reach = _SAME_HEIGHT * line.em
    first = bisect_left(blanks, line.mid - reach, key=_height)
    last = bisect_right(blanks, line.mid + reach, key=_height)
    inside = [one for one in blanks[first:last] if line.x0 < one.x0 < line.x1]
    if not inside:
        return line
    return line._replace(glyphs=tuple(sorted((*line.glyphs, *inside), key=lambda one: one.x0)))


def text(line: Line, left: float | None = None, unit: float = 0.0) -> str:
    """The text of a line; wide gaps are as many blanks as fit in, two at the least.

    Where `left` is given, everything stands in its column: one for each `unit` from there on.
    """
    wide = _spread(line)
    unit = unit or line.em / 2
    said = "" if left is None else " " * max(round((line.x0 - left) / unit), 0)
    last: Glyph | None = None
    blanks = ""
    for glyph in line.glyphs:
        if glyph.blank:
            blanks += glyph.text
            continue
        if last is not None:
            column = 0 if left is None else round((glyph.x0 - left) / unit)
            said += _between(last, glyph, blanks, line.em, wide, column - len(said), unit)
        said += glyph.text
        last, blanks = glyph, ""
    return said


def _between(
    last: Glyph, glyph: Glyph, blanks: str, em: float, wide: float, column: int, unit: float
) -> str:
    """The blanks between two neighbours."""
    gap = glyph.x0 - last.x1
    printed = sum(em if sign >= _CHINESE else em / 2 for sign in blanks)
    if wide and not blanks and gap <= wide:
        return ""
    if gap - printed >= (_APART if not blanks else _APART / 2) * em:
        return " " * max(column if column > 0 else round(gap / unit), 2)
    if blanks:
        return blanks if gap > 0.05 * em else ""
    chinese = last.text[-1:] >= _CHINESE and glyph.text[:1] >= _CHINESE
    return " " if gap > _WORD * em and not (chinese and gap < em) else ""


def _spread(line: Line) -> float:
    """How far the letters of a line are set apart, where all are, and not by columns; else 0."""
    glyphs = line.glyphs
    if len(glyphs) < _FEWEST_SPREAD or glyphs[1].x0 - glyphs[0].x1 <= _WORD * line.em:
        return 0.0
    if any(glyph.blank for glyph in glyphs):
        return 0.0
    gaps = [right.x0 - left.x1 for left, right in pairwise(glyphs)]
    even = max(gaps) - min(gaps) <= _EVEN * line.em
    apart = _WORD * line.em < min(gaps) and max(gaps) <= _SPREAD * line.em
    return max(gaps) + _EVEN if even and apart else 0.0
