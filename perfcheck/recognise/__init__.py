"""Which rows of a document are which kind of form, and why: blocks from title to title."""

from typing import NamedTuple

from perfcheck.kind import Column, Kind, Kinds, Table, column, look
from perfcheck.messages import Message
from perfcheck.source import Cell, Document, Row
from perfcheck.wording import compiled, normal, numbered

ENOUGH = 4.0
_LOOK_AHEAD = 80
_PLENTY = 12
_LONGEST_PREFIX = 24
_AFTER_TITLE = r"(?:\([^()]{0,12}\)|(?:19|20)\d\d年度?)+$"


class Heading(NamedTuple):
    """One header cell laid on a column; `column` is None where the label is unknown."""

    column: Column | None
    cell: Cell
    bracket: str


class Header(NamedTuple):
    """A header row of a table: its columns from left to right, and caption cells beside them.

    `width` is how many cells the row has, empty ones included.
    """

    table: Table
    headings: tuple[Heading, ...]
    captions: tuple[Cell, ...]
    width: int = 0


class Block(NamedTuple):
    """Rows that are one form of a kind, its title row first where it has one."""

    kind: Kind
    title: Cell | None
    rows: tuple[Row, ...]
    score: float
    reasons: tuple[Message, ...] = ()


class Recognition(NamedTuple):
    """The forms found; `nearest` and `reasons` tell what came closest where there are none."""

    blocks: tuple[Block, ...]
    nearest: str = ""
    reasons: tuple[Message, ...] = ()


def recognise(document: Document, kinds: Kinds, kind: str | None = None) -> Recognition:
    """Find the forms of a document; `kind` says that it holds a form of that kind."""
    rows = document.rows
    known = [each for each in kinds.kinds if kind is None or each.id == kind]
    regions = _regions(rows, known)
    blocks = [block for block in map(_scored, regions) if block is not None]
    if blocks:
        return Recognition(tuple(blocks))
    untitled = sorted((_untitled(each, rows) for each in known), key=lambda b: b.score)
    if untitled and (untitled[-1].score >= ENOUGH and _has_header(untitled[-1])):
        return Recognition((untitled[-1],))
    if kind is not None and untitled:
        return Recognition((untitled[-1],))
    return _nothing(untitled)


def header(kind: Kind, row: Row, inside: Table | None = None) -> Header | None:
    """Read a row as the header of one of the kind's tables, or as the second row of `inside`."""
    cells = [cell for cell in row.cells if cell.text]
    if len(cells) < 2 or max(len(cell.text) for cell in cells) > 40:
        return None
    tables = sorted(kind.tables.values(), key=lambda table: table is not inside)
    found = [made for table in tables if (made := _header(kind, table, cells, inside))]
    best = max(found, key=lambda made: len(made.headings), default=None)
    return best._replace(width=len(row.cells)) if best else None


def _header(kind: Kind, table: Table, cells: list[Cell], inside: Table | None) -> Header | None:
    labels = [column(kind, table, cell.text) for cell in cells]
    if len(cells) - labels.count(None) < table.minimum:
        return None
    captions, headings = [], []
    for cell, label in zip(cells, labels, strict=True):
        if label is None and normal(cell.text) in table.captions:
            captions.append(cell)
        else:
            headings.append(Heading(label[0], cell, label[1]) if label else Heading(None, cell, ""))
    laid = _once_each(_with_spare(headings, table))
    known = {heading.column.name for heading in laid if heading.column}
    enough = len(known) >= table.minimum and len(known) >= 0.6 * len(headings)
    if enough and (table.needs in known or table is inside):
        return Header(table, tuple(laid), tuple(captions))
    return None


def _with_spare(headings: list[Heading], table: Table) -> list[Heading]:
    """A spare label stands for its column only where no other label does."""
    names = {heading.column.name for heading in headings if heading.column}
    laid = []
    for at in headings:
        spare = table.spare.get(normal(at.cell.text))
        use = spare is not None and spare.name not in names
        names |= {spare.name} if use and spare else set()
        laid.append(at._replace(column=spare) if use else at)
    return laid


def _once_each(headings: list[Heading]) -> list[Heading]:
    """A column printed twice is known once; the second print is a column of no name."""
    seen: set[str] = set()
    laid = []
    for heading in headings:
        twice = heading.column is not None and heading.column.name in seen
        laid.append(heading._replace(column=None) if twice else heading)
        seen |= {heading.column.name} if heading.column else set()
    return laid


def title_of(kind: Kind, row: Row) -> Cell | None:
    """Return the cell that is a title of the kind, where the row holds nothing else."""
    cells = [cell for cell in row.cells if cell.text]
    if len(cells) != 1 or len(cells[0].text) > 80:
        return None
    said = normal(cells[0].text)
    if said[-1:] in (")", "年", "度"):
        said = compiled(_AFTER_TITLE).sub("", said)
    if not _is_title(kind, said):
        return None
    listed = numbered(said.lstrip("-")) or ".." in said or "··" in said
    return None if listed else cells[0]


