"""The rows of a list printed as a table: each cell in its column, wraps and lost cells mended."""

from collections.abc import Mapping, Sequence

from perfcheck.extract.listing.entry import Entry
from perfcheck.extract.listing.figures import Placed, is_figure, is_nil, place
from perfcheck.extract.listing.head import Header
from perfcheck.extract.listing.lines import lines
from perfcheck.extract.listing.running import Found
from perfcheck.extract.listing.runs import lines_of, run_of
from perfcheck.extract.listing.words import (
    AMOUNTS,
    GOAL,
    INDICATORS,
    NAME,
    NUMBER,
    UNIT,
    Words,
)
from perfcheck.extract.spoilt import is_spoilt
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled

_TEXTS = (NAME, GOAL, INDICATORS)
_ENDED = tuple("。；;")


class _Open:
    """A row that is being gathered; lives only while one table is read."""

    def __init__(self) -> None:
        self.texts: dict[str, list[Cell]] = {}
        self.amounts: dict[str, Cell] = {}
        self.loose: list[Cell] = []
        self.moved = False
        self.unsure = False
        self.indent = 0

    def add(self, column: str, cell: Cell) -> None:
        """Take in a cell of a column."""
        if column in AMOUNTS:
            self.amounts[column] = cell
        else:
            self.texts.setdefault(column, []).extend(lines_of(cell))

    @property
    def ended(self) -> bool:
        """Whether the last text of the row ends as a sentence does."""
        last = self.texts.get(INDICATORS) or self.texts.get(GOAL)
        return not last or last[-1].text.endswith(_ENDED)

    def entry(self, header: Header) -> Entry:
        """The row as far as it was gathered."""
        placed = Placed(self.amounts, moved=self.moved)
        if self.loose:
            placed = place(self.loose, header.amounts)._replace(moved=True)
        number = self.texts.get(NUMBER)
        name, unit = self.texts.get(NAME, ()), self.texts.get(UNIT, ())
        if not name:
            name, unit = unit, ()
        return Entry(
            tuple(name),
            placed,
            tuple(self.texts.get(GOAL, ())),
            tuple(self.texts.get(INDICATORS, ())),
            unit=tuple(unit),
            number=number[0] if number else None,
            texts="realigned" if self.moved else "inferred" if self.unsure else "certain",
            indent=self.indent,
            whole=not self.moved,
        )


def tabled(rows: Sequence[Row], header: Header, words: Words) -> Found:
    """Read the rows of a list that is a table."""
    made: list[_Open] = []
    left: list[Cell] = []
    above: list[tuple[str, Cell]] = []
    column = NAME
    for index, row in enumerate(rows):
        cells = [cell for cell in row.cells if cell.text]
        laid = _laid(row, header)
        figured = laid is not None and any(name in laid for name in header.amounts)
        if laid is None and any(is_figure(cell.text) for cell in cells):
            made.append(_realigned(cells, above, words))
            column = INDICATORS
        elif laid is not None and figured:
            made.append(_begun(laid, above))
            column = list(laid)[-1]
        elif laid is not None and list(laid) == [NAME] and _opens(rows, index, header, made):
            above.append((NAME, laid[NAME]))
            continue
        elif laid is None and _name_above(rows, index, header, made):
            above.append((NAME, cells[0]))
            continue
        elif made:
            if laid is None and _named_below(rows, index, header):
                made[-1].unsure = True
            column = _continued(made[-1], cells, laid, column)
        else:
            left += cells
        above = []
    return Found(tuple(one.entry(header) for one in made), tuple(left))


def _laid(row: Row, header: Header) -> Mapping[str, Cell] | None:
    """The cells of a row by column; None where they do not stand in their columns."""
    laid: dict[str, Cell] = {}
    blank: dict[str, Cell] = {}
    if row.mode != "cells" or len(row.cells) < 2:
        return None
    for cell in row.cells:
        name = header.slots.get(cell.slot)
        if not cell.text:
            if name in AMOUNTS:
                blank[name] = cell
            continue
        if name is None:
            return None
        figure = is_figure(cell.text)
        spoilt = name in AMOUNTS and is_spoilt(cell.text)
        amount = figure or spoilt or is_nil(cell.text)
        if (name in AMOUNTS) != amount and not _number(name, figure):
            return None
        laid[name] = cell
    if any(name in AMOUNTS for name in laid):
        laid |= blank
    return dict(sorted(laid.items(), key=lambda at: at[1].slot))


def _number(name: str, figure: bool) -> bool:
    return name == NUMBER and figure


def _begun(laid: Mapping[str, Cell], above: Sequence[tuple[str, Cell]]) -> _Open:
    made = _Open()
    for column, cell in (*above, *laid.items()):
        made.add(column, cell)
    name = laid.get(NAME)
    made.indent = _indent(name) if name else 0
    return made


def _indent(cell: Cell) -> int:
    return cell.column if cell.slot == 0 else 0


def _realigned(cells: Sequence[Cell], above: Sequence[tuple[str, Cell]], words: Words) -> _Open:
    """A row whose cells moved: the name stands before the figures, the texts after them."""
    made = _Open()
    made.moved = True
    for column, cell in above:
        made.add(column, cell)
    for cell in cells:
        if is_figure(cell.text) or is_nil(cell.text):
            made.loose.append(cell)
        elif not made.loose:
            made.add(NAME, cell)
        elif GOAL not in made.texts and not _states(cell, words):
            made.add(GOAL, cell)
        else:
            made.add(INDICATORS, cell)
    return made


def _states(cell: Cell, words: Words) -> bool:
    text = run_of(lines_of(cell)).text
    found = compiled(words.opener).search(text)
    return found is not None and (found.start() == 0 or text[found.start() - 1] in "。;")


def _opens(rows: Sequence[Row], index: int, header: Header, made: Sequence[_Open]) -> bool:
    """Whether a name alone in its row belongs to the figures below it, not to those above."""
    if not made:
        return True
    for row in rows[index + 1 : index + 4]:
        laid = _laid(row, header)
        if laid is None:
            return False
        if any(name in laid for name in header.amounts):
            return NAME not in laid
        if list(laid) != [NAME]:
            return False
    return False


def _name_above(rows: Sequence[Row], index: int, header: Header, made: Sequence[_Open]) -> bool:
    """Whether a line without cells begins the name that the row of figures below it ends."""
    return _named_below(rows, index, header) and (not made or made[-1].ended)


def _named_below(rows: Sequence[Row], index: int, header: Header) -> bool:
    """Whether a line without cells may be a name, and a row of figures stands below it."""
    said = lines([rows[index]])
    if len(rows[index].cells) > 1 or len(said) != 1 or not said[0].nameable:
        return False
    laid = _laid(rows[index + 1], header) if index + 1 < len(rows) else None
    return laid is not None and any(name in laid for name in header.amounts)


def _continued(
    row: _Open, cells: Sequence[Cell], laid: Mapping[str, Cell] | None, column: str
) -> str:
    """Take in a row without figures: more of the texts above it; return the column it ends in."""
    if laid is not None:
        for name, cell in laid.items():
            row.add(name, cell)
        return list(laid)[-1] if laid else column
    for number, cell in enumerate(cells):
        if number and column in _TEXTS:
            column = _TEXTS[min(_TEXTS.index(column) + 1, len(_TEXTS) - 1)]
        row.add(column if column in _TEXTS else GOAL, cell)
    return column
