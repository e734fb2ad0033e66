"""How much of a document was understood, and every piece that was not."""

from collections.abc import Iterable

from perfcheck.source import Cell, Document

_FAR = 1_000_000
_BARE = " \u3000:："

Stretches = dict[int, list[tuple[int, int]]]


def coverage(document: Document, claimed: Iterable[Cell]) -> tuple[tuple[Cell, ...], float]:
    """Weigh what was claimed against all that is printed, character by character.

    Returns the pieces that nothing claimed, and the share of non-blank characters claimed.
    """
    stretches = _stretches(claimed)
    left: list[Cell] = []
    whole = missed = 0
    for piece in _pieces(document):
        whole += _weight(piece.text)
        for rest in _rests(piece, stretches.get(piece.line, ())):
            missed += _weight(rest.text)
            left.append(rest)
    return tuple(left), 1 - missed / whole if whole else 0.0


def _pieces(document: Document) -> Iterable[Cell]:
    """All printed cells, each line of a cell by itself, a cell of several rows once."""
    seen: set[tuple[int, int]] = set()
    for row in document.rows:
        for cell in row.cells:
            if cell.text and (cell.line, cell.column) not in seen:
                seen.add((cell.line, cell.column))
                yield from _lines(cell)


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


def _weight(text: str) -> int:
    return len("".join(text.split()))
