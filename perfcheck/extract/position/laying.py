"""The lines of one page of a table laid onto its columns and cut into rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from perfcheck.extract.position.fragments import centre, common
from perfcheck.extract.position.heading import Column, Heading
from perfcheck.extract.position.placing import Placed, Placing
from perfcheck.extract.position.splitting import Line, split
from perfcheck.extract.sense import Sense
from perfcheck.kind import Kind, Table, term
from perfcheck.source import Cell, Row
from perfcheck.wording import normal

_MOST_SHIFT = 30
_SAMPLE = 12
_BETTER = 3.0


class Page(NamedTuple):
    """Lines below one header; `heading` is None where no header is printed again above them."""

    heading: Heading | None
    before: tuple[Row, ...]
    lines: tuple[Row, ...]


class Laid(NamedTuple):
    """A page whose lines are cut into rows: each column's fragments, row by row."""

    columns: tuple[Column, ...]
    rows: tuple[dict[int, tuple[Cell, ...]], ...]
    doubtful: frozenset[int]
    pieces: dict[int, list[Cell]]
    captions: list[Cell]


def lay(
    page: Page, columns: tuple[Column, ...], kind: Kind, known: Table, memo: dict[str, Sense]
) -> Laid:
    """Lay the lines of a page and cut them into rows; its columns may stand aside or be wider."""
    captions: list[Cell] = []
    lines: list[tuple[Row, list[Cell]]] = []
    for row in page.lines:
        beside, cells = _captions(row, columns[0], known)
        captions += beside
        lines.append((row, cells))
    if page.heading is None:
        columns = _shifted(lines, columns, kind, memo)
    placed = _placed(lines, columns, kind, memo)
    learnt = _learnt(placed, columns)
    if learnt != columns:
        columns = learnt
        placed = _placed(lines, columns, kind, memo)
    return _cut(lines, placed, columns, kind, memo)._replace(captions=captions)


def _captions(row: Row, first: Column, known: Table) -> tuple[list[Cell], list[Cell]]:
    """Take off captions, and pieces of them, that stand left of the first column."""
    beside: list[Cell] = []
    cells: list[Cell] = []
    for whole in row.cells:
        left, blank, _ = whole.text.partition(" ")
        opens = bool(blank) and normal(left) in known.captions
        cut = [whole.trimmed(0, len(left)), whole.trimmed(len(left), len(whole.text))]
        for cell in cut if opens else [whole]:
            apart = centre(cell) < first.start and common(cell, first.start, first.end) <= 0
            (beside if apart and _of_caption(cell.text, known) else cells).append(cell)
    return beside, [cell for cell in cells if cell.text]


def _of_caption(text: str, known: Table) -> bool:
    """Whether a text is a caption of the table, or a piece of one."""
    said = normal(text)
    return bool(said) and any(said in caption for caption in known.captions)


def _placed(
    lines: Iterable[tuple[Row, list[Cell]]],
    columns: Sequence[Column],
    kind: Kind,
    memo: dict[str, Sense],
) -> list[tuple[Placed, ...]]:
    placing = Placing(columns, kind.vocabulary, memo)
    return [placing.line(cells)[0] for _, cells in lines]


def _shifted(
    lines: Sequence[tuple[Row, list[Cell]]],
    columns: tuple[Column, ...],
    kind: Kind,
    memo: dict[str, Sense],
) -> tuple[Column, ...]:
    """The columns as they stand on a page without a header, all moved aside by as much."""
    placing = Placing(columns, kind.vocabulary, memo)
    sample = [cells for _, cells in lines if len(cells) > 1][:_SAMPLE]

    def spent(by: int) -> float:
        return sum(placing.line(cells, by)[1] for cells in sample)

    best = min(range(-_MOST_SHIFT, _MOST_SHIFT + 1), key=lambda by: (spent(by), abs(by)))
    if spent(0) - spent(best) < _BETTER:
        return columns
    return tuple(at._replace(start=at.start + best, end=at.end + best) for at in columns)


def _learnt(
    placed: Sequence[tuple[Placed, ...]], columns: tuple[Column, ...]
) -> tuple[Column, ...]:
    """Columns as wide as the full lines show them, where that keeps them apart."""
    fits = ("name", "target", "amount")
    needed = {n for n, at in enumerate(columns) if at.fit in fits and not at.carried}
    spans = [(at.start, at.end) for at in columns]
    for line in placed:
        if needed <= {at.column for at in line}:
            for cell, column in line:
                if column >= 0:
                    start, end = spans[column]
                    spans[column] = (min(start, cell.column), max(end, cell.end_column))
    learnt = list(columns)
    for n, at in enumerate(columns):
        start, end = spans[n]
        clear = n == 0 or start >= spans[n - 1][1]
        clear = clear and (n + 1 == len(columns) or end <= spans[n + 1][0])
        learnt[n] = at._replace(start=start, end=end) if clear else at
    return tuple(learnt)


def _cut(
    lines: Sequence[tuple[Row, list[Cell]]],
    placed: Sequence[tuple[Placed, ...]],
    columns: tuple[Column, ...],
    kind: Kind,
    memo: dict[str, Sense],
) -> Laid:
    """Part level terms from the rest, and cut the rest into rows."""
    pieces: dict[int, list[Cell]] = {}
    body: list[Line] = []
    gap = False
    for (row, _), line in zip(lines, placed, strict=True):
        cells: dict[int, tuple[Cell, ...]] = {}
        for cell, column in line:
            if column >= 0 and columns[column].floats:
                pieces.setdefault(column, []).append(cell)
            elif column >= 0:
                cells[column] = (*cells.get(column, ()), cell)
        gap = gap or row.gap
        if cells:
            body.append(Line(row.line, gap, cells))
        gap = not cells
    own = [at._replace(fit="level1") if at.carried else at for at in columns]
    found = split(body, own, kind.vocabulary, memo, _classes(pieces, columns, kind))
    rows = tuple(_gathered(body[start:end]) for start, end in found.rows)
    return Laid(columns, rows, found.doubtful, pieces, [])


def _classes(
    pieces: Mapping[int, Sequence[Cell]], columns: Sequence[Column], kind: Kind
) -> list[int]:
    """The lines on which a level-two term is printed whole."""
    cells = [
        cell for n, at in enumerate(columns) if at.fit == "level2" for cell in pieces.get(n, ())
    ]
    return sorted(cell.line for cell in cells if term(kind.vocabulary, 2, cell.text))


def _gathered(lines: Sequence[Line]) -> dict[int, tuple[Cell, ...]]:
    cells: dict[int, tuple[Cell, ...]] = {}
    for line in lines:
        for column, more in line.cells.items():
            cells[column] = (*cells.get(column, ()), *more)
    return cells
