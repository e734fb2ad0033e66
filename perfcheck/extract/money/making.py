"""Entries of a money table → records: every declared column a field, with unit and certainty."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.money.book import Book, Head, TableKind
from perfcheck.extract.money.heads import Header
from perfcheck.extract.money.placing import Placed
from perfcheck.extract.value import ABSENT, BLANK, EITHER, LOST, own_unit, text_of, value_of
from perfcheck.form import Certainty, Field, Record
from perfcheck.kind import Vocabulary
from perfcheck.source import Cell
from perfcheck.values import Missing, Scalar, Text
from perfcheck.wording import joined, meaning, normal

DIRECTION = "方向"
VIEW = "分类"
ROW = "行名"
_TWO = 2


class Print(NamedTuple):
    """What holds for all rows of a table: kind, header, caption, unit and words."""

    kind: TableKind
    header: Header
    caption: str
    unit: str
    book: Book
    vocabulary: Vocabulary


def record(at: Print, row: Placed) -> Record:
    """Make the record of one entry."""
    name = _name(at, row)
    fields: dict[str, Field] = {}
    if at.kind.shape == "sides":
        fields.update(_side(at, row))
    elif view := at.header.views[row.side]:
        fields[ROW] = Field(ROW, Text(view))
    for number in at.header.side(row.side):
        for field in _fields(at, row, number, name):
            fields.setdefault(field.name, field)
    for head in at.kind.columns:
        if head.concept not in fields:
            fields[head.concept] = Field(head.concept, ABSENT)
    cells = _cells(row)
    return Record(at.kind.name, fields, cells, row.line, row.certainty)


def _cells(row: Placed) -> tuple[Cell, ...]:
    cells = [*row.code, *row.figures.values()]
    cells += [cell for texts in row.texts.values() for cell in texts]
    cells += [piece.cell for piece in row.pieces if piece.cell not in cells and row.either]
    return tuple(sorted(set(cells), key=lambda cell: (cell.line, cell.column)))


def _name(at: Print, row: Placed) -> str:
    for role in ("name", "text", "item", "carried", "group"):
        for number, cells in sorted(row.texts.items()):
            if at.header.places[number].head.role == role:
                return words(cells)
    return ""


def words(cells: Sequence[Cell]) -> str:
    """Join the lines of a name; letters set apart, as 合   计, close up."""
    said = joined([meaning(cell.text) for cell in cells])
    tight = normal(said)
    return tight if " " in said and len(tight) <= 4 else said


def _side(at: Print, row: Placed) -> dict[str, Field]:
    """Which side the row stands on, and by what that is divided; a total holds for every view."""
    direction = at.header.directions[row.side]
    whole = at.header.sides > _TWO and any(
        at.book.among(what, cell.text)
        for cells in row.texts.values()
        for cell in cells
        for what in ("totals", "rows")
    )
    view = "" if whole else at.header.views[row.side]
    said: Scalar = Text(view) if view else ABSENT
    return {DIRECTION: Field(DIRECTION, Text(direction)), VIEW: Field(VIEW, said)}


def _fields(at: Print, row: Placed, number: int, name: str) -> list[Field]:
    place = at.header.places[number]
    path = (at.caption, name, place.title)
    match place.head.role:
        case "code":
            text = "".join(meaning(cell.text) for cell in row.code)
            value: Scalar = Text(text) if text else BLANK
            return [Field(place.head.concept, value, row.code, path, certainty=row.certainty)]
        case "amount":
            return [_amount(at, row, number, path)]
    carried = row.carried.get(number)
    if carried:
        said = Text(words(carried))
        return [Field(place.head.concept, said, carried, path, certainty="inferred")]
    return _text(at, row, place.head, row.texts.get(number, ()), path)


def _amount(at: Print, row: Placed, number: int, path: tuple[str, ...]) -> Field:
    place = at.header.places[number]
    unit, sure = place.unit or at.unit, bool(place.unit or at.unit)
    if number in row.either:
        cells = tuple(piece.cell for piece in row.pieces)
        return Field(place.head.concept, EITHER, cells, path, None, unit, "realigned", sure)
    cell = row.figures.get(number)
    if cell is None:
        empty = LOST if row.unplaced or row.certainty == "realigned" else BLANK
        return Field(place.head.concept, empty, (), path, None, unit, row.certainty, sure)
    text = meaning(cell.text)
    value = value_of(text, place.head.type, unit, at.vocabulary)
    unit, sure = own_unit(value, text, unit, sure)
    return Field(place.head.concept, value, (cell,), path, None, unit, row.certainty, sure)


def _text(
    at: Print, row: Placed, head: Head, cells: tuple[Cell, ...], path: tuple[str, ...]
) -> list[Field]:
    """A text; what stands in the column of years names the row, whether it is a year or not."""
    certainty: Certainty = "inferred" if len({cell.line for cell in cells}) > 1 else row.certainty
    said = text_of(cells) if head.role == "long" else words(cells)
    if head.type != "year":
        value: Scalar = Text(said) if said else BLANK
        return [Field(head.concept, value, cells, path, certainty=certainty)]
    year = value_of(said, "year", "", at.vocabulary)
    found: Scalar = ABSENT if isinstance(year, Missing) and said else year
    return [
        Field(head.concept, found, cells, path, certainty=certainty),
        Field(ROW, Text(said) if said else BLANK, cells, path, certainty=certainty),
    ]
