"""One block of rows that list projects → one Form."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck.extract import said as doubts
from perfcheck.extract.form import Made
from perfcheck.extract.formdoubts import soiled, unprinted_unit
from perfcheck.extract.listing.about import About, about, is_labelled
from perfcheck.extract.listing.head import Header, header_at
from perfcheck.extract.listing.indicators import level_doubts
from perfcheck.extract.listing.lines import cleared
from perfcheck.extract.listing.project import Page, unreadable
from perfcheck.extract.listing.rows import entries_of
from perfcheck.extract.listing.table import Listed, listed
from perfcheck.extract.listing.words import Words, words_of
from perfcheck.extract.table import matches
from perfcheck.extract.years import years
from perfcheck.form import Doubt, Field, Form, Record
from perfcheck.kind import Kinds
from perfcheck.recognise import Block
from perfcheck.source import Cell, Row, Span
from perfcheck.wording import meaning, normal

_LOOK_AHEAD = 40


class _Cut(NamedTuple):
    """The rows of a block: above the list, the header, the list itself, below it."""

    above: tuple[Row, ...]
    header: Header
    rows: tuple[Row, ...]
    below: tuple[Row, ...]


def list_form(block: Block, kinds: Kinds, number: int, year: int | None) -> Made:
    """Understand a block that lists projects; `year` is the budget year where none is printed."""
    words = words_of(block.kind)
    title = meaning(block.title.text).lstrip("# ") if block.title else ""
    cut = _cut(block, words)
    if cut is None:
        left = tuple(cell for row in block.rows for cell in row.cells if cell.text)
        return Made(Form(f"f{number}", block.kind.id, title, Span(1, 1, 1, 1), (), {}), (), left)
    head = about((*cut.above, *cut.below), block.title, block.kind)
    unit = head.unit or _unit(cut.header)
    page = Page(block.kind, words, cut.header, unit)
    clear = cleared(cut.rows, block.kind, words)
    found = entries_of(clear.rows, cut.header, words)
    made = listed(found.entries, page, kinds)
    fields = [*head.fields, *made.fields]
    fields += years(block.title, head.years, fields, _every(made.tables), year)
    claimed = _claimed(block, cut.header, head, clear.furniture, made)
    left = (*head.left, *found.left, *made.left)
    told = _doubts(head, made, claimed, left, page, clear.furniture, fields)
    form = Form(
        f"f{number}",
        block.kind.id,
        title,
        _span(claimed),
        tuple(fields),
        made.tables,
        tuple(told),
    )
    return Made(form, claimed, left)


def _cut(block: Block, words: Words) -> _Cut | None:
    rows = block.rows
    for at in range(min(len(rows), _LOOK_AHEAD)):
        header = header_at(rows, at, words)
        if header:
            start = at + header.size
            end = _foot(block, start)
            return _Cut(rows[:at], header, rows[start:end], rows[end:])
    return None


def _foot(block: Block, start: int) -> int:
    """Where what stands below the list begins: a note, or labels with their values."""
    end = len(block.rows)
    notes = block.kind.vocabulary.notes
    for at in range(end - 1, max(start, end - 12), -1):
        row = block.rows[at]
        first = next((cell for cell in row.cells if cell.text), None)
        if first is None or (first.column > 1 and len(row.cells) > 2):
            continue
        if matches(notes, normal(first.text), start=True) or is_labelled(row, block.kind):
            end = at
    return end


def _unit(header: Header) -> str:
    units = {at.unit for at in header.columns if at.unit}
    return units.pop() if len(units) == 1 else ""


def _claimed(
    block: Block,
    header: Header,
    head: About,
    furniture: Sequence[tuple[Cell, ...]],
    made: Listed,
) -> tuple[Cell, ...]:
    title = (block.title,) if block.title else ()
    between = [cell for cells in furniture for cell in cells]
    cells = dict.fromkeys((*title, *header.cells, *head.claimed, *between, *made.claimed))
    return tuple(sorted(cells, key=lambda cell: (cell.line, cell.column)))


def _span(claimed: Sequence[Cell]) -> Span:
    if not claimed:
        return Span(1, 1, 1, 1)
    lines = [part for cell in claimed for part in (cell.parts or (cell,))]
    last = max(lines, key=lambda cell: (cell.end_line, cell.end_column))
    return Span(claimed[0].line, claimed[0].column, last.end_line, last.end_column)


def _doubts(
    head: About,
    made: Listed,
    claimed: Sequence[Cell],
    left: Sequence[Cell],
    page: Page,
    furniture: Sequence[tuple[Cell, ...]],
    fields: Sequence[Field],
) -> list[Doubt]:
    told = [
        doubts.unknown(cell, doubts.NO_LABEL)
        for cell in (*head.left, *left[len(head.left) : len(left) - len(made.left)])
    ]
    told += made.doubts
    rows = made.tables.get("绩效指标", ())
    told += [doubt for row in rows for doubt in unreadable(tuple(row.fields.values()))]
    told += level_doubts(rows)
    told += [doubts.furniture(cells) for cells in furniture]
    told += unprinted_unit((*fields, *_every(made.tables)), page.kind)
    return [*told, *soiled(claimed)]


def _every(tables: Mapping[str, tuple[Record, ...]]) -> list[Field]:
    return [
        field for rows in tables.values() for record in rows for field in record.fields.values()
    ]
