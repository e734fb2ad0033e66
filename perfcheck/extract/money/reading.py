"""The rows of a document → its money tables: zones read one by one, pages of one table joined."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfcheck.extract import said
from perfcheck.extract.money.book import Book, prepared
from perfcheck.extract.money.entries import entries
from perfcheck.extract.money.making import Print, record
from perfcheck.extract.money.segments import segments
from perfcheck.extract.money.table import MoneyRead
from perfcheck.extract.money.zones import Zone, zones
from perfcheck.form import Doubt, Record, Sheet
from perfcheck.kind import Vocabulary
from perfcheck.source import Cell, Row
from perfcheck.values import Missing
from perfcheck.wording import meaning, normal, residue


def money_tables(rows: Sequence[Row], book: Mapping[str, Any], vocabulary: Vocabulary) -> MoneyRead:
    """Read all money tables among the rows of a document, by the book of kinds/money.yaml."""
    ready = prepared(book)
    tables: list[Sheet] = []
    claimed: list[Cell] = []
    left: list[Cell] = []
    doubts: list[Doubt] = []
    notes: list[Cell] = []
    lines: set[int] = set()
    before: Zone | None = None
    for zone in zones(rows, ready):
        table, mine, rest, seen = _table(zone, ready, vocabulary)
        if table is None:
            continue
        if before and tables and _same(before, zone):
            tables[-1] = _joined(tables[-1], table)
        else:
            tables.append(table)
        before = zone
        claimed += mine
        left += rest
        doubts += seen
        notes += zone.notes
        lines.update(cell.line for cell in (*mine, *rest, *zone.notes))
    once = tuple(dict.fromkeys((*claimed, *notes)))
    return MoneyRead(
        tuple(tables), once, tuple(left), tuple(doubts), frozenset(lines), tuple(notes), ready
    )


def _same(one: Zone, other: Zone) -> bool:
    """Whether two zones are pages of one table."""
    if one.kind.header:
        return False
    return (one.kind, normal(one.caption.text), one.number, one.owner) == (
        other.kind, normal(other.caption.text), other.number, other.owner
    )  # fmt: skip


def _joined(one: Sheet, other: Sheet) -> Sheet:
    columns = tuple(dict.fromkeys((*one.columns, *other.columns)))
    records = (*one.records, *other.records)
    return one._replace(columns=columns, records=records, notes=(*one.notes, *other.notes))


_Table = tuple[Sheet | None, list[Cell], list[Cell], list[Doubt]]


def _table(zone: Zone, book: Book, vocabulary: Vocabulary) -> _Table:
    claimed: list[Cell] = list(zone.above)
    left: list[Cell] = []
    doubts: list[Doubt] = []
    records: list[Record] = []
    columns: list[str] = []
    nothing: list[Cell] = []
    caption = meaning(zone.caption.text).lstrip("# ")
    for segment in segments(zone.kind, zone.rows, book):
        found = entries(zone.kind, segment, book)
        at = Print(zone.kind, segment.header, caption, zone.unit, book, vocabulary)
        made = [record(at, row) for row in found.entries]
        records += made
        columns += [place.title for place in segment.header.places if place.title]
        claimed += [*segment.header.cells, *segment.furniture, *found.nothing]
        nothing += found.nothing
        claimed += [cell for one in made for cell in one.cells]
        doubts += _unread(made)
        for row in found.entries:
            if row.either:
                names = [segment.header.places[n].title for n in sorted(row.either)]
                doubts.append(said.either(row.line, names, tuple(p.cell for p in row.pieces)))
        for line in found.moved:
            doubts.append(said.moved(line.line, tuple(piece.cell for piece in line.pieces)))
        for line in found.twice:
            doubts.append(said.either(line.line, ["各栏"], tuple(p.cell for p in line.pieces)))
        stray = [piece.cell for line in (*found.unclear, *found.twice) for piece in line.pieces]
        left += [*stray, *found.unplaced]
        lost = {line.line: line.pieces[0].cell for line in found.unclear}
        for cell in found.unplaced:
            lost.setdefault(cell.line, cell)
        doubts += [said.unknown(cell, said.UNPLACED) for _, cell in sorted(lost.items())]
    if not columns:
        return None, [], [], []
    soiled = tuple(cell for cell in claimed if residue(cell.text))
    doubts += [said.residue(soiled)] if soiled else []
    return _sheet(zone, caption, columns, records, nothing), claimed, left, doubts


def _unread(records: Sequence[Record]) -> list[Doubt]:
    """The figures that cannot be read."""
    return [
        said.unreadable(field.path[-1], field.cells[0])
        for one in records
        for field in one.fields.values()
        if isinstance(field.value, Missing) and field.value.kind == "unreadable" and field.cells
    ]


def _sheet(
    zone: Zone,
    caption: str,
    columns: Sequence[str],
    records: Sequence[Record],
    nothing: Sequence[Cell],
) -> Sheet:
    """The table as it was printed; words that say that it is empty stand among its notes."""
    heads = tuple(dict.fromkeys(columns))
    head = (zone.caption, *(cell for cell in zone.above if cell != zone.caption))
    notes = (*(cell for cell in nothing if len(normal(cell.text)) > 1), *zone.notes)
    return Sheet(
        zone.kind.name, zone.number, caption, heads, zone.unit, tuple(records), head, notes
    )
