"""The header of a money table: printed heads of several lines stacked into columns."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from perfcheck.extract.money.book import (
    Book,
    Head,
    TableKind,
    exact,
    inside,
    plain_head,
    unit_of_head,
)
from perfcheck.extract.money.pieces import SLOT, Piece, split_heads
from perfcheck.source import Cell
from perfcheck.wording import joined, normal

_SPACED = 4


class Place(NamedTuple):
    """A column where it stands: what it holds, how it is headed, and its side from 0.

    `start` and `end` count characters, or tens of cells in a header cut by separators.
    """

    head: Head
    title: str
    start: int
    end: int
    side: int = 0
    unit: str = ""

    @property
    def middle(self) -> float:
        """Where the middle of the head stands."""
        return (self.start + self.end - 1) / 2


class Header(NamedTuple):
    """The columns of a table, left to right.

    `slots` says that cells were cut by separators. Each side has a direction (收入, 支出) and a
    view, what it is divided by, where one is printed.
    """

    places: tuple[Place, ...]
    cells: tuple[Cell, ...]
    lines: tuple[tuple[str, ...], ...]
    slots: bool
    views: tuple[str, ...] = ("",)
    directions: tuple[str, ...] = ("",)

    def side(self, number: int) -> list[int]:
        """The columns of one side."""
        return [at for at, place in enumerate(self.places) if place.side == number]

    @property
    def width(self) -> int:
        """How many cells a row needs that fills every column."""
        return max((place.start for place in self.places), default=0) // SLOT + 1

    @property
    def sides(self) -> int:
        """How many sides stand side by side."""
        return self.places[-1].side + 1 if self.places else 0


class _Stack(NamedTuple):
    pieces: tuple[Piece, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        return joined([piece.text for piece in self.pieces])


def header(kind: TableKind, rows: Sequence[Sequence[Piece]], book: Book, *, slots: bool) -> Header:
    """Read the lines of a header, each cut into pieces."""
    stacks = _by_slot(kind, rows) if slots else _by_place(kind, rows)
    places = _places(kind, stacks)
    if kind.shape == "sides":
        places = _sided(kind, places)
    if kind.blocks and not any(place.head.role == "code" for place in places):
        groups = [head for head in kind.columns if head.role == "group"]
        places += [Place(head, "", 0, 0) for head in groups]
    places = _ordered(kind, places)
    if kind.shape in ("tree", "plain"):
        places = _repeated(places)
    cells = tuple(piece.cell for row in rows for piece in row)
    lines = tuple(said(row) for row in rows)
    views = _over(places, rows, book.words["views"])
    if kind.shape == "plain" and len(views) > 1:
        views = _above(places, rows[0])
    return Header(tuple(places), cells, lines, slots, views, _directions(rows, len(views), book))


def said(row: Sequence[Piece]) -> tuple[str, ...]:
    """What a line of a header says, for comparing it with another."""
    return tuple(normal(piece.text) for piece in row)


def _by_slot(kind: TableKind, rows: Sequence[Sequence[Piece]]) -> list[tuple[_Stack, str]]:
    """Stack the cells of one slot; a head that lies over several cells below is their group."""
    stacks: dict[int, list[Piece]] = {}
    groups: dict[int, str] = {}
    for number, row in enumerate(rows):
        below = {piece.start for later in rows[number + 1 :] for piece in later}
        for at, piece in enumerate(row):
            after = row[at + 1].start if at + 1 < len(row) else 1 << 30
            covered = sorted(start for start in below if piece.start <= start < after)
            if covered and (plain_head(piece.text) in kind.parents or covered[-1] > piece.start):
                groups.update(dict.fromkeys(covered, piece.text))
            else:
                stacks.setdefault(piece.start, []).append(piece)
    made = []
    for start, parts in sorted(stacks.items()):
        last = parts[-1:] if exact(kind, parts[-1].text, groups.get(start, "")) else parts
        kept = parts if exact(kind, joined([part.text for part in parts])) else last
        made.append((_Stack(tuple(kept), start, start + 1), groups.get(start, "")))
    return made


def _by_place(kind: TableKind, rows: Sequence[Sequence[Piece]]) -> list[tuple[_Stack, str]]:
    """Stack what lies below each other; the words that only gather others are taken away."""
    stacks: list[_Stack] = []
    for row in rows:
        for piece in _cut(kind, row):
            if plain_head(piece.text) in kind.parents and row is not rows[-1]:
                continue
            over = [at for at, stack in enumerate(stacks) if _stacks(kind, stack, piece)]
            if not over:
                stacks.append(_Stack((piece,), piece.start, piece.end))
                continue
            at = max(over, key=lambda at: _overlap(stacks[at], piece))
            stack = stacks[at]
            start, end = min(stack.start, piece.start), max(stack.end, piece.end)
            stacks[at] = _Stack((*stack.pieces, piece), start, end)
    return [(stack, "") for stack in sorted(stacks, key=lambda stack: (stack.start, stack.end))]


def _cut(kind: TableKind, row: Sequence[Piece]) -> list[Piece]:
    """Heads that stand one blank apart are heads of their own."""

    def known(text: str) -> bool:
        return len(text) > 1 and exact(kind, text) is not None

    return [part for piece in row for part in split_heads(piece, known)]


def _stacks(kind: TableKind, stack: _Stack, piece: Piece) -> bool:
    """Whether a piece goes on with a stack above it: two known heads are two columns."""
    if _overlap(stack, piece) <= 0 or stack.pieces[-1].cell.line == piece.cell.line:
        return False
    if exact(kind, stack.text + piece.text):
        return True
    first, second = exact(kind, stack.text), exact(kind, piece.text)
    if first and second:
        return first == second
    return True


def _overlap(stack: _Stack, piece: Piece) -> int:
    return min(stack.end, piece.end) - max(stack.start, piece.start)


def _places(kind: TableKind, stacks: Sequence[tuple[_Stack, str]]) -> list[Place]:
    """Name the columns; a second code column folds into the first."""
    places: list[Place] = []
    for stack, group in stacks:
        text = _title(kind, stack)
        head = exact(kind, text, group) or inside(kind, text) or Head(text, "money", "amount")
        title = f"{group}·{text}" if group and exact(kind, text) is not head else text
        unit = unit_of_head(text) or unit_of_head(group)
        place = Place(head, title, stack.start, stack.end, 0, unit)
        codes = [at for at, other in enumerate(places) if other.head.role == "code"]
        behind = any(other.head.role == "amount" for other in places)
        if head.role == "code" and codes and not behind and kind.shape != "sides":
            first = places[codes[0]]
            places[codes[0]] = first._replace(end=max(first.end, place.end))
        else:
            places.append(place)
    return places


def _title(kind: TableKind, stack: _Stack) -> str:
    """The head as printed; the parts of a code below its head add nothing to it."""
    first = exact(kind, stack.pieces[0].text)
    if first and first.role == "code":
        return stack.pieces[0].text
    whole = joined([piece.text for piece in stack.pieces])
    tight = normal(whole)
    return tight if " " in whole and len(tight) <= _SPACED else whole


def _sided(kind: TableKind, places: Sequence[Place]) -> list[Place]:
    """Give every column its side: each name column opens one; heads that need no rival go."""
    made: list[Place] = []
    side = -1
    for place in places:
        side += place.head.role == "name"
        made.append(place._replace(side=max(side, 0)))
    rivals = [
        {at.head.concept for at in made if at.side == number and at.head.type == "money"}
        for number in range(max(side, 0) + 1)
    ]
    return [at for at in made if not (at.head.concept in kind.alone and len(rivals[at.side]) > 1)]


def _repeated(places: list[Place]) -> list[Place]:
    """Give columns that stand again beside the same columns a side of their own.

    Codes that follow amounts begin one; so does the second half of amounts that all stand twice.
    """
    starts = {
        at
        for at, place in enumerate(places)
        if place.head.role == "code" and any(p.head.role == "amount" for p in places[:at])
    }
    amounts = [at for at, place in enumerate(places) if place.head.role == "amount"]
    half = len(amounts) // 2
    said = [places[at].head.concept for at in amounts]
    if half > 1 and not starts and said[:half] == said[half:]:
        starts = {amounts[half]}
    sides = accumulate(int(at in starts) for at in range(len(places)))
    return [place._replace(side=side) for place, side in zip(places, sides, strict=True)]


def _above(places: Sequence[Place], row: Sequence[Piece]) -> tuple[str, ...]:
    """The words of the first line above each side: 预算数, 决算数."""
    amounts = [place for place in places if place.head.role == "amount"]
    first = [next(at for at in amounts if at.side == side) for side in range(places[-1].side + 1)]
    over = [[normal(piece.text) for piece in row if piece.start <= at.start] for at in first]
    return tuple(words[-1] if words else "" for words in over)


def _ordered(kind: TableKind, places: list[Place]) -> list[Place]:
    """Name heads that say too little, as 小计, by the order in which the kind prints them."""
    amounts = [at for at, place in enumerate(places) if place.head.role == "amount"]
    heads = {head.concept: head for head in kind.columns}
    said = [places[at].head.concept for at in amounts]
    for order in kind.orders:
        known = zip(said, order, strict=False)
        if len(order) == len(said) and all(a == b or a not in heads for a, b in known):
            for at, concept in zip(amounts, order, strict=True):
                places[at] = places[at]._replace(head=heads[concept])
            return places
    return places


def _directions(rows: Sequence[Sequence[Piece]], sides: int, book: Book) -> tuple[str, ...]:
    """The direction of each side as printed, else income at the left and the rest expenditure."""
    words = book.words["directions"]
    said = [normal(piece.text) for row in rows for piece in row if normal(piece.text) in words]
    if len(said) == sides:
        return tuple(said)
    return tuple(book.directions[min(side, 1)] for side in range(sides))


def _over(
    places: Sequence[Place], rows: Sequence[Sequence[Piece]], words: frozenset[str]
) -> tuple[str, ...]:
    """The one of some words that stands above each side; nothing where none does."""
    found = [""] * (places[-1].side + 1 if places else 1)
    for piece in (piece for row in rows for piece in row if normal(piece.text) in words):
        middle = (piece.start + piece.end) / 2
        sides = [at.side for at in places if at.start <= middle and at.head.role == "name"]
        found[max(sides, default=0)] = normal(piece.text)
    return tuple(found)
