"""Header rows of a table: columns named by what stands left of them, and second header rows."""

from collections.abc import Sequence

from perfcheck.extract.frame import APART
from perfcheck.kind import Column, Kind, Table, column
from perfcheck.recognise import Header, Heading
from perfcheck.source import Cell, Row
from perfcheck.wording import meaning, normal


def turned(made: Header, kind: Kind) -> Header:
    """Name the columns whose label means another thing right of a certain column.

    A label that is printed several times (the weights of three levels) is told by its place.
    """
    table = made.table
    if not any(at.after for at in table.columns):
        return made
    headings: list[Heading] = []
    taken: set[str] = set()
    before = ""
    for at in made.headings:
        own = _after(at.cell, before, table) or at.column or _plain(at.cell, kind, table)
        own = own if own and own.name not in taken else None
        taken |= {own.name} if own else set()
        before = own.name if own else ""
        headings.append(at if own is at.column else at._replace(column=own))
    return made._replace(headings=tuple(headings))


def _after(cell: Cell, before: str, table: Table) -> Column | None:
    said = normal(cell.text).partition("(")[0]
    return next((at for at in table.columns if said in at.after.get(before, ())), None)


def _plain(cell: Cell, kind: Kind, table: Table) -> Column | None:
    found = column(kind, table, cell.text)
    return found[0] if found else None


def continued(above: Header, row: Row, kind: Kind, following: Sequence[Row]) -> Header | None:
    """Read the row right below a header as its second row, where it can be nothing else.

    All its cells are column labels; or they are words that stand below columns right of the
    names where the header has empty cells, as the places stand below one value column.
    """
    cells = [cell for cell in row.cells if cell.text]
    labels = [_plain(cell, kind, above.table) for cell in cells]
    if len(cells) > 1 and all(labels):
        return _spread(above, row, cells, labels)
    if _children(above, cells) and following:
        return _spread(above, row, cells, [None] * len(cells))
    return None


def _children(above: Header, cells: Sequence[Cell]) -> bool:
    """Whether words stand only below the columns right of the name, some below empty heads."""
    needed = next((at.cell.slot for at in above.headings if _is(at, above.table.needs)), -1)
    slots = {at.cell.slot for at in above.headings}
    over = [at for at in above.headings if at.cell.slot > needed and at.column]
    if needed < 0 or len(cells) < 2 or not over or cells[0].slot != over[0].cell.slot:
        return False
    words = all(len(cell.text) <= 12 and not _figure(cell.text) for cell in cells)
    return words and any(cell.slot not in slots for cell in cells)


def _is(at: Heading, name: str) -> bool:
    return at.column is not None and at.column.name == name


def _figure(text: str) -> bool:
    return any(sign.isdigit() or sign in "≥≤＞＜><=＝%" for sign in text)


def _spread(
    above: Header, row: Row, cells: Sequence[Cell], labels: Sequence[Column | None]
) -> Header:
    """Put the second row's columns below their parent; the first means what the parent does.

    Where the header printed no cells for the columns that the parent spans, those right of it
    stand as many further right.
    """
    parent = _parent(above, cells, labels)
    shift = parent.cell.slot - cells[0].slot
    places = [cell.slot + shift for cell in cells]
    right = [at for at in above.headings if at.cell.slot > parent.cell.slot]
    rooms = (right[0].cell.slot if right else above.width) - parent.cell.slot
    more = max(0, places[-1] - places[0] + 1 - rooms) if shift or rooms < len(cells) else 0
    made = [at for at in above.headings if at.cell.slot < parent.cell.slot]
    taken = {at.column.name for at in (*made, *right) if at.column}
    for number, (cell, place, label) in enumerate(zip(cells, places, labels, strict=True)):
        own = label if label and label.name not in taken else None
        own = own or (parent.column if number == 0 else _apart(parent, cell, label))
        taken |= {own.name} if own else set()
        made.append(Heading(own, cell._replace(slot=place), parent.bracket))
    stay = {at.cell.slot for at in made}
    made += [_moved(at, more) for at in right if at.cell.slot + more not in stay]
    width = max(made[-1].cell.slot + 1, above.width, len(row.cells) if not shift else 0)
    return Header(above.table, tuple(made), above.captions, width)


def _parent(above: Header, cells: Sequence[Cell], labels: Sequence[Column | None]) -> Heading:
    names = {label.name for label in labels if label}
    named = [at for at in above.headings if at.column and at.column.name in names]
    under = [at for at in above.headings if at.cell.slot == cells[0].slot]
    return (named or under or [above.headings[-1]])[0]


def _apart(parent: Heading, cell: Cell, label: Column | None) -> Column | None:
    """A column for one of several values of a kind, as one for each place: named by its label."""
    if label or parent.column is None or parent.column.fit != "target":
        return None
    return parent.column._replace(name=f"{parent.column.name}{APART}{meaning(cell.text)}")


def _moved(at: Heading, more: int) -> Heading:
    return at._replace(cell=at.cell._replace(slot=at.cell.slot + more))


def stacked(above: Header, below: Header) -> Header:
    """A second header row: its columns replace the parent above them and keep its unit.

    The parent is the column that is named again; where the second row was moved against it, all
    of its columns are taken to have been.
    """
    names = {at.column.name: at.cell.slot for at in below.headings if at.column}
    parent = next((at for at in above.headings if at.column and at.column.name in names), None)
    unit = parent.bracket if parent else ""
    shift = 0
    if parent and parent.column:
        shift = parent.cell.slot - names[parent.column.name]
    indexes = {at.cell.slot + shift for at in below.headings}
    stay = [
        at
        for at in above.headings
        if at.cell.slot not in indexes and not (at.column and at.column.name in names)
    ]
    children = [
        at._replace(bracket=at.bracket or unit, cell=at.cell._replace(slot=at.cell.slot + shift))
        for at in below.headings
    ]
    headings = sorted((*stay, *children), key=lambda at: at.cell.slot)
    return Header(above.table, tuple(headings), (*above.captions, *below.captions), below.width)
