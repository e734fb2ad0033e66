"""Entries of a money table: printed rows joined where a name was wrapped round its figures."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck.extract.money.blocks import by_blocks, grouped
from perfcheck.extract.money.book import Book, TableKind
from perfcheck.extract.money.heads import Header
from perfcheck.extract.money.lists import listed
from perfcheck.extract.money.pieces import Piece
from perfcheck.extract.money.placing import Placed, is_figure, place, sample
from perfcheck.extract.money.segments import Line, Segment
from perfcheck.extract.money.slots import STANDING, Way, lost, place_row, ways
from perfcheck.numerals.chinese import chinese
from perfcheck.source import Cell

_WRAP = 2
_SLACK = 4


class Entries(NamedTuple):
    """The entries of a segment, and what became of the rest.

    `moved` rows were realigned; `unclear` ones fit nowhere, or (`twice`) in two ways; `nothing` are
    signs that the table is empty.
    """

    entries: tuple[Placed, ...]
    moved: tuple[Line, ...]
    unclear: tuple[Line, ...]
    twice: tuple[Line, ...]
    unplaced: tuple[Cell, ...]
    nothing: tuple[Cell, ...]


def entries(kind: TableKind, segment: Segment, book: Book) -> Entries:
    """Lay the rows of a segment and join what belongs together."""
    top = segment.header
    nothing = [line for line in segment.lines if _nothing(line)]
    lines = [line for line in segment.lines if not _nothing(line)]
    if kind.shape == "list":
        made, unclear = listed(kind, top, lines, book)
        return Entries(tuple(made), (), tuple(unclear), (), _unplaced(made), _cells(nothing))
    laid = _by_slots(kind, top, lines, book) if top.slots else _by_place(kind, top, lines, book)
    rows, moved, unclear, twice = laid
    rest = (tuple(moved), tuple(unclear), tuple(twice))
    joined: list[Placed] = []
    unplaced: list[Cell] = []
    if by_blocks(kind, top):
        made = grouped(kind, top, rows)
        return Entries(tuple(made), *rest, _unplaced(rows), _cells(nothing))
    for side in range(top.sides):
        made, left = _joined(kind, top, [row for row in rows if row.side == side], book)
        joined += made
        unplaced += left
    joined.sort(key=lambda row: (row.line, row.side))
    return Entries(tuple(joined), *rest, tuple(unplaced), _cells(nothing))


def _cells(lines: Sequence[Line]) -> tuple[Cell, ...]:
    return tuple(piece.cell for line in lines for piece in line.pieces)


def _unplaced(rows: Sequence[Placed]) -> tuple[Cell, ...]:
    return tuple(cell for row in rows for cell in row.unplaced)


def _nothing(line: Line) -> bool:
    return len(line.pieces) == 1 and line.pieces[0].sort == "nil"


_Laid = tuple[list[Placed], list[Line], list[Line], list[Line]]


def _by_slots(kind: TableKind, top: Header, lines: Sequence[Line], book: Book) -> _Laid:
    """Lay rows by their cells; where several moves fit, the numbering of a side tells."""
    rows: list[Placed] = []
    moved: list[Line] = []
    unclear: list[Line] = []
    twice: list[Line] = []
    last: dict[tuple[int, bool], int] = {}
    for line in lines:
        found = ways(kind, top, line.pieces, book)
        if found == [STANDING] and top.sides > 1 and line.width < top.width:
            found += lost(top, line.pieces, book)
        laid = [place_row(top, line.line, line.pieces, way, book) for way in found]
        if len(laid) > 1 or _half(top, found, laid):
            laid = [way for way in laid if all(_goes_on(top, row, last, book) for row in way)]
        if len(laid) != 1:
            (twice if found else unclear).append(line)
            continue
        for row in laid[0]:
            chinese_mark, count = _count(row, book)
            last[row.side, chinese_mark] = count or last.get((row.side, chinese_mark), 0)
        if laid[0][0].certainty == "realigned":
            moved.append(line)
        rows += [row._replace(gap=line.gap) for row in laid[0]]
    return rows, moved, unclear, twice


def _half(top: Header, found: Sequence[Way], laid: Sequence[Sequence[Placed]]) -> bool:
    """Whether a row was moved that fills one side of several, so that its side is not sure."""
    return top.sides > 1 and len(laid) == 1 and found != [STANDING] and len(laid[0]) == 1


def _goes_on(top: Header, row: Placed, last: Mapping[tuple[int, bool], int], book: Book) -> bool:
    """Whether a row's name belongs to its side: its number is next, or it says 收入 or 支出."""
    own = top.directions[row.side]
    names = "".join(cell.text for cells in row.texts.values() for cell in cells)
    said = {word for word in top.directions if word in names}
    if book.among("totals", names) and said == {own}:
        return True
    mark, count = _count(row, book)
    return count > 0 and (count == last.get((row.side, mark), 0) + 1 or (count == 1 and not mark))


def _count(row: Placed, book: Book) -> tuple[bool, int]:
    """The number that opens a name, and whether in Chinese: (True, 3) of 三、教育支出."""
    texts = [cell.text for cells in row.texts.values() for cell in cells]
    mark = book.opens("marks", texts[0]) if texts else None
    if not mark:
        return True, 0
    said = mark[0].strip("、.()")
    return (False, int(said)) if said.isdigit() else (True, chinese(said) or 0)


