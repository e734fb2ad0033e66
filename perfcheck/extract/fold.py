"""Rows whose merged cells were dropped in the print, put back below their columns."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.align import Place, straight
from perfcheck.extract.mend import joined_rows
from perfcheck.extract.printed import Body, rest
from perfcheck.extract.sense import Sense, cost, remembered
from perfcheck.kind import Table, Vocabulary
from perfcheck.source import Cell, Row
from perfcheck.wording import normal

_ENOUGH = 2
_MARK = 3
_RARE = 4


class Unfolded(NamedTuple):
    """A row as it stands below its header; `more`: it goes on with the row above it.

    `vacant`: it holds nothing but level terms; `torn`: it was joined of two lines of which the
    second might be a row of its own.
    """

    row: Row
    more: bool = False
    vacant: bool = False
    torn: bool = False


class Folds:
    """How the rows of one table may have been cut off on their left; knows its columns."""

    def __init__(
        self,
        table: Table,
        places: Sequence[Place],
        width: int,
        vocabulary: Vocabulary,
        memo: dict[str, Sense],
    ) -> None:
        self.table = table
        self.places = places
        self.width = width
        self.vocabulary = vocabulary
        self.memo = memo
        levels = {at.at for at in places if at.needed or at.fit in ("level1", "level2")}
        self.starts = sorted({0, *levels})
        self.needed = next((at.at for at in places if at.needed), -1)

    def unfolded(self, row: Row) -> Unfolded | None:
        """Return the row with its cells below their columns, if there is one way to do so."""
        cells = [cell for cell in row.cells if cell.text]
        if not cells:
            return Unfolded(row)
        if not row.cells[0].text:
            return self._nameless(row, cells)
        captioned = is_caption(cells[0], self.places[0].at, self.table)
        cells = cells[captioned:]
        told = [remembered(cell.text, self.vocabulary, self.memo) for cell in cells]
        ways = [0] if captioned else [at for at in self.starts if self._room(row, at)]
        fits = [at for at in ways if self._straight(cells, told, at)]
        if len(fits) == 1:
            return Unfolded(_shifted(row, fits[0], self.width))
        levels = [at for at in ways if at < self.needed and self._levels(cells, told, at)]
        if not fits and levels:
            return Unfolded(_shifted(row, levels[-1], self.width), vacant=True)
        more = bool(told) and told[0].shape == "number"
        more = more and all(len(normal(cell.text)) <= _MARK for cell in cells[1:])
        return Unfolded(row, more=True) if more and not fits else None

    def _nameless(self, row: Row, cells: Sequence[Cell]) -> Unfolded | None:
        """A row cut off up to its name, which is empty."""
        told = [remembered(cell.text, self.vocabulary, self.memo) for cell in cells]
        below = [cell.slot + self.needed for cell in cells]
        if not self._room(row, self.needed):
            return None
        if straight(below, told, self.places, nameless=True) is None:
            return None
        return Unfolded(_shifted(row, self.needed, self.width))

    def _room(self, row: Row, start: int) -> bool:
        """Whether the row lacks just the cells left of `start`, or has as many spare ones."""
        filled = len(row.cells) - next(
            (at for at, cell in enumerate(reversed(row.cells)) if cell.text), len(row.cells)
        )
        whole = len(row.cells) == self.width and filled + start <= self.width
        return whole or len(row.cells) + start == self.width

    def _straight(self, cells: Sequence[Cell], told: Sequence[Sense], start: int) -> bool:
        return straight([cell.slot + start for cell in cells], told, self.places) is not None

    def _levels(self, cells: Sequence[Cell], told: Sequence[Sense], start: int) -> bool:
        """Whether the cells are level terms, and weights, right below their heads."""
        at = {place.at: place for place in self.places}
        below = [at.get(cell.slot + start) for cell in cells]
        if any(place is None or place.at >= self.needed for place in below):
            return False
        levels = [
            cost(said, place.fit, in_place=False)
            for said, place in zip(told, below, strict=True)
            if place
        ]
        terms = any(place and place.fit in ("level1", "level2") for place in below)
        return terms and max(levels) < 1


def folded(pages: Sequence[tuple[Sequence[Row], Folds]]) -> list[list[Unfolded]] | None:
    """Put every row of a table back below its header; None where the print kept merged cells.

    It dropped them if several rows are cut off on their left and none opens with an empty cell,
    or so few do that somebody must have left those empty.
    """
    every = [row for rows, _ in pages for row in rows]
    first = [row for row in every if not row.cells[0].text]
    empty = sum([bool(row.cells[-1].text or any(cell.text for cell in row.cells)) for row in first])
    if empty * _RARE > len(every):
        return None
    laid = [_page(rows, folds) for rows, folds in pages]
    moved = sum(len(at.row.cells) and not at.row.cells[0].text for page in laid for at in page)
    return laid if moved - empty >= max(_ENOUGH, _RARE * empty) else None


def _page(rows: Sequence[Row], folds: Folds) -> list[Unfolded]:
    """The rows of a page; one that fits nowhere may go on in the next line."""
    done: list[Unfolded] = []
    waiting: Row | None = None
    for row in rows:
        alone = folds.unfolded(row)
        whole = joined_rows(waiting, row) if waiting and not row.gap else None
        both = folds.unfolded(whole) if whole else None
        if both and not both.more and not both.vacant:
            done[-1] = both._replace(torn=alone is not None)
            waiting = None
            continue
        done.append(alone or Unfolded(row))
        waiting = None if alone else row
    return done


def is_caption(cell: Cell, first: int, table: Table) -> bool:
    """Whether a cell, or a piece of it left of the first column, is a caption of the table."""
    said = normal(cell.text)
    if said in table.captions:
        return True
    piece = cell.slot < first and len(said) <= 4
    return piece and any(said in caption for caption in table.captions)


def _shifted(row: Row, by: int, width: int) -> Row:
    """The row with `by` empty cells before its own, at its beginning, and none beyond `width`."""
    if not by:
        return row
    first = row.cells[0]
    blank = Cell("", first.line, first.column, 0, first.line, first.column)
    before = tuple(blank._replace(slot=slot) for slot in range(by))
    own = tuple(cell._replace(slot=cell.slot + by) for cell in row.cells[: width - by])
    return row._replace(cells=(*before, *own))


def with_more(
    done: list[Body],
    made: Sequence[Body],
    rows: Sequence[Unfolded],
    places: Sequence[Place],
) -> list[Body]:
    """Add the rows that go on with the row above them, and mark those that name a class alone."""
    by_line = {body.row.line: body for body in made}
    usual = {column: place.at for column, place in enumerate(places)}
    for at in rows:
        if at.more and done:
            done[-1] = _extended(done[-1], at.row, places)
        elif at.more:
            cells = tuple(cell for cell in at.row.cells if cell.text)
            done.append(Body(at.row, 0, {}, cells, (), usual, True, frozenset()))
        elif at.torn:
            done.append(by_line[at.row.line]._replace(moved=True))
        elif at.row.line in by_line:
            done.append(_alone(by_line[at.row.line], places) if at.vacant else by_line[at.row.line])
    return done


def _alone(body: Body, places: Sequence[Place]) -> Body:
    """A row that names a class alone stands right below its heads."""
    columns = {place.at: column for column, place in enumerate(places)}
    cells = rest(body)
    placed = {columns[cell.slot]: cell for cell in cells}
    return body._replace(placed=placed, left=(), moved=False, either=frozenset(), vacant=True)


def _extended(body: Body, row: Row, places: Sequence[Place]) -> Body:
    """Lay a row that goes on: figures below the row's figures, words below its last words."""
    more: dict[int, Cell] = {}
    left: list[Cell] = []
    for cell in row.cells:
        fits = ("number",) if cell.text[:1].isdecimal() else ("text",)
        columns = [at for at in sorted(body.placed) if places[at].fit in fits and at not in more]
        if cell.text and columns:
            more[columns[-1]] = cell
        elif cell.text:
            left.append(cell)
    return body._replace(more=(*body.more, more), left=(*body.left, *left))
