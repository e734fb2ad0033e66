"""The rows of one page of a table laid onto its columns, and how surely each was."""

from collections import Counter
from collections.abc import Mapping, Sequence

from perfcheck.extract.align import Laid, Place, lay
from perfcheck.extract.fold import is_caption
from perfcheck.extract.printed import Body, is_any, rest
from perfcheck.extract.sense import Sense, remembered
from perfcheck.extract.spoilt import is_spoilt
from perfcheck.kind import Kind, Table, Vocabulary
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


_LaidRow = tuple[Row, tuple[Cell, ...], list[Cell], Laid]


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
    cut = [_captions(row, places[0].at, table) for row in rows]
    senses = [[remembered(at.text, kind.vocabulary, memo) for at in cells] for _, cells in cut]
    laid = [
        (row, *at, _way(at[1], told, places, kind, odd=_odd(row, width, stripped)))
        for row, at, told in zip(rows, cut, senses, strict=True)
    ]
    stands = _usual(laid, places, _USUAL)
    aside = {at - places[column].at for column, at in stands.items()} if header else {0}
    if len(aside) == 1 and aside != {0}:
        by = aside.pop()
        places = [place._replace(at=place.at + by) for place in places]
        wide = (max(header + by, 0), usual)
        return page_of(rows, number, places, kind, table, memo, stripped=stripped, widths=wide)
    laid = _resummed(laid, senses, places, kind)
    suspect = len(aside) > 1 or bool(header and width != header and not stripped)
    made = []
    for (row, captions, cells, way), told in zip(laid, senses, strict=True):
        odd = suspect or _odd(row, width, stripped)
        if cells:
            body = _body(row, number, captions, cells, way, stands, places, told, odd=odd)
            made.append(_doubted(body, width, told, places) if body.moved else body)
    return made


def _way(
    cells: list[Cell],
    told: list[Sense],
    places: list[Place],
    kind: Kind,
    *,
    odd: bool,
) -> Laid:
    summed = _summed(cells, told, places, kind.vocabulary, odd=odd)
    return summed or lay([cell.slot for cell in cells], told, places, odd=odd)


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


def _resummed(
    laid: Sequence[_LaidRow], senses: Sequence[list[Sense]], places: list[Place], kind: Kind
) -> list[_LaidRow]:
    """A row of totals stands where the rows of its page do, wherever the header stands."""
    settled = _settled(places, _usual(laid, places, 1))
    made = []
    for at, told in zip(laid, senses, strict=True):
        row, captions, cells, way = at
        again = _summed(cells, told, settled, kind.vocabulary, odd=False)
        made.append((row, captions, cells, again) if again and not way.titled else at)
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


def _summed(
    cells: Sequence[Cell],
    told: Sequence[Sense],
    places: Sequence[Place],
    vocabulary: Vocabulary,
    *,
    odd: bool,
) -> Laid | None:
    """Lay a row of totals: its figures belong to the columns that are summed up.

    Where they stand tells which only in a row that has as many cells as its neighbours.
    """
    if not cells or not is_any(cells[0], vocabulary.totals):
        return None
    sums = [column for column, place in enumerate(places) if place.summed]
    by_index = {places[column].at: column for column in sums}
    figures = [
        cell.slot
        for cell, said in zip(cells, told, strict=True)
        if said.shape == "number" or is_spoilt(cell.text)
    ]
    exact = not odd and all(slot in by_index for slot in figures)
    if len(figures) != len(cells) - 1 or not figures or not (exact or len(figures) == len(sums)):
        return None
    whole = len(figures) == len(sums)
    return Laid((-1, *([by_index[slot] for slot in figures] if exact else sums)), titled=whole)


def width_of(rows: Sequence[Row]) -> int:
    """How many cells the rows of a page have, where most of them agree; else 0."""
    widths = Counter(len(row.cells) for row in rows)
    width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    return width if count > 1 and 2 * count > len(rows) else 0


def _odd(row: Row, width: int, stripped: bool) -> bool:
    """Whether a row has more or fewer cells than its page's rows, and so one was added or lost."""
    return bool(width) and (len(row.cells) > width or (len(row.cells) < width and not stripped))


def _captions(row: Row, first: int, table: Table) -> tuple[tuple[Cell, ...], list[Cell]]:
    """Take off what stands left of the first column, and a caption that opens the row."""
    cells = [cell for cell in row.cells if cell.text]
    if cells and is_caption(cells[0], first, table):
        return (cells[0],), cells[1:]
    return (), cells


def _usual(laid: Sequence[_LaidRow], places: list[Place], enough: int) -> dict[int, int]:
    """Where each column stands on this page: where most of its cells do, if there are `enough`,
    else as in the header. Rows of totals do not tell."""
    seen: list[Counter[int]] = [Counter() for _ in places]
    for _, _, cells, ways in laid:
        for cell, column in zip(cells, ways.columns, strict=True):
            if column >= 0 and ways.columns[0] >= 0:
                seen[column][cell.slot] += 1
    usual = {}
    for column, place in enumerate(places):
        index, count = max(seen[column].items(), key=lambda item: item[1], default=(0, 0))
        most = count >= enough and 2 * count > sum(seen[column].values())
        usual[column] = index if most else place.at
    return usual


def _body(
    row: Row,
    number: int,
    captions: tuple[Cell, ...],
    cells: list[Cell],
    ways: Laid,
    usual: dict[int, int],
    places: list[Place],
    told: Sequence[Sense],
    *,
    odd: bool,
) -> Body:
    """Judge how a row was laid; two terms that stand outside the level columns are a warning."""
    terms = sum(
        at >= 0 and said.shape in ("weak", "strong") and places[at].fit in ("name", "target")
        for said, at in zip(told, ways.columns, strict=True)
    )
    placed = {at: cell for cell, at in zip(cells, ways.columns, strict=True) if at >= 0}
    left = tuple(cell for cell, at in zip(cells, ways.columns, strict=True) if at < 0)
    left = left[ways.titled :]
    moved = any(cell.slot != usual[at] for at, cell in placed.items())
    moved = moved and any(cell.slot != places[at].at for at, cell in placed.items())
    either: frozenset[int] = frozenset()
    if ways.margin < 0.01:
        ours, theirs = set(enumerate(ways.columns)), set(enumerate(ways.rival))
        either = frozenset(at for _, at in ours ^ theirs if at >= 0)
    moved = moved or odd or bool(left) or bool(either) or terms > 1
    return Body(row, number, placed, left, captions, usual, moved, either)
