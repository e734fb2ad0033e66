"""M2: the rows of a table below its header: which belong to it, and each laid on its columns."""

from collections.abc import Sequence
from typing import Literal

from perfcheck.extract.fold import Folds, Unfolded, folded, with_more
from perfcheck.extract.laying import page_of, places_of, width_of
from perfcheck.extract.mend import rejoined
from perfcheck.extract.printed import Body, Printed
from perfcheck.extract.sense import Sense
from perfcheck.kind import Kind, look
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled, normal

Part = Literal["row", "wrap", "noise", "caption", "end"]


def part_of(row: Row, cells: Sequence[Cell], printed: bool, kind: Kind) -> Part:
    """Tell what a row below a header is, whose filled `cells` are given.

    `printed` says that the table has a row already.
    """
    first = cells[0]
    if row.reaching:  # a label merged from above ends none
        first = next((cell for cell in cells if cell not in row.reaching), first)
    said = normal(first.text)
    if len(cells) == 1:
        if said in kind.ready().captions:
            return "caption"
        if matches(kind.vocabulary.noise, said):
            return "noise"
    if _ends(said, kind):
        return "end"
    if len(row.cells) == 1:
        return "wrap" if printed and not row.gap else "end"
    return "row"


def matches(pattern: str, said: str, *, start: bool = False) -> bool:
    """Whether a vocabulary pattern takes the whole of a normal form (or its start)."""
    if not pattern or (len(said) > 30 and not start):
        return False
    known = compiled(pattern)
    return bool(known.match(said) if start else known.fullmatch(said))


def _ends(said: str, kind: Kind) -> bool:
    """Amount labels never end a table: a task may be called 基本支出."""
    label = said.partition(":")[0]
    found = look(kind, label)
    if found:
        word = found.words[0]
        return word.role in ("section", "other") or word.type in ("text", "year", "count")
    return matches(kind.vocabulary.notes, said, start=True)


def bodies(printed: Printed, kind: Kind, *, stripped: bool) -> list[Body]:
    """Lay every row of a table; `stripped` says that the print drops blanks at a row's end."""
    memo: dict[str, Sense] = {}
    laid: list[Body] = []
    unfolded = _unfolded(printed, kind, memo)
    for number, page in enumerate(printed.pages):
        places = places_of(page.headings, printed.table)
        widths = {max(at.cell.slot for at in page.headings) + 1, page.width}
        if unfolded:
            rows = [at.row for at in unfolded[number] if not at.more]
        else:
            rows = rejoined(page.rows, places, widths, kind.vocabulary, memo)
        first = number == 0 or page.headings is not printed.pages[number - 1].headings
        header = page.width if first else 0
        if first:
            below = [at for at in printed.pages if at.headings is page.headings]
            usual = width_of([row for at in below for row in at.rows])
        made = page_of(
            rows,
            number,
            places,
            kind,
            printed.table,
            memo,
            stripped=stripped,
            widths=(header, usual),
        )
        laid = with_more(laid, made, unfolded[number], places) if unfolded else [*laid, *made]
    if not printed.torn:
        return laid
    return [at._replace(moved=at.moved or at.row.line in printed.torn) for at in laid]


def _unfolded(printed: Printed, kind: Kind, memo: dict[str, Sense]) -> list[list[Unfolded]] | None:
    """The rows put back below their columns, page by page, where merged cells were dropped."""
    pages = []
    for page in printed.pages:
        places = places_of(page.headings, printed.table)
        width = max(page.width, places[-1].at + 1)
        folds = Folds(printed.table, places, width, kind.vocabulary, memo)
        pages.append((page.rows, folds))
    return folded(pages)
