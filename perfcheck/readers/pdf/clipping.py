"""Text that a page cuts off: where the frame that shows it ends, so that its cell can be told.

Spreadsheets print a merged cell on every page that it reaches into, and a text that is too high
for its row, whole each time; a frame (clip path) hides what does not belong on the page.
"""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

_INSET = 2.0
_TOUCHING = 0.5


class Frame(NamedTuple):
    """What is seen of a text: from left to right and from the bottom to the top of the page."""

    left: float
    bottom: float
    right: float
    top: float

    def seat(self, x: float, y: float) -> tuple[float, float] | None:
        """The place nearest to a hidden one that is seen; None for one that is seen itself."""
        if self.left <= x <= self.right and self.bottom <= y <= self.top:
            return None
        near_x = min(max(x, self.left + _INSET), max(self.right - _INSET, self.left))
        near_y = min(max(y, self.bottom + _INSET), max(self.top - _INSET, self.bottom))
        return near_x, near_y


class Frames:
    """The frames of the texts of a page; characters that follow each other on a line share one."""

    def __init__(self, raw: Any, page: Any, textpage: Any) -> None:
        self.raw = raw
        self.page = page
        self.textpage = textpage
        self.owned: set[int] = set()
        self.end = 0.0, 0.0
        self.last: Frame | None = None

    def of(self, at: int, box: Any) -> Frame | None:
        """The frame of a character, by its number on the page; None where it has none."""
        x, y = self.end
        if abs(box.left - x) > _TOUCHING or abs(box.bottom - y) > _TOUCHING:
            thing = self.raw.FPDFText_GetTextObject(self.textpage, at)
            self.last = self._frame(thing) if thing else None
        self.end = box.right, box.bottom
        return self.last

    def _frame(self, thing: Any) -> Frame | None:
        """The stretch that all paths share, where they leave one; of objects of objects, none."""
        path = self.raw.FPDFPageObj_GetClipPath(thing)
        count = self.raw.FPDFClipPath_CountPaths(path) if path else 0
        boxes = [box for number in range(count) if (box := self._box(path, number))]
        if not boxes or not self._own(thing):
            return None
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        frame = Frame(max(lefts), max(bottoms), min(rights), min(tops))
        return frame if frame.left < frame.right and frame.bottom < frame.top else None

    def _own(self, thing: Any) -> bool:
        """Whether an object is the page's own: others are placed in coordinates of their own."""
        if not self.owned:
            count = self.raw.FPDFPage_CountObjects(self.page)
            get = self.raw.FPDFPage_GetObject
            self.owned = {_address(get(self.page, at)) for at in range(count)}
        return _address(thing) in self.owned

    def _box(self, path: Any, number: int) -> Frame | None:
        """The box that a path lies in: what stands outside of it is hidden in any case."""
        points = [*self._points(path, number)]
        if not points:
            return None
        xs, ys = zip(*points, strict=True)
        return Frame(min(xs), min(ys), max(xs), max(ys))

    def _points(self, path: Any, number: int) -> Iterator[tuple[float, float]]:
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(self.raw.FPDFClipPath_CountPathSegments(path, number)):
            segment = self.raw.FPDFClipPath_GetPathSegment(path, number, at)
            self.raw.FPDFPathSegment_GetPoint(segment, x, y)
            yield x.value, y.value


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0
