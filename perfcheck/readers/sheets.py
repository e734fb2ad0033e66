"""The sheets of a workbook, whatever file they come from → the lines and tables they print."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from perfcheck.errors import ReadError
from perfcheck.located import SheetCell
from perfcheck.messages import Message
from perfcheck.readers.building import Building, Piece
from perfcheck.readers.sheetnotes import Left, letters, notes
from perfcheck.source import Document

UNCOUNTED: Final = "#未计算"
"""What stands for the result of a formula that was never calculated: a text, so no blank."""
_ERRORS: Final = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#SPILL!", "#VALUE!")
)
_WIDEST: Final = 256


class Area(NamedTuple):
    """Cells that are merged into one; rows and columns from 0, all ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """A sheet as it prints: the text of its cells, by row and column from 0.

    `framed` are empty cells with a border; `folded` rows are out of sight by a filter or a closed
    outline, unlike those that are hidden by hand; `beside` says what else lies on the sheet.
    """

    name: str
    cells: dict[tuple[int, int], str]
    framed: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    folded: frozenset[int] = frozenset()
    beside: tuple[Message, ...] = ()


class _Shown(NamedTuple):
    """A cell that is seen: its text, and the area that it takes in where it is merged."""

    text: str
    area: Area | None


def document(
    name: str, encoding: str, sheets: Iterable[Sheet], hidden: Sequence[str] = ()
) -> Document:
    """Put the sheets below each other; `hidden` names those that were not read.

    Raises ReadError where nothing is printed on any of them.
    """
    building = Building(name, encoding)
    for sheet in sheets:
        _Laying(sheet).lay(building)
    if hidden:
        zh, en = "、".join(f"“{each}”" for each in hidden), ", ".join(hidden)
        building.notes.append(
            Message(f"隐藏的工作表没有检查：{zh}", f"hidden sheets were not read: {en}")
        )
    if not building.made:
        zh = "；".join(("工作簿里没有可以检查的内容", *(note.zh for note in building.notes)))
        en = "; ".join(("the workbook prints nothing", *(note.en for note in building.notes)))
        raise ReadError(Message(zh, en), name)
    return building.document()


