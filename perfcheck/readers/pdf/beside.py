"""Pages that hold the columns for which the page before had no room: they cannot be read alone."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from perfcheck.messages import Message
from perfcheck.readers.pdf.layout import Tabled
from perfcheck.readers.pdf.ruling import Ruled

_NEAR: Final = 2.0
_FAR: Final = 40
_FEWEST: Final = 6
_HIGH: Final = 1.4
_HIGH_ROWS: Final = 2
_MOST: Final = 0.95
_SAME: Final = 0.3


class Held(NamedTuple):
    """The tables of a page: its number, where their rows are parted, and what they say."""

    page: int
    ys: tuple[float, ...]
    texts: frozenset[str]


def held(page: int, ruled: Sequence[Ruled], blocks: Sequence[object]) -> Held | None:
    """The tables of a page, where they have rows enough to be known again."""
    ys = sorted(y for table in ruled for y in table.ys)
    if len(ys) <= _FEWEST:
        return None
    rows = (row for block in blocks if isinstance(block, Tabled) for row in block.rows)
    texts = frozenset(cell.text for row in rows for cell in row if cell.text)
    return Held(page, tuple(ys), texts)


def noted(pages: Sequence[Held]) -> list[Message]:
    """Say which pages go on to the right of others: the same rows, and other texts."""
    made: list[Message] = []
    for at, one in enumerate(pages):
        left = next(
            (other for other in pages[max(at - _FAR, 0) : at] if _right_of(one, other)), None
        )
        if left is None:
            continue
        zh = (
            f"第 {one.page} 页像是第 {left.page} 页的表右边放不下的几栏，拆开了读不全；"
            "请在页面设置里选“将所有列打印在一页”，重新导出 PDF，或直接查原来的电子表"
        )
        en = (
            f"page {one.page} seems to hold the columns that page {left.page} had no room for;"
            " fit all columns on one page and export the PDF again, or check the workbook itself"
        )
        made.append(Message(zh, en))
    return made


def _right_of(one: Held, other: Held) -> bool:
    """Whether rows are parted at the same heights, high ones among them, and say other things."""
    fewer, more = sorted((one.ys, other.ys), key=len)
    near = [y for y in fewer if _has(more, y)]
    if len(near) < _MOST * len(fewer) or len(one.texts & other.texts) > _SAME * len(one.texts):
        return False
    usual = median(below - above for above, below in pairwise(more))
    high = [
        (above, below)
        for above, below in pairwise(more)
        if below - above >= _HIGH * usual and _has(fewer, above) and _has(fewer, below)
    ]
    return len(high) >= _HIGH_ROWS


def _has(ys: Sequence[float], y: float) -> bool:
    at = bisect_left(ys, y - _NEAR)
    return at < len(ys) and ys[at] <= y + _NEAR
