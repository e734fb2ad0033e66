"""M2: the rows of a table below its header, page by page, wraps joined, totals told apart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from perfcheck.extract.align import Laid, Place, lay
from perfcheck.extract.mend import rejoined
from perfcheck.extract.sense import Sense, remembered
from perfcheck.kind import Kind, Table, Vocabulary, look
from perfcheck.recognise import Heading
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled, label_forms, normal

Part = Literal["row", "wrap", "noise", "caption", "end"]
_USUAL = 3


class Page(NamedTuple):
    """Rows between two gaps, below the same header."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    width: int


class Printed(NamedTuple):
    """A table as it was printed: its header rows, pages and captions."""

    table: Table
    header: tuple[Cell, ...]
    pages: tuple[Page, ...]
    captions: tuple[Cell, ...]
    unit: str


class Body(NamedTuple):
    """One data row, laid: cells by column number, and what could not be laid.

    `moved`: the cells stand elsewhere than the header and the page say, or are more or fewer;
    `either`: columns in which a second reading, equally good, differs.
    """

    row: Row
    page: int
    placed: Mapping[int, Cell]
    left: tuple[Cell, ...]
    captions: tuple[Cell, ...]
    usual: Mapping[int, int]
    moved: bool
    either: frozenset[int]


def part_of(row: Row, printed: bool, kind: Kind, table: Table) -> Part:
    """Tell what a row below a header is; `printed` says that the table has a row already."""
    cells = [cell for cell in row.cells if cell.text]
    said = normal(cells[0].text)
    if len(cells) == 1:
        if any(said in each.captions for each in kind.tables.values()):
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
        return word.role in ("section", "other") or word.type in ("text", "year")
    return matches(kind.vocabulary.notes, said, start=True)


def bodies(printed: Printed, kind: Kind, *, stripped: bool) -> list[Body]:
    """Lay every row of a table; `stripped` says that the print drops blanks at a row's end."""
    memo: dict[str, Sense] = {}
    laid: list[Body] = []
    for number, page in enumerate(printed.pages):
        places = _places(page.headings, printed.table)
        widths = {max(at.cell.slot for at in page.headings) + 1, page.width}
        rows = rejoined(page.rows, places, widths, kind.vocabulary, memo)
        first = number == 0 or page.headings is not printed.pages[number - 1].headings
        header = page.width if first else 0
        if first:
            below = [at for at in printed.pages if at.headings is page.headings]
            usual = _width([row for at in below for row in at.rows])
        laid += _page(
            rows,
            number,
            places,
            kind,
            printed.table,
            memo,
            stripped=stripped,
            widths=(header, usual),
        )
    return laid


def _places(headings: tuple[Heading, ...], table: Table) -> list[Place]:
    return [
        Place(at.column.fit, at.cell.slot, at.column.name == table.needs)
        if at.column
        else Place("text", at.cell.slot)
        for at in headings
    ]


def _page(
    rows: Sequence[Row],
    number: int,
    places: list[Place],
    kind: Kind,
    table: Table,
    memo: dict[str, Sense],
    *,
    stripped: bool,
    widths: tuple[int, int],
) -> list[Body]:
    """Lay the rows of a page; `widths` in cells: of the header, and usual where too few rows tell.

    The first page below a header (on others its width is 0) must agree with it: if all of its
    columns stand aside by as much, the header was moved; if they do not, nothing is sure.
    """
    header, usual = widths
    width = _width(rows) or header or usual
    laid, senses = [], []
    for row in rows:
        captions, cells = _captions(row, places[0].at, table)
        told = [remembered(cell.text, kind.vocabulary, memo) for cell in cells]
        odd = _odd(row, width, stripped)
        senses.append(told)
        laid.append((row, captions, cells, lay([c.slot for c in cells], told, places, odd=odd)))
    stands = _usual(laid, places)
    aside = {at - places[column].at for column, at in stands.items()} if header else {0}
    if len(aside) == 1 and aside != {0}:
        by = aside.pop()
        places = [place._replace(at=place.at + by) for place in places]
        wide = (max(header + by, 0), usual)
        return _page(rows, number, places, kind, table, memo, stripped=stripped, widths=wide)
    suspect = len(aside) > 1 or bool(header and width != header and not stripped)
    made = []
    for (row, captions, cells, ways), told in zip(laid, senses, strict=True):
        odd = suspect or _odd(row, width, stripped)
        if cells:
            made.append(_body(row, number, captions, cells, ways, stands, places, told, odd=odd))
    return made


