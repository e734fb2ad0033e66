"""Why single rows are headers or labels of a kind or are none, for who adds a city's form."""

from collections.abc import Iterator, Sequence

from perfcheck.form import Considered
from perfcheck.kind import Kind, Kinds, Table, column, look, term
from perfcheck.messages import Message
from perfcheck.recognise.header import Header, header
from perfcheck.source import Document, Row
from perfcheck.wording import compiled, meaning, normal

_MOST = 40
_LONGEST_LABEL = 16
_LONGEST_VALUE = 30
_WIDEST = 4
_LABEL = r"[^\W\d_]+(?:\([^()]*\))?"

Told = tuple[int, Message]


def explained(
    document: Document, considered: Sequence[Considered], kinds: Kinds
) -> tuple[Considered, ...]:
    """Return what was considered in reading order, with what single rows were taken for.

    Of kinds that gave way to another one, rows are not told.
    """
    ordered = sorted(considered, key=lambda one: (one.line, one.lacks is not None))
    return tuple(_told(document, one, ordered, kinds) for one in ordered)


def _told(
    document: Document, one: Considered, every: Sequence[Considered], kinds: Kinds
) -> Considered:
    kind = kinds.get(one.kind)
    taken = [at for at in every if at.lacks is None]
    if kind is None or (one.lacks and any(_over(at, one) for at in taken)):
        return one
    inside = [(at.line, at.end_line) for at in taken if at is not one and _inside(at, one)]
    rows = [
        row
        for row in document.rows
        if one.line <= row.line <= one.end_line
        and not any(first <= row.line <= last for first, last in inside)
    ]
    return one._replace(rows=tuple(_listed(list(_rows(document, kind, rows, one, kinds)))))


def _over(one: Considered, other: Considered) -> bool:
    return one.line <= other.end_line and other.line <= one.end_line


def _inside(one: Considered, other: Considered) -> bool:
    """Whether lines lie within others, as a form at the end of a budget does."""
    same = (one.line, one.end_line) == (other.line, other.end_line)
    return not same and other.line <= one.line and one.end_line <= other.end_line


def _rows(
    document: Document, kind: Kind, rows: Sequence[Row], one: Considered, kinds: Kinds
) -> Iterator[Told]:
    from perfcheck.recognise.explaining_prose import list_rows, prose_rows

    match kind.shape:
        case "list":
            return list_rows(kind, rows)
        case "budget" | "report":
            return prose_rows(document, kind, rows, kinds, one.title)
    return _form_rows(kind, rows, taken=one.lacks is None)


def _listed(told: Sequence[Told]) -> Iterator[Told]:
    """The first of them; how many more there are is said."""
    yield from told[:_MOST]
    if len(told) > _MOST:
        more = len(told) - _MOST
        yield told[_MOST][0], Message(f"……以下还有 {more} 处", f"… and {more} more below")


def _form_rows(kind: Kind, rows: Sequence[Row], *, taken: bool) -> Iterator[Told]:
    """Headers and labels; what stands below a header is a row of its table, and no label."""
    inside: Header | None = None
    first = True
    for row in _laid(kind, rows) if taken else rows:
        if made := header(kind, row, inside.table if inside and first else None):
            second = inside is not None and first and made.table is inside.table
            yield row.line, _header(kind, made, second=second)
            inside, first = made, not second
            continue
        first = False
        inside = None if _opens(kind, row) else inside
        if not inside:
            yield from ((row.line, said) for said in (*_nearly(kind, row), *_unknown(kind, row)))


def _laid(kind: Kind, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows as they were read: what was printed by place or a cell a line is put into cells."""
    from perfcheck.extract.regridded import regridded

    return regridded(rows, kind).rows


def _opens(kind: Kind, row: Row) -> bool:
    """Whether a row is one of the head again: its first cell is a label that has a value."""
    cells = [cell.text for cell in row.cells if cell.text]
    found = look(kind, cells[0].partition("：")[0]) if cells else None
    if found is None or found.words[0].type == "money":
        return False  # 基本支出 may as well be the name of a task
    return found.words[0].role in ("field", "other", "section")


def _header(kind: Kind, made: Header, *, second: bool) -> Message:
    known = "、".join(at.column.name for at in made.headings if at.column)
    nameless = [at.cell.text for at in made.headings if not at.column]
    twice = [text for text in nameless if column(kind, made.table, text)]
    strange = "、".join(meaning(text) for text in nameless if text not in twice)
    again = "、".join(dict.fromkeys(map(meaning, twice)))
    rest, rest_en = (f"；不认得：{strange}", f"; unknown: {strange}") if strange else ("", "")
    if again:
        rest, rest_en = f"{rest}；不止印了一次：{again}", f"{rest_en}; printed again: {again}"
    which, which_en = (
        ("表头的第二行", "second row of the header") if second else ("的表头", "header")
    )
    name = made.table.name
    return Message(
        f"“{name}”{which}，认得：{known}{rest}", f"{which_en} of {name}: {known}{rest_en}"
    )


def _nearly(kind: Kind, row: Row) -> Iterator[Message]:
    """A row with some column labels of a table that is no header of it, and what it lacks."""
    cells = [cell for cell in row.cells if cell.text]
    best = max(kind.tables.values(), key=lambda table: len(_names(kind, table, row)), default=None)
    names = _names(kind, best, row) if best else set()
    count = len(names)
    if best is None or count < 2 or 2 * count < len(cells):
        return
    strange = [meaning(cell.text) for cell in cells if not column(kind, best, cell.text)]
    zh, en = (
        f"像“{best.name}”的表头，认得 {count} 栏",
        f"like a header of {best.name}: {count} known",
    )
    if count < best.minimum:
        zh, en = f"{zh}（至少要 {best.minimum} 栏）", f"{en} ({best.minimum} needed)"
    if best.needs and best.needs not in names:
        zh, en = f"{zh}，缺“{best.needs}”", f"{en}; {best.needs} is missing"
    if strange:
        named = "、".join(strange)
        zh, en = f"{zh}；不认得：{named}", f"{en}; unknown: {named}"
    yield Message(zh, en)


def _names(kind: Kind, table: Table, row: Row) -> set[str]:
    found = (column(kind, table, cell.text) for cell in row.cells if cell.text)
    return {at[0].name for at in found if at}


def _unknown(kind: Kind, row: Row) -> Iterator[Message]:
    """Words that stand where labels do (before a colon, or left in a row) and are none."""
    cells = [cell for cell in row.cells if cell.text]
    for at, cell in enumerate(cells):
        text = cell.text.replace(":", "：").removeprefix("其中：")
        label, colon, rest = text.partition("：")
        beside = not colon and at == 0 and 1 < len(cells) <= _WIDEST
        if (beside or (colon and len(rest) <= _LONGEST_VALUE)) and _strange(kind, label):
            zh = f"“{label.strip()}”不是这种表认得的栏目"
            yield Message(zh, f"{label.strip()} is no label of this kind")


def _strange(kind: Kind, label: str) -> bool:
    """Whether a text has the shape of a label and is none that the kind or all kinds know."""
    said = normal(label)
    if not 1 < len(said) <= _LONGEST_LABEL or not compiled(_LABEL).fullmatch(said):
        return False
    if said in ("单位", "金额单位") or any(
        said in table.captions for table in kind.tables.values()
    ):
        return False
    return not (look(kind, label) or any(term(kind.vocabulary, level, label) for level in (1, 2)))
