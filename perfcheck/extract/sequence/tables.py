"""Where a table begins in a stream of tokens, and its rows as a tabbed print has them."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.sequence.grid import lay
from perfcheck.extract.sequence.printing import row
from perfcheck.extract.sequence.tokens import Token, is_noise, whole
from perfcheck.extract.table import matches
from perfcheck.kind import Column, Kind, Table, column, look
from perfcheck.recognise.header import header
from perfcheck.recognise.titles import title_of
from perfcheck.source import Cell, Row
from perfcheck.wording import normal

_STRANGE = 8
_BACK = 6


class Head(NamedTuple):
    """A header found: its table, its printed rows, what each slot holds, and where it ends."""

    table: Table
    rows: tuple[Row, ...]
    slots: tuple[int, ...]
    columns: tuple[Column | None, ...]
    end: int


class Grid(NamedTuple):
    """The rows of a table, the lines that are doubtful, and the token where it ends."""

    rows: tuple[Row, ...]
    doubtful: frozenset[int]
    end: int


def head_at(tokens: Sequence[Token], at: int, kind: Kind) -> Head | None:
    """Return the header that begins at a token, if one does: the longest of all tables."""
    if not (tokens[at].tables or tokens[at].captioned):
        return None
    found = [
        made
        for table in kind.tables.values()
        if not _inside(tokens, at, kind, table) and (made := _head(tokens, at, kind, table))
    ]
    return max(found, key=lambda made: made.end, default=None)


def _inside(tokens: Sequence[Token], at: int, kind: Kind, table: Table) -> bool:
    """Whether a level column stands right before: then the header began there, or is none."""
    start = max(at - _BACK, 0)
    for token in reversed(tokens[start:at]):
        if table.name not in token.tables:
            return False
        known = column(kind, table, token.cell.text)
        if known and known[0].fit in ("level1", "level2"):
            return True
    return False


def _head(tokens: Sequence[Token], at: int, kind: Kind, table: Table) -> Head | None:
    end = _run(tokens, at, table)
    labels = [token for token in tokens[at:end] if not _is_caption(token, table)]
    captions = [token for token in tokens[at:end] if _is_caption(token, table)]
    if not labels or (not captions and len(labels) < table.minimum):
        return None
    flat = header(kind, row(enumerate((token.cell for token in labels), 1)))
    one = flat is not None and all(heading.column for heading in flat.headings)
    first, second = (labels, []) if one else _stacked(labels, kind, table)
    printed = [row(enumerate((token.cell for token in first), 1), gap=tokens[at].gap)]
    made = header(kind, printed[0])
    if made is None or made.table is not table:
        return None
    below = None
    if second:
        start = _repeated(first, second[0], kind, table) + 1
        printed.append(row(enumerate((token.cell for token in second), start)))
        below = header(kind, printed[1], table)
        if below is None:
            return None
    if captions and tokens[at] is captions[0]:
        opening = printed[0].cells[1:]
        printed[0] = row([(0, captions[0].cell), *((cell.slot, cell) for cell in opening)])
        captions = captions[1:]
    end -= len(captions)  # a caption that ends the run opens the first data row
    named = {heading.cell.slot: heading.column for heading in made.headings}
    if below:
        named |= {heading.cell.slot: heading.column for heading in below.headings}
    slots = tuple(sorted(named))
    return Head(table, tuple(printed), slots, tuple(named[slot] for slot in slots), end)


def _run(tokens: Sequence[Token], at: int, table: Table) -> int:
    """Where the column labels end; one short unknown word may stand between two of them."""
    end = at
    while end < len(tokens):
        if _of(tokens[end], table):
            end += 1
        elif end > at and end + 1 < len(tokens) and _strange(tokens[end], tokens[end + 1], table):
            end += 2
        else:
            break
    return end


def _of(token: Token, table: Table) -> bool:
    return table.name in token.tables or _is_caption(token, table)


def _strange(token: Token, after: Token, table: Table) -> bool:
    known = token.known or len(token.cell.text) > _STRANGE
    return not known and table.name in after.tables


def _is_caption(token: Token, table: Table) -> bool:
    return table.name not in token.tables and normal(token.cell.text) in table.captions


def _stacked(labels: list[Token], kind: Kind, table: Table) -> tuple[list[Token], list[Token]]:
    """Cut the labels where one names a column again: there a second header row begins."""
    seen: set[str] = set()
    for number, token in enumerate(labels):
        known = column(kind, table, token.cell.text)
        if known and known[0].name in seen and len(seen) > 1:
            return labels[:number], labels[number:]
        seen |= {known[0].name} if known else set()
    return labels, []


def _repeated(first: Sequence[Token], token: Token, kind: Kind, table: Table) -> int:
    known = column(kind, table, token.cell.text)
    names = [column(kind, table, at.cell.text) for at in first]
    return next(
        (number for number, at in enumerate(names) if at and known and at[0] is known[0]),
        len(first),
    )


def grid(tokens: Sequence[Token], head: Head, kind: Kind) -> Grid:
    """Return the rows below a header, up to where the table ends; they follow `head.end`."""
    rows: list[Row] = []
    doubtful: set[int] = set()
    at = start = head.end
    while True:
        again = head_at(tokens, at, kind) if at < len(tokens) else None
        again = again if again and again.table is head.table else None
        stop = at == len(tokens) or again is not None
        alone = not stop and _alone(tokens[at], head.table, kind)
        if stop or alone or _ends(tokens[at], head.table, kind):
            some, near = _rows(tokens[start:at], head, kind)
            rows += some
            doubtful |= near
            if again:
                rows += again.rows
                head, at = again, again.end - 1
            elif alone:
                rows.append(row([(0, tokens[at].cell)], gap=tokens[at].gap))
            else:
                return Grid(tuple(rows), frozenset(doubtful), at)
            start = at + 1
        at += 1


def _alone(token: Token, table: Table, kind: Kind) -> bool:
    """Whether a line inside a table is a row by itself: a page number, the title again, or what
    the rows below it are."""
    if is_noise(token, kind) or normal(token.cell.text) in table.said:
        return True
    return not token.known and title_of(kind, Row((token.cell,), token.cell.line)) is not None


def _ends(token: Token, table: Table, kind: Kind) -> bool:
    """Whether a line belongs to what stands below the table."""
    if any(token.cell.text and name != table.name for name in _captioning(token, kind)):
        return True
    said = normal(token.cell.text)
    if matches(kind.vocabulary.notes, said, start=True):
        return True
    if token.term or (len(said) > 60 and ":" not in said[:24]):
        return False
    found = look(kind, said.partition(":")[0])
    if found is None:
        return False
    word = found.words[0]
    if word.role == "field" and word.name in table.totals.values():
        return True
    return word.role in ("section", "other") or word.type in ("text", "year")


def _captioning(token: Token, kind: Kind) -> list[str]:
    """The tables that a caption announces, unless it may be any table's."""
    said = normal(token.cell.text) if token.captioned else ""
    return [name for name, at in kind.tables.items() if said and said in at.captions][:1]


