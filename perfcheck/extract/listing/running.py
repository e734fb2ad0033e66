"""The rows of a list printed as running text: figures anchor them, names stand above or beside."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.listing.entry import Entry
from perfcheck.extract.listing.figures import place
from perfcheck.extract.listing.lines import Anchor, Line, anchors, lines
from perfcheck.extract.listing.runs import run_of
from perfcheck.extract.listing.words import Words
from perfcheck.form import Certainty
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled

_MOST_LINES = 6
_LONGEST_NAME = 70
_LONGEST_TAIL = 8
_SHORT = 0.8
_CLEAR = 1.0
_UNBALANCED = 3.0
_SHORTEST = 4
_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"))
_ENDED = tuple("。！？!")
_PARTED = ("；", ";")
_CLOSING = '”"’）)'


class Found(NamedTuple):
    """The rows that were found, and lines after the last that belong to none."""

    entries: tuple[Entry, ...]
    left: tuple[Cell, ...]


class _Name(NamedTuple):
    """The lines of a name before its figures, and whether another reading is nearly as good."""

    start: int
    sure: Certainty


def running(rows: Sequence[Row], columns: Sequence[str], words: Words) -> Found:
    """Read the rows of a list that is running text; `columns` are its amount columns in order."""
    printed = lines(rows)
    found = anchors(printed, len(columns), words)
    full = _full(printed)
    names = [
        _name(printed, anchor, found[number - 1] if number else None, full)
        for number, anchor in enumerate(found)
    ]
    entries: list[Entry] = []
    left: list[Cell] = []
    for number, (anchor, name) in enumerate(zip(found, names, strict=True)):
        more = number + 1 < len(found)
        end = names[number + 1].start if more else _end(printed, anchor.last + 1, words)
        start, tail = _tail(printed, anchor, end, words, full)
        body = [*anchor.after, *(cell for at in range(start, end) for cell in printed[at].cells)]
        if not number:
            left += [cell for at in range(name.start) for cell in printed[at].cells]
        above = [cell for at in range(name.start, anchor.line) for cell in printed[at].cells]
        first = printed[name.start]
        entries.append(
            Entry(
                (*above, *anchor.before, *tail),
                place(anchor.figures, columns),
                body=tuple(body),
                texts=names[number + 1].sure if more else "certain",
                sure="inferred" if tail else name.sure,
                indent=first.indent,
            )
        )
        if not more:
            left += [cell for at in range(end, len(printed)) for cell in printed[at].cells]
    return Found(tuple(entries), tuple(left))


def _full(printed: Sequence[Line]) -> float:
    """How long a line is that is full."""
    lengths = sorted(len(line.text) for line in printed)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0.0


def _name(printed: Sequence[Line], anchor: Anchor, last: Anchor | None, full: float) -> _Name:
    """Where the name above (and on) an anchor's line begins: where a paragraph most likely ends."""
    floor = last.last + 1 if last else 0
    said = "".join(cell.text for cell in anchor.before)
    first = _opens(printed, anchor.line, floor, full, anchor.line)
    if said and first >= 3 and len(said) > _SHORTEST and not _open_brackets(said):
        return _Name(anchor.line, "certain")
    best = [(first - _UNBALANCED * _open_brackets(said), anchor.line)] if said else []
    at = anchor.line - 1
    while at >= max(floor, anchor.line - _MOST_LINES) and printed[at].nameable:
        said = printed[at].text + said
        if len(said) > _LONGEST_NAME:
            break
        score = _opens(printed, at, floor, full, anchor.line)
        best.append((score - _UNBALANCED * _open_brackets(said), at))
        at -= 1
    if not best:
        return _Name(anchor.line, "inferred")
    best.sort(key=lambda one: (-one[0], one[1]))
    clear = len(best) == 1 or best[0][0] - best[1][0] >= _CLEAR
    return _Name(best[0][1], "certain" if clear else "inferred")


def _open_brackets(text: str) -> bool:
    """Whether brackets or quotation marks of a name are not closed, or closed and not opened."""
    return any(text.count(left) != text.count(right) for left, right in _PAIRS)


def _opens(printed: Sequence[Line], at: int, floor: int, full: float, end: int) -> float:
    """How much speaks for a name that begins at a line: the text before it has ended there."""
    line = printed[at]
    score = 1.0 * line.gap
    if at == floor:
        score += 3
    above = printed[at - 1] if at else None
    if above and at > floor:
        bare = above.text.rstrip(_CLOSING)
        score += 3 if bare.endswith(_ENDED) else 2 if bare.endswith(_PARTED) else 0
        score += 1 if len(above.text) < _SHORT * full else 0
        score += 2 if line.indent > above.indent else 0
    inner = sum(printed[index].gap for index in range(at + 1, end))
    return score - 0.7 * inner


def _tail(
    printed: Sequence[Line], anchor: Anchor, end: int, words: Words, full: float
) -> tuple[int, tuple[Cell, ...]]:
    """The rest of a name below its figures: a short line that ends as names of projects do."""
    start = anchor.last + 1
    if anchor.after or end - start < 2 or printed[start].gap:
        return start, ()
    line = printed[start]
    begun = "".join(cell.text for cell in anchor.before)
    short = len(line.text) <= min(_LONGEST_TAIL, full / 2) and line.nameable
    complete = begun.endswith(words.projects) or not begun
    if short and line.text.endswith(words.projects) and not complete:
        return start + 1, line.cells
    return start, ()


def _end(printed: Sequence[Line], start: int, words: Words) -> int:
    """Where the last row ends: before a paragraph that follows indicators and states none."""
    stated = False
    for at in range(start, len(printed)):
        line = printed[at]
        above = printed[at - 1].text.rstrip(_CLOSING)
        text = run_of(line.cells).text
        opener = compiled(words.opener).search(text) is not None
        if stated and line.gap and not opener and above.endswith(_ENDED):
            marked = compiled(words.mark).match(text) is not None
            if not marked:
                return at
        stated = stated or opener
    return len(printed)
