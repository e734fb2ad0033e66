"""Texts printed in pieces read as one run of characters, each knowing where it was printed."""

from bisect import bisect_right
from collections.abc import Sequence, Set
from typing import NamedTuple

from perfcheck.extract.listing.words import PLAIN
from perfcheck.source import Cell
from perfcheck.wording import compiled

_PASSED = r"(?i)</?(?:p|br|div|span|b|strong|font|u|i|em|sup|sub|td|tr|o:p|a)(?:\s[^<>]*)?/?>|\s+"
_ENTITY = r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});"
_MASKED = "\ue000"
_TYPED = PLAIN | str.maketrans("０１２３４５６７８９", "0123456789")


class Run(NamedTuple):
    """One text in printed pieces: `text` without blanks and markup, plain signs for wide ones.

    `starts` is where each piece begins in `text`; `places` is where each character stands in its
    piece.
    """

    text: str
    pieces: tuple[Cell, ...]
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def cell(self, start: int, end: int, *, whole: bool = False) -> Cell | None:
        """What is printed from `start` to `end`, as one cell; None where that is nothing.

        `whole` takes in blanks and markup around them as well.
        """
        found = []
        at = bisect_right(self.starts, start) - 1 if start < end else len(self.pieces)
        while at < len(self.pieces) and self.starts[at] < end:
            limit = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
            if max(start, self.starts[at]) < min(end, limit):
                found.append(self._part(at, max(start, self.starts[at]), min(end, limit), whole))
            at += 1
        return bundled(found)

    def _part(self, at: int, start: int, end: int, whole: bool) -> Cell:
        piece = self.pieces[at]
        limit = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
        first = 0 if whole and start == self.starts[at] else self.places[start]
        last = self.places[end - 1] + 1
        if whole:
            last = len(piece.text) if end == limit else self.places[end]
        return piece.part(first, last)


def run_of(pieces: Sequence[Cell]) -> Run:
    """Join printed pieces, top down, into one run."""
    text: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    for piece in pieces:
        starts.append(len(places))
        signs, at = _signs(piece.text)
        text.append(signs)
        places += at
    return Run("".join(text), tuple(pieces), tuple(starts), tuple(places))


def _signs(text: str) -> tuple[str, Sequence[int]]:
    """The characters of a piece that are neither blanks nor markup, and where each stands."""
    plain = text.translate(_TYPED)
    if "&" in plain:
        plain = compiled(_ENTITY).sub(lambda match: _MASKED * len(match[0]), plain)
    if "<" not in plain and plain.split() == [plain]:
        return plain, range(len(plain))
    if not (" " in plain or "<" in plain or "\u3000" in plain or "\xa0" in plain):
        return _but(plain, {place for place, sign in enumerate(plain) if sign.isspace()})
    passed = {
        place
        for match in compiled(_PASSED).finditer(plain)
        for place in range(match.start(), match.end())
    }
    return _but(plain, passed)


def _but(text: str, passed: Set[int]) -> tuple[str, Sequence[int]]:
    places = [place for place in range(len(text)) if place not in passed]
    return "".join([text[place] for place in places]), places


def bundled(pieces: Sequence[Cell]) -> Cell | None:
    """One cell of several printed pieces; None where there are none."""
    if len(pieces) < 2:
        return pieces[0] if pieces else None
    text = "\n".join(piece.text for piece in pieces)
    return pieces[0]._replace(text=text, parts=tuple(pieces))


def lines_of(cell: Cell) -> list[Cell]:
    """A cell's printed lines, each as a cell of one line."""
    if cell.parts:
        return list(cell.parts)
    if cell.line == cell.end_line:
        return [cell]
    found = []
    for number, text in enumerate(cell.text.split("\n")):
        said = text.strip()
        column = (cell.column if not number else 1) + (text.find(said) if number else 0)
        if said:
            line = cell.line + number
            found.append(Cell(said, line, column, cell.slot, line, column + len(said)))
    return found
