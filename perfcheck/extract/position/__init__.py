"""Rows laid out by position → rows of cells in slots, as a print with separators has them."""

from collections.abc import Sequence

from perfcheck.extract.position.fragments import apart, over
from perfcheck.extract.position.grid import table
from perfcheck.extract.position.head import head, padded
from perfcheck.extract.position.heading import Heading, heading
from perfcheck.extract.position.laying import Page
from perfcheck.extract.regridded import Regridded
from perfcheck.extract.table import matches
from perfcheck.kind import Kind, look, term
from perfcheck.recognise import title_of
from perfcheck.source import Row
from perfcheck.wording import normal

_LABEL = 4


def regrid(rows: Sequence[Row], kind: Kind) -> Regridded:
    """Put the fragments of a form laid out by position into cells; other rows stay as they are."""
    if not any(row.mode == "position" for row in rows):
        return Regridded(tuple(rows))
    rows = [apart(row) for row in rows]
    heads: list[list[Row]] = []
    tables: list[list[Row]] = []
    doubtful: set[int] = set()
    at = waiting = 0
    while at < len(rows):
        found = heading(rows, at, kind) if _laid_out(rows[at]) else None
        if found is None:
            at += 1
            continue
        heads.append(head(rows[waiting:at], kind))
        pages, waiting = _pages(rows, at, found, kind)
        grid, unsure = table(pages, kind)
        tables.append(grid)
        doubtful |= unsure
        at = waiting
    heads.append(head(rows[waiting:], kind))
    whole = iter(padded([row for some in heads for row in some]))
    made = [
        row
        for some, grid in zip(heads, [*tables, []], strict=True)
        for row in (*(next(whole) for _ in some), *grid)
    ]
    return Regridded(tuple(made), frozenset(doubtful))


def _laid_out(row: Row) -> bool:
    return row.mode == "position" or len(row.cells) == 1


class _Gathering:
    """The pages of a table while its lines are gathered."""

    def __init__(self, first: Heading) -> None:
        self.first = first
        self.pages: list[Page] = []
        self.open = Page(first, (), ())
        self.lines: list[Row] = []
        self.before: list[Row] = []

    def headed(self, found: Heading) -> None:
        """Begin a page below a header that is printed again."""
        self.close()
        self.open = Page(found, tuple(self.before), ())
        self.before = []

    def furniture(self, row: Row) -> None:
        """Take in what a print puts between pages."""
        self.close()
        self.before.append(row)
        self.open = Page(None, (), ())

    def take(self, row: Row) -> None:
        """Take in a line of the table."""
        if self.before:
            self.open = self.open._replace(before=tuple(self.before))
            self.before = []
        self.lines.append(row)

    def close(self) -> None:
        """End the page."""
        if self.open.heading or self.lines:
            self.pages.append(self.open._replace(lines=tuple(self.lines)))
        self.open = Page(None, (), ())
        self.lines = []


def _pages(rows: Sequence[Row], at: int, first: Heading, kind: Kind) -> tuple[list[Page], int]:
    """The lines of a table, page by page, and where what follows it begins."""
    gathered = _Gathering(first)
    at += first.lines
    while at < len(rows):
        row = rows[at]
        again = heading(rows, at, kind)
        if again and again.header.table is first.header.table:
            gathered.headed(again)
            at += again.lines
            continue
        if again or _ends(rows, at, first, kind) or (row.mode == "cells" and len(row.cells) > 1):
            break
        if title_of(kind, row) or _furniture(rows, at, kind):
            gathered.furniture(row)
        else:
            gathered.take(row)
        at += 1
    gathered.close()
    return gathered.pages, at - len(gathered.before)


def _furniture(rows: Sequence[Row], at: int, kind: Kind) -> bool:
    """Whether a line is a page number or the like; a bare number stands between blank lines."""
    row = rows[at]
    said = normal(row.cells[0].text)
    if len(row.cells) > 1 or not matches(kind.vocabulary.noise, said):
        return False
    return not said.isdigit() or (row.gap and (at + 1 == len(rows) or rows[at + 1].gap))


def _ends(rows: Sequence[Row], at: int, first: Heading, kind: Kind) -> bool:
    """Whether a line below a table is the head's again, or a note: it begins left of the names,
    or holds nothing but labels."""
    cells = rows[at].cells
    if len(cells) > 1 and all(_is_text(cell.text, kind) for cell in cells):
        return True
    named = next((column for column in first.columns if column.needed), first.columns[0])
    if cells[0].column >= named.start:
        return False
    said = normal(cells[0].text)
    label, colon, _ = said.partition(":")
    if label in first.header.table.captions:
        return False
    if matches(kind.vocabulary.notes, said, start=True):
        return True
    if len(cells) == 1 and look(kind, label) is None and at + 1 < len(rows):
        label = _with_rest(rows[at], rows[at + 1])
    if any(term(kind.vocabulary, level, label) for level in (1, 2)):
        return False
    found = look(kind, label)
    if found is None or found.words[0].role in ("section", "other"):
        return found is not None
    alone = not colon and len(cells) == 1 and len(label) < _LABEL
    return found.words[0].type in ("text", "year", "count") and not alone


def _is_text(text: str, kind: Kind) -> bool:
    """Whether a text is the label of a text in the head."""
    found = look(kind, text)
    return found is not None and (found.words[0].role, found.words[0].type) == ("field", "text")


def _with_rest(row: Row, below: Row) -> str:
    """A label with its second line."""
    rest = next((cell for cell in below.cells if over(cell, row.cells[0])), None)
    return row.cells[0].text + rest.text if rest else row.cells[0].text
