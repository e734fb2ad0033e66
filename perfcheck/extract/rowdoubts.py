"""What is doubtful about the rows of a table: moved cells, lost values, inferred levels."""

from collections import Counter
from collections.abc import Sequence, Set

from perfcheck.extract import said
from perfcheck.extract.frame import Columns, Frame
from perfcheck.extract.printed import Body
from perfcheck.extract.value import LOST
from perfcheck.form import Doubt, Record
from perfcheck.kind import LEVEL_ONE, LEVEL_TWO, term
from perfcheck.source import Cell
from perfcheck.values import Missing, Text


def doubts_of(
    frame: Frame, rows: Sequence[Body], made: Sequence[Record], columns: Sequence[Columns]
) -> list[Doubt]:
    """Return the doubts about a table's rows, row by row, then those about levels."""
    return [*_row_doubts(frame, rows, made, columns), *_level_doubts(made)]


def _row_doubts(
    frame: Frame,
    rows: Sequence[Body],
    made: Sequence[Record],
    columns: Sequence[Columns],
) -> list[Doubt]:
    doubts = []
    printed = {name for page in columns for name in page.named}
    names = [name for name in made[0].fields if name in printed] if made else []
    missing = [
        [name for name in names if type(record.fields[name].value) is Missing] for record in made
    ]
    rare = {name for name, rows in _counted(missing).items() if 2 * rows > len(made)}
    for row, record, without in zip(rows, made, missing, strict=True):
        if row.moved:
            doubts.append(said.moved(record.line, record.cells))
        if row.either:
            named = columns[row.page].named
            either = [name for name, at in named.items() if at.number in row.either]
            doubts.append(said.either(record.line, either, record.cells))
        if without:
            doubts += _without(record, without, rare)
        if row.left:
            doubts += [said.unknown(cell, said.UNPLACED) for cell in row.left]
        doubts += _unreadable(record, without, columns[row.page]) if without else []
        doubts += _unknown_terms(frame, row, record, columns[row.page])
    return doubts


def _counted(missing: Sequence[Sequence[str]]) -> Counter[str]:
    """In how many rows each column has no value."""
    return Counter(name for names in missing for name in names)


def _without(record: Record, missing: Sequence[str], rare: Set[str]) -> list[Doubt]:
    """What was lost; a column that is empty in most rows tells nothing."""
    lost = [name for name in missing if record.fields[name].value is LOST and name not in rare]
    return [said.lost(record.line, lost, record.cells)] if lost else []


def _unreadable(record: Record, missing: Sequence[str], columns: Columns) -> list[Doubt]:
    doubts = []
    for name in columns.named:
        field = record.fields[name] if name in missing else None
        if field and isinstance(field.value, Missing) and field.value.kind == "unreadable":
            doubts += [said.unreadable(name, cell) for cell in field.cells[:1]]
    return doubts


def _unknown_terms(frame: Frame, row: Body, record: Record, columns: Columns) -> list[Doubt]:
    doubts = []
    for level, name, at in columns.levels:
        cell = row.placed.get(at.number) if at else None
        if cell and name in record.fields and term(frame.words, level, cell.text) is None:
            doubts.append(said.unknown(cell, said.NO_TERM))
    return doubts


def _level_doubts(made: Sequence[Record]) -> list[Doubt]:
    """One doubt for each run of rows whose level was inferred alike."""
    doubts = []
    for level in (LEVEL_ONE, LEVEL_TWO):
        told = [at.certainty for record in made if (at := record.fields.get(level))]
        if "inferred" not in told:
            continue
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
    if said and said[0].line == record.line:
        return said[0]
    return next((cell for cell in record.cells if cell.line == record.line), record.cells[0])


def _run_doubt(level: str, run: list[Record]) -> Doubt:
    value = run[0].fields[level].value
    name = value.text if isinstance(value, Text) else "?"
    cells = tuple(_below(level, record) for record in run)
    return said.inferred(level, name, [record.line for record in run], cells)
