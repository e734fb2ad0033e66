"""The names that a count counts: after it, before it, around it, or marked 一是…二是…."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.prose.binding import sentence_start
from perfcheck.extract.prose.book import Book, compiled
from perfcheck.extract.prose.figures import SIGNS, Figure
from perfcheck.extract.prose.lists import items
from perfcheck.extract.prose.subject import Read
from perfcheck.values import SCALE

_AND = r"以及|[和与及]"
_MARKS = r"([一二三四五六七八九十]{1,2})是"
_MOST = 40
_FAR = 800


class Names(NamedTuple):
    """How many things are named, and where: paragraph, and offsets in its text."""

    number: int
    spans: tuple[tuple[int, int, int], ...] = ()


def names_of(
    reads: Sequence[Read],
    paragraph: int,
    match: re.Match[str],
    where: str,
    figure: Figure,
    book: Book,
) -> Names | None:
    """Return the names that a count counts; None where it counts no names, or they are not sure.

    和 may join two names or stand in one: where one reading gives the count, that is the reading.
    """
    read = reads[paragraph]
    row = read.said.row
    assert figure.number is not None
    stated = int(figure.number.mid // SCALE)
    if stated < 2 or not book.words["enumerable"].match(figure.unit or "个"):
        return None
    if where == "marks":
        return _marked(read, match.end() - 2, paragraph)
    if where == "after":
        if _several(read, match.start("n"), figure):
            return None
        if match.end() >= len(row):
            number = items(reads, paragraph)
            return Names(number) if number > 1 else None
        start, end = match.end(), _list_end(row, match.end())
    elif where == "before":
        start, end = _list_start(row, match.start()), match.start()
    else:
        start, end = match.span("names")
    return _cut(read, paragraph, start, end, stated, where, book)


def _several(read: Read, place: int, figure: Figure) -> bool:
    """Whether the sentence counts more of the kind before: 行政单位1家，事业单位4家，包括."""
    said = read.said
    start = sentence_start(said.row, place)
    before = said.places[bisect_left(said.places, start) : bisect_left(said.places, place)]
    others = (said.figures[at] for at in before)
    return any(other.role == "count" and other.unit == figure.unit for other in others)


def _cut(
    read: Read, paragraph: int, start: int, end: int, stated: int, where: str, book: Book
) -> Names | None:
    spans = _pieces(read.said.row, start, end)
    if len(spans) == stated - 1 or (where == "inside" and len(spans) < stated):
        spans = _parted(read.said.row, spans, stated)
    if where != "after" and len(spans) != stated:
        return None
    if len(spans) < 2 or any(last - first > _MOST for first, last in spans):
        return None
    if where == "after" and _no_list(read.said.row[start:end]):
        return None
    opened = book.words["listed"].match(read.said.row, *spans[0])
    if opened and opened.end() < spans[0][1]:
        spans[0] = opened.end(), spans[0][1]
    offset = read.said.offset
    return Names(len(spans), tuple((paragraph, offset(a), offset(b)) for a, b in spans))


def _no_list(said: str) -> bool:
    """Whether a list goes on unsaid (等), or gives numbers and no names."""
    return said.endswith("等") or SIGNS["count"] in said


def _pieces(row: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a list at 、 outside brackets."""
    found, deep, begun = [], 0, start
    for at in range(start, end):
        deep += {"（": 1, "）": -1}.get(row[at], 0)
        if row[at] == "、" and deep <= 0:
            found.append((begun, at))
            begun = at + 1
    found.append((begun, end))
    return [(first, last) for first, last in found if last > first]


def _parted(row: str, spans: list[tuple[int, int]], stated: int) -> list[tuple[int, int]]:
    """Cut the last name at its last 和, as often as the count asks for."""
    while spans and len(spans) < stated:
        first, last = spans[-1]
        joins = list(compiled(_AND).finditer(row, first + 1, last - 1))
        if not joins:
            return spans
        join = joins[-1] if len(spans) == stated - 1 else joins[0]
        spans = [*spans[:-1], (first, join.start()), (join.end(), last)]
    return spans


def _list_end(row: str, start: int) -> int:
    limit = min(len(row), start + _FAR)
    ends = [at for at in (row.find(stop, start, limit) for stop in "。；") if at >= 0]
    return min(ends, default=limit)


def _list_start(row: str, end: int) -> int:
    deep = 0
    least = max(0, end - _FAR)
    for at in range(end - 1, least - 1, -1):
        deep += {"）": 1, "（": -1}.get(row[at], 0)
        if deep < 0 or (not deep and row[at] in "，。；：！？"):
            return at + 1
    return least


def _marked(read: Read, start: int, paragraph: int) -> Names | None:
    """Count 一是 二是 三是 … as far as they follow each other."""
    spans: list[tuple[int, int, int]] = []
    order = "一二三四五六七八九"
    for match in compiled(_MARKS).finditer(read.said.row, start, start + 5 * _FAR):
        if len(spans) < len(order) and match[1] == order[len(spans)]:
            offset = read.said.offset
            spans.append((paragraph, offset(match.start()), offset(match.end())))
    return Names(len(spans), tuple(spans)) if len(spans) > 1 else None
