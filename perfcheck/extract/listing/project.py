"""One row of a list → its fields, its indicators, what it claimed and what is doubtful in it."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract import said as doubts
from perfcheck.extract.listing import sentences
from perfcheck.extract.listing.entry import Entry
from perfcheck.extract.listing.head import Header
from perfcheck.extract.listing.runs import Run, bundled, run_of
from perfcheck.extract.listing.words import AMOUNTS, GOAL, Words, withheld
from perfcheck.extract.value import ABSENT, BLANK, own_unit, text_of, value_of
from perfcheck.form import Certainty, Doubt, Field
from perfcheck.kind import Kind
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Number, Text
from perfcheck.wording import compiled

_OPEN = Missing(
    "lost",
    Message(
        "数字比栏目少，不能确定属于哪一栏", "fewer figures than columns: its column is not clear"
    ),
)
_STRAY = Message("不知属于哪个项目", "belongs to no project for sure")
_LONGEST_REST = 20
_UNREAD = Message("里似有没有读出的指标", "seems to state indicators that were not read")
_STATED = r"指标值|目标值|(?:产出|效益|满意度|成本|数量|质量|时效)指标[:;]"
_UNPARTED = Message("不是认识的指标句式", "is no known way to state an indicator")


class Page(NamedTuple):
    """What holds for all rows of a list."""

    kind: Kind
    words: Words
    header: Header
    unit: str


class Texts(NamedTuple):
    """Goal and indicators of one row, and what was claimed of them."""

    goal: Field
    withheld: Field
    run: Run
    said: tuple[sentences.Said, ...]
    claimed: tuple[Cell, ...]
    doubts: tuple[Doubt, ...]


def amounts(entry: Entry, page: Page, path: tuple[str, ...], named: dict[str, str]) -> list[Field]:
    """The amounts of a row; `named` says what each column is called in it."""
    return [_amount(entry, page, name, path)._replace(name=named[name]) for name in AMOUNTS]


def _amount(entry: Entry, page: Page, name: str, path: tuple[str, ...]) -> Field:
    label = page.header.label(name)
    if label is None:
        return _absent(name)
    places = (*path, text_of((label,)))
    cell = entry.placed.columns.get(name)
    unit = page.header.unit(name) or page.unit
    if name in entry.placed.either:
        return Field(name, _OPEN, entry.placed.open, places, label, unit, "inferred")
    if cell is None or not cell.text:
        some = (cell,) if cell else ()
        sure = entry.placed.sure(name)
        return Field(name, BLANK, some, places, label, "", sure)
    text = text_of((cell,))
    value = value_of(text, "money", unit or page.kind.unit, page.kind.vocabulary)
    printed, certain = own_unit(value, text, unit or page.kind.unit, bool(unit))
    return Field(name, value, (cell,), places, label, printed, entry.placed.sure(name), certain)


def _absent(name: str) -> Field:
    return Field(name, ABSENT)


def texts(entry: Entry, page: Page, path: tuple[str, ...]) -> Texts:
    """Part a row's texts into goal and indicators; withheld ones have neither."""
    run = run_of(entry.indicators or entry.body)
    whole = (*entry.goal, *entry.indicators, *entry.body)
    if whole and withheld(page.words, "".join(cell.text for cell in whole)):
        return _withheld(entry, page, path, run, whole)
    begun = compiled(f"(?:(?:{page.words.hidden})[。.,;]?)+").match(run.text)
    if begun and not entry.goal and len(run.text) - begun.end() < _LONGEST_REST:
        return _partly(entry, page, path, run, begun.end())
    read = sentences.read(run, page.words, page.kind.vocabulary, alone=bool(entry.indicators))
    claimed: list[Cell] = list(entry.goal)
    spare: Cell | None = None
    made: list[Doubt] = []
    if not entry.indicators:
        spare = run.cell(0, read.start, whole=True)
        sure = run.cell(0, _unread(run, read.start), whole=True)
        claimed += [sure] if sure else []
        made += [doubts.unknown(spare, _UNREAD)] if spare and sure != spare else []
    shown = bundled(entry.goal) or spare
    for place in (*(one.span for one in read.said), *read.headings):
        cell = run.cell(*place, whole=True)
        claimed += [cell] if cell else []
    left = [cell for place in read.left if (cell := run.cell(*place))]
    made += [doubts.unknown(cell, _UNPARTED) for cell in left]
    goal = _text(GOAL, shown, page, path, entry)
    hidden = Field("不公开", BLANK, path=(*path, "不公开"))
    return Texts(goal, hidden, run, read.said, tuple(claimed), tuple(made))


