"""What is doubtful about the rows of a table: moved cells, lost values, inferred levels."""

from collections.abc import Sequence

from perfcheck.extract import said
from perfcheck.extract.frame import At, Frame
from perfcheck.extract.printed import Body
from perfcheck.extract.value import LOST
from perfcheck.form import Doubt, Record
from perfcheck.kind import LEVEL_ONE, LEVEL_TWO, term
from perfcheck.source import Cell
from perfcheck.values import Missing, Text


def doubts_of(
    frame: Frame, rows: Sequence[Body], made: Sequence[Record], columns: Sequence[dict[str, At]]
) -> list[Doubt]:
    """Return the doubts about a table's rows, row by row, then those about levels."""
    return [*_row_doubts(frame, rows, made, columns), *_level_doubts(made)]


def _row_doubts(
    frame: Frame,
    rows: Sequence[Body],
    made: Sequence[Record],
    columns: Sequence[dict[str, At]],
) -> list[Doubt]:
    doubts = []
    usual = _usually_filled(made, columns)
    for row, record in zip(rows, made, strict=True):
        if row.moved:
            doubts.append(said.moved(record.line, record.cells))
        if row.either:
            names = [name for name, at in columns[row.page].items() if at[0] in row.either]
            doubts.append(said.either(record.line, names, record.cells))
        lost = [name for name in usual if record.fields[name].value is LOST]
        if lost:
            doubts.append(said.lost(record.line, lost, record.cells))
        doubts += [said.unknown(cell, said.UNPLACED) for cell in row.left]
        doubts += _field_doubts(frame, row, record, columns[row.page])
    return doubts


def _usually_filled(made: Sequence[Record], columns: Sequence[dict[str, At]]) -> list[str]:
    printed = {name for page in columns for name in page}
    names = [name for name in made[0].fields if name in printed] if made else []
    filled = {
        name: sum(not isinstance(record.fields[name].value, Missing) for record in made)
        for name in names
    }
    return [name for name in names if 2 * filled[name] >= len(made)]


def _field_doubts(
    frame: Frame,
    row: Body,
    record: Record,
    columns: dict[str, At],
) -> list[Doubt]:
    doubts = []
    for name in columns:
        field = record.fields.get(name)
        value = field.value if field else None
        if field and type(value) is Missing and value.kind == "unreadable" and field.cells:
            doubts.append(said.unreadable(name, field.cells[0]))
    for level, name in enumerate((LEVEL_ONE, LEVEL_TWO), 1):
        cell = row.placed.get(columns[name][0]) if name in columns else None
        if cell and name in record.fields and term(frame.kind.vocabulary, level, cell.text) is None:
            doubts.append(said.unknown(cell, said.NO_TERM))
    return doubts


def _level_doubts(made: Sequence[Record]) -> list[Doubt]:
    """One doubt for each run of rows whose level was inferred alike."""
    doubts = []
    for level in (LEVEL_ONE, LEVEL_TWO):
        run: list[Record] = []
        for record in [*made, None]:
            at = record.fields.get(level) if record else None
            wanted = at is not None and at.certainty == "inferred"
            if run and not (wanted and at and at.value == run[0].fields[level].value):
                doubts.append(_run_doubt(level, run))
                run = []
            if wanted and record:
                run.append(record)
    return [doubt for doubt in doubts if doubt.cells]


def _below(level: str, record: Record) -> Cell:
    """What tells of a row's level: the level-two term that it prints, or where the row begins."""
    two = record.fields.get(LEVEL_TWO)
    said = two.cells[:1] if two and level == LEVEL_ONE else ()
    return said[0] if said and said[0].line == record.line else record.cells[0]


def _run_doubt(level: str, run: list[Record]) -> Doubt:
    value = run[0].fields[level].value
    name = value.text if isinstance(value, Text) else "?"
    cells = tuple(_below(level, record) for record in run)
    return said.inferred(level, name, [record.line for record in run], cells)
