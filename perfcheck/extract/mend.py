"""Rows that the print broke inside a cell, joined again where a label or a header proves it."""

from collections.abc import Sequence

from perfcheck.extract.align import Place, straight
from perfcheck.extract.sense import Sense, remembered, sense
from perfcheck.kind import Kind, Vocabulary, column, look
from perfcheck.source import Cell, Row
from perfcheck.wording import normal

_LONGEST = 24
_BROKEN = 4


def mended(rows: Sequence[Row], kind: Kind) -> list[Row]:
    """Join two lines where the last cell of one and the first of the next spell a label."""
    done: list[Row] = []
    for row in rows:
        above = done[-1] if done and not row.gap else None
        start = row.cells[0] if row.cells else None
        broken = above and start and start.text and above.cells and above.cells[-1].text
        if above and start and broken and _spells(above.cells[-1], start, kind):
            whole = joined_rows(above, row)
            if whole:
                done[-1] = whole
                continue
        done.append(row)
    return done


def _spells(end: Cell, start: Cell, kind: Kind) -> bool:
    """Whether two texts, neither empty, are a label together, and not each by itself."""
    if len(end.text) + len(start.text) > _LONGEST:
        return False
    both = _known(end.text, kind) and _known(start.text, kind)
    return not both and _known(end.text + start.text, kind)


def _known(text: str, kind: Kind) -> bool:
    if look(kind, text):
        return True
    tables = kind.tables.values()
    return any(column(kind, at, text) or normal(text) in at.captions for at in tables)


def joined_rows(above: Row, row: Row) -> Row | None:
    """Return the one row that two lines make, or None where a cell at the break is empty."""
    end, start = above.cells[-1], row.cells[0]
    if not end.text or not start.text:
        return None
    middle = extended(end, start)
    shift = len(above.cells) - 1
    rest = tuple(cell._replace(slot=cell.slot + shift) for cell in row.cells[1:])
    return above._replace(cells=(*above.cells[:-1], middle, *rest))


def rejoined(
    rows: Sequence[Row],
    places: list[Place],
    widths: set[int],
    vocabulary: Vocabulary,
    memo: dict[str, Sense],
) -> list[Row]:
    """Join printed lines that one row was broken into, inside its cells.

    Only where they make one full row whose every cell then stands below its header.
    """
    joined: list[Row] = []
    widest = max(widths)
    for row in rows:
        joined.append(row)
        width = len(row.cells)
        if len(joined) < 2 or width + len(joined[-2].cells) - 1 > widest:
            continue
        for start in range(len(joined) - 2, max(len(joined) - 2 - _BROKEN, -1), -1):
            width += len(joined[start].cells) - 1
            if joined[start + 1].gap or width > widest:
                break
            whole = _whole(joined[start:]) if width in widths else None
            if whole and _is_straight(whole, places, vocabulary, memo):
                joined[start:] = [whole]
                break
    return joined


def _whole(lines: Sequence[Row]) -> Row | None:
    """The one row that lines make."""
    whole: Row | None = lines[0]
    for line in lines[1:]:
        whole = joined_rows(whole, line) if whole else None
    return whole


def _is_straight(
    row: Row, places: list[Place], vocabulary: Vocabulary, memo: dict[str, Sense]
) -> bool:
    cells = [cell for cell in row.cells if cell.text]
    filled = {place.at for place in places if place.fit not in ("level1", "level2")}
    if not filled <= {cell.slot for cell in cells}:
        return False
    told = [remembered(cell.text, vocabulary, memo) for cell in cells]
    return straight([cell.slot for cell in cells], told, places) is not None


def goes_on(cell: Cell, more: Cell, kind: Kind) -> bool:
    """Whether a line of its own below a row may be the rest of the row's last cell.

    Words and sentences break, and a date that lacks its end; an empty cell, a figure, a whole date
    or a term is complete.
    """
    if not cell.text:
        return False
    shape, rest = sense(cell.text, kind.vocabulary).shape, sense(more.text, kind.vocabulary).shape
    if shape == "date" and rest in ("word", "date"):
        return sense(cell.text + more.text, kind.vocabulary).shape == "date"
    return shape in ("word", "sentence")


def extended(cell: Cell, more: Cell) -> Cell:
    """Return the cell that goes on in a cell of the next line."""
    return cell._replace(
        text=f"{cell.text}\n{more.text}", end_line=more.end_line, end_column=more.end_column
    )