def _is_title(kind: Kind, said: str) -> bool:
    longest = next((title for title in kind.titles if said.endswith(title)), None)
    return longest is not None and len(said) - len(longest) <= _LONGEST_PREFIX


def _regions(rows: tuple[Row, ...], kinds: list[Kind]) -> list[Block]:
    starts: list[tuple[int, Kind, Cell]] = []
    for index, row in enumerate(rows):
        found = [(kind, cell) for kind in kinds if (cell := title_of(kind, row))]
        if found and not _page_head(rows, index, starts, found[0][1]):
            starts.append((index, *found[0]))
    ends = [*(start for start, _, _ in starts[1:]), len(rows)]
    return [
        Block(kind, title, rows[_before(rows, start) : end], 0.0)
        for (start, kind, title), end in zip(starts, ends, strict=False)
    ]


def _before(rows: tuple[Row, ...], start: int) -> int:
    """A line 附件 or a year right above the title belongs to the form."""
    above = rows[start - 1] if start else None
    texts = [cell.text for cell in above.cells if cell.text] if above else []
    return start - (len(texts) == 1 and bool(compiled(_ABOVE).fullmatch(normal(texts[0]))))


_ABOVE = r"附[件表]?[\d一二三四五六七八九十-]*:?|\(?(?:19|20)\d\d年度?\)?"


def _page_head(
    rows: tuple[Row, ...], index: int, starts: list[tuple[int, Kind, Cell]], title: Cell
) -> bool:
    """Whether a title is only the head of a page: what follows it stood below the last title."""
    if not starts or normal(title.text) != normal(starts[-1][2].text):
        return False
    start, kind, _ = starts[-1]
    seen = {_texts(row) for row in rows[start:index]}
    for row in rows[index + 1 : index + 6]:
        if header(kind, row):
            return True
        if _texts(row) not in seen and not _begins(_texts(row), seen):
            return False
    return False


def _begins(texts: tuple[str, ...], seen: set[tuple[str, ...]]) -> bool:
    """Whether the line is the beginning of a cell seen before, broken in the print."""
    return len(texts) == 1 and any(cell.startswith(texts[0]) for line in seen for cell in line)


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(normal(cell.text) for cell in row.cells if cell.text)


def _scored(block: Block) -> Block | None:
    """Count what else of the kind stands below the title; a mere mention of it is no form."""
    labels, headers = _seen(block.kind, block.rows)
    title = normal(block.title.text) if block.title else ""
    named = next((t for t in block.kind.titles if t in title), "")
    score = len(labels) + len(named) / 4
    if not labels or score < ENOUGH or not (headers or len(labels) >= 3):
        return None
    return block._replace(score=score, reasons=_reasons(title, labels, headers))


def _seen(kind: Kind, rows: tuple[Row, ...]) -> tuple[dict[str, None], dict[str, None]]:
    labels: dict[str, None] = {}
    headers: dict[str, None] = {}
    for row in rows[:_LOOK_AHEAD]:
        if headers and len(labels) >= _PLENTY:
            break
        made = header(kind, row)
        if made:
            headers[made.table.name] = None
            labels.update((at.column.name, None) for at in made.headings if at.column)
            continue
        for cell in row.cells:
            found = look(kind, cell.text.partition("：")[0]) if cell.text else None
            if found:
                labels[found.words[0].name] = None
    return labels, headers


def _untitled(kind: Kind, rows: tuple[Row, ...]) -> Block:
    """Without a title only the labels of the head count: all kinds share the indicator table."""
    labels, headers = _seen(kind, rows)
    own = {word.name for words in kind.words.values() for word in words}
    labels = {name: None for name in labels if name in own}
    return Block(kind, None, rows, float(len(labels)), _reasons("", labels, headers))


def _has_header(block: Block) -> bool:
    return any(header(block.kind, row) for row in block.rows)


def _reasons(title: str, labels: dict[str, None], headers: dict[str, None]) -> tuple[Message, ...]:
    said = []
    if title:
        said.append(Message(f"标题“{title}”", f"title {title}"))
    if labels:
        some = "、".join(list(labels)[:6])
        said.append(Message(f"有 {len(labels)} 个栏目：{some}…", f"{len(labels)} labels: {some}…"))
    said += [Message(f"有“{name}”的表头", f"header of {name}") for name in headers]
    return tuple(said)


def _nothing(untitled: list[Block]) -> Recognition:
    best = untitled[-1] if untitled else None
    if best is None or not best.score:
        return Recognition(
            (), "", (Message("没有任何已知的标题或栏目", "no known title or label"),)
        )
    lacks = Message("没有标题，也没有足够的栏目和表头", "no title, and too few labels or headers")
    return Recognition((), best.kind.id, (*best.reasons, lacks))
