"""A table laid out by position, printed anew as rows of cells in slots."""

from collections.abc import Callable, Sequence

from perfcheck.extract.levels import Line as Told
from perfcheck.extract.position import terms
from perfcheck.extract.position.blocks import Heights
from perfcheck.extract.position.fragments import blank, middle, whole
from perfcheck.extract.position.heading import LEVELS, Column
from perfcheck.extract.position.laying import Laid, Page, lay
from perfcheck.extract.sense import Sense
from perfcheck.kind import Kind, Term, Vocabulary, term
from perfcheck.source import Cell, Row
from perfcheck.wording import meaning, normal


def table(pages: Sequence[Page], kind: Kind) -> tuple[list[Row], frozenset[int]]:
    """Print a table anew with its cells in slots; also the lines of rows that are doubtful."""
    first = pages[0].heading
    assert first is not None
    known = first.header.table
    memo: dict[str, Sense] = {}
    laid: list[Laid] = []
    columns = first.columns
    for page in pages:
        columns = page.heading.columns if page.heading else columns
        laid.append(lay(page, columns, kind, known, memo))
    return _printed(pages, laid, kind)


class _Grid:
    """The rows of all pages below each other, with the height of each."""

    def __init__(self, laid: Sequence[Laid]) -> None:
        self.rows = [row for page in laid for row in page.rows]
        lines = [{cell.line for cells in row.values() for cell in cells} for row in self.rows]
        depths = [
            max(len({cell.line for cell in cells}) for cells in row.values()) for row in self.rows
        ]
        self.heights = Heights([(min(at), max(at)) for at in lines], depths)


def _printed(
    pages: Sequence[Page], laid: Sequence[Laid], kind: Kind
) -> tuple[list[Row], frozenset[int]]:
    grid = _Grid(laid)
    if not grid.rows:
        return [row for page in pages for row in _head_rows(page, [], 0)], frozenset()
    levels, unsure, lost = _levels(grid, laid, kind)
    captioned = any(page.captions for page in laid) or any(
        page.heading and page.heading.header.captions for page in pages
    )
    made: list[Row] = []
    doubtful: set[int] = set()
    number = 0
    for page, at in zip(pages, laid, strict=True):
        captions = terms.put_together(at.captions, lambda text: _any_caption(text, kind), 0)
        made += _head_rows(page, captions, int(captioned))
        for order, cells in enumerate(at.rows):
            either = lost or order in at.doubtful
            row = _row(cells | levels[number], at.columns, int(captioned), either)
            made.append(row._replace(gap=number in unsure))
            if either or (number in unsure and levels[number]):
                doubtful |= {row.line, *(cell.line for more in cells.values() for cell in more)}
            number += 1
    return made, frozenset(doubtful)


def _any_caption(text: str, kind: Kind) -> bool:
    return any(normal(text) in table.captions for table in kind.tables.values())


def _levels(
    grid: _Grid, laid: Sequence[Laid], kind: Kind
) -> tuple[list[dict[int, tuple[Cell, ...]]], set[int], bool]:
    """The level terms of each row where their blocks begin, and the rows where they are unsure.

    The last value says that there are more terms than rows, so that none can be given.
    """
    columns = laid[0].columns
    made: list[dict[int, tuple[Cell, ...]]] = [{} for _ in grid.rows]
    unsure: set[int] = set()
    second: list[Term | None] = [None] * len(grid.rows)
    words = kind.vocabulary
    for fit in reversed(LEVELS):
        column = next((n for n, at in enumerate(columns) if at.fit == fit), None)
        if column is None:
            continue
        level = 1 + (fit == "level2")
        pieces = [cell for page in laid for cell in page.pieces.get(column, [])]
        labels = terms.put_together(pieces, _knows(words, level), 0)
        told = _told(grid, columns) if level == 2 else []
        against = (
            terms.by_hints(labels, told, words)
            if level == 2
            else terms.by_parents(labels, second, words)
        )
        heights = [grid.heights.of(middle(at)) for at in labels]
        found = terms.given(labels, heights, grid.heights.tops, against)
        for row, label in found.starts.items():
            made[row][column] = (label,)
        unsure |= found.unsure
        if level == 2:
            second = _carried(found.starts, len(grid.rows), kind)
        if labels and not found.starts:
            return made, set(range(len(made))), True
    _carry(made, grid, laid)
    return made, unsure, False


def _carry(made: list[dict[int, tuple[Cell, ...]]], grid: _Grid, laid: Sequence[Laid]) -> None:
    """Give the cells that reach over several rows to the first of them; not where it is unsure."""
    for column, at in enumerate(laid[0].columns):
        pieces = [cell for page in laid for cell in page.pieces.get(column, ())]
        if not at.carried or not pieces:
            continue
        cells = terms.in_blocks(pieces, at.fit != "text")
        heights = [grid.heights.of(middle(cell)) for cell in cells]
        found = terms.given(cells, heights, grid.heights.tops, lambda *_: 0.0)
        if not found.unsure:
            for row, cell in found.starts.items():
                made[row][column] = (cell,)


def _knows(words: Vocabulary, level: int) -> Callable[[str], bool]:
    return lambda text: term(words, level, text) is not None


def _carried(starts: dict[int, Cell], count: int, kind: Kind) -> list[Term | None]:
    said: Term | None = None
    carried = []
    for row in range(count):
        said = term(kind.vocabulary, 2, starts[row].text) if row in starts else said
        carried.append(said)
    return carried


def _told(grid: _Grid, columns: Sequence[Column]) -> list[Told]:
    name = next((n for n, at in enumerate(columns) if at.needed), -1)
    target = next((n for n, at in enumerate(columns) if at.fit == "target"), -1)
    return [
        Told(0, None, None, False, False, _text(row.get(name)), _text(row.get(target)))
        for row in grid.rows
    ]


def _text(cells: tuple[Cell, ...] | None) -> str:
    return meaning(whole(cells, 0).text) if cells else ""


def _head_rows(page: Page, captions: Sequence[Cell], offset: int) -> list[Row]:
    """What stands above a page's rows: page furniture as it is, the header with its captions."""
    made = list(page.before)
    if page.heading:
        header = page.heading.header
        beside = [*header.captions, *captions][:offset]
        row = page.heading.row
        line = row.line
        cells = [at.cell._replace(slot=n + offset) for n, at in enumerate(header.headings)]
        first = [at._replace(slot=0) for at in beside] or [blank(0, line, 1)] * offset
        made.append(row._replace(cells=(*first, *cells)))
    return made


def _row(
    cells: dict[int, tuple[Cell, ...]], columns: Sequence[Column], offset: int, doubtful: bool
) -> Row:
    """A row with its cells in slots; where a doubtful one has none, it may have lost it."""
    named = next((n for n, at in enumerate(columns) if at.needed), -1)
    line = min(at.line for more in cells.values() for at in more)
    line = cells[named][0].line if named in cells else line
    made = [blank(0, line, 1)] * offset
    for n, at in enumerate(columns):
        if n in cells:
            made.append(whole(cells[n], n + offset))
        elif not doubtful:
            made.append(blank(n + offset, line, at.start))
    return Row(tuple(made), line)
