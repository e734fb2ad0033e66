"""What is doubtful about a form as a whole: its head, its units, what a conversion left in it."""

from collections.abc import Iterable, Sequence

from perfcheck.extract import said
from perfcheck.extract.records import Read
from perfcheck.extract.state import Pair
from perfcheck.extract.walk import Walked
from perfcheck.form import Doubt, Field
from perfcheck.kind import Kind
from perfcheck.source import Cell
from perfcheck.values import Missing
from perfcheck.wording import meaning, residue, soiled_any


def doubts_of(walked: Walked, reads: Sequence[Read], fields: Sequence[Field]) -> list[Doubt]:
    """Return the doubts about the head, whose `fields` its pairs became, and about the tables."""
    totals = [field for read in reads for field in read.totals]
    made = _head_doubts(walked.pairs, fields)
    made += [said.unknown(cell, said.NO_LABEL) for cell in walked.left]
    made += [doubt for read in reads for doubt in read.doubts]
    made += [said.furniture(cells) for cells in walked.furniture]
    made += [
        said.unreadable(f.name, f.cells[0])
        for f in totals
        if isinstance(f.value, Missing) and f.value.kind == "unreadable" and f.cells
    ]
    return made


def unprinted_unit(fields: Iterable[Field], kind: Kind) -> list[Doubt]:
    """Return the doubt about amounts that print no unit, if there are any."""
    default = [f.cells[0] for f in fields if f.unit and not f.unit_certain and f.cells]
    return [said.unit(kind.unit, tuple(default))] if default else []


def soiled(claimed: Sequence[Cell]) -> list[Doubt]:
    """Return the doubt about residue of a conversion; most forms have none."""
    if not soiled_any([cell.text for cell in claimed]):
        return []
    cells = tuple(cell for cell in claimed if residue(cell.text))
    return [said.residue(cells)] if cells else []


def _head_doubts(pairs: Sequence[Pair], fields: Sequence[Field]) -> list[Doubt]:
    """The doubts about a head; that its cells moved is said once for a row."""
    kept: dict[object, Doubt] = {}
    for number, (pair, field) in enumerate(zip(pairs, fields, strict=True)):
        if doubt := _head_doubt(pair, field):
            row = pair.label.cell.line if doubt.kind == "错列" else None
            key = (row, doubt.kind) if row else number
            cells = kept[key].cells if key in kept else ()
            kept[key] = doubt._replace(cells=tuple(dict.fromkeys((*cells, *doubt.cells))))
    return list(kept.values())


def _head_doubt(pair: Pair, field: Field) -> Doubt | None:
    value = field.value
    label = pair.label.cell
    if isinstance(value, Missing) and value.kind == "unreadable" and field.cells:
        name = "·".join(pair.path[-2:]) if pair.over else meaning(label.text)
        if pair.word and pair.word.type == "ratio" and field.cells[0].text[:1].isdigit():
            return said.no_share(name, field.cells[0])
        return said.unreadable(name, field.cells[0])
    if isinstance(value, Missing) and value.kind == "lost":
        return said.lost(label.line, [field.name], (label,))
    if pair.moved:
        return said.moved(label.line, (label, *field.cells))
    return None