def _by_place(kind: TableKind, top: Header, lines: Sequence[Line], book: Book) -> _Laid:
    edges = _edges(top, lines, book) if top.sides > 1 else []
    parted = [(line, _parted(line, edges, book)) for line in lines]
    rows: list[Placed] = []
    for side in range(top.sides):
        known = sample(top, side, [(line.line, parts[side]) for line, parts in parted])
        rows += [
            place(kind, top, side, line.line, parts[side], known)._replace(gap=line.gap)
            for line, parts in parted
            if parts[side]
        ]
    return rows, [], [], []


def _edges(top: Header, lines: Sequence[Line], book: Book) -> list[int]:
    """Where each side but the first begins: the left edge of its names."""
    full = [
        [piece.start for piece in line.pieces if piece.sort == "text"]
        for line in lines
        if sum(piece.sort == "text" for piece in line.pieces) == top.sides
        and all(book.opens("marks", p.text) for p in line.pieces if p.sort == "text")
    ]
    if full:
        return [min(row[side] for row in full) for side in range(1, top.sides)]
    edges = []
    for side in range(1, top.sides):
        before, after = top.side(side - 1)[-1], top.side(side)[0]
        edges.append((top.places[before].end + top.places[after].start) // 2)
    return edges


def _parted(line: Line, edges: Sequence[int], book: Book) -> list[list[Piece]]:
    """Part a row into its sides; a total's figure may stand under the side after its name."""
    parts: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    texts = sum(piece.sort == "text" for piece in line.pieces)
    if texts == len(parts) and line.pieces[0].sort == "text":
        return _after_names(line)
    for piece in line.pieces:
        at = piece.end - 1 if is_figure(piece) else piece.start + _SLACK
        parts[sum(at > edge for edge in edges)].append(piece)
    for side in range(1, len(parts)):
        nameless = parts[side] and all(map(is_figure, parts[side]))
        total = len(parts[side - 1]) == 1 and book.among("totals", parts[side - 1][0].text)
        if nameless and total:
            parts[side] = [*parts[side - 1], *parts[side]]
            parts[side - 1] = []
    return parts


def _after_names(line: Line) -> list[list[Piece]]:
    """Where every side has its name, its figures are those up to the next name."""
    parts: list[list[Piece]] = []
    for piece in line.pieces:
        if piece.sort == "text":
            parts.append([])
        parts[-1].append(piece)
    return parts


def _joined(
    kind: TableKind, top: Header, rows: Sequence[Placed], book: Book
) -> tuple[list[Placed], list[Cell]]:
    """Join the rows of one side: fragments of names go to the entry that lacks them."""
    made: list[Placed] = []
    loose: list[Placed] = []
    unplaced: list[Cell] = [cell for row in rows for cell in row.unplaced]
    heads = 0
    edge = min((row.left for row in rows if row.texts and not row.bare), default=0)
    for row in rows:
        if row.bare and not _opens(kind, top, row, made, book):
            if not top.slots and row.left < edge:
                unplaced += _texts(row)
            else:
                loose.append(row)
            continue
        if row.texts or not (made or loose):
            unplaced += _tail(made, loose)
            loose, heads = [], 0
            made.append(row)
            continue
        if not loose and made and made[-1].bare and row.line - made[-1].line <= _WRAP:
            made[-1] = _filled(made[-1], row)
            continue
        tail = loose[: min(heads, len(loose))] if made and heads else []
        unplaced += _tail(made, tail)
        mine = loose[len(tail) :]
        heads, loose = len(mine), []
        for fragment in reversed(mine):
            row = _headed(fragment, row)
        made.append(row)
    unplaced += _tail(made, loose)
    return made, unplaced


def _opens(kind: TableKind, top: Header, row: Placed, made: Sequence[Placed], book: Book) -> bool:
    """Whether a row without figures is an entry of its own rather than part of a name."""
    texts = [cell.text for cells in row.texts.values() for cell in cells]
    if not texts:
        return False
    if book.among("totals", texts[0]) or book.among("rows", texts[0]):
        return True
    if kind.shape != "sides":
        return False
    return bool(book.opens("marks", texts[0])) or top.slots or not made


def _tail(made: list[Placed], fragments: Sequence[Placed]) -> list[Cell]:
    """Add fragments to the texts of the last entry that they go on with; return the others."""
    left: list[Cell] = []
    for fragment in fragments:
        if not made or any(at not in made[-1].texts for at in fragment.texts):
            left += _texts(fragment)
            continue
        texts = dict(made[-1].texts)
        for at, cells in fragment.texts.items():
            texts[at] = (*texts[at], *cells)
        made[-1] = made[-1]._replace(texts=texts)
    return left


def _texts(row: Placed) -> list[Cell]:
    return [cell for cells in row.texts.values() for cell in cells]


def _headed(fragment: Placed, row: Placed) -> Placed:
    texts = dict(row.texts)
    for at, cells in fragment.texts.items():
        texts[at] = (*cells, *texts.get(at, ()))
    return row._replace(texts=texts)


def _filled(row: Placed, figures: Placed) -> Placed:
    """The figures of a wrapped entry stand on the line below its first."""
    return row._replace(
        figures=figures.figures, either=figures.either, code=row.code or figures.code
    )
