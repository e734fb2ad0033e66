"""Which rows of a printed money table stand below which, by codes or by numbering in a side."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from perfcheck.form import Record
from perfcheck.lang.words import folded_label
from perfcheck.messages import Message
from perfcheck.values import Missing, Number, Text

TOTALS = "收支合计行"
SINGLE = "收支单列行"
MOST_VIEWS = 4

_UNCLEAR = Missing(
    "undefined", Message("分不清哪些行是下一级", "it is unclear which rows are one level below")
)
_MARKS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^\d{1,2}[.、．](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[）)]"),
)
_MEMO = re.compile("其中")
_DIGITS = re.compile(r"\d{2,12}")


class Words(NamedTuple):
    """Names, without marks, of total rows of a side and of rows that stand by themselves."""

    totals: Collection[str] = ()
    single: Collection[str] = ()


class Branch:
    """The place of one row: its level (0: a total), its parent, and the rows below it."""

    __slots__ = ("below", "level", "parent")

    def __init__(self) -> None:
        self.level: int | None = None
        self.parent: int | None = None
        self.below: list[int] | Missing = []


def words_of(vocabulary: Mapping[str, object]) -> Words:
    """The names that the word lists give for total and single rows."""
    totals, single = vocabulary.get(TOTALS, ()), vocabulary.get(SINGLE, ())
    return Words(_folded(totals), _folded(single))


def _folded(words: object) -> frozenset[str]:
    return frozenset(map(folded_label, words)) if isinstance(words, Collection) else frozenset()


def branches(records: Sequence[Record], words: Words) -> list[Branch]:
    """Return the place of each row of one printed table."""
    made = [Branch() for _ in records]
    if any("方向" in record.fields for record in records):
        _sides(records, made, words)
    else:
        _coded(records, made, words)
    return made


def said(record: Record, column: str) -> str:
    """The text of a column of a row; empty where there is none."""
    field = record.fields.get(column)
    return field.value.text if field is not None and isinstance(field.value, Text) else ""


def code(record: Record) -> str:
    """The digits of a row's code; empty where it has none."""
    field = record.fields.get("科目编码")
    value = field.value if field is not None else None
    text = value.printed if isinstance(value, Number) else said(record, "科目编码")
    return text if _DIGITS.fullmatch(text) else ""


def _coded(records: Sequence[Record], made: list[Branch], words: Words) -> None:
    codes = [code(record) for record in records]
    heads = [place for place, text in enumerate(codes) if not text]
    if len(heads) == len(codes) and len(heads) != 1:
        named = [at for at in heads if folded_label(said(records[at], "科目名称")) in words.totals]
        if len(named) == 1:
            made[named[0]].level = 0
        return
    starts = [0, *(place + 1 for place in heads)]
    ends = [*heads, len(codes)]
    tops: list[list[int] | Missing] = [
        _section(codes, made, range(start, end)) for start, end in zip(starts, ends, strict=True)
    ]
    if len(heads) == 1:
        _only_total(made, heads[0], tops)
    elif heads:
        _units(records, made, heads, tops, words)


def _section(codes: Sequence[str], made: list[Branch], places: range) -> list[int] | Missing:
    """Hang each code below its longest printed beginning; return those that have none."""
    first: dict[str, int] = {}
    twice: set[str] = set()
    for place in places:
        if first.setdefault(codes[place], place) != place:
            twice.add(codes[place])
    tops: list[int] = []
    for place in places:
        text = codes[place]
        above = [text[:n] for n in range(len(text) - 1, 1, -1) if text[:n] in first]
        parent = above[0] if above else None
        if parent is None:
            tops.append(place)
        else:
            _hang(made, place, first[parent])
        made[place].level = len(above) + 1
        if text in twice or parent in twice:
            _unclear(made[first[parent]] if parent else None, made[first[text]])
    doubled = any(codes[place] in twice for place in tops)
    alike = {(codes[place][0], len(codes[place])) for place in tops}
    return _UNCLEAR if doubled or len(alike) > 1 else tops


def _hang(made: list[Branch], place: int, parent: int) -> None:
    made[place].parent = parent
    below = made[parent].below
    if isinstance(below, list):
        below.append(place)


def _unclear(*found: Branch | None) -> None:
    for branch in found:
        if branch is not None:
            branch.below = _UNCLEAR


def _only_total(made: list[Branch], head: int, tops: Sequence[list[int] | Missing]) -> None:
    """One row without a code is the total of the table, where it stands first or last."""
    made[head].level = 0
    before, after = tops
    rows = after if before == [] else before if after == [] else _UNCLEAR
    made[head].below = list(rows) if isinstance(rows, list) else rows


