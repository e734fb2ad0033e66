"""The form as it was printed, for the page: its lines as tables, columns of blanks, and prose."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from rich.cells import cell_len

from perfcheck.finding import DocumentReport
from perfcheck.located import Located, PageLine, SheetCell, TableCell
from perfcheck.messages import Language, Message
from perfcheck.regexes import regex
from perfcheck.reporters.html.marks import Mark, Marks, Segment, placed, segments
from perfcheck.reporters.where import row_label
from perfcheck.reporters.wording import visible
from perfcheck.source import Span

SHORT = 14
"""A cell of at most so many display cells is not broken into lines."""
LONG = 60
"""A cell of more display cells than this has room for some words a line."""
PROSE = 150
"""A line of more display cells is prose, whatever blanks stand in it."""

LEADERS = ("......", "………", "······")
"""Dots that lead to a page's number: broken as words are, they would stand below the title."""

_COLUMNS = regex(r"\S(?:[ \xa0]{2,}|\u3000+ *)\S")
_PIECE = regex(r"[ \u3000\xa0]*\S+(?:[ \xa0]\S+)*")
_FIGURE = regex(r"[-+−(（]?[\d,，]*\d(?:\.\d+)?%?[)）]?")
_BARS = regex(r"\s*\|.*\|\s*")
_RULE = regex(r"[\s|:\-]+")


class Cell(NamedTuple):
    """A cell of a printed line; `width` counts display cells.

    `look` says figure, short, middling or long, as far as it is one of these in a table.
    A long text takes the empty cells after it too: `span` is how many columns it has of a table.
    """

    segments: tuple[Segment, ...]
    look: str = ""
    width: int = 0
    span: int = 1


class Line(NamedTuple):
    """A printed line: its id on the page, the number in front of it, its cells."""

    id: str
    number: str
    cells: tuple[Cell, ...]
    look: str = ""


class Block(NamedTuple):
    """Lines printed in one way: `table`, `columns` or `prose`; or a `head` that says what follows.

    `columns` is how many a table has, or how wide columns of blanks are.
    """

    sort: str
    lines: tuple[Line, ...] = ()
    head: str = ""
    columns: int = 0


def blocks(
    document: DocumentReport, number: int, marks: Marks, language: Language
) -> tuple[Block, ...]:
    """The lines of the `number`th document, laid out as they were printed."""
    sorts = _sorts(document.lines, by_position=_by_position(document))
    made: list[Block] = []
    head = ""
    lines = range(1, len(document.lines) + 1)
    keyed = [(sorts[line - 1], _head(document, line, language), line) for line in lines]
    for (sort, said), run in groupby(keyed, key=lambda key: key[:2]):
        if said != head:
            head = said
            made.append(Block("head", head=said))
        found = tuple(
            _line(document, number, line, sort, marks.get(line, ())) for _, _, line in run
        )
        made.append(Block(sort, found, columns=max(map(_size, found))))
    widest = max((block.columns for block in made if block.sort == "columns"), default=0)
    return tuple(
        block._replace(columns=widest) if block.sort == "columns" else block for block in made
    )


def _size(line: Line) -> int:
    return sum(cell.width or cell.span for cell in line.cells)


def _by_position(document: DocumentReport) -> bool:
    """Whether blanks may part columns: in texts and on pages, but in no cell of a workbook."""
    return not document.origins or isinstance(document.origins[0].place, PageLine)


def _sorts(lines: Sequence[str], *, by_position: bool) -> list[str]:
    """How each line is laid out; what stands between two lines of a sort may belong to it."""
    found = [_sort(line, by_position=by_position) for line in lines]
    for sort, near in (("table", 1), ("columns", 6)):
        known = [at for at, one in enumerate(found) if one == sort]
        for before, after in pairwise(known):
            between = range(before + 1, after)
            if len(between) <= near and all(_joins(lines, before, at, sort) for at in between):
                found[before + 1 : after] = [sort] * len(between)
    return found


