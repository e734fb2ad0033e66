"""One row whose cells were cut by separators, laid by the number of its cells."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck.extract.money.book import Book, TableKind
from perfcheck.extract.money.heads import Header, Place
from perfcheck.extract.money.pieces import SLOT, Piece, coded
from perfcheck.extract.money.placing import Placed, amounts, is_figure
from perfcheck.wording import compiled

_YEAR = r"(?:19|20)\d\d"


class Way(NamedTuple):
    """By how many cells the texts and the figures of a row are moved to stand below their heads."""

    texts: int
    figures: int


STANDING = Way(0, 0)


def ways(kind: TableKind, header: Header, pieces: Sequence[Piece], book: Book) -> list[Way]:
    """The ways to lay a row below heads that it fits, as little moved as can be.

    One that stands well is not moved; of a table with two sides it may have lost cells at its left
    all the same, where it has too few (`lost`).
    """
    places = _slots(header)
    last = max(places, default=0)
    if _all_fit(places, pieces, STANDING, book):
        return [STANDING]
    for distance in range(1, last + 1):
        tried = [Way(move, move) for move in (distance, -distance)]
        found = [way for way in tried if _all_fit(places, pieces, way, book)]
        if found := [way for way in found if _anchored(kind, places, pieces, way)]:
            return found
    apart = [Way(0, move) for move in range(1, last + 1)]
    return [
        way
        for way in apart
        if _all_fit(places, pieces, way, book) and _anchored(kind, places, pieces, way)
    ]


def lost(header: Header, pieces: Sequence[Piece], book: Book) -> list[Way]:
    """The ways to lay a row that stands well, but may have lost cells at its left."""
    places = _slots(header)
    tried = [Way(move, move) for move in range(1, max(places, default=0) + 1)]
    return [way for way in tried if _all_fit(places, pieces, way, book)]


def place_row(
    header: Header, line: int, pieces: Sequence[Piece], way: Way, book: Book
) -> list[Placed]:
    """Lay a row, each cell below its head, moved by some cells; one result for each side."""
    columns = {slot: at for slot, (at, _) in _slots(header).items()}
    sides: dict[int, Placed] = {}
    for piece in pieces:
        at = columns[_slot(piece, way)]
        side = header.places[at].side
        held = sides.get(side, Placed(side, line, ()))
        held = held._replace(pieces=(*held.pieces, piece))
        sides[side] = _entered(held, header, at, piece, book)
    rows = _totals(header, [held for _, held in sorted(sides.items())])
    return [row._replace(certainty="realigned") for row in rows] if way != STANDING else rows


def _totals(header: Header, rows: Sequence[Placed]) -> list[Placed]:
    """A total's figure may stand under the side after its name."""
    made: list[Placed] = []
    for row in rows:
        last = made[-1] if made else None
        nameless = row.figures and not row.texts and not row.code
        if last is None or not nameless or last.figures or not last.texts:
            made.append(row)
            continue
        own, other = amounts(header, last.side), amounts(header, row.side)
        figures = {own[other.index(at)]: cell for at, cell in row.figures.items()}
        made[-1] = last._replace(pieces=(*last.pieces, *row.pieces), figures=figures)
    return made


def _slot(piece: Piece, way: Way) -> int:
    return piece.start // SLOT + (way.figures if is_figure(piece) else way.texts)


def _all_fit(
    places: Mapping[int, tuple[int, Place]], pieces: Sequence[Piece], way: Way, book: Book
) -> bool:
    return all(_fits(places.get(_slot(piece, way)), piece, book) for piece in pieces)


def _anchored(
    kind: TableKind,
    places: Mapping[int, tuple[int, Place]],
    pieces: Sequence[Piece],
    way: Way,
) -> bool:
    """Whether a moved row fills the column that is always filled, where its table has one."""
    anchors = {slot for slot, (_, place) in places.items() if place.head.concept == kind.anchor}
    filled = {_slot(piece, way) for piece in pieces if is_figure(piece)}
    return kind.shape == "sides" or not anchors or not filled or bool(anchors & filled)


def _entered(held: Placed, header: Header, at: int, piece: Piece, book: Book) -> Placed:
    role = header.places[at].head.role
    side = header.side(header.places[at].side)
    names = [n for n in side if header.places[n].head.role == "name"]
    if role == "code" and _total(piece, book):
        return held._replace(texts={**held.texts, (names or [at])[0]: (piece.cell,)})
    cut = coded(piece.cell) if role in ("code", "name") and piece.sort == "text" else None
    if cut and (codes := [n for n in side if header.places[n].head.role == "code"]):
        texts = {**held.texts, (names or codes)[0]: (cut[1],)}
        return held._replace(code=(cut[0],), texts=texts)
    if role == "code":
        return held._replace(code=(*held.code, piece.cell))
    if role == "amount":
        return held._replace(figures={**held.figures, at: piece.cell})
    return held._replace(texts={**held.texts, at: (*held.texts.get(at, ()), piece.cell)})


def _slots(header: Header) -> dict[int, tuple[int, Place]]:
    """The column of each cell of a row; a code in three cells has three, a name those beside it."""
    found = {
        slot: (at, place)
        for at, place in enumerate(header.places)
        if place.title
        for slot in range(place.start // SLOT, (place.end - 1) // SLOT + 1)
    }
    for at, place in enumerate(header.places):
        slot = place.start // SLOT + 1
        while place.head.role == "name" and slot < max(found) and slot not in found:
            found[slot] = (at, place)
            slot += 1
    return found


def _fits(at: tuple[int, Place] | None, piece: Piece, book: Book) -> bool:
    if at is None:
        return False
    head = at[1].head
    if piece.sort == "nil":
        return head.role != "code"
    if head.role == "amount":
        return is_figure(piece)
    if head.role == "code":
        return piece.sort == "digits" or coded(piece.cell) is not None or _total(piece, book)
    if head.type == "year" and compiled(_YEAR).fullmatch(piece.text):
        return True
    return piece.sort == "text"


def _total(piece: Piece, book: Book) -> bool:
    """Whether a text is a total's, which may stand across the code and the name."""
    return book.among("totals", piece.text)
