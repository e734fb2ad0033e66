"""The parts of a sum: in the sentence, in its brackets, or in the paragraphs that follow."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfcheck.extract.prose.book import Book
from perfcheck.extract.prose.figures import LEVELS, SIGNS, Figure
from perfcheck.extract.prose.subject import Read, head

_DEEPER = {"（": 1, "）": -1}
_FARTHEST = 60
_LONGEST = 1500
_TAIL = 2
_CHANGES = (SIGNS["change"], SIGNS["more"])


class Part(NamedTuple):
    """One part: the paragraph it stands in, and the place of its figure."""

    paragraph: int
    place: int


class Segment(NamedTuple):
    """A stretch of a list between two separators; `stop` is the separator after it."""

    start: int
    end: int
    stop: str


def sentence_parts(
    read: Read, paragraph: int, start: int, whole: Figure, book: Book, *, bound: bool
) -> tuple[list[Part], int]:
    """Return the parts listed from `start` on to the end of the sentence, and where it ends.

    `bound` says that the whole is itself a part of a list, which the next ； takes up again.
    """
    row = read.said.row
    parts: list[Part] = []
    passing = ""
    end = start
    for segment in _segments(row, start):
        said = row[segment.start : segment.end]
        if book.words["stopped"].search(said):
            break
        end = segment.end
        passing = passing or _aside(said, bool(parts), book)
        place = _figure_at_end(read, segment, whole)
        if not book.words["compared"].search(said):
            if _doubtful(said, passing, place, book):
                return [], start
            if place is not None and not passing:
                parts.append(Part(paragraph, place))
        if segment.stop == "；":
            passing = ""
            if bound:
                break
    return parts, end


def _doubtful(said: str, passing: str, place: int | None, book: Book) -> bool:
    """Whether a segment may hold a part that is not seen: after a reason, or read as a change."""
    if passing == "reason":
        return place is not None
    return not passing and said[-1:] in _CHANGES and book.compare.search(said) is None


def _aside(said: str, listed: bool, book: Book) -> str:
    """Whether a segment opens what is no part of the list: its own 其中, or a reason."""
    if not listed:
        return ""
    if book.words["nested"].search(said):
        return "nested"
    return "reason" if book.words["reason"].search(said) else ""


def bracket_parts(read: Read, paragraph: int, start: int, whole: Figure, book: Book) -> list[Part]:
    """Return the parts that fill a bracket from `start` on; none where something else is in it."""
    row = read.said.row
    parts: list[Part] = []
    for segment in _segments(row, start):
        place = _figure_at_end(read, segment, whole)
        if place is None or book.words["nested"].search(row[segment.start : segment.end]):
            return []
        parts.append(Part(paragraph, place))
    return parts if len(parts) > 1 else []


def following_parts(reads: Sequence[Read], paragraph: int, whole: Figure, book: Book) -> list[Part]:
    """Return the first levels of the items below a paragraph that ends with a colon.

    One item alone may hold the whole list.
    """
    parts: list[Part] = []
    below = _items_or_below(reads, paragraph)
    if len(below) == 1:
        return sentence_parts(reads[below[0]], below[0], 0, whole, book, bound=False)[0]
    for at in below:
        place = head(reads[at])
        if place is None or not alike(reads[at].said.figures[place], whole):
            continue
        parts.append(Part(at, place))
    return parts


def _items_or_below(reads: Sequence[Read], paragraph: int) -> list[int]:
    """The items below an opener; where they are headings all, the items below these."""
    found = list(_items(reads, paragraph))
    if not found or not all(reads[at].flow.heading for at in found):
        return found
    below: list[int] = []
    for at in found:
        below += _items(reads, at)
    return below


def items(reads: Sequence[Read], paragraph: int) -> int:
    """Return how many items stand below a paragraph that ends with a colon."""
    return sum(1 for _ in _items(reads, paragraph))


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures may be added: money, or counts of one unit."""
    return one.role == other.role and (one.role == "money" or one.unit == other.unit)


def _segments(row: str, start: int) -> Iterator[Segment]:
    """Cut at ，；、 outside brackets, up to 。 or the end of the bracket round the list."""
    deep = 0
    begun = start
    limit = min(len(row), start + _LONGEST)
    for at in range(start, limit):
        sign = row[at]
        deep += _DEEPER.get(sign, 0)
        if deep < 0 or (sign == "。" and not deep):
            yield Segment(begun, at, "")
            return
        if sign in "，；、" and not deep:
            yield Segment(begun, at, sign)
            begun = at + 1
    if begun < limit:
        yield Segment(begun, limit, "")


def _figure_at_end(read: Read, segment: Segment, whole: Figure) -> int | None:
    """The level of the whole's unit at the end of a segment; a bracket after it is passed over."""
    row = read.said.row
    end = segment.end
    if row[end - 1 : end] == "）":
        end = row.rfind("（", segment.start, end)
    for place in range(end - 1, max(segment.start, end - 1 - _TAIL) - 1, -1):
        figure = read.said.figures.get(place)
        if figure:
            return place if figure.role in LEVELS and alike(figure, whole) else None
    return None


def _items(reads: Sequence[Read], paragraph: int) -> Iterator[int]:
    """The paragraphs of one mark class below an opener; deeper ones are passed over."""
    opener = reads[paragraph].flow.mark
    first = reads[paragraph + 1] if paragraph + 1 < len(reads) else None
    if first is None or (first.flow.heading and first.flow.mark is None):
        return
    own = first.flow.mark
    if own is None:
        yield from _unmarked(reads, paragraph + 1)
        return
    last = 0
    for at in range(paragraph + 1, min(len(reads), paragraph + _FARTHEST)):
        flow = reads[at].flow
        if flow.mark is None:
            if flow.heading:
                return
            continue
        if flow.mark.rank < own.rank or (opener and flow.mark.name == opener.name):
            return
        if flow.mark.name == own.name:
            if flow.mark.number <= last:
                return
            last = flow.mark.number
            yield at


def _unmarked(reads: Sequence[Read], start: int) -> Iterator[int]:
    """Paragraphs without marks go on as a list as long as they end with ； or ，."""
    for at in range(start, min(len(reads), start + _FARTHEST)):
        flow = reads[at].flow
        if flow.mark is not None or flow.heading:
            return
        yield at
        if not flow.folded.endswith(("；", "，", "、")):
            return