def _units(
    records: Sequence[Record],
    made: list[Branch],
    heads: Sequence[int],
    tops: Sequence[list[int] | Missing],
    words: Words,
) -> None:
    """Several rows without a code: a total, then units, each with its codes below it."""
    whole, *units = heads
    clear = whole == 0 and tops[1] == [] and all(part != [] for part in tops[2:])
    named = folded_label(said(records[0], "科目名称") or said(records[0], "预算单位"))
    if not clear or named not in words.totals:
        _unclear(*(made[head] for head in heads))
        return
    made[whole].level, made[whole].below = 0, list(units)
    for head, part in zip(units, tops[2:], strict=True):
        made[head].parent = whole
        made[head].below = list(part) if isinstance(part, list) else part


def _sides(records: Sequence[Record], made: list[Branch], words: Words) -> None:
    sides: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        sides.setdefault(said(record, "方向"), []).append(place)
    for places in sides.values():
        views: dict[str, list[int]] = {}
        for place in places:
            views.setdefault(said(records[place], "分类"), []).append(place)
        shared = views.pop("", []) if len(views) > 1 else []
        for view in views.values() if len(views) <= MOST_VIEWS else ():
            _view(records, made, sorted([*view, *shared]), words)


class _Side:
    """The rows of one side, read in one way: numbered entries, and totals of those above."""

    __slots__ = ("entries", "last", "lost", "made", "names", "top", "total")

    def __init__(self, made: list[Branch], names: Mapping[int, str]) -> None:
        self.made = made
        self.names = names
        marks = (_mark(name) for name in names.values())
        self.top = next((mark for mark in marks if mark is not None), None)
        self.entries: list[int] = []
        self.last: int | None = None
        self.total: int | None = None
        self.lost = self.top is None

    def total_row(self, place: int) -> None:
        """A total is the sum of the entries above it, and of the total above these."""
        branch = self.made[place]
        branch.level = 0
        self.lost = self.lost or (not self.entries and self.total is None)
        if self.lost:
            branch.below = _UNCLEAR
        elif isinstance(branch.below, list):
            known = set(branch.below)
            parts = [*([] if self.total is None else [self.total]), *self.entries]
            branch.below += [part for part in parts if part not in known]
        self.entries, self.last, self.total = [], None, place

    def entry(self, place: int) -> None:
        """A row of the first numbering, or one that stands by itself."""
        self.made[place].level = 1
        self.entries.append(place)
        self.last = place

    def other(self, place: int) -> None:
        """A row below the last entry; of another numbering, or of none, it makes that unclear."""
        name = self.names[place]
        mark = _mark(name)
        higher = mark is not None and self.top is not None and mark < self.top
        if self.last is None or self.total is not None or higher:
            self.lost = True
            return
        above = self.made[self.last]
        first = above.below[0] if isinstance(above.below, list) and above.below else place
        if mark is None or mark != _mark(self.names[first]) or _MEMO.search(name):
            above.below = _UNCLEAR
        _hang(self.made, place, self.last)
        if mark is not None:
            self.made[place].level = 2


def _view(
    records: Sequence[Record], made: list[Branch], places: Sequence[int], words: Words
) -> None:
    names = {place: said(records[place], "科目名称") for place in places}
    side = _Side(made, names)
    for place, name in names.items():
        mark = _mark(name)
        bare = folded_label(name) if mark is None else ""
        if bare in words.totals:
            side.total_row(place)
        elif bare in words.single or (mark is not None and mark == side.top):
            side.entry(place)
        else:
            side.other(place)


def _mark(name: str) -> int | None:
    return next((i for i, pattern in enumerate(_MARKS) if pattern.match(name)), None)


def full_names(records: Sequence[Record], made: Sequence[Branch]) -> Iterator[str]:
    """The names from the top down to each row, joined by a slash."""
    for place, record in enumerate(records):
        path = [said(record, "科目名称")]
        parent = made[place].parent
        while parent is not None and made[parent].level:
            path.append(said(records[parent], "科目名称"))
            parent = made[parent].parent
        yield "/".join(reversed(path))


def item_path(names: str) -> str:
    """A budget item's names as they are compared: class/section/item, without 支出 at their ends.

    >>> item_path("公共安全支出/司法/其他司法支出")
    '公共安全/司法/其他司法'
    """
    parts = [folded_label(name).removesuffix("支出") for name in names.split("/") if name]
    return "/".join(parts) if len(parts) == 3 else ""
