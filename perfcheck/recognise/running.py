"""Forms printed as running text, which only the words of a kind cut into rows."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.kind import Kind
from perfcheck.recognise.evidence import Evidence, titled, untitled
from perfcheck.recognise.titles import starts
from perfcheck.source import Cell, Row


class Running(NamedTuple):
    """A kind held against rows that were cut by its words: its title, if any, and what was seen."""

    kind: Kind
    title: Cell | None
    seen: Evidence


def running(rows: Sequence[Row], kinds: Sequence[Kind]) -> list[Running]:
    """Cut long lines by the words of each kind and weigh what they are then, the best first."""
    tried = [_tried(rows, kind) for kind in kinds if kind.shape == "form"]
    return sorted(tried, key=lambda one: (one.seen.lacks is not None, -one.seen.score))


def _tried(rows: Sequence[Row], kind: Kind) -> Running:
    from perfcheck.extract.sequence import regrid

    cut = regrid(rows, kind).rows
    opened = starts(cut, [kind])
    if opened:
        title = opened[0].title
        return Running(kind, title, titled(kind, title, cut[opened[0].at :]))
    return Running(kind, None, untitled(kind, cut))