def _sort(line: str, *, by_position: bool) -> str:
    if "\t" in line.strip(" ") or (line.count("|") > 2 and _BARS.fullmatch(line)):
        return "table"
    laid = by_position and _COLUMNS.search(line) and cell_len(line) <= PROSE
    return "columns" if laid else "prose"


def _joins(lines: Sequence[str], before: int, at: int, sort: str) -> bool:
    """Whether a line between two of a sort is one of theirs: blank, or a piece of a column."""
    line = lines[at]
    if sort == "table":
        tabs = [lines[beside].count("\t") for beside in (before, at + 1)]
        return not line.strip() and min(tabs) > 1 and abs(tabs[0] - tabs[1]) <= 1
    return "\t" not in line and cell_len(line) <= PROSE


def _head(document: DocumentReport, line: int, language: Language) -> str:
    """Sheet, table or page that the line stands on."""
    found = document.located(Span(line, 1, line, 1))
    said = _part(found) if found else None
    return said.text(language) if said else ""


def _part(found: Located) -> Message | None:
    match found:
        case SheetCell(sheet, _):
            return Message(f"工作表“{visible(sheet)}”", f"Sheet {visible(sheet)}")
        case TableCell(table, _, _):
            return Message(f"表 {table}", f"Table {table}")
        case PageLine(page, _):
            return Message(f"第 {page} 页", f"Page {page}")
    return None


def _line(
    document: DocumentReport, number: int, line: int, sort: str, marks: Sequence[Mark]
) -> Line:
    text = document.lines[line - 1]
    cells = tuple(_CELLS[sort](text, marks))
    label = row_label(document, line)
    look = "" if sort != "prose" else _prose_look(text)
    return Line(f"d{number}-L{line}", label.rpartition(":")[2], cells, look)


def _prose_look(text: str) -> str:
    if not text.strip():
        return "blank"
    if text.startswith("#"):
        return "heading"
    return "leader" if any(dots in text for dots in LEADERS) else ""


def _table_cells(text: str, marks: Sequence[Mark]) -> Iterator[Cell]:
    if not text.strip():
        return
    cells = list(_cut(text))
    held = placed(cells, marks)
    taken = 0
    for index, (start, end) in enumerate(cells):
        if index < taken:
            continue
        look = _look(text[start:end].strip())
        taken = index + 1
        while look == "long" and taken < len(cells) and _is_empty(text, cells[taken], held, taken):
            taken += 1
        yield Cell(segments(text, start, end, held.get(index, ())), look, span=taken - index)


def _is_empty(
    text: str, cell: tuple[int, int], held: Mapping[int, Sequence[Mark]], index: int
) -> bool:
    """Whether nothing stands in a cell and nothing is marked there."""
    return not text[slice(*cell)].strip() and index not in held


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """Where the cells of a line stand between tabs, or between bars."""
    sign = "\t" if "\t" in text else "|"
    if sign == "|" and _RULE.fullmatch(text):
        yield (0, len(text))
        return
    start = text.index("|") + 1 if sign == "|" else 0
    last = text.rindex("|") if sign == "|" else len(text)
    while start <= last:
        found = text.find(sign, start, last)
        end = last if found < 0 else found
        yield (start, end)
        start = end + 1


def _look(text: str) -> str:
    if _FIGURE.fullmatch(text):
        return "figure"
    size = cell_len(text)
    return "" if not size else "short" if size <= SHORT else "long" if size > LONG else "middling"


def _columns(text: str, marks: Sequence[Mark]) -> Iterator[Cell]:
    """Pieces as wide as they were printed, so that columns stand whatever the font."""
    spans = [found.span() for found in re.finditer(_PIECE, text)] or [(0, len(text))]
    held = placed([(start + _blanks(text[start:end]), end) for start, end in spans], marks)
    for index, (start, end) in enumerate(spans):
        width = cell_len(visible(text[start:end]))
        yield Cell(segments(text, start, end, held.get(index, ())), width=width)


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip(" \u3000\xa0"))


def _prose(text: str, marks: Sequence[Mark]) -> Iterator[Cell]:
    yield Cell(segments(text, 0, len(text), marks))


_CELLS = {"table": _table_cells, "columns": _columns, "prose": _prose}
