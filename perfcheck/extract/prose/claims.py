"""Phrases of a paragraph → what they state, with every figure bound that they leave out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from perfcheck.extract.prose.binding import level_before, named_level, sentence_start
from perfcheck.extract.prose.book import Book, Template
from perfcheck.extract.prose.counts import Names, names_of
from perfcheck.extract.prose.figures import Figure
from perfcheck.extract.prose.lists import (
    Part,
    alike,
    bracket_parts,
    following_parts,
    sentence_parts,
)
from perfcheck.extract.prose.subject import Read, clause_start, head
from perfcheck.extract.prose.totals import named_parts

_FARTHEST = 60


class Claim(NamedTuple):
    """One statement: its kind, where it stands, its figures by role, and the parts of a sum.

    `start` and `end` are offsets in the text of its paragraph. `listed` says how the parts were
    introduced (其中, 包括, 用于); `names` are those that a count counts; `named` is what
    a share is of.
    """

    kind: str
    paragraph: int
    start: int
    end: int
    figures: Mapping[str, Part]
    parts: tuple[Part, ...] = ()
    listed: str = ""
    period: tuple[int, int] | None = None
    same: bool = False
    names: Names | None = None
    named: str = ""


class Match(NamedTuple):
    """A template that matched a paragraph's row of tokens."""

    template: Template
    match: re.Match[str]
    paragraph: int


def claims(reads: Sequence[Read], book: Book) -> list[Claim]:
    """Return what the paragraphs state, in reading order; what cannot be bound is left out."""
    found: list[Claim] = []
    for paragraph, read in enumerate(reads):
        if not read.said.figures or read.flow.heading:
            continue
        before = len(found)
        for match in _matches(read, paragraph, book):
            claim = _MAKERS[match.template.kind](reads, match, book, found)
            if claim is not None:
                found.append(claim)
        found += _totals(reads, paragraph, found[before:], book)
        found[before:] = sorted(found[before:], key=lambda claim: claim.start)
    spoilt = {at: some[0].start for at, read in enumerate(reads) if (some := read.said.spoilt)}
    return [claim for claim in found if _sound(claim, reads, spoilt)] if spoilt else found


def _sound(claim: Claim, reads: Sequence[Read], spoilt: Mapping[int, int]) -> bool:
    """Whether no figure that cannot be read may belong to a claim: as its part, or as what its
    other figures were bound to in its place.

    Such a figure stands in the claim's paragraph before its sentence ends, or among the paragraphs
    of its parts and the one after them.
    """
    own = reads[claim.paragraph].flow.folded
    stop = own.find("。", claim.end)
    if spoilt.get(claim.paragraph, len(own)) < (stop if stop >= 0 else len(own)):
        return False
    around = {part.paragraph for part in (*claim.parts, *claim.figures.values())}
    around.add(claim.paragraph)
    if len(around) == 1:
        return True
    near = range(min(around), max(around) + 2)
    return not any(paragraph in spoilt for paragraph in near if paragraph != claim.paragraph)


def _totals(
    reads: Sequence[Read], paragraph: int, said: Sequence[Claim], book: Book
) -> list[Claim]:
    """A total whose parts stand in paragraphs of their own, where no phrase said so."""
    whole, parts = named_parts(reads, paragraph, book)
    if not parts or any(at.figures["whole"] == whole for at in said if at.kind == "sum"):
        return []
    read = reads[paragraph]
    start = read.said.offset(clause_start(read, whole.place))
    end = _figure(reads, whole).close
    return [Claim("sum", paragraph, start, end, {"whole": whole}, tuple(parts), "分列")]


def _matches(read: Read, paragraph: int, book: Book) -> Iterator[Match]:
    """Matches in the order of the templates; an earlier one of the same kind holds its ground."""
    row = read.said.row
    held: dict[str, bytearray] = {}
    for template in book.templates:
        ground = held.setdefault(template.kind, bytearray(len(row)))
        for match in template.pattern.finditer(row):
            start, end = match.span()
            if 1 not in ground[start:end]:
                ground[start:end] = b"\1" * (end - start)
                yield Match(template, match, paragraph)


