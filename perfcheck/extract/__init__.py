"""Document → Reading: every form that is recognised in it, and what belongs to none."""

from collections.abc import Sequence

from perfcheck.extract.form import Made, form_of
from perfcheck.form import Reading
from perfcheck.kind import Kinds
from perfcheck.recognise import recognise
from perfcheck.source import Cell, Document


def understand(
    document: Document, kinds: Kinds, *, kind: str | None = None, year: int | None = None
) -> Reading:
    """Understand a document; `kind` and `year` say what the document itself does not."""
    found = recognise(document, kinds, kind)
    forms = [form_of(block, kinds, number, year) for number, block in enumerate(found.blocks, 1)]
    made = [each for each in forms if each.claimed]
    left, coverage = _coverage(document, made)
    return Reading(tuple(each.form for each in made), left, coverage, found.nearest)


def _coverage(document: Document, made: Sequence[Made]) -> tuple[tuple[Cell, ...], float]:
    """Weigh what the forms claimed against all that is printed, character by character."""
    stretches: dict[int, list[tuple[int, int]]] = {}
    for each in made:
        for cell in (part for whole in each.claimed for part in whole.parts or (whole,)):
            for line in range(cell.line, cell.end_line + 1):
                start = cell.column if line == cell.line else 1
                end = cell.end_column if line == cell.end_line else 1_000_000
                stretches.setdefault(line, []).append((start, end))
    left: list[Cell] = []
    whole = missed = 0
    for row in document.rows:
        for cell in row.cells:
            if not cell.text:
                continue
            whole += _weight(cell.text)
            for rest in _rests(cell, stretches.get(cell.line, [])):
                missed += _weight(rest.text)
                left.append(rest)
    return tuple(left), (1 - missed / whole) if made and whole else 0.0


def _rests(cell: Cell, claimed: list[tuple[int, int]]) -> list[Cell]:
    """What of a cell no stretch of claimed text covers."""
    rests: list[tuple[int, int]] = []
    start = cell.column
    if (start, cell.end_column) in claimed:
        return []
    for left, right in sorted(
        (a, b) for a, b in claimed if b > cell.column and a < cell.end_column
    ):
        if left > start:
            rests.append((start, left))
        start = max(start, right)
    if start < cell.end_column:
        rests.append((start, cell.end_column))
    return [rest for span in rests if (rest := _part(cell, *span)).text]


def _part(cell: Cell, start: int, end: int) -> Cell:
    text = cell.text[start - cell.column : end - cell.column]
    lead = len(text) - len(text.lstrip(" \u3000:："))
    said = text.strip(" \u3000:：")
    column = start + lead
    return cell._replace(text=said, column=column, end_column=column + len(said))


def _weight(text: str) -> int:
    return len("".join(text.split()))