def _partly(entry: Entry, page: Page, path: tuple[str, ...], run: Run, end: int) -> Texts:
    """Withheld texts with something short behind them that belongs to something else."""
    cell, rest = run.cell(0, end), run.cell(end, len(run.text))
    told = _withheld(entry, page, path, run, (cell,) if cell else ())
    return told._replace(doubts=(doubts.unknown(rest, _STRAY),) if rest else ())


def _unread(run: Run, end: int) -> int:
    """Where a text that should be a goal begins to speak of targets, as indicators do."""
    stated = compiled(_STATED).search(run.text, 0, end)
    if stated is None:
        return end
    return max(run.text.rfind(sign, 0, stated.start()) for sign in "。;") + 1


def _withheld(
    entry: Entry, page: Page, path: tuple[str, ...], run: Run, whole: Sequence[Cell]
) -> Texts:
    """Goal and indicators that must not be published: what is printed in their place."""
    said = run_of(whole)
    first = compiled(page.words.hidden).match(said.text)
    cell = said.cell(*first.span()) if first else said.cell(0, len(said.text))
    goal = _text(GOAL, cell, page, path, entry)
    shown = (cell,) if cell else ()
    hidden = Field("不公开", Text(text_of(shown)), shown, (*path, "不公开"))
    return Texts(goal, hidden, run, (), tuple(whole), ())


def _text(name: str, cell: Cell | None, page: Page, path: tuple[str, ...], entry: Entry) -> Field:
    label = page.header.label(name)
    places = (*path, text_of((label,)) if label else name)
    if cell is None:
        sure: Certainty = "certain" if entry.whole else "inferred"
        return Field(name, BLANK, (), places, label, "", sure) if label else _absent(name)
    return Field(name, Text(text_of((cell,))), (cell,), places, label, "", entry.texts)


def figure_doubts(entry: Entry, line: int) -> list[Doubt]:
    """What is doubtful about the figures of a row."""
    made: list[Doubt] = []
    guessed = [
        name for name in AMOUNTS if name in entry.placed.unsure and name in entry.placed.columns
    ]
    if entry.placed.either:
        cells = entry.placed.open or tuple(entry.placed.columns.values())
        made.append(doubts.either(line, sorted(entry.placed.either), cells))
    elif guessed:
        cells = tuple(entry.placed.columns[name] for name in guessed)
        made.append(_guessed(guessed, cells))
    return made


def _guessed(names: Sequence[str], cells: tuple[Cell, ...]) -> Doubt:
    said = "、".join(names)
    zh = f"这一行的数字比栏目少，{said} 是按次序推断的"
    en = f"fewer figures than columns in this row; {said} was inferred from the order"
    return Doubt("错列", Message(zh, en), cells)


def unreadable(fields: Sequence[Field]) -> list[Doubt]:
    """Figures that cannot be read."""
    return [
        doubts.unreadable(field.name, field.cells[0])
        for field in fields
        if isinstance(field.value, Missing) and field.value.kind == "unreadable" and field.cells
    ]


def total(fields: Sequence[Field]) -> list[Field]:
    """The fields that hold a figure."""
    return [field for field in fields if isinstance(field.value, Number)]
