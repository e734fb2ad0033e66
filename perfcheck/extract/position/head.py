"""A head laid out by position, printed anew: its labels and values as cells in slots."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from perfcheck.extract.position.blocks import Heights, blocks
from perfcheck.extract.position.fragments import blank, whole
from perfcheck.extract.position.headrows import HeadRow, head_rows
from perfcheck.extract.position.labels import Label, labels
from perfcheck.extract.position.ladders import ladders
from perfcheck.extract.position.sharing import shared
from perfcheck.extract.position.sides import sides
from perfcheck.extract.table import matches
from perfcheck.kind import Kind, term
from perfcheck.recognise import title_of
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled, normal

_ALONE = r"\(?(?:19|20)\d\d年?度?\)?|.*单位:(?:人民币)?[千百万亿]*元\)?"
_UNIT = r"\([千百万亿]*元\)|\(?(?:金额|货币|计价)?单位:(?:人民币)?[千百万亿]*元\)?"
_CAPTIONS = ("section", "group")
_TERM = "指标"
_MIXED = 4.0
_SHORT = 2


class _Run(NamedTuple):
    """Rows of a head that stand right of the same captions, or of none."""

    rows: list[HeadRow]
    captions: list[Label]
    captioned: bool


def head(rows: Sequence[Row], kind: Kind) -> list[Row]:
    """Print the rows of a head anew; titles, units, page furniture and other prints stay."""
    made: list[Row] = []
    waiting: list[Row] = []
    for row in rows:
        if _stays(row, kind):
            made += [*_stretch(waiting, kind), row]
            waiting = []
        else:
            waiting.append(row)
    return [*made, *_stretch(waiting, kind)]


def _stays(row: Row, kind: Kind) -> bool:
    """Whether a row is no part of a head's grid: a title, a unit, a page number, a tabbed row."""
    if any(_strong(cell.text, kind) for cell in row.cells):
        return True
    if len(row.cells) != 1:
        return row.mode == "cells"
    said = normal(row.cells[0].text)
    if title_of(kind, row) or matches(kind.vocabulary.noise, said):
        return True
    return len(said) < 40 and compiled(_ALONE).fullmatch(said) is not None


def _strong(text: str, kind: Kind) -> bool:
    """Whether a text can only be a term of indicators, whose header was not known."""
    return text.endswith(_TERM) and any(term(kind.vocabulary, level, text) for level in (1, 2))


def _stretch(rows: Sequence[Row], kind: Kind) -> list[Row]:
    """Print a stretch of a head anew, if it is laid out by position or too short to tell."""
    if len(rows) > _SHORT and not any(row.mode == "position" for row in rows):
        return list(rows)
    made, found = ladders(labels(rows, kind))
    gaps = frozenset(row.line for row in rows if row.gap)
    groups = Counter(at.line for at in found.labels if at.role == "group")
    heads = {at.line for at in found.labels if at.role == "head" or groups[at.line] > 1}
    captions = [at for at in found.labels if _is_caption(at, heads)]
    beside = [at for at in found.labels if not _is_caption(at, heads)]
    units = [at for at in found.values if compiled(_UNIT).fullmatch(normal(at.text))]
    read = head_rows(beside, [at for at in found.values if at not in units], gaps)
    runs, headings = _runs(read.rows, captions)
    made += [row for run in runs for row in _printed(run)]
    made += [Row((at.cell._replace(slot=0),), at.cell.line) for at in headings]
    made += [Row((at._replace(slot=0),), at.line, gap=True) for at in [*read.left, *units]]
    made.sort(key=lambda row: row.line)
    return made


def _is_caption(label: Label, heads: set[float]) -> bool:
    """Whether a label is over others; one in a line of column heads or groups is over a side."""
    return label.role in _CAPTIONS and label.line not in heads


def _runs(rows: list[HeadRow], captions: Sequence[Label]) -> tuple[list[_Run], list[Label]]:
    """Runs of rows with the captions left of them, and the captions that are left of none."""
    lines = [row.line for row in rows]
    left = [at for at in captions if _beside(at, rows, lines)]
    sections = [at for at in left if at.role == "section"] or left
    border = max((at.end for at in sections), default=0)
    runs = [
        _Run(list(some), [], inner)
        for inner, some in groupby(rows, key=lambda row: bool(left) and row.start >= border)
    ]
    waiting = list(left)
    for number, run in enumerate(runs):
        if run.captioned:
            after = runs[number + 1].rows[0].line if number + 1 < len(runs) else float("inf")
            run.captions.extend(at for at in waiting if at.line < after)
            waiting = [at for at in waiting if at.line >= after]
    return runs, [*(at for at in captions if at not in left), *waiting]


def _beside(caption: Label, rows: Sequence[HeadRow], lines: Sequence[float]) -> bool:
    """Whether a caption stands left of the rows above and below it, or of one of them."""
    at = bisect_right(lines, caption.line)
    return any(row.start >= caption.end for row in rows[max(at - 1, 0) : at + 1])


