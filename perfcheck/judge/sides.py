"""Which rows of a side (income or expenditure) of a money table stand below which."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from perfcheck.form import Record
from perfcheck.judge.branches import UNCLEAR, Branch, Words, bare_name, hang, said
from perfcheck.judge.outline import Items, Outline, codes_of
from perfcheck.lang.words import folded_label

MOST_VIEWS = 4

_MARKS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^\d{1,2}[.、．](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[）)]"),
)
_MEMO = re.compile("其中")
# Funds that make an appropriation up begin with this one; others alone are only named among it.
_GENERAL = "一般公共预算"


def sides(
    records: Sequence[Record], made: list[Branch], words: Words, outline: Outline = ()
) -> None:
    """Fill in the places of the rows of a table of sides; each view of a side is read by itself."""
    found: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        found.setdefault(said(record, "方向"), []).append(place)
    for places in found.values():
        views: dict[str, list[int]] = {}
        for place in places:
            views.setdefault(said(records[place], "分类"), []).append(place)
        shared = views.pop("", []) if len(views) > 1 else []
        for view in views.values() if len(views) <= MOST_VIEWS else ():
            _view(records, made, sorted([*view, *shared]), words, outline)


class _Side:
    """The rows of one side, read in one way: numbered entries, and totals of those above."""

    __slots__ = ("entries", "last", "lost", "made", "marked", "names", "plain", "top", "total")

    def __init__(self, made: list[Branch], names: Mapping[int, str], words: Words) -> None:
        self.made = made
        self.names = names
        marks = (_mark(name) for name in names.values())
        self.top = next((mark for mark in marks if mark is not None), None)
        self.entries: list[int] = []
        self.last: int | None = None
        self.total: int | None = None
        self.plain: dict[int, list[int]] = {}
        self.marked: set[int] = set()
        known = (words.totals, words.single, words.entries, words.grants, words.funds)
        self.lost = self.top is None and not _all_known(names.values(), known)

    def total_row(self, place: int) -> None:
        """A total is the sum of the entries above it, and of the total above these."""
        branch = self.made[place]
        branch.level = 0
        self.lost = self.lost or (not self.entries and self.total is None)
        if self.lost:
            branch.below = UNCLEAR
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

    def fund(self, place: int, words: Words) -> None:
        """A fund without a number stands below the appropriation that is printed above it."""
        if self.last is None or folded_label(self.names[self.last]) not in words.grants:
            self.entry(place)
            return
        if self.made[self.last].below == [] and not self.names[place].startswith(_GENERAL):
            self.made[self.last].below = UNCLEAR
        hang(self.made, place, self.last)
        self.made[place].level = 2

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
            above.below = UNCLEAR
        if mark is None:
            self.plain.setdefault(self.last, []).append(place)
        else:
            self.marked.add(self.last)
            self.made[place].level = 2
        hang(self.made, place, self.last)

    def coded(self, outline: Outline) -> None:
        """Give classes and what stands below them without a mark the codes of the coded tables."""
        for entry, name in self.names.items():
            branch = self.made[entry]
            if branch.level != 1:
                continue
            known = [items for at in outline if (items := at.get(bare_name(name)))]
            if known:
                branch.code = known[0][0][0]
            below = self.plain.get(entry)
            if below and entry not in self.marked:
                self._below(entry, below, known)

    def _below(self, entry: int, places: Sequence[int], known: Sequence[Items]) -> None:
        names = [bare_name(self.names[place]) for place in places]
        codes = next((found for items in known if (found := codes_of(items, names))), ())
        if not codes:
            return
        self.made[entry].below = []
        at = {self.made[entry].code: entry, **dict(zip(codes, places, strict=True))}
        for text, place in zip(codes, places, strict=True):
            above = next(text[:n] for n in range(len(text) - 1, 1, -1) if text[:n] in at)
            self.made[place].code = text
            self.made[place].level = (self.made[at[above]].level or 0) + 1
            hang(self.made, place, at[above])


def _view(
    records: Sequence[Record],
    made: list[Branch],
    places: Sequence[int],
    words: Words,
    outline: Outline,
) -> None:
    names = {place: said(records[place], "科目名称") for place in places}
    side = _Side(made, names, words)
    for place, name in names.items():
        mark = _mark(name)
        bare = folded_label(name) if mark is None else ""
        if bare in words.totals:
            side.total_row(place)
        elif bare in words.single or (mark is not None and mark == side.top):
            side.entry(place)
        elif side.top is None and not side.lost:
            _named(side, place, bare, words)
        else:
            side.other(place)
    if outline and said(records[places[0]], "方向") == "支出":
        side.coded(outline)


def _named(side: _Side, place: int, bare: str, words: Words) -> None:
    """A row of a side without any number, of which the word lists know what it is."""
    if bare in words.funds:
        side.fund(place, words)
    else:
        side.entry(place)


def _all_known(names: Iterable[str], known: Sequence[Collection[str]]) -> bool:
    return all(any(folded_label(name) in words for words in known) for name in names)


def _mark(name: str) -> int | None:
    return next((i for i, pattern in enumerate(_MARKS) if pattern.match(name)), None)