def _width(rows: Sequence[Row]) -> int:
    """How many cells the rows of a page have, where most of them agree; else 0."""
    widths = Counter(len(row.cells) for row in rows)
    width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    return width if count > 1 and 2 * count > len(rows) else 0


def _odd(row: Row, width: int, stripped: bool) -> bool:
    """Whether a row has more or fewer cells than its page's rows, and so one was added or lost."""
    return bool(width) and (len(row.cells) > width or (len(row.cells) < width and not stripped))


def _captions(row: Row, first: int, table: Table) -> tuple[tuple[Cell, ...], list[Cell]]:
    """Take off what stands left of the first column, and a caption that opens the row."""
    cells = [cell for cell in row.cells if cell.text]
    if cells and _is_caption(cells[0], first, table):
        return (cells[0],), cells[1:]
    return (), cells


def _is_caption(cell: Cell, first: int, table: Table) -> bool:
    said = normal(cell.text)
    if said in table.captions:
        return True
    piece = len(said) <= 4 and any(said in caption for caption in table.captions)
    return piece and cell.slot < first


def _usual(
    laid: list[tuple[Row, tuple[Cell, ...], list[Cell], Laid]], places: list[Place]
) -> dict[int, int]:
    """Where each column stands on this page: where most of its cells do, else as in the header."""
    seen: list[Counter[int]] = [Counter() for _ in places]
    for _, _, cells, ways in laid:
        for cell, column in zip(cells, ways.columns, strict=True):
            if column >= 0:
                seen[column][cell.slot] += 1
    usual = {}
    for column, place in enumerate(places):
        index, count = max(seen[column].items(), key=lambda item: item[1], default=(0, 0))
        most = count >= _USUAL and 2 * count > sum(seen[column].values())
        usual[column] = index if most else place.at
    return usual


def _body(
    row: Row,
    number: int,
    captions: tuple[Cell, ...],
    cells: list[Cell],
    ways: Laid,
    usual: dict[int, int],
    places: list[Place],
    told: Sequence[Sense],
    *,
    odd: bool,
) -> Body:
    """Judge how a row was laid; two terms that stand outside the level columns are a warning."""
    terms = sum(
        at >= 0 and said.shape in ("weak", "strong") and places[at].fit in ("name", "target")
        for said, at in zip(told, ways.columns, strict=True)
    )
    placed = {at: cell for cell, at in zip(cells, ways.columns, strict=True) if at >= 0}
    left = tuple(cell for cell, at in zip(cells, ways.columns, strict=True) if at < 0)
    moved = any(cell.slot != usual[at] for at, cell in placed.items())
    moved = moved and any(cell.slot != places[at].at for at, cell in placed.items())
    either: frozenset[int] = frozenset()
    if ways.margin < 0.01:
        ours, theirs = set(enumerate(ways.columns)), set(enumerate(ways.rival))
        either = frozenset(at for _, at in ours ^ theirs if at >= 0)
    moved = moved or odd or bool(left) or bool(either) or terms > 1
    return Body(row, number, placed, left, captions, usual, moved, either)


def is_total(body: Body, vocabulary: Vocabulary) -> bool:
    """Whether the row sums up the table."""
    return _opens_with(body, vocabulary.totals)


def is_subtotal(body: Body, vocabulary: Vocabulary) -> bool:
    """Whether the row sums up some rows of the table."""
    return _opens_with(body, vocabulary.subtotals)


def _opens_with(body: Body, words: frozenset[str]) -> bool:
    rest = (cell for cell in body.row.cells if cell.text and cell not in body.captions)
    first = next(rest, None)
    return first is not None and any(form in words for form, _ in label_forms(first.text))