def _printed(run: _Run) -> list[Row]:
    """Print a run, each caption on the first row that is its own."""
    first = _first_rows(run)
    columns = 1 + max((column for at in first.values() for column, _ in at), default=-1)
    made: list[Row] = []
    at = 0
    for amounts, some in groupby(run.rows, key=lambda row: row.amounts):
        rows = list(some)
        printed = _sides(rows, columns) if amounts else [_texts(row, columns) for row in rows]
        for lines in printed:
            beside = {column: cell for column, cell in first.get(at, ())}
            for cells in lines:
                line = cells[0].line
                captions = [
                    beside[n]._replace(slot=n) if n in beside else blank(n, line, 1)
                    for n in range(columns)
                ]
                made.append(Row((*captions, *cells), line))
                beside = {}
            at += 1
    return made


def _first_rows(run: _Run) -> dict[int, list[tuple[int, Cell]]]:
    """For each row the captions whose block begins there, with the column of captions.

    Sections stand left of groups, and groups beside rows that have more than column heads.
    """
    found: dict[int, list[tuple[int, Cell]]] = {}
    column = 0
    for role in _CAPTIONS:
        captions = [at for at in run.captions if at.role == role]
        group = role == "group"
        numbers = [n for n, row in enumerate(run.rows) if not (group and row.heads)]
        if not captions or not numbers:
            continue
        captions.sort(key=lambda at: at.line)
        starts = _starts(captions, [run.rows[n] for n in numbers])
        for start, caption in zip(starts, captions, strict=False):
            found.setdefault(numbers[start], []).append((column, caption.cell))
        column += 1
    return found


def _starts(captions: Sequence[Label], rows: Sequence[HeadRow]) -> tuple[int, ...]:
    """The first row of each caption's block; a block of amounts holds no texts."""
    cells = [[*(at.cell for at in row.labels), *row.values] for row in rows]
    lines = [{part.line for cell in row for part in cell.parts or (cell,)} for row in cells]
    heights = Heights(_spans(lines), [len(at) for at in lines])
    texts = [0, *accumulate(not row.amounts for row in rows)]

    def mixed(_: int, start: int, end: int) -> float:
        count = texts[end] - texts[start]
        return _MIXED if 0 < count < end - start else 0.0

    middles = [heights.of(at.line) for at in captions][: len(rows)]
    return blocks(middles, heights.tops, mixed).starts


def _spans(lines: Sequence[set[int]]) -> list[tuple[int, int]]:
    """The first and last line of each row; a row ends no higher than the one above it."""
    spans: list[tuple[int, int]] = []
    for at in lines:
        last = max(max(at), spans[-1][1] if spans else 0)
        spans.append((min(at), last))
    return spans


def _sides(rows: Sequence[HeadRow], offset: int) -> list[list[tuple[Cell, ...]]]:
    """Print rows of amounts; below a row of groups others stand below each other."""
    starts = [n for n, row in enumerate(rows) if n and row.groups]
    return [
        [slotted.cells, *((cell._replace(slot=offset),) for cell in slotted.left)]
        for start, end in pairwise([0, *starts, len(rows)])
        for slotted in sides(rows[start:end], offset)
    ]


def _texts(row: HeadRow, offset: int) -> list[tuple[Cell, ...]]:
    """Labels with their values beside them, even if these stood below them.

    Where a caption stands left of both, the values stay below their labels.
    """
    rooms, left = shared(row)
    if row.caption:
        return _over(row.caption, row, rooms, offset)
    cells: list[Cell] = []
    for label, values in zip(row.labels, rooms, strict=True):
        slot = offset + len(cells)
        line, column = label.cell.end_line, label.end
        value = whole(values, slot + 1) if values else blank(slot + 1, line, column)
        cells += [label.cell._replace(slot=slot), value]
    return [tuple(cells), *((cell._replace(slot=offset),) for cell in left)]


def _over(
    caption: Label, row: HeadRow, rooms: Sequence[Sequence[Cell]], offset: int
) -> list[tuple[Cell, ...]]:
    above = [caption.cell._replace(slot=offset)]
    below = [blank(offset, row.labels[0].cell.line + 1, 1)]
    for n, (label, values) in enumerate(zip(row.labels, rooms, strict=True), offset + 1):
        line = label.cell.end_line
        above.append(label.cell._replace(slot=n))
        below.append(whole(values, n) if values else blank(n, line + 1, label.start))
    return [tuple(above), tuple(below)]


def padded(rows: Sequence[Row]) -> list[Row]:
    """Rows of more than one cell as wide as the widest, as a print with separators has them."""
    widest = max((len(row.cells) for row in rows), default=0)
    made = []
    for row in rows:
        more = range(len(row.cells), widest if len(row.cells) > 1 else 0)
        column = row.cells[-1].end_column
        made.append(
            row._replace(cells=(*row.cells, *(blank(slot, row.line, column) for slot in more)))
        )
    return made
