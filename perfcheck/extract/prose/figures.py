"""Figures of a paragraph, each with its role, and the paragraph as a row of typed tokens."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from perfcheck.extract.prose.book import Book, compiled
from perfcheck.numerals.amounts import number_of
from perfcheck.numerals.chinese import chinese
from perfcheck.numerals.digits import digits
from perfcheck.numerals.units import Unit, unit_at
from perfcheck.values import UNITS, Number, negate

Role = Literal[
    "money",
    "change",
    "rate",
    "percent",
    "count",
    "more",
    "year",
    "bound",
    "number",
    "numeral",
    "spoilt",
]

# In the row of tokens each figure, with its unit and the direction before it, is one character.
SIGNS: Mapping[Role, str] = {
    "money": "\ue000",
    "change": "\ue001",
    "rate": "\ue002",
    "percent": "\ue003",
    "count": "\ue004",
    "more": "\ue005",
    "year": "\ue006",
    "bound": "\ue007",
    "number": "\ue008",
    "numeral": "\ue009",
    "spoilt": "\ue00a",
}
LEVELS: frozenset[Role] = frozenset(("money", "count"))
_CHANGED: Mapping[Role, Role] = {"money": "change", "percent": "rate", "count": "more"}
_DIGITS = r"(?<![\d.])\d+(?:,\d+)*(?:\.\d+)?"
_YEAR = r"(?:19|20)\d\d(?=年)"
_MONEY = frozenset(name for name, (kind, _) in UNITS.items() if kind == "money")
_BACK = 16
_SPOILT = (  # bounded, lest every sign of a long row of digits begins a search to its end
    r"\d[\d,.]{0,40}[？□■\ufffd][\d,.？□■\ufffd]*"  # 12.3?
    r"|(?<![\d.])\d[\d,]{0,40}\.\d+(?:\.[\d,]+)+[xX*]?|\d[\d,.]{0,40}[xX]"  # 1.2.3,4x
    r"|？+(?=[万亿]元)"
)


class Figure(NamedTuple):
    """A figure of a paragraph: its digits from `start` to `end`, with all that belongs to it from
    `open` to `close`; `sign` says which way a change went (0: not said)."""

    start: int
    end: int
    open: int
    close: int
    role: Role
    number: Number | None = None
    unit: str = ""
    sign: int = 0
    word: str = ""


class Said(NamedTuple):
    """A paragraph as tokens: `row` has one character per figure, `figures` tells which.

    `starts` leads from the row to the text, `places` are the places of the figures in order."""

    row: str
    figures: Mapping[int, Figure]
    starts: tuple[int, ...]
    places: tuple[int, ...]

    @property
    def spoilt(self) -> list[Figure]:
        """The figures that cannot be read."""
        return [figure for figure in self.figures.values() if figure.role == "spoilt"]

    def offset(self, place: int) -> int:
        """Return where the token at `place` of the row begins in the paragraph's text."""
        return self.starts[place]

    def place(self, offset: int) -> int:
        """Return the place in the row of what stands at `offset` of the text."""
        return bisect_right(self.starts, offset) - 1


def said(text: str, start: int, book: Book) -> Said:
    """Read a paragraph whose signs are folded; before `start` stands its list mark."""
    row: list[str] = []
    starts: list[int] = []
    figures: dict[int, Figure] = {}
    place = 0
    for figure in (*_figures(text, start, book), None):
        until = figure.open if figure else len(text)
        row.append(text[place:until])
        starts.extend(range(place, until))
        if figure:
            figures[len(starts)] = figure
            row.append(SIGNS[figure.role])
            starts.append(figure.open)
            place = figure.close
    return Said("".join(row), figures, (*starts, len(text)), tuple(figures))


def _figures(text: str, start: int, book: Book) -> Iterator[Figure]:
    """All figures in order, none over another; numbers that only name things among them."""
    found = [
        *(_named(match.start(), match.end()) for match in book.names.finditer(text, start)),
        *_numerals(text, start, book),
        *_digits(text, start, book),
        *_spoilt(text, start),
    ]
    close = start
    for figure in sorted(found, key=lambda at: (at.start, -at.close)):
        if figure.start >= close:
            yield figure if figure.open >= close else figure._replace(open=figure.start)
            close = figure.close


def _named(start: int, end: int) -> Figure:
    return Figure(start, end, start, end, "number")


def _spoilt(text: str, start: int) -> Iterator[Figure]:
    """Figures with signs that belong to none, in front of a unit: 12.3?万元."""
    for match in compiled(_SPOILT).finditer(text, start):
        begin, end = match.span()
        unit = unit_at(text, end, prose=True)
        dotted = "." in match[0] or match[0][-1] in "xX"
        dotted = dotted and compiled(r"[？□■\ufffd]").search(match[0]) is None
        if unit.printed and (unit.name in _MONEY or not dotted):
            yield Figure(begin, end, begin, unit.end, "spoilt")


def _numerals(text: str, start: int, book: Book) -> Iterator[Figure]:
    """Counts in Chinese characters: 六个, 两个维度."""
    for match in book.numerals.finditer(text, start):
        value = chinese(match["count"])
        if value is not None:
            number = number_of(value, 0, Unit(0, "", ""), match["count"], exact=True)
            begin, end = match.span("count")
            unit = match["unit"] or ""
            yield Figure(begin, end, begin, match.end(), "numeral", number, unit)


def _digits(text: str, start: int, book: Book) -> Iterator[Figure]:
    for match in compiled(_DIGITS).finditer(text, start):
        begin, end = match.span()
        if compiled(_YEAR).match(text, begin) and end - begin == 4:
            close = end + (2 if text.startswith("年度", end) else 1)
            number = number_of(int(match[0]), 0, Unit(0, "", ""), match[0], exact=True)
            yield Figure(begin, end, begin, close, "year", number)
            continue
        value = digits(match[0])
        unit = unit_at(text, end, prose=True)
        if value is None or not unit.printed or unit.more:
            yield _named(begin, max(end, unit.end))
            continue
        yield _measured(text, match[0], begin, value, unit, book)


def _measured(
    text: str, printed: str, begin: int, value: tuple[int, int], unit: Unit, book: Book
) -> Figure:
    """A figure with a unit; whole numbers of things stand for themselves."""
    end = begin + len(printed)
    number = number_of(*value, unit, printed, exact=False)
    role: Role = {"money": "money", "ratio": "percent"}.get(number.dimension, "count")  # type: ignore[assignment]
    if role == "count" and not value[1]:
        number = number_of(*value, unit, printed, exact=True)
    if _bounded(text, begin, unit, book) or (role == "percent" and unit.printed not in "%％"):
        return Figure(begin, end, begin, unit.end, "bound", number, unit.printed)
    at = begin
    if text[begin - 1 : begin] == "-" and not text[begin - 2 : begin - 1].isalnum():
        number, at = negate(number)._replace(printed="-" + printed), begin - 1
    turn = book.directions.search(text, max(0, at - _BACK), at)
    if turn is None:
        return Figure(at, end, at, unit.end, role, number, unit.printed)
    sign = 0 if turn["other"] else book.signs[turn["one"]]
    where = turn.start(), unit.end
    return Figure(at, end, *where, _CHANGED[role], number, unit.printed, sign, turn["one"])


def _bounded(text: str, begin: int, unit: Unit, book: Book) -> bool:
    """Whether the figure is a bound, a rate per head or one end of a range, and no amount."""
    return (
        ("/" in unit.printed and unit.name in _MONEY)
        or book.bound_before.search(text, max(0, begin - _BACK), begin) is not None
        or book.bound_after.match(text, unit.end) is not None
    )