def _places(at: Match, *names: str) -> dict[str, Part]:
    """Where the figures of a match stand; a slot may come second, as rate2."""
    groups = at.match.groupdict()
    found: dict[str, Part] = {}
    for name in names:
        slot = next((slot for slot in (name, name + "2") if groups.get(slot)), None)
        if slot:
            found[name] = Part(at.paragraph, at.match.start(slot))
    return found


def _figure(reads: Sequence[Read], part: Part) -> Figure:
    return reads[part.paragraph].said.figures[part.place]


def _span(read: Read, at: Match, *parts: Part | None) -> tuple[int, int]:
    """The offsets from the clause of the first figure in the sentence to the end of the phrase."""
    start = at.match.start()
    begun = sentence_start(read.said.row, start)
    own = [part.place for part in parts if part and part.paragraph == at.paragraph]
    first = min([start, *(place for place in own if place >= begun)])
    if first in read.said.figures:
        first = clause_start(read, first)
    return read.said.offset(first), read.said.offset(at.match.end())


def _change(reads: Sequence[Read], at: Match, book: Book, found: Sequence[Claim]) -> Claim | None:
    read = reads[at.paragraph]
    figures = _places(at, "now", "before", "diff", "rate")
    groups = at.match.groupdict()
    if groups.get("y0") and not _in_order(read, at, figures):
        return None
    period = at.match.span("period") if groups.get("period") else None
    if "now" not in figures and at.template.data.get("now") == "before":
        near = level_before(read, at.match.start(), groups.get("gap") or "", book)
        if near is None and not groups.get("period"):
            return None
        if near is not None:
            figures["now"] = Part(at.paragraph, near)
    if at.template.data.get("equal") == "head":
        first = head(read)
        if first is not None and first < at.match.start() and "now" in figures:
            figures["head"] = Part(at.paragraph, first)
    start, end = _span(read, at, figures.get("now"))
    offsets = (read.said.offset(period[0]), read.said.offset(period[1])) if period else None
    same = bool(groups.get("same"))
    return Claim("change", at.paragraph, start, end, figures, period=offsets, same=same)


def _in_order(read: Read, at: Match, figures: dict[str, Part]) -> bool:
    """Whether two years are named; where the later comes first, the figures change places."""
    years = [read.said.figures[at.match.start(name)].number for name in ("y0", "y1")]
    first, second = (year.mid if year else 0 for year in years)
    if first > second:
        figures["now"], figures["before"] = figures["before"], figures["now"]
    return first != second


def _ratio(reads: Sequence[Read], at: Match, book: Book, found: Sequence[Claim]) -> Claim | None:
    """Money spent of money planned; the words before the two figures must say so."""
    row = reads[at.paragraph].said.row
    figures = _places(at, "whole", "part", "rate")
    whole, part = at.match.start("whole"), at.match.start("part")
    clause = row[max(row.rfind(stop, 0, whole) for stop in "，。；") + 1 : whole]
    if not book.words["whole_words"].search(clause):
        return None
    if not book.words["part_words"].search(row, whole, part):
        return None
    return Claim("ratio", at.paragraph, *_span(reads[at.paragraph], at), figures)


def _share(reads: Sequence[Read], at: Match, book: Book, found: Sequence[Claim]) -> Claim | None:
    read = reads[at.paragraph]
    figures = _places(at, "part", "rate")
    part = figures["part"]
    named = at.match.groupdict().get("named")
    if named:
        whole = named_level(reads, at.paragraph, part.place, named, book)
    else:
        whole = _listed_whole(found, part)
    if whole is not None and alike(_figure(reads, whole), _figure(reads, part)):
        figures["whole"] = whole
    return Claim("share", at.paragraph, *_span(read, at), figures, named=named or "")


