"""Laid rows of a table → records: every declared column a field, with unit and certainty."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from perfcheck.extract.columns import APART
from perfcheck.extract.decimals import filled
from perfcheck.extract.frame import At, Frame
from perfcheck.extract.levels import Level, Line, levels
from perfcheck.extract.printed import Body, is_subtotal, is_total
from perfcheck.extract.rowdoubts import doubts_of
from perfcheck.extract.value import ABSENT, BLANK, EITHER, LOST, OTHERWISE, own_unit, value_of
from perfcheck.extract.whole import carried, own_fields, summed, unmarked, whole
from perfcheck.form import Certainty, Doubt, Field, Record
from perfcheck.kind import LEVEL_ONE, LEVEL_TWO, Column, term
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Text
from perfcheck.wording import meaning

PART, PART_VALUE = "分项", "分项指标值"
_NO_LEVEL = Missing("lost", Message("本行之上没有认得出的层级", "no level was found above the row"))


class Read(NamedTuple):
    """What a table gave: its records, the fields of its total rows, doubts, and claimed cells."""

    records: tuple[Record, ...]
    totals: tuple[Field, ...]
    doubts: tuple[Doubt, ...]
    claimed: tuple[Cell, ...]


def records(frame: Frame, rows: Sequence[Body]) -> Read:
    """Make the records of a table, and the fields of its totals."""
    words = frame.kind.vocabulary
    totals = [row for row in rows if is_total(row, words)]
    parts = [row for row in rows if is_subtotal(row, words)]
    apart = {id(row) for row in (*totals, *parts)}
    data = [row for row in rows if id(row) not in apart]
    columns = [frame.columns(page) for page in range(len(frame.printed.pages))]
    terms = _levels(frame, data, columns)
    told = [at for at in zip(data, terms, strict=True) if not _vacant(frame, at[0])]
    data = [row for row, _ in told]
    unprinted = _unprinted(frame, columns)
    made = [_record(frame, row, columns[row.page], term, unprinted) for row, term in told]
    made = carried(made, frame.printed.table)
    money = [at.name for at in frame.printed.table.columns if at.type == "money"]
    made = _filled(made, money)
    summed = [field for row in totals for field in _totals(frame, row, columns[row.page])]
    summed += own_fields(made, frame.printed.table)
    for row in parts:
        some = _totals(frame, row, columns[row.page])
        summed += [field._replace(name="·".join(field.path[1:])) for field in some]
    doubts = doubts_of(frame, data, made, columns)
    claimed = [cell for row in rows for cell in _claimed(frame, row, columns[row.page])]
    return Read(tuple(made), tuple(summed), tuple(doubts), tuple(claimed))


def _vacant(frame: Frame, row: Body) -> bool:
    return row.vacant and frame.printed.table.vacant


def _claimed(frame: Frame, row: Body, columns: dict[str, At]) -> list[Cell]:
    """The cells that stand in a column that has a name, the label of a total, and captions."""
    named = {at[0] for at in columns.values()}
    cells = [cell for at, cell in row.placed.items() if at in named]
    cells += [cell for more in row.more for at, cell in more.items() if at in named]
    if is_total(row, frame.kind.vocabulary):
        cells += [cell for cell in row.row.cells if cell.text][:1]
    return [*cells, *row.captions]


def _levels(
    frame: Frame, rows: list[Body], columns: list[dict[str, At]]
) -> list[tuple[Level, Level]]:
    if LEVEL_TWO not in frame.declared:
        return [(Level(), Level())] * len(rows)
    lines = []
    for row in rows:
        at = columns[row.page]
        cells = [row.placed.get(at[name][0]) if name in at else None for name in _LINE_COLUMNS]
        texts = [meaning(cell.text) if cell else "" for cell in cells[2:]]
        bare = not row.moved and LEVEL_TWO in at
        lines.append(Line(row.page, cells[0], cells[1], row.moved, bare, *texts))
    printed = any(LEVEL_ONE in at for at in columns)
    return levels(lines, frame.kind.vocabulary, one_printed=printed)


_LINE_COLUMNS = (LEVEL_ONE, LEVEL_TWO, "指标名称", "年度指标值")


def _record(
    frame: Frame,
    row: Body,
    columns: dict[str, At],
    terms: tuple[Level, Level],
    unprinted: Mapping[str, Field],
) -> Record:
    sound = _sound(frame, row, columns)
    certainty: Certainty = "certain" if sound else "inferred"
    certainty = "realigned" if row.moved else certainty
    name = _row_name(frame, row, columns)
    fields = dict(unprinted)
    for concept, at in columns.items():
        if concept in fields and concept not in (LEVEL_ONE, LEVEL_TWO):
            fields[concept] = _field(frame, row, columns, at, certainty, name)
    for concept, told in zip((LEVEL_ONE, LEVEL_TWO), terms, strict=True):
        if concept in fields and (concept == LEVEL_ONE or concept in columns):
            level = told if sound else told._replace(certainty="inferred")
            fields[concept] = _level(frame, concept, level, columns.get(concept), name)
    cells = tuple(cell for cell in row.row.cells if cell.text)
    needed = columns.get(frame.printed.table.needs)
    first = row.placed.get(needed[0]) if needed else None
    line = (first or cells[0]).line
    if said := frame.said:
        fields |= {at: _said(at, says, frame) for at, says in said.says.items()}
        for concept in said.columns:
            if concept in fields and concept not in columns:
                fields[concept] = Field(concept, OTHERWISE)
    cells += tuple(cell for more in row.more for cell in more.values())
    below = tuple(_parts(frame, row, columns, certainty, name))
    return Record(frame.printed.table.name, fields, cells, line, certainty, below)


def _parts(
    frame: Frame, row: Body, columns: dict[str, At], certainty: Certainty, name: str
) -> Iterator[Record]:
    """The values that a row prints for several places or parts, each a record below it."""
    for concept, at in columns.items():
        _, apart, said = concept.partition(APART)
        cell = row.placed.get(at[0]) if apart else None
        if cell:
            field = _field(frame, row, columns, at, certainty, name)._replace(name=PART_VALUE)
            title = Field(PART, Text(said), (at[2],), (frame.caption,), at[2])
            fields = {PART: title, PART_VALUE: field}
            yield Record(PART_VALUE, fields, (cell,), cell.line, certainty)


def _said(concept: str, says: str, frame: Frame) -> Field:
    """What the caption over the table says of each of its rows."""
    cells = frame.printed.captions[:1]
    return Field(concept, Text(says), cells, (frame.caption,), cells[0] if cells else None)


def _unprinted(frame: Frame, columns: Sequence[dict[str, At]]) -> dict[str, Field]:
    """The fields of columns that a page's header lacks; one that others print may have been lost
    on this one."""
    somewhere = {concept for page in columns for concept in page}
    return {
        concept: Field(concept, LOST, certainty="realigned")
        if concept in somewhere
        else Field(concept, ABSENT)
        for concept in frame.declared
    }


def _sound(frame: Frame, row: Body, columns: dict[str, At]) -> bool:
    """Whether what stands in the level columns are terms; else the columns may be others."""
    for level, name in enumerate((LEVEL_ONE, LEVEL_TWO), 1):
        cell = row.placed.get(columns[name][0]) if name in columns else None
        if cell and term(frame.kind.vocabulary, level, cell.text) is None:
            return False
    return True


def _row_name(frame: Frame, row: Body, columns: dict[str, At]) -> str:
    at = columns.get(frame.printed.table.needs)
    cell = row.placed.get(at[0]) if at else None
    return meaning(cell.text) if cell else ""


def _level(
    frame: Frame,
    concept: str,
    level: Level,
    at: At | None,
    name: str,
) -> Field:
    label = at[2] if at else None
    path = (frame.caption, name, meaning(label.text) if label else concept)
    cells = (level.cell,) if level.cell else ()
    if level.name:
        return Field(concept, Text(level.name), cells, path, label, "", level.certainty)
    value = ABSENT if at is None else BLANK if level.blank else _NO_LEVEL
    return Field(concept, value, cells, path, label, "", level.certainty)


def _field(
    frame: Frame,
    row: Body,
    columns: dict[str, At],
    at: At,
    certainty: Certainty,
    name: str,
) -> Field:
    number, column, label, printed = at
    path = (frame.caption, name, meaning(label.text))
    cell = row.placed.get(number)
    unit = printed or frame.unit if column.type == "money" else ""
    sure = bool(printed) or frame.unit_certain or column.type != "money"
    if number in row.either:
        return Field(column.name, EITHER, row.row.cells, path, label, unit, "realigned", sure)
    if cell is None:
        return _empty(frame, row, number, column, path, label)
    cells, text = whole(cell, column, row, columns)
    if column.name == frame.printed.table.needs:
        text = unmarked(text, frame.kind.vocabulary)
    value = value_of(text, column.type, unit, frame.kind.vocabulary)
    unit, sure = own_unit(value, text, unit, sure)
    more = tuple(cell for at in row.more if (cell := at.get(number)))
    if more:
        value = summed(value, more, column.type)
        certainty = "inferred" if certainty == "certain" else certainty
    return Field(column.name, value, (*cells, *more), path, label, unit, certainty, sure)


def _empty(
    frame: Frame,
    row: Body,
    number: int,
    column: Column,
    path: tuple[str, ...],
    label: Cell,
) -> Field:
    """A cell that is there and empty is blank; one of a moved or cut row may have been lost."""
    index = row.usual[number]
    if row.moved:
        return Field(column.name, LOST, (), path, label, "", "realigned")
    cell = next((cell for cell in row.row.cells if cell.slot == index), None)
    if cell is not None and not cell.text:
        return Field(column.name, BLANK, (cell,), path, label)
    if cell is None and frame.stripped:
        return Field(column.name, BLANK, (), path, label, "", "inferred")
    return Field(column.name, LOST, (), path, label, "", "realigned")


def _totals(frame: Frame, row: Body, columns: dict[str, At]) -> list[Field]:
    first = next(cell for cell in row.row.cells if cell.text and cell not in row.captions)
    certainty: Certainty = "realigned" if row.moved else "certain"
    fields = []
    for concept, name in frame.printed.table.totals.items():
        at = columns.get(concept)
        if at and at[0] in row.placed:
            field = _field(frame, row, columns, at, certainty, meaning(first.text))
            fields.append(field._replace(name=name))
    return fields


def _filled(made: list[Record], money: list[str]) -> list[Record]:
    """Fill up the digits of the money columns whose other figures share one count of decimals."""
    for name in money:
        fields = filled([record.fields[name] for record in made])
        made = [
            record
            if record.fields[name] is field
            else record._replace(fields={**record.fields, name: field})
            for record, field in zip(made, fields, strict=True)
        ]
    return made
