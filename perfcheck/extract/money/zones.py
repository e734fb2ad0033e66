"""The zones of money tables: caption, number, unit, header, rows and notes, one below the other."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.money.book import Book, TableKind, exact, plain_head
from perfcheck.extract.money.pieces import blank, sort_of
from perfcheck.source import Cell, Row
from perfcheck.wording import meaning, normal, numbered

_LONGEST_CAPTION = 40
_AHEAD = 10
_LONG = 30
_LONGEST_CELL = 45
_NOTE_LINES = 8
_WRAPPED = 12
_TAIL = 12


class Zone(NamedTuple):
    """One printed table, as far as a page or a caption goes; rows from header to last."""

    kind: TableKind
    caption: Cell
    number: str
    unit: str
    owner: str
    above: tuple[Cell, ...]
    rows: tuple[Row, ...]
    notes: tuple[Cell, ...]


class _Opening(NamedTuple):
    kind: TableKind
    caption: Cell
    number: str
    first: int
    at: int


def zones(rows: Sequence[Row], book: Book) -> list[Zone]:
    """Find the zones of a document's rows."""
    made: list[Zone] = []
    at = 0
    while at < len(rows):
        opening = _opening(rows, at, book)
        if opening is None:
            at += 1
            continue
        zone, after = _zone(rows, opening, book)
        at = max(after, at + 1)
        made.append(zone)
    return made


def _opening(rows: Sequence[Row], at: int, book: Book) -> _Opening | None:
    """A caption that a unit or a header of its kind confirms, or a header that needs no caption."""
    found = caption_of(rows[at], book)
    if found:
        kind, cell = found
        if not _confirmed(rows, at, kind, book):
            return None
        first, number = _number_above(rows, at, book)
        return _Opening(kind, cell, number or _own_number(cell, book), first, at)
    for kind in book.kinds:
        if kind.header and _headed(rows[at], kind):
            cell = next(cell for cell in rows[at].cells if normal(cell.text))
            return _Opening(kind, cell, "", at, at - 1)
    return None


def caption_of(row: Row, book: Book) -> tuple[TableKind, Cell] | None:
    """The table kind whose caption a row prints, beside nothing but a number, a unit, an owner."""
    said = [cell for cell in row.cells if normal(cell.text)]
    captions = [cell for cell in said if _caption(cell, book)]
    if len(captions) != 1 or any(not _aside(cell, book) for cell in said if cell != captions[0]):
        return None
    return next(kind for kind in book.kinds if book.says(kind.name, captions[0].text)), captions[0]


def _caption(cell: Cell, book: Book) -> bool:
    text = normal(cell.text)
    if len(text) >= _LONGEST_CAPTION or not any(sign in text for sign in book.words["sign"]):
        return False
    return any(book.says(kind.name, text) for kind in book.kinds)


def _aside(cell: Cell, book: Book) -> bool:
    return any(book.says(what, cell.text) for what in ("number", "unit", "owner"))


def _headed(row: Row, kind: TableKind) -> bool:
    heads = [exact(kind, cell.text) for cell in row.cells if normal(cell.text)]
    return len(heads) == len(kind.header) and {head and head.concept for head in heads} == set(
        kind.header
    )


def _confirmed(rows: Sequence[Row], at: int, kind: TableKind, book: Book) -> bool:
    """Whether a unit or a row of column heads follows before the next caption."""
    for row in rows[at + 1 : at + _AHEAD]:
        if caption_of(row, book) or _long(row):
            return False
        said = [cell for cell in row.cells if normal(cell.text)]
        if any(book.says("unit", cell.text) for cell in said):
            return True
        known = sum(exact(kind, cell.text) is not None for cell in said)
        if known >= 2 and 2 * known >= len(said):
            return True
    return False


def _number_above(rows: Sequence[Row], at: int, book: Book) -> tuple[int, str]:
    """The row above that prints the table's number, page numbers between them passed over."""
    for before in range(at - 1, max(at - 4, -1), -1):
        said = [cell for cell in rows[before].cells if normal(cell.text)]
        if len(said) != 1:
            break
        if found := table_number(said[0], book):
            return before, found
        if not book.says("furniture", said[0].text):
            break
    return at, ""


def table_number(cell: Cell, book: Book) -> str:
    """The number of a line that prints nothing else: 3 of 表 3 and of 公开 03 表."""
    text = normal(cell.text)
    found = book.says("number", text) if text[:1] and not text.isdigit() else None
    return (found[1].lstrip("0") or "0") if found and len(text) > len(found[1]) else ""


def _own_number(cell: Cell, book: Book) -> str:
    found = book.opens("caption_number", cell.text)
    text = next((part for part in found.groups() if part), "") if found else ""
    return text.lstrip("0")


