"""Source lines with carets under the cells that a finding names, cut to the width of the page."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from perfcheck.finding import Place
from perfcheck.regexes import regex
from perfcheck.reporters.wording import visible
from perfcheck.reporters.wrapping import cut, fitting, pad

BLAMED, RELATED = "^", "~"
GAP = 2
EMPTY_WIDTH = 2
LINES = 6
"""How many source lines an excerpt shows at most."""

_BLANKS = regex(r"[ \u3000]{2,}")
_TIGHTER = ((999, 999), (28, 40), (20, 32), (16, 28), (12, 24), (8, 18), (6, 12), (4, 8))
"""Widest unmarked column, and what marked ones must then have, tried until a row fits."""


class Shown(NamedTuple):
    """One source line as shown, and the signs to print under it (blank where nothing is marked)."""

    number: int
    text: str
    under: str


class Excerpt(NamedTuple):
    """The lines shown, and the numbers of those that had no room."""

    shown: tuple[Shown, ...]
    left_out: tuple[int, ...]


class _Mark(NamedTuple):
    line: int
    start: int
    end: int
    sign: str


class _Piece(NamedTuple):
    """A cell of a source line: its text and the (start, end, sign) of each mark inside it."""

    text: str
    marks: tuple[tuple[int, int, str], ...]


def excerpt(
    lines: Sequence[str], place: Place, related: Iterable[Place], width: int, most: int = LINES
) -> Excerpt:
    """Show where `place` (^) and `related` (~) stand, within `width` cells and `most` lines."""
    marks = [*_marks(place, BLAMED, lines)]
    for other in related:
        marks.extend(_marks(other, RELATED, lines))
    wanted = list(dict.fromkeys(mark.line for mark in marks))
    chosen = sorted(wanted[:most])
    rows = [_pieces(lines[number - 1], [m for m in marks if m.line == number]) for number in chosen]
    shown = [Shown(n, *row) for n, row in zip(chosen, _laid(rows, width), strict=True)]
    return Excerpt(tuple(shown), tuple(sorted(wanted[most:])))


def _marks(place: Place, sign: str, lines: Sequence[str]) -> Iterable[_Mark]:
    span = place.span
    for number in range(max(span.line, 1), min(span.end_line, len(lines)) + 1):
        line = lines[number - 1]
        start = span.column - 1 if number == span.line else len(line) - len(line.lstrip())
        end = span.end_column - 1 if number == span.end_line else len(line.rstrip())
        start = min(max(start, 0), len(line))
        yield _Mark(number, start, min(max(end, start), len(line)), sign)


def _pieces(line: str, marks: Sequence[_Mark]) -> list[_Piece]:
    cells = _cells(line)
    inside: list[list[tuple[int, int, str]]] = [[] for _ in cells]
    for mark in marks:
        hit = [i for i, (start, end) in enumerate(cells) if mark.start < end and mark.end > start]
        for index in hit or [_nearest(cells, mark)]:
            start, end = cells[index]
            first, last = (min(max(at, start), end) - start for at in (mark.start, mark.end))
            inside[index].append((first, last, mark.sign))
    return [
        _Piece(visible(line[start:end]), tuple(found))
        for (start, end), found in zip(cells, inside, strict=True)
    ]


def _nearest(cells: Sequence[tuple[int, int]], mark: _Mark) -> int:
    """The cell that a mark without width, or one between cells, points at."""

    def distance(index: int) -> int:
        start, end = cells[index]
        return max(start - mark.start, mark.start - end, 0)

    return min(range(len(cells)), key=distance)


def _cells(line: str) -> list[tuple[int, int]]:
    """Where the cells of a printed line begin and end; runs of blanks part them without tabs."""
    if "\t" in line:
        ends = [*(i for i, sign in enumerate(line) if sign == "\t"), len(line)]
        return [
            (start, end) for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)
        ]
    cells, start = [], 0
    for found in _BLANKS.finditer(line):
        if found.start() > start:
            cells.append((start, found.start()))
        start = found.end()
    return [*cells, (start, len(line))]


def _laid(rows: Sequence[Sequence[_Piece]], width: int) -> list[tuple[str, str]]:
    """Lay the rows into shared columns where that fits, else each row by itself."""
    limits = _limits(rows, width)
    if limits is None and len(rows) > 1:
        return [laid for row in rows for laid in _laid([row], width)]
    if limits is None:
        return [_crammed(rows[0], width)]
    return [_joined([*zip(row, limits, strict=False)]) for row in rows]


def _limits(rows: Sequence[Sequence[_Piece]], width: int) -> list[int] | None:
    """The width of each column, or None where even the narrowest do not fit."""
    count = max((len(row) for row in rows), default=0)
    columns = [[row[i] for row in rows if i < len(row)] for i in range(count)]
    natural = [max(_natural(piece) for piece in column) for column in columns]
    marked = [any(piece.marks for piece in column) for column in columns]
    if sum(size > 0 for size in natural) == 1:
        return [min(size, width) for size in natural]
    gaps = GAP * (sum(size > 0 for size in natural) - 1)
    for plain, enough in _TIGHTER:
        room = (
            width
            - gaps
            - sum(min(size, plain) for size, mark in zip(natural, marked, strict=True) if not mark)
        )
        wide = _share([size for size, mark in zip(natural, marked, strict=True) if mark], room)
        if wide >= enough or all(
            size <= wide for size, m in zip(natural, marked, strict=True) if m
        ):
            caps = [wide if mark else plain for mark in marked]
            return [min(size, cap) for size, cap in zip(natural, caps, strict=True)]
    return None


def _share(sizes: Sequence[int], room: int) -> int:
    """The widest limit under which columns of these sizes fit into `room` together."""
    left = sorted(sizes)
    while left and left[0] * len(left) <= room:
        room -= left.pop(0)
    return room // len(left) if left else 999


def _natural(piece: _Piece) -> int:
    return max(cell_len(piece.text), EMPTY_WIDTH if piece.marks else 0)


def _crammed(row: Sequence[_Piece], width: int) -> tuple[str, str]:
    """A row of too many columns: the marked cells, and as many of their neighbours as fit."""
    limits = [min(_natural(piece), 18 if piece.marks else 10) for piece in row]
    marked = [i for i, piece in enumerate(row) if piece.marks]
    kept: set[int] = set()
    room = width
    blamed = [i for i in marked if any(mark[2] == BLAMED for mark in row[i].marks)]

    def urgency(index: int) -> tuple[bool, int, int]:
        return index not in blamed, min(abs(index - m) for m in marked), index

    for index in sorted(range(len(row)), key=urgency):
        need = limits[index] + 2 * GAP + 1
        if limits[index] and room >= need:
            kept.add(index)
            room -= need
    laid: list[tuple[_Piece, int]] = []
    for index, piece in enumerate(row):
        if index in kept:
            laid.append((piece, limits[index]))
        elif limits[index] and (not laid or laid[-1][0].text != "…"):
            laid.append((_Piece("…", ()), 1))
    return _joined(laid)


def _joined(laid: Sequence[tuple[_Piece, int]]) -> tuple[str, str]:
    text, under = "", ""
    for piece, limit in laid:
        if limit == 0:
            continue
        shown, signs = _window(piece, limit)
        gap = " " * (GAP if text else 0)
        text += gap + pad(shown, limit)
        under += gap + signs.ljust(limit)
    return text.rstrip(), under.rstrip()


def _window(piece: _Piece, limit: int) -> tuple[str, str]:
    """What of a cell fits into `limit`, taken around its marks, and the signs under it."""
    text, marks = piece
    if cell_len(text) <= limit or not marks:
        return cut(text, limit), _signs(text, marks, 0, limit)
    blamed = next((mark for mark in marks if mark[2] == BLAMED), marks[0])
    first = _window_start(text, blamed, limit)
    shown = cut(("…" if first else "") + text[first:], limit)
    return shown, _signs(text, marks, first, min(limit, cell_len(shown)))


def _window_start(text: str, mark: tuple[int, int, str], limit: int) -> int:
    """Begin at the cell's start where the mark shows all the same, else shortly before the mark."""
    if cell_len(text[: mark[1]]) < limit or mark[0] == 0:
        return 0
    lead = max(0, limit - 2 - cell_len(text[mark[0] : mark[1]]))
    context = fitting(text[: mark[0]][::-1], max(lead // 2, 1))
    return mark[0] - len(context)


def _signs(text: str, marks: Iterable[tuple[int, int, str]], first: int, room: int) -> str:
    under = [" "] * room
    lead = 1 if first else 0
    for start, end, sign in sorted(marks, key=lambda mark: mark[2], reverse=True):
        left = min(lead + cell_len(text[first : max(start, first)]), room - 1)
        right = lead + cell_len(text[first : max(end, first)])
        for place in range(left, min(max(right, left + (EMPTY_WIDTH if not text else 1)), room)):
            under[place] = sign
    return "".join(under)
