"""What speaks for a stretch of rows being a form of a kind, and what is missing."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfcheck.kind import Kind, look
from perfcheck.messages import Message
from perfcheck.recognise.header import header
from perfcheck.recognise.titles import named
from perfcheck.source import Cell, Row
from perfcheck.wording import normal, numbered

ENOUGH = 4.0
_LOOK_AHEAD = 80
_PLENTY = 12
_NEEDED = 3
_LISTED = 12
_SHOWN = 6


class Evidence(NamedTuple):
    """The weight of what was seen, the reasons in words, and what was missing (empty: nothing).

    `header`: the first row that is the header of a table, if one was seen.
    """

    score: float
    reasons: tuple[Message, ...]
    lacks: Message | None = None
    header: Row | None = None


class _Seen(NamedTuple):
    """The labels of a kind that some rows print and the names of its tables whose headers they
    are, both in reading order, and the first row that is a header."""

    labels: dict[str, None]
    headers: dict[str, None]
    header: Row | None


def titled(kind: Kind, title: Cell, rows: Sequence[Row]) -> Evidence:
    """Weigh what stands below a title; a mere mention of it is no form."""
    seen = _seen(kind, rows)
    said = normal(title.text)
    score = len(seen.labels) + len(named(kind, said)) / 4
    lacks = _lacks(score, seen.labels, seen.headers)
    return Evidence(score, _reasons(said, seen.labels, seen.headers), lacks, seen.header)


def untitled(kind: Kind, rows: Sequence[Row]) -> Evidence:
    """Without a title only the labels of the head count: all kinds share the indicator table."""
    seen = _seen(kind, rows)
    own = {word.name for words in kind.words.values() for word in words}
    labels = {name: None for name in seen.labels if name in own}
    some = bool(seen.headers) or any(header(kind, row) for row in rows[_LOOK_AHEAD:])
    score = float(len(labels))
    lacks = None if score >= ENOUGH and some else _UNTITLED
    return Evidence(score, _reasons("", labels, seen.headers), lacks, seen.header)


_UNTITLED = Message("没有标题，也没有足够的栏目和表头", "no title, and too few labels or headers")


def _lacks(score: float, labels: dict[str, None], headers: dict[str, None]) -> Message | None:
    if not labels:
        return Message("标题之下没有这种表的栏目", "no label of the kind below the title")
    if score < ENOUGH:
        return Message("标题之下的栏目太少", "too few labels below the title")
    if not headers and len(labels) < _NEEDED:
        return Message(
            "标题之下没有表头，栏目也太少", "no header and too few labels below the title"
        )
    return None


def _seen(kind: Kind, rows: Sequence[Row]) -> _Seen:
    labels: dict[str, None] = {}
    headers: dict[str, None] = {}
    first: Row | None = None
    if kind.shape == "list":
        labels = _columns(kind, rows)
        headers = {kind.name.zh: None} if len(labels) >= _NEEDED and _listed(kind, rows) else {}
        labels = labels if headers else {}
    for row in rows[:_LOOK_AHEAD]:
        if headers and len(labels) >= _PLENTY:
            break
        made = header(kind, row)
        if made:
            first = first or row
            headers[made.table.name] = None
            labels.update((at.column.name, None) for at in made.headings if at.column)
            continue
        labels.update((name, None) for name in _labels(kind, row))
    return _Seen(labels, headers, first)


def _labels(kind: Kind, row: Row) -> Iterator[str]:
    """The labels of a head that a row prints; a numbered line of its own is a heading of prose."""
    cells = [cell for cell in row.cells if cell.text]
    if len(cells) == 1 and "：" not in cells[0].text and numbered(normal(cells[0].text[:8])):
        return
    for cell in cells:
        if found := look(kind, cell.text.partition("：")[0]):
            yield found.words[0].name


def _listed(kind: Kind, rows: Sequence[Row]) -> bool:
    """Whether the header of a list is there: its labels, and nothing between them."""
    from perfcheck.extract.listing.head import header_at
    from perfcheck.extract.listing.words import heads_of

    heads = heads_of(kind)
    return any(header_at(rows, at, heads) for at in range(min(len(rows), _LISTED)))


def _columns(kind: Kind, rows: Sequence[Row]) -> dict[str, None]:
    """The column labels of a list, in cells of their own or as words of one line."""
    known = {
        normal(label): name
        for name, at in kind.data.get("columns", {}).items()
        for label in (name, *(at if isinstance(at, list) else at.get("labels", ())))
    }
    seen: dict[str, None] = {}
    for row in rows[:_LISTED]:
        words = [normal(word) for cell in row.cells for word in (cell.text, *cell.text.split())]
        seen.update((known[word], None) for word in words if word in known)
    return seen


def _reasons(title: str, labels: dict[str, None], headers: dict[str, None]) -> tuple[Message, ...]:
    said = []
    if title:
        said.append(Message(f"标题“{title}”", f"title {title}"))
    if labels:
        some = "、".join(list(labels)[:_SHOWN]) + ("…" if len(labels) > _SHOWN else "")
        said.append(Message(f"有 {len(labels)} 个栏目：{some}", f"{len(labels)} labels: {some}"))
    said += [Message(f"有“{name}”的表头", f"header of {name}") for name in headers]
    return tuple(said)
