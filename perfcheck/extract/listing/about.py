"""The labels and values above and below a list: department, year, unit, notes."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfcheck import numerals
from perfcheck.extract.pieces import Piece, pieces
from perfcheck.extract.table import matches
from perfcheck.extract.value import BLANK, text_of, value_of
from perfcheck.form import Field
from perfcheck.kind import Kind
from perfcheck.source import Cell, Row
from perfcheck.values import Text
from perfcheck.wording import compiled, normal

_YEAR = r"\(?((?:19|20)\d\d)年?度?\)?"


class About(NamedTuple):
    """Fields of the head and the foot, captions with the year, the unit, and what was claimed."""

    fields: tuple[Field, ...]
    years: tuple[Cell, ...]
    unit: str
    claimed: tuple[Cell, ...]
    left: tuple[Cell, ...]


def about(rows: Iterable[Row], title: Cell | None, kind: Kind) -> About:
    """Read the rows that are no row of the list."""
    fields: list[Field] = []
    years: list[Cell] = []
    claimed: list[Cell] = []
    left: list[Cell] = []
    unit = ""
    for row in rows:
        cells = [cell for cell in row.cells if cell.text]
        said = normal(cells[0].text) if len(cells) == 1 else ""
        if title in cells or matches(kind.vocabulary.noise, said):
            claimed += cells
        elif said and compiled(_YEAR).fullmatch(said):
            years += cells
            claimed += cells
        else:
            unit = unit or next((u for cell in cells if (u := numerals.unit_in(cell.text))), "")
            _labelled(row, kind, fields, claimed, left)
    return About(tuple(fields), tuple(years), unit, tuple(claimed), tuple(left))


def _labelled(
    row: Row, kind: Kind, fields: list[Field], claimed: list[Cell], left: list[Cell]
) -> None:
    parts = pieces(row, kind)
    known = [number for number, part in enumerate(parts) if part.words]
    if not known:
        _followed(parts, fields, claimed, left)
        return
    left += [part.cell for part in parts[: known[0]]]
    for number, end in zip(known, [*known[1:], len(parts)], strict=True):
        label, values = parts[number], [part.cell for part in parts[number + 1 : end]]
        claimed += [label.cell, *values]
        if label.words[0].name != "金额单位":
            fields.append(_field(label, values, kind))


def _followed(
    parts: Sequence[Piece], fields: list[Field], claimed: list[Cell], left: list[Cell]
) -> None:
    """A row without label: the unit alone, or more of the note above it."""
    cells = [part.cell for part in parts]
    if len(cells) == 1 and numerals.unit_in(cells[0].text) and len(cells[0].text) < 20:
        claimed += cells
    elif fields and fields[-1].name == "注" and cells:
        whole = (*fields[-1].cells, *cells)
        fields[-1] = fields[-1]._replace(cells=whole, value=Text(text_of(whole)))
        claimed += cells
    else:
        left += cells


def _field(label: Piece, values: Sequence[Cell], kind: Kind) -> Field:
    word = label.words[0]
    path = (normal(label.cell.text).rstrip(":"),)
    value = value_of(text_of(tuple(values)), word.type, "", kind.vocabulary) if values else BLANK
    return Field(word.name, value, tuple(values), path, label.cell)


def is_labelled(row: Row, kind: Kind) -> bool:
    """Whether a row opens with a label of the kind and a colon, as head and foot rows do."""
    first = next((cell for cell in row.cells if cell.text), None)
    if first is None or not any(colon in first.text[:24] for colon in "：:"):
        return False
    opened = pieces(row, kind)[:1]
    return bool(opened) and bool(opened[0].words) and opened[0].colon