def _zone(rows: Sequence[Row], opening: _Opening, book: Book) -> tuple[Zone, int]:
    """Read on from a caption to the end of its zone; return it with the row after it."""
    above = [cell for row in rows[opening.first : opening.at + 1] for cell in row.cells]
    number, unit, owner = opening.number, "", ""
    at = opening.at + 1
    while at < len(rows) and (said := _preamble(rows, at, opening.kind, book)):
        above += said
        for cell in said:
            number = number or table_number(cell, book)
            unit = (found[1] if (found := book.says("unit", cell.text)) else "") or unit
            owner = owner or (normal(cell.text) if book.says("owner", cell.text) else "")
        at += 1
    for cell in above:
        unit = unit or (found[1] if (found := book.says("unit", cell.text)) else "")
    end = at
    while end < len(rows) and not _ends(rows, end, opening, book):
        end += 1
    notes, after = _notes(rows, end, book)
    cells = tuple(cell for cell in above if normal(cell.text))
    body = tuple(
        row for row in rows[at : _last(rows, at, end, opening.kind, book)] if not blank(row)
    )
    return Zone(opening.kind, opening.caption, number, unit, owner, cells, body, notes), after


def _preamble(rows: Sequence[Row], at: int, kind: TableKind, book: Book) -> list[Cell]:
    """The cells of a row between caption and header: number, owner, unit, page number."""
    said = [cell for cell in rows[at].cells if normal(cell.text)]
    if not said:
        return list(rows[at].cells)
    if all(_aside(cell, book) or book.says("furniture", cell.text) for cell in said):
        return said
    owners = [cell for cell in said if book.says("owner", cell.text)]
    units = [cell for cell in said if book.says("unit", cell.text)]
    if len(said) <= 3 and owners and units:
        return said
    if _wrapped_owner(rows[at - 1], rows[at], said, kind, book):
        return said
    return said if owners and len(said) == 2 else []


def _wrapped_owner(
    before: Row, row: Row, said: Sequence[Cell], kind: TableKind, book: Book
) -> bool:
    """Whether a row is no more than the end of the owner's name above it."""
    if row.gap or len(said) != 1 or not book.opens("owner", before.cells[0].text):
        return False
    text = plain_head(said[0].text)
    head = any(label.startswith(text) for label in (*kind.heads, *kind.parents))
    return not head and said[0].column <= before.cells[0].column and len(text) <= _WRAPPED


def _ends(rows: Sequence[Row], at: int, opening: _Opening, book: Book) -> bool:
    """Whether a row belongs to the table no more."""
    row = rows[at]
    said = [cell for cell in row.cells if normal(cell.text)]
    if not said:
        return False
    if book.opens("notes", said[0].text) or caption_of(row, book):
        return True
    if len(said) == 1:
        text = normal(said[0].text)
        if table_number(said[0], book) or book.says("ends", text) or row.cells[0].text[:1] == "#":
            return True
        if len(text) >= _LONG and text[-1] in "。;；" and opening.kind.shape != "list":
            return True
        if opening.kind.shape in ("tree", "plain") and numbered(text):
            return True
    return opening.kind.shape != "list" and _long(row)


def _last(rows: Sequence[Row], at: int, end: int, kind: TableKind, book: Book) -> int:
    """Where the table's own rows end: after its figures only what goes on with them."""
    last = at
    for number in range(at, end):
        said = [cell for cell in rows[number].cells if normal(cell.text)]
        figures = any(sort_of(meaning(cell.text).split()[-1], book) in _FIGURES for cell in said)
        known = len(said) == 1 and any(
            book.among(word, said[0].text) for word in ("nil", "totals", "rows")
        )
        page = len(said) == 1 and book.says("furniture", said[0].text)
        goes_on = last == number and said and _tail(rows[number], said, kind)
        if (figures and not page) or known or goes_on:
            last = number + 1
    return last if last > at else end


def _tail(row: Row, said: Sequence[Cell], kind: TableKind) -> bool:
    """Whether a row without figures goes on with the one above: a name's end, a block's row."""
    text = normal(said[-1].text)
    if kind.shape == "list" and len(row.cells) > 1:
        return True
    if text[-1:] in "。;；:" or len(text) > _TAIL + _TAIL:
        return False
    if kind.blocks or len(said) > 1 or kind.shape == "list":
        return True
    return not row.gap and len(text) <= _TAIL and not numbered(text)


_FIGURES = ("figure", "digits")


def _long(row: Row) -> bool:
    return any(len(cell.text) > _LONGEST_CELL and "，" in cell.text for cell in row.cells)


def _notes(rows: Sequence[Row], at: int, book: Book) -> tuple[tuple[Cell, ...], int]:
    """The notes below a table: from 注： to the next caption, number, heading or paragraph."""
    if at >= len(rows):
        return (), at
    first = [cell for cell in rows[at].cells if normal(cell.text)]
    if not first or not book.opens("notes", first[0].text):
        return (), at
    notes = first
    for row in rows[at + 1 : at + 1 + _NOTE_LINES]:
        said = [cell for cell in row.cells if normal(cell.text)]
        if len(said) != 1 or not _goes_on(said[0], notes[-1], row, book):
            break
        notes = [*notes, said[0]]
    ends = notes[-1].line
    after = at
    while after < len(rows) and rows[after].line <= ends:
        after += 1
    return tuple(notes), after


def _goes_on(cell: Cell, before: Cell, row: Row, book: Book) -> bool:
    text = normal(cell.text)
    if table_number(cell, book) or book.says("ends", text) or cell.text[:1] == "#":
        return False
    if book.says("furniture", text) or caption_of(row, book):
        return False
    if normal(before.text)[-1:] not in "。.;；":
        return True
    if not row.gap or cell.text[:1] in "【〔[":
        return sort_of(text, book) == "text" and text[:1] not in "一二三四五六七八九十(#"
    return text[:1].isdigit()
