"""The rows of a list → records of units, projects and indicators, and the totals."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck.extract import said as doubts
from perfcheck.extract.listing import indicators
from perfcheck.extract.listing.entry import Entry
from perfcheck.extract.listing.project import (
    Page,
    Texts,
    amounts,
    figure_doubts,
    texts,
    total,
    unreadable,
)
from perfcheck.extract.listing.runs import bundled
from perfcheck.extract.listing.units import Sort, sorts
from perfcheck.extract.listing.words import AMOUNTS, NAME, UNIT
from perfcheck.extract.value import BLANK, declared, text_of
from perfcheck.form import Certainty, Doubt, Field, Record
from perfcheck.kind import Kinds
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Number, Text, printed_number

PROJECTS = "项目"
UNITS = "资金使用单位"
_TOTALS = ("项目资金合计", "项目财政拨款合计", "项目专户拨款合计", "项目其他资金合计")
_OF_UNIT = ("单位总额", "单位财政拨款", "单位专户拨款", "单位其他资金")
_NO_UNIT = Missing("absent", Message("表中没有印出资金使用单位", "no unit is printed"))
_NAMELESS = Message("旁没有项目名称", "stands beside no name of a project")


class Listed(NamedTuple):
    """What the rows of a list gave."""

    fields: tuple[Field, ...]
    tables: Mapping[str, tuple[Record, ...]]
    doubts: tuple[Doubt, ...]
    claimed: tuple[Cell, ...]
    left: tuple[Cell, ...]


class _Unit(NamedTuple):
    name: Field
    entry: Entry
    sure: bool
    projects: list[Record]


class _Listing:
    """The records gathered so far; lives only while one list is read."""

    def __init__(self, page: Page, kinds: Kinds) -> None:
        self.page = page
        self.kinds = kinds
        self.fields: list[Field] = []
        self.units: list[_Unit] = []
        self.projects: list[Record] = []
        self.indicators: list[Record] = []
        self.doubts: list[Doubt] = []
        self.claimed: list[Cell] = []
        self.left: list[Cell] = []
        self.beside: Field | None = None

    def step(self, entry: Entry, sort: Sort) -> None:
        """Take in one row."""
        cells = [*entry.name, *entry.placed.columns.values(), *entry.placed.open]
        self.claimed += [cell for cell in cells if cell.text]
        line = _line(entry)
        self.doubts += figure_doubts(entry, line)
        if not entry.name:
            self.doubts += [doubts.unknown(cell, _NAMELESS) for cell in cells[:1]]
        elif entry.sure == "inferred":
            self.doubts.append(_wrapped(entry.name))
        if entry.texts == "inferred":
            self.doubts.append(_bounded(cells))
        elif entry.texts == "realigned":
            self.doubts.append(doubts.moved(line, tuple(cells)))
        if not sort.sure:
            self.doubts.append(_unsorted(sort, entry.name))
        match sort.what:
            case "total" | "subtotal":
                self._total(entry, sort)
            case "unit":
                self._unit(entry, sort)
            case _:
                self._project(entry)

    def _total(self, entry: Entry, sort: Sort) -> None:
        said = text_of(entry.name)
        named = dict(zip(AMOUNTS, _TOTALS, strict=True))
        read = amounts(entry, self.page, (), named)
        self.doubts += unreadable(read)
        made = total(read)
        if sort.what == "subtotal":
            made = [field._replace(name=f"{said}·{field.path[-1]}") for field in made]
        self.fields += [field._replace(path=(*field.path, said)) for field in made]
        for cell in (*entry.goal, *entry.indicators, *entry.body):
            self.left.append(cell)

    def _unit(self, entry: Entry, sort: Sort) -> None:
        name = Field("单位名称", Text(text_of(entry.name)), entry.name, ("资金使用单位",))
        self.units.append(_Unit(name, entry, sort.sure, []))

    def _project(self, entry: Entry) -> None:
        number = printed_number(len(self.projects) + 1, 0, "", exact=True)
        unit = self._unit_of(entry)
        said = text_of(entry.name) if entry.name else ""
        above = unit.value.text if isinstance(unit.value, Text) else ""
        path = (above, said)
        told = texts(entry, self.page, path)
        sure: Certainty = entry.texts if entry.sure == "certain" else entry.sure
        rows = indicators.records(
            told.said, told.run, self.page, self.kinds, said, number, path, entry.texts
        )
        record = self._record(entry, told, unit, number, path, len(rows), sure)
        record = record._replace(below=tuple(rows))
        self.projects.append(record)
        self.indicators += rows
        self.claimed += told.claimed
        self.doubts += [*told.doubts, *unreadable(list(record.fields.values()))]
        self.left += [cell for doubt in told.doubts for cell in doubt.cells]
        if self.units and not entry.unit:
            self.units[-1].projects.append(record)

    def _unit_of(self, entry: Entry) -> Field:
        if entry.unit:
            self.claimed += entry.unit
            self.beside = Field(UNIT, Text(text_of(entry.unit)), entry.unit, (UNIT,))
            return self.beside
        if not self.units and self.beside:
            return self.beside
        if not self.units:
            return Field(UNIT, _NO_UNIT)
        last = self.units[-1]
        sure: Certainty = "certain" if last.sure else "inferred"
        return last.name._replace(name=UNIT, certainty=sure)

    def _record(
        self,
        entry: Entry,
        told: Texts,
        unit: Field,
        number: Number,
        path: tuple[str, ...],
        count: int,
        sure: Certainty,
    ) -> Record:
        label = self.page.header.label(NAME)
        name = Field(NAME, BLANK, (), (*path, NAME), label)
        if entry.name:
            cell = bundled(entry.name)
            assert cell is not None
            name = Field(
                NAME, Text(text_of((cell,))), (cell,), (*path, NAME), label, "", entry.sure
            )
        counted = printed_number(count, 0, "", exact=True)
        fields = [
            Field("项目序号", number, (), (*path, "项目序号")),
            name,
            unit,
            *amounts(entry, self.page, path, dict(zip(AMOUNTS, AMOUNTS, strict=True))),
            told.goal,
            Field("项目指标数", counted, (), (*path, "项目指标数")),
            told.withheld,
        ]
        if entry.number:
            said = Text(text_of((entry.number,)))
            fields.append(Field("序号", said, (entry.number,), (*path, "序号")))
            self.claimed.append(entry.number)
        full = _full(PROJECTS, fields, self.kinds)
        cells = (*entry.name, *entry.placed.columns.values(), *entry.placed.open)
        return Record(PROJECTS, full, tuple(c for c in cells if c.text), _line(entry), sure)

    def unit_records(self) -> tuple[Record, ...]:
        """The units, each with its projects below."""
        return tuple(self._unit_record(unit) for unit in self.units)

    def _unit_record(self, unit: _Unit) -> Record:
        said = text_of(unit.entry.name)
        named = dict(zip(AMOUNTS, _OF_UNIT, strict=True))
        money = amounts(unit.entry, self.page, (), named)
        self.doubts += unreadable(money)
        money = [field._replace(path=(*field.path, said)) for field in money]
        counted = printed_number(len(unit.projects), 0, "", exact=True)
        sure: Certainty = "certain" if unit.sure else "inferred"
        fields = [unit.name, *money, Field("单位项目数", counted, (), ("单位项目数", said))]
        full = _full(UNITS, fields, self.kinds)
        cells = (*unit.entry.name, *unit.entry.placed.columns.values(), *unit.entry.placed.open)
        return Record(UNITS, full, cells, _line(unit.entry), sure, tuple(unit.projects))


def listed(entries: Sequence[Entry], page: Page, kinds: Kinds) -> Listed:
    """Make the records of a list."""
    listing = _Listing(page, kinds)
    for entry, sort in zip(entries, sorts(entries, page.kind.vocabulary, page.words), strict=True):
        listing.step(entry, sort)
    tables = {
        UNITS: listing.unit_records(),
        PROJECTS: tuple(listing.projects),
        indicators.TABLE: tuple(listing.indicators),
    }
    return Listed(
        tuple(listing.fields),
        tables,
        tuple(listing.doubts),
        tuple(listing.claimed),
        tuple(listing.left),
    )


def _full(table: str, fields: Sequence[Field], kinds: Kinds) -> dict[str, Field]:
    return declared({field.name: field for field in fields}, kinds.columns[table])


def _line(entry: Entry) -> int:
    cells = [*entry.name, *entry.placed.columns.values(), *entry.placed.open]
    return cells[0].line if cells else 0


def _wrapped(cells: tuple[Cell, ...]) -> Doubt:
    said = text_of(cells)[:30]
    zh = f"名称“{said}”是由几段文字推断接成的"
    return Doubt("错列", Message(zh, f"the name {said} was put together"), cells)


def _bounded(cells: Sequence[Cell]) -> Doubt:
    zh = "这个项目与上下相邻项目的分界是推断的"
    en = "where this row ends and its neighbours begin was inferred"
    return Doubt("错列", Message(zh, en), tuple(cells))


def _unsorted(sort: Sort, cells: tuple[Cell, ...]) -> Doubt:
    what = (
        Message("资金使用单位", "a unit") if sort.what == "unit" else Message("项目", "a project")
    )
    said = text_of(cells)[:30] if cells else ""
    zh = f"“{said}”没有目标和指标，按{what.zh}读，不能确定"
    return Doubt("层级推断", Message(zh, f"{said} was taken for {what.en}"), cells)
