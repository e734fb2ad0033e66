"""The rows of one page of a table laid onto its columns, and how surely each was."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from perfcheck.extract.align import Laid, Place, columns_at, lay
from perfcheck.extract.fold import is_caption
from perfcheck.extract.printed import Body, rest
from perfcheck.extract.sense import Sense, remembered
from perfcheck.extract.spoilt import is_spoilt
from perfcheck.kind import Kind, Table, Vocabulary, is_any
from perfcheck.recognise import Heading
from perfcheck.source import Cell, Row

_USUAL = 3


def places_of(headings: tuple[Heading, ...], table: Table) -> list[Place]:
    """The columns of a header as alignment sees them."""
    return [
        Place(
            at.column.fit,
            at.cell.slot,
            at.column.name == table.needs,
            at.column.name in table.totals,
        )
        if at.column
        else Place("text", at.cell.slot)
        for at in headings
    ]


class _Line(NamedTuple):
    """A row as it is to be laid: its captions, its other filled cells, where each stands and what
    it seems to say. `sums`: it opens as rows of totals do."""

    row: Row
    captions: tuple[Cell, ...]
    cells: list[Cell]
    slots: tuple[int, ...]
    told: tuple[Sense, ...]
    sums: bool


_line = partial(tuple.__new__, _Line)
_laid_body = partial(tuple.__new__, Body)
"""They make one of all that it holds in a third of the time: a table has many rows."""


def page_of(
    rows: Sequence[Row],
    number: int,
    places: list[Place],
    kind: Kind,
    table: Table,
    memo: dict[str, Sense],
    *,
    stripped: bool,
    widths: tuple[int, int],
) -> list[Body]:
    """Lay the rows of a page; `widths` in cells: of the header, and usual where too few rows tell.

    The first page below a header (on others its width is 0) must agree with it: if all of its
    columns stand aside by as much, the header was moved; if they do not, nothing is sure.
    """
    header, usual = widths
    width = width_of(rows) or header or usual
    lines = _lines(rows, places[0].at, kind.vocabulary, table, memo)
    columns = _agreed([_columns(row) for row in rows])
    odd = [_odd(row, width, columns, stripped) for row in rows]
    laid = _ways(lines, odd, places)
    stands = _usual(lines, laid, places, _USUAL)
    aside = {at - places[column].at for column, at in stands.items()} if header else {0}
    if len(aside) == 1 and aside != {0}:
        by = aside.pop()
        places = [place._replace(at=place.at + by) for place in places]
        wide = (max(header + by, 0), usual)
        return page_of(rows, number, places, kind, table, memo, stripped=stripped, widths=wide)
    laid = _resummed(lines, laid, places)
    suspect = len(aside) > 1 or bool(header and width != header and not stripped)
    judged = _judged(lines, laid, stands, places)
    made = []
    for line, way, astray, one in zip(lines, laid, judged, odd, strict=True):
        if line.cells:
            body = _body(line, number, way, stands, astray, odd=suspect or one)
            made.append(_doubted(body, width, line.told, places) if body.moved else body)
    return made


def _lines(
    rows: Sequence[Row], first: int, vocabulary: Vocabulary, table: Table, memo: dict[str, Sense]
) -> list[_Line]:
    """Take off what stands left of the first column, and a caption that opens the row."""
    lines = []
    for row in rows:
        cells = [cell for cell in row.cells if cell.text]
        captions: tuple[Cell, ...] = ()
        if cells and is_caption(cells[0], first, table):
            captions, cells = (cells[0],), cells[1:]
        slots = tuple([cell.slot for cell in cells])
        told = tuple(
            [memo.get(cell.text) or remembered(cell.text, vocabulary, memo) for cell in cells]
        )
        sums = bool(cells) and is_any(cells[0].text, vocabulary.totals)
        lines.append(_line((row, captions, cells, slots, told, sums)))
    return lines


def _ways(lines: Sequence[_Line], odd: Sequence[bool], places: list[Place]) -> list[Laid]:
    """How each row is laid; those whose cells stand alike and say the like share one way."""
    above = columns_at(places)
    known: dict[tuple[tuple[int, ...], tuple[Sense, ...], bool], Laid] = {}
    laid = []
    for line, one in zip(lines, odd, strict=True):
        alike = (line.slots, line.told, one)
        way = _summed(line, places, odd=one) if line.sums else known.get(alike)
        if way is None:
            way = known[alike] = lay(line.slots, line.told, places, odd=one, above=above)
        laid.append(way)
    return laid


def _settled(places: Sequence[Place], stands: Mapping[int, int]) -> list[Place]:
    """The columns where they stand on a page; one without cells moves with that left of it."""
    taken = {at for column, at in stands.items() if at != places[column].at}
    settled: list[Place] = []
    shift = 0
    for column, place in enumerate(places):
        own = stands[column] - place.at
        shift = own if own or stands[column] not in taken else shift
        settled.append(place._replace(at=place.at + shift))
    return settled


def _resummed(lines: Sequence[_Line], laid: list[Laid], places: list[Place]) -> list[Laid]:
    """A row of totals stands where the rows of its page do, wherever the header stands."""
    if not any(line.sums for line in lines):
        return laid
    settled = _settled(places, _usual(lines, laid, places, 1))
    made = []
    for line, way in zip(lines, laid, strict=True):
        again = _summed(line, settled, odd=False) if line.sums and not way.titled else None
        made.append(again or way)
    return made


def _doubted(body: Body, width: int, told: Sequence[Sense], places: Sequence[Place]) -> Body:
    """A bare figure laid as a target, while a figure's own column is empty, may be either's.

    Only where the row has fewer cells than its page: then the target may be what was lost.
    """
    if len(body.row.cells) >= width:
        return body
    shapes = {cell: said.shape for cell, said in zip(rest(body), told, strict=True)}
    bare = [
        at
        for at, cell in body.placed.items()
        if places[at].fit == "target" and shapes.get(cell) == "number"
    ]
    free = [
        at
        for at, place in enumerate(places)
        if place.fit == "number" and at not in body.placed and bare and at > min(bare)
    ]
    return body._replace(either=body.either | {*bare, *free}) if bare and free else body


def _summed(line: _Line, places: Sequence[Place], *, odd: bool) -> Laid | None:
    """Lay a row of totals: its figures belong to the columns that are summed up.

    Where they stand tells which only in a row that has as many cells as its neighbours.
    """
    sums = [column for column, place in enumerate(places) if place.summed]
    by_index = {places[column].at: column for column in sums}
    figures = [
        cell.slot
        for cell, said in zip(line.cells, line.told, strict=True)
        if said.shape == "number" or is_spoilt(cell.text)
    ]
    exact = not odd and all(slot in by_index for slot in figures)
    if len(figures) != len(line.cells) - 1 or not figures:
        return None
    whole = len(figures) == len(sums)
    if not exact and not whole:
        return None
    return Laid((-1, *([by_index[slot] for slot in figures] if exact else sums)), titled=whole)


def width_of(rows: Sequence[Row]) -> int:
    """How many cells the rows of a page have, where most of them agree; else 0."""
    return _agreed([len(row.cells) for row in rows])


def _agreed(numbers: Sequence[int]) -> int:
    """The number that is most frequent, where most are it; else 0."""
    if len(numbers) < 2:
        return 0
    middle = sorted(numbers)[len(numbers) // 2]
    return middle if 2 * numbers.count(middle) > len(numbers) else 0


def _columns(row: Row) -> int:
    """How many columns a row has, up to its last cell: a merged cell takes several."""
    return row.cells[-1].slot + 1 if row.cells else 0


def _odd(row: Row, width: int, columns: int, stripped: bool) -> bool:
    """Whether a row has more or fewer cells than its page's rows, and so one was added or lost.

    Where its last cell stands in the same column as theirs, cells were merged or parted instead.
    """
    if not width or len(row.cells) == width:
        return False
    return _columns(row) != columns and (len(row.cells) > width or not stripped)


def _usual(
    lines: Sequence[_Line], laid: Sequence[Laid], places: list[Place], enough: int
) -> dict[int, int]:
    """Where each column stands on this page: where most of its cells do, if there are `enough`,
    else as in the header. Rows of totals do not tell."""
    alike = Counter(
        [
            (line.slots, way.columns)
            for line, way in zip(lines, laid, strict=True)
            if way.columns and way.columns[0] >= 0
        ]
    )
    seen: list[dict[int, int]] = [{} for _ in places]
    for (slots, columns), rows in alike.items():
        for slot, column in zip(slots, columns, strict=True):
            if column >= 0:
                seen[column][slot] = seen[column].get(slot, 0) + rows
    usual = {}
    for column, place in enumerate(places):
        index, count = max(seen[column].items(), key=lambda item: item[1], default=(0, 0))
        most = count >= enough and 2 * count > sum(seen[column].values())
        usual[column] = index if most else place.at
    return usual


def _body(
    line: _Line,
    number: int,
    way: Laid,
    usual: dict[int, int],
    astray: tuple[bool, frozenset[int]],
    *,
    odd: bool,
) -> Body:
    """The row as it was laid; `astray` is what `_astray` says of it."""
    cells, columns = line.cells, way.columns
    placed = dict(zip(columns, cells, strict=True))
    left: tuple[Cell, ...] = ()
    if -1 in placed:
        del placed[-1]
        left = tuple(cell for cell, at in zip(cells, columns, strict=True) if at < 0)
        left = left[way.titled :]
    moved, either = astray
    moved = moved or odd or bool(left)
    return _laid_body(
        (line.row, number, placed, left, line.captions, usual, moved, either, False, ())
    )


def _judged(
    lines: Sequence[_Line], laid: Sequence[Laid], usual: dict[int, int], places: list[Place]
) -> list[tuple[bool, frozenset[int]]]:
    """What `_astray` says of each row; it says the same of those that share a way."""
    known = {id(way): (line, way) for line, way in zip(lines, laid, strict=True)}
    told = {number: _astray(*at, usual, places) for number, at in known.items()}
    return [told[id(way)] for way in laid]


def _astray(
    line: _Line, way: Laid, usual: dict[int, int], places: list[Place]
) -> tuple[bool, frozenset[int]]:
    """Whether cells of a row were moved, and the columns in which an equally good way differs.

    Two terms that stand outside the level columns are a warning.
    """
    stands = [at for at in zip(line.slots, way.columns, strict=True) if at[1] >= 0]
    aside = any([slot != places[column].at for slot, column in stands])
    moved = aside and any([slot != usual[column] for slot, column in stands])
    either: frozenset[int] = frozenset()
    if way.margin < 0.01:
        ours, theirs = set(enumerate(way.columns)), set(enumerate(way.rival))
        either = frozenset(at for _, at in ours ^ theirs if at >= 0)
    return moved or bool(either) or _stray(line.told, way.columns, places) > 1, either


def _stray(told: Sequence[Sense], columns: Sequence[int], places: Sequence[Place]) -> int:
    """How many level terms stand where names or targets should; 0 where there are not several."""
    terms = [at for said, at in zip(told, columns, strict=True) if said.one or said.two]
    if len(terms) < 2:
        return 0
    return sum([at >= 0 and places[at].fit in ("name", "target") for at in terms])
