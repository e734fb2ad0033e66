"""Tables of texts with an amount: purchases under their heads, projects with their goals."""

from bisect import bisect_left
from collections.abc import Sequence

from perfcheck.extract.money.book import Book, TableKind
from perfcheck.extract.money.heads import Header
from perfcheck.extract.money.pieces import Piece
from perfcheck.extract.money.placing import Placed, amounts, is_figure
from perfcheck.extract.money.segments import Line
from perfcheck.extract.money.slots import STANDING, place_row, ways
from perfcheck.source import Cell
from perfcheck.wording import compiled, meaning, normal

_ENDED = "。！？!?；;"
_HEADS = ("carried", "group")


def listed(
    kind: TableKind, top: Header, lines: Sequence[Line], book: Book
) -> tuple[list[Placed], list[Line]]:
    """Lay the rows of a list; return its entries, and the lines that could not be laid."""
    unclear: list[Line] = []
    rows: list[Placed] = []
    by_place = [] if top.slots else _by_place(kind, top, lines)
    for at, line in enumerate(lines):
        found = ways(kind, top, line.pieces, book) if top.slots else [STANDING]
        if len(found) != 1:
            unclear.append(line)
        elif top.slots:
            rows += place_row(top, line.line, line.pieces, found[0], book)
        else:
            rows.append(by_place[at])
    return _joined(top, rows), unclear


def _by_place(kind: TableKind, top: Header, lines: Sequence[Line]) -> list[Placed]:
    """Lay each line: by what its texts say, by their number, else by where their like begin."""
    sure = [_sure(kind, top, line) for line in lines]
    samples: dict[int, list[tuple[int, int]]] = {}
    for line, columns in zip(lines, sure, strict=True):
        texts = [piece for piece in line.pieces if not is_figure(piece)]
        for piece, column in zip(texts, columns, strict=False):
            if column >= 0:
                samples.setdefault(column, []).append((line.line, piece.start))
    return [_placed(top, line, at, samples) for line, at in zip(lines, sure, strict=True)]


def _sure(kind: TableKind, top: Header, line: Line) -> list[int]:
    """The columns of a line's texts as far as they are beyond doubt; -1 where not."""
    texts = [piece for piece in line.pieces if not is_figure(piece)]
    columns = [_by_value(kind, top, piece) for piece in texts]
    figure = len(texts) < len(line.pieces)
    if not figure:
        # The end of a wrapped name (…保养 / 服务) may read like the class of a purchase.
        return [-1 if at >= 0 and top.places[at].head.role == "group" else at for at in columns]
    roles = {top.places[at].head.role for at in columns if at >= 0}
    if "group" in roles:
        return columns
    wanted = _text_columns(top, ("carried", "item") if "item" in roles else ("carried",))
    if "item" in roles and len(texts) >= 2:
        return wanted[-len(texts) :] if len(texts) <= len(wanted) else columns
    if not roles and wanted and len(texts) == len(wanted):
        return wanted
    every = _text_columns(top, ("name", "long", "text"))
    return every if every and len(every) == len(texts) else columns


def _by_value(kind: TableKind, top: Header, piece: Piece) -> int:
    said = normal(piece.text)
    for at, place in enumerate(top.places):
        pattern = kind.values.get(place.head.concept)
        if pattern and compiled(pattern).fullmatch(said):
            return at
    return -1


def _text_columns(top: Header, roles: Sequence[str]) -> list[int]:
    return [at for at, place in enumerate(top.places) if place.head.role in roles]


def _placed(
    top: Header, line: Line, sure: Sequence[int], samples: dict[int, list[tuple[int, int]]]
) -> Placed:
    made = Placed(0, line.line, line.pieces, gap=line.gap)
    figures = [piece for piece in line.pieces if is_figure(piece)]
    columns = amounts(top, 0)
    free = [piece for piece in line.pieces if not is_figure(piece)]
    worded = any(place.head.role != "amount" for place in top.places)
    if len(figures) > len(columns) or (free and not worded):
        return made._replace(unplaced=tuple(piece.cell for piece in line.pieces))
    texts: dict[int, tuple[Cell, ...]] = {}
    for piece, column in zip(free, sure, strict=True):
        at = column if column >= 0 else _nearest(top, piece, samples)
        texts[at] = (*texts.get(at, ()), piece.cell)
    cells = {columns[at]: piece.cell for at, piece in enumerate(figures)}
    return made._replace(texts=texts, figures=cells)