class _Laying:
    """A sheet while it is laid out; lives only while that is done."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.left = Left(sheet.name, sheet.folded)
        self.areas = _areas_by_row(sheet)
        self.rows: dict[int, dict[int, _Shown]] = {}
        for (row, column), text in sheet.cells.items():
            self._show(row, column, text)
        self.order = sorted(self.rows)
        framed = {row for row, _ in sheet.framed}
        unfilled = framed - self.rows.keys() - sheet.hidden_rows
        self.between = sorted(sheet.hidden_rows), sorted(unfilled)
        self.columns = self._columns()
        self.slots = {column: slot for slot, column in enumerate(self.columns)}

    def lay(self, building: Building) -> None:
        """Put what is seen of the sheet under what was laid before."""
        if self.order:
            building.begin_table()
        block: list[int] = []
        for row in self.order:
            if block and not self._touch(block[-1], row):
                self._block(building, block)
                building.gap()
                block = []
            block.append(row)
        self._block(building, block)
        building.notes += [*notes(self.left), *self.sheet.beside]

    def _area(self, row: int, column: int) -> Area | None:
        """The merged cell that a cell belongs to; the row holds a text."""
        areas = self.areas.get(row, ())
        at = bisect_right(areas, column, key=lambda area: area.left) - 1
        return areas[at] if at >= 0 and column <= areas[at].right else None

    def _show(self, row: int, column: int, text: str) -> None:
        """Take in a text where it is seen: a merged cell prints what its first cell holds."""
        area = self._area(row, column)
        if area and (row, column) != area[:2]:
            return
        last = area or Area(row, column, row, column)
        seen_row = _first(row, last.bottom, self.sheet.hidden_rows)
        seen_column = _first(column, last.right, self.sheet.hidden_columns)
        if seen_row is None:
            self.left.rows.add(row)
        elif seen_column is None:
            self.left.columns.add(column)
        else:
            if row in self.sheet.folded:
                self.left.read.add(row)
            if text == UNCOUNTED:
                self.left.uncounted.append((row, column))
            elif text in _ERRORS:
                self.left.errors.append((row, column, text))
            self.rows.setdefault(seen_row, {})[seen_column] = _Shown(text, area)

    def _columns(self) -> list[int]:
        """The columns that are seen between the first and the last text; of very many, those that
        have any."""
        texts = {column for row in self.rows.values() for column in row}
        if not texts:
            return []
        several = (shown for row in self.rows.values() if len(row) > 1 for shown in row.values())
        right = max(*texts, max((one.area.right for one in several if one.area), default=0))
        right += any((row, right + 1) in self.sheet.framed for row in self.rows)
        if right - min(texts) >= _WIDEST:
            return sorted(texts)
        away = self.sheet.hidden_columns
        return [column for column in range(min(texts), right + 1) if column not in away]

    def _touch(self, above: int, row: int) -> bool:
        """Whether there are only hidden rows, and framed ones that nobody filled, between two."""
        passed = sum(bisect_left(rows, row) - bisect_left(rows, above + 1) for rows in self.between)
        return row - above - 1 == passed

    def _block(self, building: Building, block: Sequence[int]) -> None:
        """Rows that touch: a table, and above and below it what stands alone on its row."""
        of_table = [at for at, row in enumerate(block) if not self._alone(row)]
        for at, row in enumerate(block):
            if of_table and of_table[0] <= at <= of_table[-1]:
                building.row(self._pieces(row))
            else:
                self._lines(building, row)

    def _alone(self, row: int) -> bool:
        """Whether a text has the row to itself: over the whole width, or without empty cells."""
        shown = self.rows[row]
        if len(shown) > 1 or any(area.top < row for area in self.areas.get(row, ())):
            return False
        ((column, only),) = shown.items()
        if only.area and self._high(only.area) > 1:
            return False
        right = only.area.right if only.area else column
        if column == self.columns[0] and right >= self.columns[-1]:
            return True
        return not any((row, other) in self.sheet.framed for other in self.columns)

    def _lines(self, building: Building, row: int) -> None:
        """A text that stands alone is cut as a line of a plain text is, or as several."""
        for column, shown in self.rows[row].items():
            for line in shown.text.split("\n"):
                building.line(line, self._place(row, column))

    def _pieces(self, row: int) -> list[Piece]:
        """The cells of a row, without those that a merged cell covers."""
        shown = self.rows[row]
        made = []
        for column in self.columns:
            area = self._area(row, column)
            if area is None:
                text = shown[column].text if column in shown else ""
                place = self._place(row, column)
                made.append(Piece(text, place, self.slots[column]))
            elif self._begins(area, row, column):
                made.append(self._merged(area, row, column))
        return made

    def _begins(self, area: Area, row: int, column: int) -> bool:
        """Whether a merged cell begins here, in the first row and column of it that are laid."""
        if area.left < column and area.left in self.slots:
            return False
        first = self.order[bisect_left(self.order, area.top)]
        return first == row and self.columns[bisect_left(self.columns, area.left)] == column

    def _merged(self, area: Area, row: int, column: int) -> Piece:
        shown = self.rows[row].get(column)
        wide = bisect_right(self.columns, area.right) - bisect_left(self.columns, area.left)
        text = shown.text if shown else ""
        return Piece(text, self._place(row, column), self.slots[column], wide, self._high(area))

    def _high(self, area: Area) -> int:
        """How many of the rows that are laid a merged cell reaches into."""
        return bisect_right(self.order, area.bottom) - bisect_left(self.order, area.top)

    def _place(self, row: int, column: int) -> SheetCell:
        """Where a person finds a cell; a merged one by its first cell, hidden or not."""
        area = self._area(row, column)
        if area:
            row, column = area.top, area.left
        return SheetCell(self.sheet.name, f"{letters(column)}{row + 1}")


def _areas_by_row(sheet: Sheet) -> dict[int, list[Area]]:
    """The merged areas that reach into each row with a text, from left to right."""
    rows = sorted({row for row, _ in sheet.cells})
    found: dict[int, list[Area]] = {}
    for area in sorted(sheet.merged, key=lambda area: area.left):
        for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]:
            found.setdefault(row, []).append(area)
    return found


def _first(start: int, end: int, away: frozenset[int]) -> int | None:
    """The first number from `start` to `end` that is not away."""
    if start not in away:
        return start
    return next((number for number in range(start, end + 1) if number not in away), None)
