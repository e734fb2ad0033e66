"""A page of a PDF → Sheet, by PDFium: characters with their places, and what is drawn as lines."""

import ctypes
import math
from collections import Counter
from typing import Any, NamedTuple

from perfcheck.readers.pdf import fields
from perfcheck.readers.pdf.characters import read_as
from perfcheck.readers.pdf.clipping import Frames
from perfcheck.readers.pdf.drawn import rules
from perfcheck.readers.pdf.lines import Line, apart, lines, text
from perfcheck.readers.pdf.sheet import Glyph, Sheet

_ABOVE_BASE = 0.38
_SAME = 0.12
_FARTHEST = 8.0
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
UNREADABLE = "\ufffd"


class Turn(NamedTuple):
    """How a page is turned so that its text stands upright: cosine and sine of its direction."""

    cos: float
    sin: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place of the page, y upwards, on the upright sheet, y downwards; and the other way."""
        return x * self.cos + y * self.sin, x * self.sin - y * self.cos

    def across(self, other: "Turn") -> bool:
        """Whether two directions are at right angles."""
        return abs(self.cos * other.cos + self.sin * other.sin) < _SAME


class _Drawn(NamedTuple):
    """A character as PDFium tells of it: its box (left, bottom, right, top) and where it starts.

    `seat` is the nearest place that is seen of its text, where it is cut off itself.
    """

    text: str
    turn: Turn
    origin: tuple[float, float]
    box: tuple[float, float, float, float]
    em: float
    seat: tuple[float, float] | None = None


def sheet(raw: Any, page: Any, form: Any, number: int) -> Sheet:
    """Read a page; `raw` is PDFium's interface, `form` the document's form or None."""
    textpage = page.get_textpage()
    try:
        drawn, unreadable = _characters(raw, page, textpage)
    finally:
        textpage.close()
    turns = Counter(one.turn for one in drawn if not one.text.isspace())
    turn = turns.most_common(1)[0][0] if turns else Turn(1, 0)
    straight = [one for one in drawn if one.turn == turn]
    glyphs = _once([_glyph(one, turn) for one in straight])
    aslant: list[tuple[Glyph, ...]] = []
    for other in [one for one in turns if one != turn]:
        some = _once([_glyph(one, other) for one in drawn if one.turn == other])
        if turn.across(other):
            words = [word for line in lines(some) for word in apart(line)]
            glyphs += [_sideways(word, other, turn) for word in words]
        else:
            aslant.append(tuple(some))
    glyphs += fields.values(raw, page, form, turn.point)
    across, upright, pictures = rules(raw, page, turn.point)
    return Sheet(number, tuple(glyphs), across, upright, tuple(aslant), unreadable, pictures)


def _sideways(line: Line, own: Turn, turn: Turn) -> Glyph:
    """A line that runs up or down the page, as one piece in the middle of where it stands."""
    middle = own.point((line.x0 + line.x1) / 2, line.mid)
    x, y = turn.point(*middle)
    return Glyph(text(line), x - line.em / 2, x + line.em / 2, y, line.em)


def _glyph(one: _Drawn, turn: Turn) -> Glyph:
    left, bottom, right, top = one.box
    corners = [turn.point(x, y)[0] for x in (left, right) for y in (bottom, top)]
    base = turn.point(*one.origin)[1]
    seat = turn.point(*one.seat) if one.seat else None
    return Glyph(one.text, min(corners), max(corners), base - _ABOVE_BASE * one.em, one.em, seat)


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without those drawn again in (almost) the same place, which makes them look bold."""
    made: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.blank or not _again(glyph, seen):
            made.append(glyph)
            seen.setdefault((glyph.text, int(glyph.x0), int(glyph.mid)), []).append(glyph)
    return made


def _again(glyph: Glyph, seen: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    """Whether the same character stands a small part of its size away, or nearer."""
    near = min(_SAME * glyph.em, _FARTHEST)
    return any(
        abs(other.x0 - glyph.x0) <= near and abs(other.mid - glyph.mid) <= near
        for x in range(int(glyph.x0 - near), int(glyph.x0 + near) + 1)
        for y in range(int(glyph.mid - near), int(glyph.mid + near) + 1)
        for other in seen.get((glyph.text, x, y), ())
    )


def _characters(raw: Any, page: Any, textpage: Any) -> tuple[list[_Drawn], int]:
    """All characters that the page itself draws, and how many of them cannot be read."""
    made: list[_Drawn] = []
    told = _Told(raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX())
    frames = Frames(raw, page, textpage)
    unreadable = 0
    high = 0
    for at in range(raw.FPDFText_CountChars(textpage)):
        if raw.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        code = raw.FPDFText_GetUnicode(textpage, at)
        if code in _HIGH:
            high = code
            continue
        if code in _LOW and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        text = _text(raw, textpage, at, code)
        unreadable += text == UNREADABLE
        if text:
            made.append(_drawn(raw, textpage, at, text, told, frames))
    return made, unreadable


def _text(raw: Any, textpage: Any, at: int, code: int) -> str:
    if raw.FPDFText_IsHyphen(textpage, at) == 1:
        return "-"
    if raw.FPDFText_HasUnicodeMapError(textpage, at) == 1:
        return UNREADABLE
    return read_as(code)


class _Told(NamedTuple):
    """Where PDFium writes what it is asked, made once for all characters of a page."""

    box: Any
    x: Any
    y: Any
    matrix: Any


def _drawn(raw: Any, textpage: Any, at: int, text: str, told: _Told, frames: Frames) -> _Drawn:
    box, x, y, matrix = told
    raw.FPDFText_GetLooseCharBox(textpage, at, box)
    raw.FPDFText_GetCharOrigin(textpage, at, x, y)
    raw.FPDFText_GetMatrix(textpage, at, matrix)
    size = math.hypot(matrix.a, matrix.b)
    em = abs(raw.FPDFText_GetFontSize(textpage, at)) * size or abs(box.top - box.bottom) or 1.0
    turn = _turn(matrix.a / size, matrix.b / size) if size else Turn(1, 0)
    place = (box.left, box.bottom, box.right, box.top)
    frame = frames.of(at, box)
    middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    seat = frame.seat(*middle) if frame else None
    return _Drawn(text, turn, (x.value, y.value), place, em, seat)


def _turn(cos: float, sin: float) -> Turn:
    """A direction; what is nearly straight is straight."""
    if abs(sin) < 0.05:
        return Turn(math.copysign(1, cos), 0)
    if abs(cos) < 0.05:
        return Turn(0, math.copysign(1, sin))
    return Turn(round(cos, 2), round(sin, 2))