def _nearest(top: Header, piece: Piece, samples: dict[int, list[tuple[int, int]]]) -> int:
    columns = [at for at, place in enumerate(top.places) if place.head.role != "amount"]
    return min(columns, key=lambda at: _distance(top, at, piece, samples.get(at, [])))


def _distance(top: Header, at: int, piece: Piece, known: Sequence[tuple[int, int]]) -> int:
    """How far a text begins from where others of a column do, on the nearest lines that tell."""
    if not known:
        return abs(top.places[at].start - piece.start)
    near = bisect_left(known, (piece.cell.line, 0))
    around = [known[one] for one in (near - 1, near) if 0 <= one < len(known)]
    return min(abs(start - piece.start) for _, start in around)


def _joined(top: Header, rows: Sequence[Placed]) -> list[Placed]:
    """Join wrapped texts to the rows that have the figures, then carry heads down."""
    cores = [row for row in rows if row.figures]
    if not cores:
        return []
    bare = frozenset(row.line for row in cores if not row.texts)
    for column in _text_columns(top, ("name", "carried", "item", "group", "text")):
        cores = _wrapped(top, column, cores, rows, bare)
    for column in _text_columns(top, ("long",)):
        cores = _goals(column, cores, rows)
    return _carried(top, cores)


def _wrapped(
    top: Header,
    column: int,
    cores: Sequence[Placed],
    rows: Sequence[Placed],
    bare: frozenset[int],
) -> list[Placed]:
    """A wrapped text stands as many lines above its figure as below it."""
    item = top.places[column].head.role == "item"
    fitting = [at for at, row in enumerate(cores) if _item(top, row) == item or row.line in bare]
    loose = [row for row in rows if not row.figures and column in row.texts]
    made = list(cores)
    start = 0
    for order, core in enumerate(fitting):
        row = made[core]
        last = order + 1 == len(fitting)
        after = len(loose) if last else _first(loose, start, made[fitting[order + 1]].line)
        middle = _first(loose, start, row.line)
        count = after - middle if last else middle - start
        if row.line in bare and middle == start:
            count = max(count, 1)
        end = min(middle + count, after)
        if end > start:
            above = [cell for part in loose[start:middle] for cell in part.texts[column]]
            below = [cell for part in loose[middle:end] for cell in part.texts[column]]
            cells = (*above, *row.texts.get(column, ()), *below)
            made[core] = row._replace(texts={**row.texts, column: cells})
        start = end
    return made


def _first(rows: Sequence[Placed], start: int, line: int) -> int:
    """The first row, from `start` on, that stands below a line."""
    return bisect_left(rows, line, lo=start, key=lambda row: row.line)


def _item(top: Header, row: Placed) -> bool:
    return any(top.places[at].head.role == "item" for at in row.texts)


def _goals(column: int, cores: Sequence[Placed], rows: Sequence[Placed]) -> list[Placed]:
    """A goal goes on until its sentence has ended; what stands before its row opens the next."""
    made = list(cores)
    texts: list[list[Cell]] = [list(row.texts.get(column, ())) for row in cores]
    lines = [row.line for row in cores]
    opened: dict[int, list[Cell]] = {}
    for part in rows:
        if part.figures or column not in part.texts:
            continue
        at = bisect_left(lines, part.line) - 1
        ended = at < 0 or not texts[at] or meaning(texts[at][-1].text)[-1:] in _ENDED
        if at + 1 < len(made) and (ended or opened.get(at + 1)):
            opened.setdefault(at + 1, []).extend(part.texts[column])
        else:
            texts[max(at, 0)].extend(part.texts[column])
    for at, row in enumerate(made):
        cells = (*opened.get(at, ()), *texts[at])
        made[at] = row._replace(texts={**row.texts, column: cells}) if cells else row
    return made


def _carried(top: Header, cores: Sequence[Placed]) -> list[Placed]:
    """Give each row the heads above it; a new head ends those to its right."""
    columns = _text_columns(top, _HEADS)
    if not columns:
        return list(cores)
    held: dict[int, tuple[Cell, ...]] = {}
    made: list[Placed] = []
    for row in cores:
        own = [at for at in columns if at in row.texts]
        if own:
            held = {at: cells for at, cells in held.items() if at < own[0]}
            held.update({at: row.texts[at] for at in own})
        carried = {at: cells for at, cells in held.items() if at not in row.texts}
        made.append(row._replace(carried=carried))
    return made
