"""What a page draws besides text: straight lines, borders and thin bars; and whether pictures."""

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from perfcheck.readers.pdf.sheet import Rule

Point: TypeAlias = tuple[float, float]
Placing: TypeAlias = Callable[[float, float], Point]

_THIN = 3.0
_SHORT = 0.5
_PICTURE = 0.3
_DEEPEST = 8
_MOST = 60_000


class Matrix(NamedTuple):
    """How an object is placed: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def point(self, x: float, y: float) -> Point:
        """Where a point of the object is put."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: "Matrix") -> "Matrix":
        """Placed like this in something that is itself placed like `outer`."""
        a, b = outer.point(self.a, self.b)
        c, d = outer.point(self.c, self.d)
        e, f = outer.point(self.e, self.f)
        return Matrix(a - outer.e, b - outer.f, c - outer.e, d - outer.f, e, f)


def rules(raw: Any, page: Any, placing: Placing) -> tuple[tuple[Rule, ...], tuple[Rule, ...], bool]:
    """The lines across and upright of a page, and whether pictures cover much of it."""
    across: list[Rule] = []
    upright: list[Rule] = []
    shown = 0.0
    for thing, matrix in _objects(raw, page, Matrix(), 0):
        sort = raw.FPDFPageObj_GetType(thing)
        if sort == raw.FPDF_PAGEOBJ_IMAGE:
            placed = _matrix(raw, thing).within(matrix)
            shown += abs(placed.a * placed.d - placed.b * placed.c)
        elif sort == raw.FPDF_PAGEOBJ_PATH and len(across) + len(upright) < _MOST:
            for start, end in _strokes(raw, thing, matrix, placing):
                _sorted(start, end, across, upright)
    wide, high = page.get_size()
    return tuple(across), tuple(upright), shown >= _PICTURE * wide * high


def _objects(raw: Any, holder: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """All objects of a page, those inside of others too, each with how it is placed."""
    count, get = raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject
    if depth:
        count, get = raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
    for at in range(count(holder)):
        thing = get(holder, at)
        if not thing:
            continue
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                yield from _objects(raw, thing, _matrix(raw, thing).within(matrix), depth + 1)
        else:
            yield thing, matrix


def _matrix(raw: Any, thing: Any) -> Matrix:
    said = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, said):
        return Matrix()
    return Matrix(said.a, said.b, said.c, said.d, said.e, said.f)


def _strokes(
    raw: Any, path: Any, matrix: Matrix, placing: Placing
) -> Iterator[tuple[Point, Point]]:
    """The straight lines that a path draws: its strokes, or what is filled, where that is thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke):
        return
    placed = _matrix(raw, path).within(matrix)
    for line in _polygons(raw, path):
        points = [placing(*placed.point(x, y)) for x, y in line]
        if stroke.value:
            yield from pairwise(points)
        elif fill.value and len(points) > 1:
            xs, ys = zip(*points, strict=True)
            left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
            if bottom - top <= _THIN < right - left:
                yield (left, (top + bottom) / 2), (right, (top + bottom) / 2)
            elif right - left <= _THIN < bottom - top:
                yield ((left + right) / 2, top), ((left + right) / 2, bottom)


def _polygons(raw: Any, path: Any) -> Iterator[list[Point]]:
    """The parts of a path that are drawn in one go; a closed one ends where it began."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _sorted(start: Point, end: Point, across: list[Rule], upright: list[Rule]) -> None:
    """Put a line where it belongs; what is aslant, and no more than a dot, is no rule."""
    (x0, y0), (x1, y1) = start, end
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if high <= 1 and wide >= max(_SHORT, 3 * high):
        across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif wide <= 1 and high >= max(_SHORT, 3 * wide):
        upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
