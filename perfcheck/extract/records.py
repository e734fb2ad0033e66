"""Laid rows of a table → records: every declared column a field, with unit and certainty."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from perfcheck.extract.decimals import filled
from perfcheck.extract.frame import APART, At, Columns, Frame
from perfcheck.extract.levels import Level, Line, levels
from perfcheck.extract.printed import Body, opening
from perfcheck.extract.rowdoubts import doubts_of
from perfcheck.extract.value import (
    ABSENT,
    BLANK,
    EITHER,
    LOST,
    OTHERWISE,
    own_unit,
    text_value,
    value_of,
)
from perfcheck.extract.whole import carried, own_fields, summed, unmarked, whole
from perfcheck.form import Certainty, Doubt, Field, Record
from perfcheck.kind import LEVEL_ONE, LEVEL_TWO, Caption, is_any, term
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Number, Text
from perfcheck.wording import meaning

_made = partial(tuple.__new__, Field)
_row = partial(tuple.__new__, Record)
_line = partial(tuple.__new__, Line)
"""They make one of all that it holds in a third of the time: a form has hundreds of fields."""
PART, PART_VALUE = "分项", "分项指标值"
_NO_LEVEL = Missing("lost", Message("本行之上没有认得出的层级", "no level was found above the row"))


class Read(NamedTuple):
    """What a table gave: its records, the fields of its total rows, doubts, and claimed cells.

    `types` are those of the columns that it prints.
    """

    name: str
    records: tuple[Record, ...]
    totals: tuple[Field, ...]
    doubts: tuple[Doubt, ...]
    claimed: tuple[Cell, ...]
    types: Mapping[str, str]


def records(frame: Frame, rows: Sequence[Body]) -> Read:
    """Make the records of a table, and the fields of its totals."""
    totals, parts, data = _sorted(rows, frame)
    columns = [frame.columns(page) for page in range(len(frame.printed.pages))]
    terms = _levels(frame, data, columns)
    told = [at for at in zip(data, terms, strict=True) if not _vacant(frame, at[0])]
    data = [row for row, _ in told]
    unprinted = _unprinted(frame, columns)
    made = [_record(frame, row, columns[row.page], term, unprinted) for row, term in told]
    if says := frame.said:
        pages = [columns[row.page] for row in data]
        made = [_said(frame, says, *at) for at in zip(made, pages, strict=True)]
    made = carried(made, frame.printed.table)
    money = [at.name for at in frame.printed.table.columns if at.type == "money"]
    made = _filled(made, money)
    summed = [field for row in totals for field in _totals(frame, row, columns[row.page])]
    summed += own_fields(made, frame.printed.table)
    for row in parts:
        some = _totals(frame, row, columns[row.page])
        summed += [field._replace(name="·".join(field.path[1:])) for field in some]
    doubts = doubts_of(frame, data, made, columns)
    sums = set(map(id, totals))
    claimed = [
        cell
        for row in rows
        for cell in _claimed(row, columns[row.page].numbers, titled=id(row) in sums)
    ]
    types = {name: at.column.type for page in columns for name, at in page.named.items()}
    name = frame.printed.table.name
    return Read(name, tuple(made), tuple(summed), tuple(doubts), tuple(claimed), types)


def _sorted(rows: Sequence[Body], frame: Frame) -> tuple[list[Body], list[Body], list[Body]]:
    """The rows that sum up the table, those that sum up some of its rows, and all others."""
    totals: list[Body] = []
    parts: list[Body] = []
    data: list[Body] = []
    sums = frame.words.totals | frame.words.subtotals
    for row in rows:
        said = opening(row)
        if not is_any(said, sums):
            data.append(row)
            continue
        totals += [row] if is_any(said, frame.words.totals) else []
        parts += [row] if is_any(said, frame.words.subtotals) else []
    return totals, parts, data


def _vacant(frame: Frame, row: Body) -> bool:
    return row.vacant and frame.printed.table.vacant


def _claimed(row: Body, named: frozenset[int], *, titled: bool) -> list[Cell]:
    """The cells that stand in a column that has a name, the label of a total, and captions."""
    cells = [cell for at, cell in row.placed.items() if at in named]
    if row.more:
        cells += [cell for more in row.more for at, cell in more.items() if at in named]
    if titled:
        cells += [cell for cell in row.row.cells if cell.text][:1]
    return [*cells, *row.captions] if row.captions else cells


def _levels(frame: Frame, rows: list[Body], columns: list[Columns]) -> list[tuple[Level, Level]]:
    if LEVEL_TWO not in frame.declared:
        return [(Level(), Level())] * len(rows)
    numbers = [[_number(page, name) for name in _LINE_COLUMNS] for page in columns]
    # Words hint at a level only where the first row does not carry the labels itself.
    hints = any(row.placed.get(at) is None for row in rows[:1] for at in numbers[row.page][:2])
    lines = []
    for row in rows:
        one, two, *words = numbers[row.page]
        texts = [_said_in(row, at) for at in words] if hints else ("", "")
        bare = not row.moved and LEVEL_TWO in columns[row.page].named
        cells = row.placed.get(one), row.placed.get(two)
        lines.append(_line((row.page, *cells, row.moved, bare, *texts)))
    printed = any(LEVEL_ONE in page.named for page in columns)
    return levels(lines, frame.words, one_printed=printed)


def _said_in(row: Body, number: int) -> str:
    cell = row.placed.get(number)
    return meaning(cell.text) if cell else ""


def _number(page: Columns, name: str) -> int:
    at = page.named.get(name)
    return at.number if at else -1


_LINE_COLUMNS = (LEVEL_ONE, LEVEL_TWO, "指标名称", "年度指标值")


def _record(
    frame: Frame,
    row: Body,
    columns: Columns,
    terms: tuple[Level, Level],
    unprinted: Mapping[str, Field],
) -> Record:
    sound = _sound(frame, row, columns)
    certainty: Certainty = "certain" if sound else "inferred"
    certainty = "realigned" if row.moved else certainty
    first = row.placed.get(columns.needed.number) if columns.needed else None
    name = meaning(first.text) if first else ""
    fields = dict(unprinted)
    for at in columns.values:
        fields[at.column.name] = _field(frame, row, columns, at, certainty, name)
    for level, concept, printed in columns.levels:
        if concept in fields:
            path = (frame.caption, name, printed.said if printed else concept)
            fields[concept] = _level(concept, terms[level - 1], printed, path, sound=sound)
    cells = tuple([cell for cell in row.row.cells if cell.text])
    line = (first or cells[0]).line
    if row.more:
        cells += tuple(cell for more in row.more for cell in more.values())
    below = tuple(_parts(frame, row, columns, certainty, name)) if columns.parts else ()
    return _row((frame.printed.table.name, fields, cells, line, certainty, below))


def _parts(
    frame: Frame, row: Body, columns: Columns, certainty: Certainty, name: str
) -> Iterator[Record]:
    """The values that a row prints for several places or parts, each a record below it."""
    for at in columns.parts:
        _, apart, said = at.column.name.partition(APART)
        cell = row.placed.get(at.number) if apart else None
        if cell:
            field = _field(frame, row, columns, at, certainty, name)._replace(name=PART_VALUE)
            title = Field(PART, Text(said), (at.label,), (frame.caption,), at.label)
            fields = {PART: title, PART_VALUE: field}
            yield Record(PART_VALUE, fields, (cell,), cell.line, certainty)


def _said(frame: Frame, says: Caption, record: Record, columns: Columns) -> Record:
    """Add what the caption over the table says of each of its rows."""
    cells = frame.printed.captions[:1]
    label = cells[0] if cells else None
    fields = dict(record.fields)
    for concept, text in says.says.items():
        fields[concept] = Field(concept, Text(text), cells, (frame.caption,), label)
    for concept in says.columns:
        if concept in fields and concept not in columns.named:
            fields[concept] = Field(concept, OTHERWISE)
    return record._replace(fields=fields)


def _unprinted(frame: Frame, columns: Sequence[Columns]) -> dict[str, Field]:
    """The fields of columns that a page's header lacks; one that others print may have been lost
    on this one."""
    somewhere = {concept for page in columns for concept in page.named}
    return {
        concept: _made((concept, LOST, (), (), None, "", "realigned", True, ""))
        if concept in somewhere
        else _made((concept, ABSENT, (), (), None, "", "certain", True, ""))
        for concept in frame.declared
    }


def _sound(frame: Frame, row: Body, columns: Columns) -> bool:
    """Whether what stands in the level columns are terms; else the columns may be others."""
    for level, _, at in columns.levels:
        cell = row.placed.get(at.number) if at else None
        if cell and term(frame.words, level, cell.text) is None:
            return False
    return True


def _level(
    concept: str, level: Level, at: At | None, path: tuple[str, ...], *, sound: bool
) -> Field:
    name, cell, certainty, blank = level
    if not sound:
        certainty = "inferred"
    label = at.label if at else None
    cells = (cell,) if cell else ()
    if name:
        return _made((concept, text_value(name), cells, path, label, "", certainty, True, ""))
    value = ABSENT if at is None else BLANK if blank else _NO_LEVEL
    return Field(concept, value, cells, path, label, "", certainty)


def _field(
    frame: Frame, row: Body, columns: Columns, at: At, certainty: Certainty, name: str
) -> Field:
    number, column, label, said, unit, sure = at
    path = (frame.caption, name, said)
    cell = row.placed.get(number)
    if number in row.either:
        return Field(column.name, EITHER, row.row.cells, path, label, unit, "realigned", sure)
    if cell is None:
        return _empty(frame, row, at, path)
    if column.joins:
        cells, text = whole(cell, column, row, columns.named)
    else:
        cells, text = (cell,), meaning(cell.text)
    if at is columns.needed:
        text = unmarked(text, frame.words)
    value = value_of(text, column.type, unit, frame.words)
    if isinstance(value, Number):
        unit, sure = own_unit(value, text, unit, sure)
    if row.more and (more := tuple(cell for at in row.more if (cell := at.get(number)))):
        cells += more
        value = summed(value, more, column.type)
        certainty = "inferred" if certainty == "certain" else certainty
    return _made((column.name, value, cells, path, label, unit, certainty, sure, ""))


def _empty(frame: Frame, row: Body, at: At, path: tuple[str, ...]) -> Field:
    """A cell that is there and empty is blank; one of a moved or cut row may have been lost."""
    name, label, index = at.column.name, at.label, row.usual[at.number]
    if row.moved:
        return Field(name, LOST, (), path, label, "", "realigned")
    cell = next((cell for cell in row.row.cells if cell.slot == index), None)
    if cell is not None and not cell.text:
        return Field(name, BLANK, (cell,), path, label)
    if cell is None and frame.stripped:
        return Field(name, BLANK, (), path, label, "", "inferred")
    return Field(name, LOST, (), path, label, "", "realigned")


def _totals(frame: Frame, row: Body, columns: Columns) -> list[Field]:
    first = next(cell for cell in row.row.cells if cell.text and cell not in row.captions)
    certainty: Certainty = "realigned" if row.moved else "certain"
    fields = []
    for concept, name in frame.printed.table.totals.items():
        at = columns.named.get(concept)
        if at and at.number in row.placed:
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
