"""What of lists, budgets and reports was seen: headers, captions, columns and headings."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from perfcheck.kind import Kind, Kinds, section_words
from perfcheck.messages import Message
from perfcheck.source import Cell, Document, Row
from perfcheck.wording import meaning, normal

if TYPE_CHECKING:
    from perfcheck.extract.money.book import Book
    from perfcheck.extract.money.zones import Zone

_HEAD = 12
_NEAR = 5
_LONGEST = 40

Told = tuple[int, Message]


def list_rows(kind: Kind, rows: Sequence[Row]) -> Iterator[Told]:
    """The header of a list, or what is nearly one, with the columns that are known."""
    from perfcheck.extract.listing.head import header_at
    from perfcheck.extract.listing.words import words_of

    words = words_of(kind)
    for at, row in enumerate(rows[:_HEAD]):
        made = header_at(rows, at, words)
        if made:
            known = "、".join(_named(meaning(c.label.text), c.name) for c in made.columns)
            yield row.line, Message(f"清单的表头，认得：{known}", f"header of the list: {known}")
            return
    for row in rows[:_HEAD]:
        said = [meaning(cell.text) for cell in row.cells if cell.text]
        known_ = [text for text in said if normal(text) in words.columns]
        strange = [text for text in said if normal(text) not in {*words.columns, *words.captions}]
        if len(known_) > 1:
            zh, en = (
                f"像清单的表头，认得：{'、'.join(known_)}",
                f"like a header: {', '.join(known_)}",
            )
            if strange:
                zh, en = (
                    f"{zh}；不认得：{'、'.join(strange)}",
                    f"{en}; unknown: {', '.join(strange)}",
                )
            yield row.line, Message(zh, en)


def prose_rows(
    document: Document, kind: Kind, rows: Sequence[Row], kinds: Kinds, title: str
) -> Iterator[Told]:
    """The money tables with their columns, and the headings, in reading order."""
    tables: list[Told] = []
    lines: frozenset[int] = frozenset()
    if kind.shape == "budget":
        from perfcheck.extract.money import money_tables

        book = kinds.shared["money"]
        lines = money_tables(rows, book, kinds.vocabulary).lines
        tables = [*_captions(rows, book), *_strange_captions(rows, lines, book)]
    own = {line for row in rows for line in range(row.line, _last(row) + 1)} - lines
    skip = frozenset(range(1, len(document.lines) + 1)) - own
    headings = list(_headings(document, kind, skip, kinds, title))
    seen = {line for line, _ in tables}
    told = [*tables, *(one for one in headings if one[0] not in seen)]
    yield from sorted(told, key=lambda one: one[0])


def _captions(rows: Sequence[Row], data: "dict[str, object]") -> Iterator[Told]:
    """Every caption of a money table once, however many pages the table takes."""
    from perfcheck.extract.money.book import prepared
    from perfcheck.extract.money.zones import zones

    book = prepared(data)
    found = zones(rows, book)
    firsts = found[:1] + [two for one, two in pairwise(found) if _key(one) != _key(two)]
    for zone in firsts:
        unit = f"，{zone.unit}" if zone.unit else ""
        known, strange = _columns(zone, book)
        zh, en = (
            f"“{zone.kind.name}”{unit}；栏目：{known}",
            f"table {zone.kind.name}{unit}: {known}",
        )
        if strange:
            zh, en = f"{zh}；不认得的栏目：{strange}", f"{en}; unknown columns: {strange}"
        yield zone.caption.line, Message(zh, en)


def _key(zone: "Zone") -> tuple[str, str, str, str]:
    return zone.kind.name, normal(zone.caption.text), zone.number, zone.owner


def _columns(zone: "Zone", book: "Book") -> tuple[str, str]:
    """The column heads that are known, with what they mean, and those that are not."""
    from perfcheck.extract.money.segments import segments

    concepts = {head.concept for head in zone.kind.columns}
    known: dict[str, None] = {}
    strange: dict[str, None] = {}
    for segment in segments(zone.kind, zone.rows, book):
        for place in segment.header.places:
            name, title = place.head.concept, meaning(place.title)
            if name not in concepts:
                strange[title] = None
            elif title:
                known[_named(title, name)] = None
    return "、".join(known) or "—", "、".join(strange)


def _named(title: str, name: str) -> str:
    """A head as printed, and what it means where that is another word."""
    return title if normal(title) == normal(name) else f"{title} = {name}"


def _strange_captions(
    rows: Sequence[Row], lines: frozenset[int], data: "dict[str, object]"
) -> Iterator[Told]:
    """Lines that look like captions of money tables, a unit right below, and are none known."""
    from perfcheck.extract.money.book import prepared

    book = prepared(data)
    for at, row in enumerate(rows):
        cell = _alone(row)
        if cell is None or row.line in lines or not normal(cell.text).endswith("表"):
            continue
        below = [cell for row in rows[at + 1 : at + _NEAR] for cell in row.cells]
        if any(book.says("unit", cell.text) for cell in below):
            name = meaning(cell.text).lstrip("# ")
            zh = f"像预算表的标题“{name}”，但不是认得的表；表里的数没有读"
            yield row.line, Message(zh, f"{name} looks like a caption of a table that is not known")


def _alone(row: Row) -> Cell | None:
    said = [cell for cell in row.cells if cell.text]
    return said[0] if len(said) == 1 and len(said[0].text) < _LONGEST else None


def _headings(
    document: Document, kind: Kind, skip: frozenset[int], kinds: Kinds, title: str
) -> Iterator[Told]:
    """Headings of known sections, and those below which nothing was understood."""
    from perfcheck.extract.prose import prose
    from perfcheck.extract.sections import section_of, section_under

    words, title = section_words(kind), normal(title)
    parts = frozenset(kind.data.get("parts", ()))
    found = prose(document.lines, skip, kinds.shared["claims"]).paragraphs
    astray = {
        head
        for at in found
        if not at.heading and section_under(at.headings, words, parts) is None
        for head in at.headings
    }
    for at in found:
        if not at.heading or normal(at.text) == title:
            continue
        line, text = at.cells[0].line, meaning(at.text)
        if name := section_of(at.text, words):
            yield line, Message(f"标题“{text}”：章节“{name}”", f"heading {text}: section {name}")
        elif at.text in astray:
            zh = f"标题“{text}”不是认得的章节，它下面的文字不算读懂"
            en = f"heading {text}: no section of this kind; the text below it is unknown"
            yield line, Message(zh, en)


def _last(row: Row) -> int:
    return max(cell.end_line for cell in row.cells)
