"""Which stretches of a form's lines are marked on the page, and for which findings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from perfcheck.reporters.wording import visible
from perfcheck.source import Span

LONGEST = 12
"""From a stretch of more lines than this only the first is marked."""


class Ref(NamedTuple):
    """What a mark stands for: a finding, a suspect figure or a text that was not understood.

    `look` is the severity or what else the mark looks like, `role` is blamed or related, `said` is
    what it says where one points at it; an empty `number` is not printed beside the mark.
    """

    id: str
    look: str
    role: str
    number: str = ""
    said: str = ""


class Mark(NamedTuple):
    """A stretch of one line, offsets from 0, and what it stands for."""

    start: int
    end: int
    ref: Ref


class Segment(NamedTuple):
    """A piece of text of one look; without `refs` it is not marked.

    `refs` are the ids of its findings, the first the one that it links to. Where there are several,
    `each` has for each of them, in their order, its look, role and number, parted by points: what
    the mark looks like when filters leave only some of them.
    """

    text: str
    refs: str = ""
    first: str = ""
    look: str = ""
    numbers: str = ""
    said: str = ""
    each: str = ""


Marks = dict[int, list[Mark]]
"""The marks of a document by its lines' numbers, counted from 1."""

_ORDER = ("error", "warning", "info", "accepted", "suspect", "unread")


def lay(marks: Marks, lines: Sequence[str], span: Span, ref: Ref) -> None:
    """Add to `marks` what lies on each line of `span`."""
    last = min(span.end_line, len(lines))
    if last - span.line >= LONGEST:
        last = span.line
    for number in range(max(span.line, 1), last + 1):
        line = lines[number - 1]
        start = span.column - 1 if number == span.line else len(line) - len(line.lstrip())
        end = span.end_column - 1 if number == span.end_line else len(line.rstrip())
        start = min(max(start, 0), len(line))
        marks.setdefault(number, []).append(Mark(start, min(max(end, start), len(line)), ref))


def placed(cells: Sequence[tuple[int, int]], marks: Iterable[Mark]) -> Mapping[int, list[Mark]]:
    """The marks of a line by the cells that they touch; one beside all goes to the nearest."""
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        touched = [i for i, (start, end) in enumerate(cells) if mark.start < end > start < mark.end]
        for index in touched or [_nearest(cells, mark)]:
            found.setdefault(index, []).append(mark)
    return found


def _nearest(cells: Sequence[tuple[int, int]], mark: Mark) -> int:
    def distance(index: int) -> int:
        start, end = cells[index]
        return max(start - mark.start, mark.start - end, 0)

    return min(range(len(cells)), key=distance)


def segments(line: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """A stretch of a line cut where marks begin and end; an empty mark is an empty segment.

    >>> ref = Ref("f1-1", "error", "blamed", "1")
    >>> [(s.text, s.refs) for s in segments("合计 12.30", 0, 8, [Mark(3, 8, ref)])]
    [('合计 ', ''), ('12.30', 'f1-1')]
    """
    if not marks:
        return (Segment(visible(line[start:end])),) if end > start else ()
    held = [Mark(_within(m.start, start, end), _within(m.end, start, end), m.ref) for m in marks]
    edges = sorted({start, end, *(m.start for m in held), *(m.end for m in held)})
    made: list[Segment] = []
    for at, after in zip(edges, [*edges[1:], end], strict=True):
        empty = [mark.ref for mark in held if mark.start == at == mark.end]
        if empty:
            made.append(_segment("", empty))
        if after > at:
            covering = [mark.ref for mark in held if mark.start <= at and mark.end >= after]
            made.append(_segment(visible(line[at:after]), covering))
    return tuple(made)


def _within(at: int, start: int, end: int) -> int:
    return min(max(at, start), end)


def _segment(text: str, refs: Sequence[Ref]) -> Segment:
    if not refs:
        return Segment(text)
    ordered = sorted(dict.fromkeys(refs), key=lambda ref: (ref.role != "blamed", _gravity(ref)))
    by_id = {ref.id: ref for ref in reversed(ordered)}  # of a finding's several the first stays
    shown = [by_id[id_] for id_ in dict.fromkeys(ref.id for ref in ordered)]
    first = shown[0]
    each = " ".join(f"{ref.look}.{ref.role}.{ref.number}" for ref in shown)
    return Segment(
        text,
        refs=" ".join(ref.id for ref in shown),
        first=first.id,
        look=f"{first.look} {first.role}",
        numbers=" ".join(dict.fromkeys(ref.number for ref in ordered if ref.number)),
        said="\n".join(dict.fromkeys(ref.said for ref in ordered)),
        each=each if len(shown) > 1 else "",
    )


def _gravity(ref: Ref) -> int:
    return _ORDER.index(ref.look)