def _listed_whole(found: Sequence[Claim], part: Part) -> Part | None:
    """The whole of the list that a part stands in."""
    for claim in reversed(found):
        if claim.paragraph < part.paragraph - _FARTHEST:
            return None
        if part in claim.parts:
            return claim.figures["whole"]
    return None


def _sum(reads: Sequence[Read], at: Match, book: Book, found: Sequence[Claim]) -> Claim | None:
    read = reads[at.paragraph]
    whole = _whole(reads, at, book)
    if whole is None:
        return None
    figure = _figure(reads, whole)
    parts, end = _listed(reads, at, figure, whole, book, found)
    if not parts or _restated(reads, parts, figure):
        return None
    start, _ = _span(read, at, whole)
    close = max(
        [
            read.said.offset(end),
            *(_figure(reads, part).close for part in parts if part.paragraph == at.paragraph),
        ]
    )
    listed = str(at.template.data["said"])
    return Claim("sum", at.paragraph, start, close, {"whole": whole}, tuple(parts), listed)


def _whole(reads: Sequence[Read], at: Match, book: Book) -> Part | None:
    groups = at.match.groupdict()
    read = reads[at.paragraph]
    if groups.get("whole") and not _cause(read, at.match.start("whole"), book):
        return Part(at.paragraph, at.match.start("whole"))
    if groups.get("named"):
        return named_level(reads, at.paragraph, at.match.start("named"), groups["named"], book)
    first = head(read)
    return Part(at.paragraph, first) if first is not None and first < at.match.start() else None


def _cause(read: Read, place: int, book: Book) -> bool:
    """Whether a figure only says why: 主要原因是更新车辆1辆。其中："""
    return bool(book.words["cause"].match(read.said.row, clause_start(read, place)))


def _listed(
    reads: Sequence[Read],
    at: Match,
    figure: Figure,
    whole: Part,
    book: Book,
    found: Sequence[Claim],
) -> tuple[list[Part], int]:
    read, start = reads[at.paragraph], at.match.end()
    if at.template.data["list"] == "bracket":
        return bracket_parts(read, at.paragraph, start, figure, book), start
    if start >= len(read.said.row):
        return following_parts(reads, at.paragraph, figure, book), start
    if at.template.data["list"] == "items":
        return [], start
    begun = sentence_start(read.said.row, at.match.start())
    inside = whole.paragraph == at.paragraph and whole.place >= begun
    own = takewhile(lambda claim: claim.paragraph == at.paragraph, reversed(found))
    bound = inside and any(whole in claim.parts for claim in own)
    return sentence_parts(read, at.paragraph, start, figure, book, bound=bound)


def _restated(reads: Sequence[Read], parts: Sequence[Part], whole: Figure) -> bool:
    """Whether several parts say the whole again: 收入总计, 支出总计."""
    assert whole.number is not None
    values = {number.mid for part in parts if (number := _figure(reads, part).number)}
    return len(parts) > 1 and whole.number.mid != 0 and values == {whole.number.mid}


def _count(reads: Sequence[Read], at: Match, book: Book, found: Sequence[Claim]) -> Claim | None:
    read = reads[at.paragraph]
    figures = _places(at, "n", "sum")
    figure = _figure(reads, figures["n"])
    names = None
    if where := at.template.data.get("names"):
        names = names_of(reads, at.paragraph, at.match, str(where), figure, book)
        if names is None:
            return None
    start, end = _span(read, at)
    if names and names.spans:
        own = [span for part, *span in names.spans if part == at.paragraph]
        start, end = min([start, *(s for s, _ in own)]), max([end, *(e for _, e in own)])
    return Claim("count", at.paragraph, start, end, figures, names=names)


_MAKERS = {"change": _change, "ratio": _ratio, "share": _share, "sum": _sum, "count": _count}
