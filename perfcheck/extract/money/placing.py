"""One row of a money table laid onto its columns: code, texts and figures of each side."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck.extract.money.book import TableKind
from perfcheck.extract.money.heads import Header
from perfcheck.extract.money.laying import Laid, by_place, from_first, in_order
from perfcheck.extract.money.pieces import Piece, coded
from perfcheck.extract.spoilt import is_spoilt
from perfcheck.form import Certainty
from perfcheck.source import Cell

_CLEAR = 1.5
_FIRST_CODES = (3, 5, 7)


class Placed(NamedTuple):
    """What one printed row says on one side; columns are numbered as in the header.

    `either` are columns of which the row could fill one or the other; `carried` are texts of rows
    above it that hold for it too.
    """

    side: int
    line: int
    pieces: tuple[Piece, ...]
    code: tuple[Cell, ...] = ()
    texts: Mapping[int, tuple[Cell, ...]] = {}
    figures: Mapping[int, Cell] = {}
    either: frozenset[int] = frozenset()
    certainty: Certainty = "certain"
    gap: bool = False
    unplaced: tuple[Cell, ...] = ()
    carried: Mapping[int, tuple[Cell, ...]] = {}

    @property
    def left(self) -> int:
        """Where its first text begins."""
        return next((piece.start for piece in self.pieces if piece.sort == "text"), 0)

    @property
    def bare(self) -> bool:
        """Whether no figure and no code stands in the row."""
        return not self.figures and not self.code and not self.either


class Sample(NamedTuple):
    """Rows with a figure for every column: their lines, and where the figures end."""

    lines: list[int]
    edges: list[list[int]]

    def near(self, line: int) -> list[int] | None:
        """The ends of the figures of the nearest full row."""
        if not self.lines:
            return None
        at = bisect_left(self.lines, line)
        around = [one for one in (at - 1, at) if 0 <= one < len(self.lines)]
        return self.edges[min(around, key=lambda one: abs(self.lines[one] - line))]


def is_figure(piece: Piece) -> bool:
    """Whether a piece is a figure, or a sign that stands for none."""
    return piece.sort in ("figure", "digits")


def amounts(header: Header, side: int) -> list[int]:
    """The columns of a side that hold figures."""
    return [at for at in header.side(side) if header.places[at].head.role == "amount"]


def sample(header: Header, side: int, rows: Sequence[tuple[int, Sequence[Piece]]]) -> Sample:
    """Gather the full rows of a side, given by line and pieces."""
    count = len(amounts(header, side))
    found = Sample([], [])
    for line, printed in rows:
        _, pieces = codes_of(header, printed)
        figures = [piece for piece in pieces if is_figure(piece) or _sign(piece, pieces)]
        if len(figures) == count:
            found.lines.append(line)
            found.edges.append([piece.end for piece in figures])
    return found


def _sign(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a piece is a dash that stands in place of a figure."""
    return piece.sort == "nil" and piece is not pieces[0]


def codes_of(header: Header, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Split the pieces that print the code off the others; 204 06 01 are three of them."""
    if not any(place.head.role == "code" for place in header.places):
        return [], list(pieces)
    codes: list[Piece] = []
    rest: list[Piece] = []
    for piece in pieces:
        if _is_code(piece, codes, rest):
            codes.append(piece)
        elif not codes and not rest and piece.sort == "figure" and is_spoilt(piece.text):
            rest.append(piece._replace(sort="text"))  # a code that cannot be read is no amount
        elif not codes and piece.sort == "text" and (cut := coded(piece.cell)):
            end = piece.start + len(cut[0].text)
            codes.append(Piece(cut[0], "digits", piece.start, end, cut[0].text))
            rest.append(Piece(cut[1], "text", end, piece.end, cut[1].text))
        else:
            rest.append(piece)
    return codes, rest


def _is_code(piece: Piece, codes: Sequence[Piece], rest: Sequence[Piece]) -> bool:
    length = len(piece.text)
    if piece.sort != "digits" or any(is_figure(other) for other in rest):
        return False
    if not codes:
        return length in _FIRST_CODES
    return not _after(rest, codes) and (length == 2 or piece.text.startswith(codes[-1].text))


def _after(rest: Sequence[Piece], codes: Sequence[Piece]) -> bool:
    return bool(rest) and rest[-1].start > codes[-1].start


def place(
    kind: TableKind, header: Header, side: int, line: int, pieces: Sequence[Piece], known: Sample
) -> Placed:
    """Lay the pieces of one side of a row."""
    codes, rest = codes_of(header, pieces)
    made = Placed(side, line, tuple(pieces), tuple(piece.cell for piece in codes))
    figures = [piece for piece in rest if is_figure(piece) or (_sign(piece, rest))]
    made = made._replace(texts=_texts(header, side, codes, [p for p in rest if p not in figures]))
    if not figures:
        return made
    columns = amounts(header, side)
    laid = _laid(kind, header, columns, figures, known.near(line))
    if laid is None:
        return made._replace(unplaced=tuple(piece.cell for piece in figures))
    placed = {columns[at]: piece.cell for at, piece in zip(laid.columns, figures, strict=True)}
    if laid.margin >= _CLEAR or len(figures) == len(columns):
        return made._replace(figures=placed)
    differ = {a for a, b in zip(laid.columns, laid.rival, strict=True) if a != b}
    differ |= {b for a, b in zip(laid.columns, laid.rival, strict=True) if a != b}
    either = frozenset(columns[at] for at in differ)
    kept = {at: cell for at, cell in placed.items() if at not in either}
    return made._replace(figures=kept, either=either, certainty="realigned")


def _laid(
    kind: TableKind,
    header: Header,
    columns: Sequence[int],
    figures: Sequence[Piece],
    near: Sequence[int] | None,
) -> Laid | None:
    if len(figures) == len(columns):
        return in_order(len(columns))
    places = [header.places[at] for at in columns]
    expected: Sequence[float] = near or [place.middle for place in places]
    edges: Sequence[float] = [piece.end for piece in figures]
    if places and places[0].head.concept == kind.anchor:
        return from_first(edges, expected)
    if not near:
        edges = [(piece.start + piece.end - 1) / 2 for piece in figures]
    return by_place(edges, expected)


def _texts(
    header: Header, side: int, codes: Sequence[Piece], texts: Sequence[Piece]
) -> dict[int, tuple[Cell, ...]]:
    """Give each text its column: before the code or left of the name stands the unit."""
    columns = [at for at in header.side(side) if header.places[at].head.role not in _NO_TEXT]
    if not columns:
        return {}
    names = [at for at in columns if header.places[at].head.role == "name"]
    name = names[0] if names else columns[-1]
    made: dict[int, tuple[Cell, ...]] = {}
    for number, piece in enumerate(texts):
        before = [at for at in columns if at < name]
        first = codes and piece.start < codes[0].start
        if before and (first or (not codes and number + 1 < len(texts))):
            at = before[min(number, len(before) - 1)]
        elif before and not codes and len(texts) == 1 and len(columns) > 1:
            at = min(columns, key=lambda at: abs(header.places[at].middle - piece.start))
        else:
            at = name
        made[at] = (*made.get(at, ()), piece.cell)
    return made


_NO_TEXT = ("code", "amount")
