"""Why single rows are headers or labels of a kind or are none, for who adds a city's form."""

from collections.abc import Iterator, Sequence

from perfcheck.form import Considered
from perfcheck.kind import Kind, Kinds, Table, column, look, term
from perfcheck.messages import Message
from perfcheck.recognise.header import header
from perfcheck.source import Document, Row
from perfcheck.wording import compiled, meaning, normal

_MOST = 40
_LONGEST_LABEL = 16
_LONGEST_VALUE = 30
_WIDEST = 4
_LABEL = r"[^\W\d_]+(?:\([^()]*\))?"


def explained(
    document: Document, considered: Sequence[Considered], kinds: Kinds
) -> tuple[Considered, ...]:
    """Return what was considered, with what each row was taken for."""
    return tuple(_told(document, one, kinds) for one in considered)


def _told(document: Document, one: Considered, kinds: Kinds) -> Considered:
    kind = kinds.get(one.kind)
    if kind is None or kind.shape != "form":
        return one
    rows = [row for row in document.rows if one.line <= row.line <= one.end_line]
    told = [(row.line, said) for row in rows for said in _row(kind, row)]
    return one._replace(rows=tuple(told[:_MOST]))


def _row(kind: Kind, row: Row) -> Iterator[Message]:
    made = header(kind, row)
    if made:
        known = "、".join(at.column.name for at in made.headings if at.column)
        strange = "、".join(meaning(at.cell.text) for at in made.headings if not at.column)
        rest, rest_en = (f"；不认得：{strange}", f"; unknown: {strange}") if strange else ("", "")
        yield Message(
            f"“{made.table.name}”的表头，认得：{known}{rest}",
            f"header of {made.table.name}: {known}{rest_en}",
        )
        return
    yield from _nearly(kind, row)
    yield from _unknown_labels(kind, row)


def _nearly(kind: Kind, row: Row) -> Iterator[Message]:
    """A row with some column labels of a table, but too few for its header."""
    cells = [cell for cell in row.cells if cell.text]
    best = max(kind.tables.values(), key=lambda table: _columns(kind, table, row), default=None)
    count = _columns(kind, best, row) if best else 0
    if best is None or count < 2 or 2 * count < len(cells):
        return
    strange = [c.text for c in cells if not column(kind, best, c.text)]
    named = "、".join(map(meaning, strange)) or "—"
    lacks = best.needs if best.needs not in _names(kind, best, row) else ""
    zh = f"像“{best.name}”的表头，但只认得 {count} 栏（至少要 {best.minimum} 栏）；不认得：{named}"
    en = f"nearly a header of {best.name}: {count} columns known ({best.minimum} needed); unknown:"
    yield Message(
        zh + (f"；缺“{lacks}”" if lacks else ""),
        f"{en} {named}" + (f"; {lacks} is missing" if lacks else ""),
    )


def _names(kind: Kind, table: Table, row: Row) -> set[str]:
    found = (column(kind, table, cell.text) for cell in row.cells if cell.text)
    return {at[0].name for at in found if at}


def _columns(kind: Kind, table: Table, row: Row) -> int:
    return len(_names(kind, table, row))


def _unknown_labels(kind: Kind, row: Row) -> Iterator[Message]:
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
    return not (look(kind, label) or any(term(kind.vocabulary, level, label) for level in (1, 2)))
