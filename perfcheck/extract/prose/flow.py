"""Lines → paragraphs with their headings, each character with the place where it was printed."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from perfcheck.extract.prose.book import Book, Mark
from perfcheck.extract.prose.lines import (
    FOLDED,
    LONGEST_CAPTION,
    Line,
    Run,
    furniture_of,
    printed_lines,
    usual_length,
    without,
)
from perfcheck.source import Cell

_ENDED = re.compile(r"[。；：！？…][”’）》]*$")
_OPEN = ("，", "、")
_COMMA = re.compile(r"(?<!\d)[,，]|[,，](?!\d)")
_SHORT = 0.7
_FULL = 0.85
_CENTRED = 8
_MOST_LINES = 3


class Flow(NamedTuple):
    """A paragraph: its text, the same text with signs folded one for one, and where it stands."""

    text: str
    folded: str
    runs: tuple[Run, ...]
    cells: tuple[Cell, ...]
    headings: tuple[str, ...]
    heading: bool
    mark: Mark | None

    def places(self, start: int, end: int) -> tuple[Cell, ...]:
        """Return where the characters from `start` to `end` were printed, a cell for each line."""
        return tuple(_cells(self, start, end))


def flows(
    lines: Sequence[str], skip: Container[int], book: Book, first: int
) -> tuple[list[Flow], tuple[Cell, ...]]:
    """Return the paragraphs of a text, and its page numbers and running heads.

    A sentence goes on over page numbers and blank lines; lines in `skip` end it.
    """
    printed = list(printed_lines(lines, skip, book, first))
    furniture = furniture_of(printed, book)
    kept = without(printed, furniture)
    usual = usual_length(kept)
    groups: list[list[Line]] = []
    for place, line in enumerate(kept):
        after = kept[place + 1] if place + 1 < len(kept) else None
        if not groups or _begins(line, groups[-1], after, usual, book):
            groups.append([line])
        else:
            groups[-1].append(line)
    apart = tuple(line.cell for line in printed if line.number in furniture)
    return _placed(groups, usual, book), apart


def _begins(line: Line, group: list[Line], after: Line | None, usual: float, book: Book) -> bool:
    """Whether a line begins a paragraph, or goes on with the one before it."""
    last = group[-1]
    if line.cut or line.hashes or line.bullet or last.hashes:
        return True
    if _is_heading(group, line, usual, book):
        return True
    before = last.text.translate(FOLDED)
    short = len(last.text) < _SHORT * usual
    if _ENDED.search(before):
        if line.blank or short or (line.mark and not before.endswith("；")):
            return True
        return line.indent > (last.indent if len(group) > 1 else 0)
    if before.endswith(_OPEN):
        return False
    if line.mark is None:
        return short and line.indent >= _CENTRED and _is_caption(line, after, usual, book)
    if line.mark.rank < 3 and len(line.text) < _SHORT * usual and book.title(line.text):
        return True
    return line.mark.name == "（一）" and (short or line.blank)


def _is_heading(group: list[Line], after: Line | None, usual: float, book: Book) -> bool:
    """Whether a paragraph is a heading; `after` is the line that follows it."""
    first, last = group[0], group[-1]
    if first.hashes:
        return len(group) == 1
    if first.mark is None:
        return len(group) == 1 and _is_caption(first, after, usual, book)
    if (first.bullet and first.mark.rank > 2) or len(group) > _MOST_LINES:
        return False
    text = "".join(line.text for line in group)
    if len(text) > 2 * LONGEST_CAPTION or not book.title(text):
        return False
    if len(group) == 1 and _wrapped(first, after, usual, book):
        return False
    if len(group) > 1 or len(last.text) > _FULL * usual:
        if after is None or after.mark is not None or after.blank:
            return True
        return len(last.text) < _SHORT * usual and after.indent > last.indent
    return True


def _wrapped(line: Line, after: Line | None, usual: float, book: Book) -> bool:
    """Whether a heading goes on in the next line: further left, short, without stops."""
    if after is None or after.blank or after.mark is not None or after.indent >= line.indent:
        return False
    return len(after.text) < _SHORT * usual and book.title(after.text)


def _is_caption(line: Line, after: Line | None, usual: float, book: Book) -> bool:
    """Whether an unmarked line is a title of its own: short, no stops, centred or set apart."""
    if len(line.text) > LONGEST_CAPTION or not book.title(line.text):
        return False
    if line.indent >= _CENTRED:
        return len(line.text) < _SHORT * usual
    short = len(line.text) < _SHORT * usual
    return (line.blank or line.paged) and (after is None or after.blank or (after.paged and short))


def _placed(groups: list[list[Line]], usual: float, book: Book) -> list[Flow]:
    """Give each paragraph the path of headings that it stands under."""
    found: list[Flow] = []
    path: list[tuple[int, str]] = []
    for place, group in enumerate(groups):
        flow = _flow(group, tuple(text for _, text in path))
        first = group[0]
        after = groups[place + 1][0] if place + 1 < len(groups) else None
        if _is_heading(group, after, usual, book):
            rank = _rank(first)
            path = [(other, text) for other, text in path if other < rank]
            flow = flow._replace(heading=True, headings=tuple(text for _, text in path))
            path.append((rank, flow.text))
        found.append(flow)
    return found


def _rank(line: Line) -> int:
    if line.hashes:
        return line.hashes - 10
    return line.mark.rank if line.mark else 0


def _flow(group: list[Line], headings: tuple[str, ...]) -> Flow:
    text = ""
    runs: list[Run] = []
    for line in group:
        if text and _latin(text[-1:]) and _latin(line.text[:1]):
            runs.append(Run(len(text), line.number, line.cell.column, 0))
            text += " "
        runs += [run._replace(offset=run.offset + len(text)) for run in line.runs]
        text += line.text
    folded = _COMMA.sub("，", text.translate(FOLDED))
    cells = tuple(line.cell for line in group)
    return Flow(text, folded, tuple(runs), cells, headings, False, group[0].mark)


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _cells(flow: Flow, start: int, end: int) -> Iterator[Cell]:
    """One cell for each line that a stretch of a paragraph was printed on."""
    at = bisect_right(flow.runs, start, key=lambda run: run.offset) - 1
    line = first = last = 0
    begun = start
    while at < len(flow.runs) and flow.runs[at].offset < end:
        run = flow.runs[at]
        close = flow.runs[at + 1].offset if at + 1 < len(flow.runs) else len(flow.text)
        left = run.column + (0 if run.width else max(0, start - run.offset))
        right = run.column + (run.width or min(end, close) - run.offset)
        if run.line != line:
            if line:
                yield _cell(flow.text[begun : run.offset], line, first, last)
            line, first, begun = run.line, left, max(start, run.offset)
        last = right
        at += 1
    if line:
        yield _cell(flow.text[begun:end], line, first, last)


def _cell(text: str, line: int, first: int, last: int) -> Cell:
    return Cell(text, line, first, 0, line, last)
