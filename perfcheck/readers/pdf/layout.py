"""A page → what stands on it from the top down: lines outside of tables, and tables."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from perfcheck.readers.pdf.gutters import read_in_order
from perfcheck.readers.pdf.inside import fields_of
from perfcheck.readers.pdf.lines import Line, lines, text, with_blanks
from perfcheck.readers.pdf.ruling import Field, Ruled, tables
from perfcheck.readers.pdf.sheet import Sheet

_NEW_LINE: Final = 0.5
_BLANK_LINE: Final = 1.75
_FEW_LINES: Final = 4
_PADDING: Final = 12.0
_NO_LETTER: Final = 2.1


class Said(NamedTuple):
    """A line outside of tables; `gap` says that as good as a blank line stands before it."""

    text: str
    line: int
    gap: bool


class Filled(NamedTuple):
    """A cell of a table with the lines of its text; `line` is where on the page it begins.

    `full` says that its last line goes as far as the cell does.
    """

    field: Field
    text: str
    line: int
    full: bool


class Tabled(NamedTuple):
    """A table of a page: where its columns part, and its rows of cells."""

    xs: tuple[float, ...]
    rows: tuple[tuple[Filled, ...], ...]


class _Piece(NamedTuple):
    """A line before its page is put in order: the table and field it is of, or -1."""

    line: Line
    table: int
    field: int


class Laid(NamedTuple):
    """What a page says, top down, where its lines begin, and its tables as they are ruled."""

    blocks: list[Said | Tabled]
    left: float
    ruled: list[Ruled]


def laid_out(sheet: Sheet, before: float | None = None) -> Laid:
    """What a page says; lines of text that stand aslant come last.

    `before` is where the lines of the page before began: a page of few lines does not tell.
    """
    ruled = tables(sheet)
    outside, inside = fields_of(sheet.glyphs, ruled)
    blanks = sorted((one for one in sheet.glyphs if one.blank), key=lambda one: one.mid)
    pieces = [_Piece(line, -1, -1) for line in with_blanks(lines(outside), blanks)]
    for (table, field), glyphs in inside.items():
        pieces += [_Piece(one, table, field) for one in with_blanks(lines(glyphs), blanks)]
    numbers = _numbered(pieces)
    loose = [piece.line for piece in pieces if piece.table < 0]
    left = min((line.x0 for line in loose), default=0.0 if before is None else before)
    if before is not None and len(loose) < _FEW_LINES:
        left = min(left, before)
    made = _in_order(loose, ruled, numbers, pieces, left)
    last = max(numbers.values(), default=0)
    for aslant in sheet.aslant:
        for line in lines(aslant):
            last += 1
            made.append(Said(text(line), last, True))
    return Laid(made, left, ruled)


def _numbered(pieces: Sequence[_Piece]) -> dict[float, int]:
    """Which printed line of the page stands at a height, counted from 1; none that is cut off."""
    made: dict[float, int] = {}
    number, mid = 0, 0.0
    seen = (piece.line for piece in pieces if any(not one.seat for one in piece.line.glyphs))
    for line in sorted(seen, key=lambda line: line.mid):
        if not number or line.mid - mid > _NEW_LINE * line.em:
            number, mid = number + 1, line.mid
        made[line.mid] = number
    return made


def _in_order(
    loose: Sequence[Line],
    ruled: Sequence[Ruled],
    numbers: dict[float, int],
    pieces: Sequence[_Piece],
    left: float,
) -> list[Said | Tabled]:
    held: dict[int, list[_Piece]] = {}
    for piece in pieces:
        held.setdefault(piece.table, []).append(piece)
    unit = _unit(loose)
    made: list[Said | Tabled] = []
    rest = sorted(loose, key=lambda line: line.mid)
    for at, table in enumerate(ruled):
        above = bisect_right(rest, table.ys[0], key=lambda line: line.mid)
        made += _said(rest[:above], numbers, left, unit)
        rest = rest[above:]
        made.append(_tabled(table, held.get(at, ()), numbers))
    return [*made, *_said(rest, numbers, left, unit)]


def _unit(loose: Sequence[Line]) -> float:
    """How wide a column of the text of a page is: half of what most of its letters are."""
    ems = sorted(glyph.em for line in loose for glyph in line.glyphs)
    return ems[len(ems) // 2] / 2 if ems else 0.0


def _said(
    some: Sequence[Line], numbers: dict[float, int], left: float, unit: float
) -> Iterable[Said]:
    """Lines below each other; where the page has two columns of prose, one after the other."""
    steps = sorted(below.mid - above.mid for above, below in pairwise(some))
    usual = steps[len(steps) // 2] if steps else 0.0
    for stretch in read_in_order(some):
        start = left if not stretch.apart else min(line.x0 for line in stretch.lines)
        before: Line | None = None
        for line in stretch.lines:
            step = line.mid - before.mid if before else 0.0
            most = _BLANK_LINE * max(min(usual, 2 * line.em), line.em)
            gap = before is None or step > most
            yield Said(text(line, start, unit), numbers[line.mid], gap)
            before = line


def _tabled(table: Ruled, pieces: Iterable[_Piece], numbers: dict[float, int]) -> Tabled:
    texts: dict[int, list[Line]] = {}
    for piece in pieces:
        texts.setdefault(piece.field, []).append(piece.line)
    rows: list[list[Filled]] = [[] for _ in table.ys[1:]]
    heights = sorted(numbers)
    for at, field in enumerate(table.fields):
        some = texts.get(at, [])
        number = _line_at(some[0].mid if some else table.ys[field.row], heights, numbers)
        said = _joined([text(line) for line in _once(some)])
        rows[field.row].append(Filled(field, said, number, _full(table, field, some)))
    return Tabled(table.xs, tuple(map(tuple, rows)))


def _line_at(height: float, heights: Sequence[float], numbers: dict[float, int]) -> int:
    """The number of the first printed line from a height on; of the last where none is below."""
    at = min(bisect_left(heights, height), len(heights) - 1)
    return numbers[heights[at]] if heights else 1


def _once(some: Sequence[Line]) -> Sequence[Line]:
    """The lines of a cell once, where a page that cuts it shows them again."""
    half = len(some) // 2
    cut = half and any(glyph.seat for line in some for glyph in line.glyphs)
    again = cut and [text(line) for line in some[:half]] == [text(line) for line in some[half:]]
    return some[:half] if again else some


def _joined(said: Sequence[str]) -> str:
    """The lines of a cell; a word that stands upright, a letter a line, is one."""
    if len(said) > 1 and all(len(one) == 1 for one in said):
        return "".join(said)
    return "\n".join(said)


def _full(table: Ruled, field: Field, some: Sequence[Line]) -> bool:
    """Whether no further letter, with the stop behind it, would have gone on its last line."""
    if not some:
        return False
    wide = table.xs[field.column + field.wide] - table.xs[field.column]
    last = some[-1]
    return last.x1 - last.x0 + _NO_LETTER * last.em + _PADDING > wide