def _rows(tokens: Sequence[Token], head: Head, kind: Kind) -> tuple[list[Row], set[int]]:
    captions = [token for token in tokens if _is_caption(token, head.table)]
    body = [token for token in tokens if not _is_caption(token, head.table)]
    laid = lay(body, head.columns, kind)
    if laid is None:
        return [], set()
    made: list[Row] = []
    doubtful: set[int] = set()
    opening: list[tuple[int, list[Cell]]] = []
    gap = False
    for token, at in zip(body, laid, strict=True):
        if at.doubtful:
            doubtful.add(token.cell.line)
        if at.column < 0:
            continue
        if at.how == "new":
            made += _closed(opening, gap)
            opening, gap = [], token.gap
        if at.how == "wrap":
            opening[-1][1].append(token.cell)
        else:
            opening.append((head.slots[at.column], [token.cell]))
    made += _closed(opening, gap)
    if body and body[0].cell.line == body[-1].cell.line:
        made = _filled(made, head)
    return _captioned(made, captions), doubtful


def _filled(rows: list[Row], head: Head) -> list[Row]:
    """In running text a class without a row has lost what could not be cut: it is left out, but
    for a level-one term, which holds for the rows below."""
    levels = {slot for slot, at in zip(head.slots, head.columns, strict=True) if _is_level(at)}
    made: list[Row] = []
    carried: list[tuple[int, Cell]] = []
    for one in rows:
        cells = [(cell.slot, cell) for cell in one.cells if cell.text]
        first = [at for at in cells if at[0] == min(levels, default=-1)]
        carried = first or carried
        if levels.issuperset(slot for slot, _ in cells):
            continue
        made.append(row(cells if first else [*carried, *cells], gap=one.gap))
        carried = []
    return made


def _is_level(at: Column | None) -> bool:
    return at is not None and at.fit in ("level1", "level2")


def _closed(opening: list[tuple[int, list[Cell]]], gap: bool) -> list[Row]:
    return [row([(slot, whole(cells)) for slot, cells in opening], gap=gap)] if opening else []


def _captioned(rows: list[Row], captions: Sequence[Token]) -> list[Row]:
    """Put each caption left of the first row that begins below it, or of the last row."""
    at = 0
    for token in captions:
        while at + 1 < len(rows) and rows[at].line < token.cell.line:
            at += 1
        if rows and rows[at].cells[0].text == "":
            placed = [(cell.slot, cell) for cell in rows[at].cells[1:] if cell.text]
            rows[at] = row([(0, token.cell), *placed], gap=rows[at].gap)
        else:
            rows.insert(at, row([(0, token.cell)], gap=token.gap))
    return rows
