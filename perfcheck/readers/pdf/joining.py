"""Tables that go on over a page: columns counted alike, and a row that a page cut made whole."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from perfcheck.readers.pdf.layout import Filled, Said, Tabled

_NEAR: Final = 3.0
_FIGURE = re.compile(r"[<>≤≥=＝≧≦]?\s*[-+]?[\d,.，．]+\s*\S{0,6}")
_PAGE_NUMBER = re.compile(
    r"\W*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,7})(?:\s*页)?\W*(?:共\s*\d+\s*页)?\W*"
)
_DIGITS = re.compile(r"\d+")
_ENDED = tuple("。；;！!？?")


class Page(NamedTuple):
    """What stands on a page: its number from 1, and its blocks, top down."""

    number: int
    blocks: list[Said | Tabled]


Where: TypeAlias = tuple[int, int]
"""A table: its page, and its place among the blocks of the page, both from 0."""


def join(pages: Sequence[Page]) -> None:
    """Count columns alike in tables that go on over pages, and join the rows that a page cut.

    Page heads and feet amid a table are taken off: above its first part and below its last they
    stay.
    """
    amid: set[int] = set()
    for chain in _chains(pages):
        _count_alike(pages, chain)
        for at in range(1, len(chain)):
            _join_rows(pages, chain[0], chain[at - 1], chain[at])
            if not _begins_anew(_table(pages, chain[0]), _table(pages, chain[at])):
                amid |= _between(pages, chain[at - 1], chain[at])
    for page in pages:
        page.blocks[:] = [block for block in page.blocks if id(block) not in amid]


def _begins_anew(top: Tabled, lower: Tabled) -> bool:
    """Whether the part of a table on a new page may be the next form's: it begins as the first."""
    one, other = top.rows[0][:1], lower.rows[0][:1]
    return bool(one and other) and one[0].text == other[0].text


def _between(pages: Sequence[Page], above: Where, below: Where) -> set[int]:
    """The lines between two parts of a table."""
    lines = pages[above[0]].blocks[above[1] + 1 :], pages[below[0]].blocks[: below[1]]
    return {id(block) for some in lines for block in some}


def _chains(pages: Sequence[Page]) -> list[list[Where]]:
    """Tables that are one, each page's part of them; only those of several pages."""
    made: list[list[Where]] = []
    open_: list[Where] = []
    for at in range(1, len(pages)):
        last, first = _last(pages, at - 1), _first(pages, at)
        if last is None or first is None or not _alike(pages, (at - 1, last), (at, first)):
            continue
        if not open_ or open_[-1] != (at - 1, last):
            open_ = [(at - 1, last)]
            made.append(open_)
        open_.append((at, first))
    return made


def _table(pages: Sequence[Page], where: Where) -> Tabled:
    found = pages[where[0]].blocks[where[1]]
    assert isinstance(found, Tabled)
    return found


def _last(pages: Sequence[Page], at: int) -> int | None:
    """The table that nothing follows on its page but what pages have at their foot."""
    blocks = pages[at].blocks
    feet = {_shape(block) for page in pages[at + 1 : at + 2] for block in page.blocks[-2:]}
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if isinstance(block, Tabled):
            return place
        if not _furniture(block, feet):
            return None
    return None


def _first(pages: Sequence[Page], at: int) -> int | None:
    """The table that nothing precedes on its page but what pages have at their head."""
    heads = {_shape(block) for page in pages[at - 1 : at] for block in page.blocks[:2]}
    for place, block in enumerate(pages[at].blocks):
        if isinstance(block, Tabled):
            return place
        if not _furniture(block, heads):
            return None
    return None


def _shape(block: Said | Tabled) -> str:
    """The text of a line but for its figures."""
    return _DIGITS.sub("0", block.text.strip()) if isinstance(block, Said) else ""


def _furniture(block: Said, known: set[str]) -> bool:
    return _PAGE_NUMBER.fullmatch(block.text) is not None or _shape(block) in known


def _alike(pages: Sequence[Page], above: Where, below: Where) -> bool:
    """Whether two tables are as wide as each other, and begin and end at the same places."""
    one, other = _table(pages, above).xs, _table(pages, below).xs
    return abs(one[0] - other[0]) <= _NEAR and abs(one[-1] - other[-1]) <= _NEAR


def _count_alike(pages: Sequence[Page], chain: Sequence[Where]) -> None:
    """Number the columns of all parts of a table by all the places where one of them is parted."""
    xs: list[float] = []
    for x in sorted(x for where in chain for x in _table(pages, where).xs):
        if not xs or x - xs[-1] > _NEAR:
            xs.append(x)
    for page, place in chain:
        table = _table(pages, (page, place))
        slots = [min(bisect_left(xs, x - _NEAR), len(xs) - 1) for x in table.xs]
        rows = tuple(tuple(_moved(cell, slots) for cell in row) for row in table.rows)
        pages[page].blocks[place] = Tabled(tuple(xs), rows)


def _moved(cell: Filled, slots: Sequence[int]) -> Filled:
    field = cell.field
    column = slots[field.column]
    wide = max(slots[field.column + field.wide] - column, 1)
    return cell._replace(field=field._replace(column=column, wide=wide))


def _join_rows(pages: Sequence[Page], top: Where, above: Where, below: Where) -> None:
    """Where the first row of a page only ends the texts of the row before, put it there."""
    upper, lower = _table(pages, above), _table(pages, below)
    start = _repeated(_table(pages, top), lower)
    if start >= len(lower.rows):
        return
    ends = {
        (cell.field.column, cell.field.wide): cell
        for row in upper.rows
        for cell in row
        if cell.field.row + cell.field.high == len(upper.rows)
    }
    rest = {(cell.field.column, cell.field.wide): cell for cell in lower.rows[start]}
    if rest.keys() != ends.keys() or not _goes_on(ends, rest):
        return
    more = {key: cell.text for key, cell in rest.items() if cell.text}
    whole = {id(ends[key]): f"{ends[key].text}\n{said}" for key, said in more.items()}
    pages[above[0]].blocks[above[1]] = upper._replace(
        rows=tuple(
            tuple(c._replace(text=whole.get(id(c), c.text)) for c in row) for row in upper.rows
        )
    )
    emptied = tuple(cell._replace(text="") for cell in lower.rows[start])
    rows = (*lower.rows[:start], emptied, *lower.rows[start + 1 :])
    pages[below[0]].blocks[below[1]] = lower._replace(rows=rows)


def _repeated(top: Tabled, lower: Tabled) -> int:
    """How many rows at the head of a page repeat those at the head of the table."""
    at = 0
    for one, other in zip(top.rows, lower.rows, strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other]:
            break
        at += 1
    return at


def _goes_on(ends: dict[tuple[int, int], Filled], rest: dict[tuple[int, int], Filled]) -> bool:
    """Whether the texts of a row go on those above: none is a figure, all have a full line above.

    In one column at least nothing goes on, as all of a new row's columns say something.
    """
    more = [key for key, cell in rest.items() if cell.text]
    idle = [key for key in rest if ends[key].text and not rest[key].text]
    return (
        bool(more and idle)
        and all(ends[key].full and not ends[key].text.endswith(_ENDED) for key in more)
        and not any(_FIGURE.fullmatch(rest[key].text) for key in more)
    )
