"""Which rows of a document are which kind of form, and why: blocks from title to title."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.form import Considered
from perfcheck.kind import Kind, Kinds
from perfcheck.messages import Message
from perfcheck.recognise.evidence import Evidence, titled, untitled
from perfcheck.recognise.header import Header, Heading, header
from perfcheck.recognise.prose import captioned, rest_of, stops
from perfcheck.recognise.titles import Start, alone, before, starts, title_of
from perfcheck.source import Cell, Document, Row

__all__ = [
    "Block",
    "Header",
    "Heading",
    "Recognition",
    "header",
    "recognise",
    "title_of",
]

LONG = 120
"""A cell of so many characters may be a form in running text."""


class Block(NamedTuple):
    """Rows that are one form of a kind, its title row first where it has one.

    `header`: one of the rows that is the header of a table, where that is known already.
    """

    kind: Kind
    title: Cell | None
    rows: tuple[Row, ...]
    score: float
    reasons: tuple[Message, ...] = ()
    header: Row | None = None


class _Tried(NamedTuple):
    """A kind held against some rows, with the weight of what spoke for it."""

    kind: Kind
    score: float
    told: Considered


class Recognition(NamedTuple):
    """The forms found; `nearest` and `reasons` tell what came closest where there are none."""

    blocks: tuple[Block, ...]
    nearest: str = ""
    reasons: tuple[Message, ...] = ()
    considered: tuple[Considered, ...] = ()


def recognise(document: Document, kinds: Kinds, kind: str | None = None) -> Recognition:
    """Find the forms of a document; `kind` says that it holds a form of that kind."""
    rows = document.rows
    known = [each for each in kinds.kinds if kind is None or each.id == kind]
    grids = [each for each in known if each.shape in ("form", "list")]
    prose = [each for each in known if each.shape in ("budget", "report")]
    tried: list[_Tried] = []
    lone = alone(rows)
    found = starts(rows, grids, lone)
    blocks = _titled(rows, found, stops(rows, lone, kinds), tried)
    blocks += _prose(rows, blocks, prose, kinds, tried, sure=kind is not None)
    if not blocks and any(len(row.cells) == 1 and len(row.cells[0].text) >= LONG for row in rows):
        blocks = _running(rows, grids, tried)
    if not blocks:
        blocks = _untitled(rows, grids, tried, sure=kind is not None)
    if not blocks:
        return _nothing(tried)
    blocks.sort(key=lambda block: block.rows[0].line)
    return Recognition(tuple(blocks), considered=tuple(one.told for one in tried))


def _titled(
    rows: tuple[Row, ...],
    found: Sequence[Start],
    ends: frozenset[int],
    tried: list[_Tried],
) -> list[Block]:
    opened = sorted({*ends, *(start.at for start in found), len(rows)})
    blocks = []
    at = 0
    for start in found:
        while opened[at] <= start.at:
            at += 1
        end = opened[at]
        end = before(rows, end) if end < len(rows) else end
        stretch = rows[before(rows, start.at) : max(end, start.at + 1)]
        blocks += _best(start, stretch, tried)
    return blocks


def _best(start: Start, rows: tuple[Row, ...], tried: list[_Tried]) -> list[Block]:
    """The kind that a title and what stands below it speak for most, if any."""
    told = [(kind, titled(kind, start.title, rows)) for kind in start.kinds]
    told.sort(key=lambda one: (one[1].lacks is not None, -one[1].score))
    best, found = told[0]
    for kind, seen in told:
        lacks = _lacking(kind, seen, best, taken=found.lacks is None)
        tried.append(_tried(kind, start.title.text, rows, seen, lacks))
    if found.lacks:
        return []
    return [Block(best, start.title, rows, found.score, found.reasons, found.header)]


def _lacking(kind: Kind, seen: Evidence, best: Kind, *, taken: bool) -> Message | None:
    """Why some rows were not taken for a kind; None where it is the one they were taken for."""
    if taken and kind is best:
        return None
    return seen.lacks or _rivalled(best)


def _rivalled(kind: Kind) -> Message:
    return Message(f"“{kind.name.zh}”更像", f"{kind.name.en} fits better")


def _tried(
    kind: Kind, title: str, rows: Sequence[Row], seen: Evidence, lacks: Message | None
) -> _Tried:
    line, end_line = (rows[0].line, rows[-1].line) if rows else (0, 0)
    told = Considered(kind.id, kind.name, title.strip(), line, end_line, seen.reasons, lacks)
    return _Tried(kind, seen.score, told)


def _prose(
    rows: tuple[Row, ...],
    blocks: Sequence[Block],
    kinds: Sequence[Kind],
    shared: Kinds,
    tried: list[_Tried],
    *,
    sure: bool,
) -> list[Block]:
    """A budget or a report is all of a document that no form in it takes."""
    taken = {row.line for block in blocks for row in block.rows}
    left = tuple(row for row in rows if row.line not in taken) if taken else rows
    if not left or not kinds:
        return []
    captions = len(captioned(left, shared))
    told = [(kind, *rest_of(kind, left, captions)) for kind in kinds]
    told.sort(key=lambda one: (one[2].lacks is not None, -one[2].score))
    taken_all = not told[0][2].lacks or (sure and not blocks)
    for kind, title, seen in told:
        lacks = _lacking(kind, seen, told[0][0], taken=taken_all)
        tried.append(_tried(kind, title.text if title else "", left, seen, lacks))
    kind, title, seen = told[0]
    if not taken_all:
        return []
    return [Block(kind, title, left, seen.score, seen.reasons)]


def _running(rows: tuple[Row, ...], kinds: Sequence[Kind], tried: list[_Tried]) -> list[Block]:
    from perfcheck.recognise.running import running

    told = running(rows, kinds)
    for kind, title, seen in told:
        lacks = _lacking(kind, seen, told[0].kind, taken=not told[0].seen.lacks)
        tried.append(_tried(kind, title.text if title else "", rows, seen, lacks))
    if not told or told[0].seen.lacks:
        return []
    kind, title, seen = told[0]
    return [Block(kind, title, rows, seen.score, seen.reasons)]


def _untitled(
    rows: tuple[Row, ...],
    kinds: Sequence[Kind],
    tried: list[_Tried],
    *,
    sure: bool,
) -> list[Block]:
    told = [(kind, untitled(kind, rows)) for kind in kinds if kind.shape == "form" or sure]
    told.sort(key=lambda one: one[1].score)
    taken = bool(told) and (sure or not told[-1][1].lacks)
    for kind, seen in reversed(told):
        lacks = _lacking(kind, seen, told[-1][0], taken=taken)
        tried.append(_tried(kind, "", rows, seen, lacks))
    if not taken:
        return []
    kind, seen = told[-1]
    return [Block(kind, None, rows, seen.score, seen.reasons, seen.header)]


def _nothing(tried: Sequence[_Tried]) -> Recognition:
    """What came nearest: the kind of which most was seen."""
    told = tuple(one.told for one in tried)
    seen = [one for one in tried if one.told.reasons]
    best = max(seen, key=lambda one: one.score, default=None)
    if best is None:
        none = Message("没有任何已知的标题或栏目", "no known title or label")
        return Recognition((), "", (none,), told)
    lacks = (best.told.lacks,) if best.told.lacks else ()
    return Recognition((), best.kind.id, (*best.told.reasons, *lacks), told)
