"""How much of a document was understood, and every piece that was not."""

from collections.abc import Iterable, Sequence
from operator import itemgetter

from perfcheck.source import Cell, Document

_FAR = 1_000_000
_BARE = " \u3000:："

Stretches = dict[int, list[tuple[int, int]]]

_place = itemgetter(1, 2, 4, 5)
"""Where the text of a cell stands: `Cell.span` as a bare tuple."""
_start, _line, _end_line = itemgetter(1, 2), itemgetter(1), itemgetter(4)


def coverage(document: Document, claimed: Iterable[Cell]) -> tuple[tuple[Cell, ...], float]:
    """Weigh what was claimed against all that is printed, character by character.

    Returns the pieces that nothing claimed, and the share of non-blank characters claimed.
    """
    cells = tuple(claimed)
    pieces = _pieces(document)
    left = _left(pieces, cells)
    missed, whole = _weight(left), _weight(pieces)
    return tuple(left), 1 - missed / whole if whole else 0.0


def _left(pieces: Iterable[Cell], claimed: Sequence[Cell]) -> list[Cell]:
    """What of the pieces nothing claimed; most were claimed as they stand, by a cell like them."""
    own = {id(cell) for cell in claimed if not cell.parts}
    open_ = [piece for piece in pieces if id(piece) not in own]
    known = {_place(cell) for cell in claimed if not cell.parts} if open_ else ()
    open_ = [piece for piece in open_ if _place(piece) not in known]
    stretches = _stretches(claimed) if open_ else {}
    return [rest for piece in open_ for rest in _rests(piece, stretches.get(piece.line, ()))]


def _pieces(document: Document) -> list[Cell]:
    """All printed cells, each line of a cell by itself, a cell of several rows once."""
    cells = [cell for row in document.rows for cell in row.cells if cell.text]
    if len(set(map(_start, cells))) < len(cells):
        printed: dict[tuple[int, int], Cell] = {}
        for cell in cells:
            printed.setdefault(_start(cell), cell)
        cells = [*printed.values()]
    whole = [*map(_line, cells)] == [*map(_end_line, cells)]
    return cells if whole else [piece for cell in cells for piece in _lines(cell)]


def _lines(cell: Cell) -> Iterable[Cell]:
    if cell.line == cell.end_line:
        yield cell
        return
    for number, text in enumerate(cell.text.split("\n")):
        said = text.strip()
        line = cell.line + number
        column = cell.column if number == 0 else 1 + text.find(said)
        if said:
            end = column + len(said)
            yield cell._replace(
                text=said, line=line, column=column, end_line=line, end_column=end, parts=()
            )


def _stretches(claimed: Iterable[Cell]) -> Stretches:
    found: Stretches = {}
    for whole in claimed:
        for cell in whole.parts or (whole,):
            for line in range(cell.line, cell.end_line + 1):
                start = cell.column if line == cell.line else 1
                end = cell.end_column if line == cell.end_line else _FAR
                found.setdefault(line, []).append((start, end))
    for stretches in found.values():
        stretches.sort()
    return found


def _rests(cell: Cell, claimed: Iterable[tuple[int, int]]) -> list[Cell]:
    """What of a cell no stretch of claimed text covers; the stretches come in order."""
    rests: list[tuple[int, int]] = []
    start = cell.column
    for left, right in claimed:
        if right <= cell.column or left >= cell.end_column:
            continue
        if left > start:
            rests.append((start, left))
        start = max(start, right)
    if start < cell.end_column:
        rests.append((start, cell.end_column))
    return [rest for span in rests if (rest := _part(cell, *span)).text]


def _part(cell: Cell, start: int, end: int) -> Cell:
    text = cell.text[start - cell.column : end - cell.column]
    lead = len(text) - len(text.lstrip(_BARE))
    said = text.strip(_BARE)
    column = start + lead
    return cell._replace(text=said, column=column, end_column=column + len(said))


def _weight(cells: Iterable[Cell]) -> int:
    """How many characters that are no blanks the cells print."""
    return len("".join("\n".join([cell.text for cell in cells]).split()))
