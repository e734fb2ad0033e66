"""The rows of a block in order, each to the title, a caption, the head (M1) or a table (M2)."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck import numerals
from perfcheck.extract.columns import continued, stacked, turned
from perfcheck.extract.head import read
from perfcheck.extract.mend import extended, goes_on, mended
from perfcheck.extract.printed import Page, Printed
from perfcheck.extract.state import Pair, State, Step
from perfcheck.extract.table import matches, part_of
from perfcheck.kind import Caption, Kind, Table
from perfcheck.recognise import Block, title_of
from perfcheck.recognise.header import Header, header
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled, normal, numbered

_YEAR = r"\(?((?:19|20)\d\d)年?度?\)?"
_UNIT = r"[(（]?\s*(?:金额|货币|计价)?单位\s*[:：]\s*(?:人民币)?[千百万亿]*元\s*[)）]?$"
_LONGEST_CAPTION = 60


class Walked(NamedTuple):
    """What stands in a block, sorted but not yet understood."""

    pairs: tuple[Pair, ...]
    tables: tuple[Printed, ...]
    units: tuple[str, ...]
    unit: str
    years: tuple[Cell, ...]
    claimed: tuple[Cell, ...]
    left: tuple[Cell, ...]
    furniture: tuple[tuple[Cell, ...], ...]


class _Open(NamedTuple):
    """A table whose rows are being gathered."""

    header: Header
    head: list[Cell]
    pages: list[tuple[Header, list[Row]]]
    captions: list[Cell]
    unit: str
    torn: list[int]


class _Walk:
    """The parts gathered so far; lives only while one block is walked."""

    def __init__(self, block: Block) -> None:
        self.kind: Kind = block.kind
        self.title = block.title
        self.state = State()
        self.pairs: list[Pair] = []
        self.tables: list[Printed] = []
        self.units: list[str] = []
        self.years: list[Cell] = []
        self.claimed: list[Cell] = []
        self.left: list[Cell] = []
        self.furniture: list[tuple[Cell, ...]] = []
        self.captions: list[Cell] = []
        self.above: frozenset[Cell] = frozenset()  # the row before, of a head or a table
        self.open: _Open | None = None
        self.headed = False
        self.torn = False  # whether the line before was left over, a piece of the next row perhaps

    def step(self, row: Row, rows: Sequence[Row], at: int) -> None:
        """Take in one row; `rows` are all, this one at `at`."""
        filled = [cell for cell in row.cells if cell.text]
        if len(filled) == 1 and self._title(row):
            return
        whole, row = row, self._captioned(row, filled)
        if row is not whole:
            filled = [cell for cell in row.cells if cell.text]
        if not filled:
            return
        made = header(self.kind, row, self.open.header.table if self.open else None, filled)
        if made:
            self._header(turned(made, self.kind), row)
        elif self.headed and (more := self._second(_first_seen(row), rows[at + 1 : at + 3])):
            self._widened(more, _first_seen(row))
        elif not (self.open and self._body(row, filled)):
            self._head(row, filled, rows[at + 1 : at + 3])
        self.headed = made is not None

    def _title(self, row: Row) -> bool:
        cell = title_of(self.kind, row)
        if cell is None or self.title is None:
            return False
        self.claimed.append(cell)
        if self.open:
            self._new_page((cell,))
        return True

    def _captioned(self, row: Row, filled: Sequence[Cell]) -> Row:
        """Take captions (unit, year) out of a row."""
        for cell in filled:
            if "元" in cell.text[-3:]:
                row = row._replace(cells=tuple(map(self._caption, row.cells)))
                filled = [cell for cell in row.cells if cell.text]
                break
        if len(filled) == 1 and self.open is None:
            said = normal(filled[0].text)
            year = not self.pairs and compiled(_YEAR).fullmatch(said)
            if year or matches(self.kind.vocabulary.noise, said):
                self.years += filled if year else []
                self.claimed += filled
                return row._replace(cells=())
        return row

    def _caption(self, cell: Cell) -> Cell:
        if not cell.text or len(cell.text) > _LONGEST_CAPTION:
            return cell
        found = compiled(_UNIT).search(cell.text) if "单位" in cell.text else None
        if found is None and cell.text not in ("（元）", "（万元）", "(元)", "(万元)"):
            return cell
        start = found.start() if found else 0
        unit = numerals.unit_in(cell.text[start:])
        if not unit:
            return cell
        self.units.append(unit)
        self.state = self.state._replace(unit=unit)
        self.claimed.append(cell._replace(text=cell.text[start:], column=cell.column + start))
        before = cell.text[:start].rstrip()
        return cell._replace(text=before, end_column=cell.column + len(before))

    def _header(self, made: Header, row: Row) -> None:
        cells = [cell for cell in row.cells if cell.text]
        self.claimed += [*made.captions, *(at.cell for at in made.headings if at.column)]
        if self.open is None or self.open.header.table is not made.table or self._other(made):
            self._close()
            self.left += [at.cell for at in made.headings if at.column is None]
            captions = [*self.captions, *made.captions]
            self.open = _Open(made, cells, [(made, [])], captions, self.state.section_unit, [])
            self.captions = []
        elif not any(rows for _, rows in self.open.pages):
            both = stacked(self.open.header, made)
            self.open.pages[:] = [(both, [])]
            self.open = self.open._replace(header=both)
        else:
            self.claimed += cells
            self.furniture.append(tuple(cells))
            if self.headed:
                made = stacked(self.open.pages.pop()[0], made)
            self.open.pages.append((made, []))

    def _other(self, made: Header) -> bool:
        """Whether the caption over a header tells its table from the open one of the same name."""
        assert self.open is not None
        said = [*self.captions, *made.captions]
        new, old = (_says(made.table, cells) for cells in (said, self.open.captions))
        return new is not None and new is not old

    def _second(self, row: Row, below: Sequence[Row]) -> Header | None:
        """Read the row below a header as its second row, if it is one."""
        latest, rows = self.open.pages[-1] if self.open else (None, [])
        return continued(latest, row, self.kind, below) if latest and not rows else None

    def _widened(self, more: Header, row: Row) -> None:
        """A second header row names columns anew."""
        assert self.open is not None
        named = {at.cell[1:3] for at in more.headings if at.column}
        for cell in row.cells:
            if cell.text:
                (self.claimed if cell[1:3] in named else self.left).append(cell)
        first = len(self.open.pages) == 1
        self.open.pages[-1] = (more, [])
        if first:
            self.open = self.open._replace(header=more)

    def _body(self, row: Row, filled: Sequence[Cell]) -> bool:
        """Take in a row below a header; False where it ends the table."""
        assert self.open is not None
        latest, rows = self.open.pages[-1]
        cells = tuple(filled)
        match part_of(row, cells, bool(rows), self.kind):
            case "end":
                self._close()
                return False
            case "noise":
                self.claimed += cells
                self._new_page(cells)
            case "caption":
                self.claimed += cells
                self._parted(cells)
            case "wrap" if goes_on(rows[-1].cells[-1], cells[0], self.kind):
                self.claimed += cells
                last = rows[-1].cells
                rows[-1] = rows[-1]._replace(cells=(*last[:-1], extended(last[-1], cells[0])))
            case "wrap":
                self.left += cells
                self.torn = True
            case _:
                if self.torn and not row.gap:
                    self.open.torn.append(row.line)
                self.torn = False
                if row.gap and rows:
                    self.open.pages.append((latest, [row]))
                else:
                    rows.append(row)
        return True

    def _parted(self, cells: tuple[Cell, ...]) -> None:
        """A caption between rows: one that tells another table opens it, below the same header."""
        assert self.open is not None
        made = self.open
        says = _says(made.header.table, cells)
        if says is None or says is _says(made.header.table, made.captions):
            self.captions += cells
        elif any(rows for _, rows in made.pages):
            self._close()
            self.open = made._replace(pages=[(made.pages[-1][0], [])], captions=[*cells], torn=[])
        else:
            self.open = made._replace(captions=[*cells, *made.captions])

    def _new_page(self, cells: tuple[Cell, ...]) -> None:
        assert self.open is not None
        latest, rows = self.open.pages[-1]
        self.furniture.append(cells)
        if rows:
            self.open.pages.append((latest, []))

    def _head(self, row: Row, filled: Sequence[Cell], below: Sequence[Row]) -> None:
        said = normal(filled[0].text) if len(filled) == 1 else ""
        if said[numbered(said) :] in self.kind.ready().captions:
            self.claimed += filled
            self.captions += filled
            return
        step: Step = read(self.state, row, below, self.kind, self.above)
        self.above = frozenset(filled)
        self.state = step.state
        if step.more:
            last = self.pairs[-1]
            inferred = last.inferred or row.gap
            self.pairs[-1] = last._replace(values=(*last.values, *step.more), inferred=inferred)
        elif step.unsure:
            self.pairs[-1] = self.pairs[-1]._replace(inferred=True)
        self.pairs += step.pairs
        self.claimed += step.claimed
        self.left += step.left

    def _close(self) -> None:
        """End the open table; a text below it is no longer the head's."""
        if self.open is None:
            return
        made = self.open
        pages = tuple(Page(at.headings, tuple(rows), at.width) for at, rows in made.pages if rows)
        captions, head = tuple(made.captions), tuple(made.head)
        torn = frozenset(made.torn)
        printed = Printed(made.header.table, head, pages, captions, made.unit, torn)
        self.tables.append(printed)
        self.state = State(unit=self.state.unit)
        last = made.pages[-1][1][-1:]
        self.above = frozenset(cell for row in last for cell in row.cells)
        self.open = None

    def walked(self) -> Walked:
        """Return what was gathered."""
        self._close()
        return Walked(
            tuple(self.pairs),
            tuple(self.tables),
            tuple(self.units),
            self.state.unit,
            tuple(self.years),
            (*self.claimed, *self.captions),
            tuple(self.left),
            tuple(self.furniture),
        )


def _first_seen(row: Row) -> Row:
    """A row without the cells that reach into it from above."""
    if not row.reaching:
        return row
    return row._replace(cells=tuple(cell for cell in row.cells if cell not in row.reaching))


def _says(table: Table, captions: Sequence[Cell]) -> Caption | None:
    """What the captions of a table say of its rows."""
    return next((at for cell in captions if (at := table.said.get(normal(cell.text)))), None)


def walk(block: Block) -> Walked:
    """Sort the rows of a block."""
    walking = _Walk(block)
    rows = mended(block.rows, block.kind)
    for index, row in enumerate(rows):
        walking.step(row, rows, index)
    return walking.walked()
