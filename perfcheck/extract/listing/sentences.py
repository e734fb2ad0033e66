"""Running text → the indicators that it states, each with the places of its parts."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from perfcheck.extract.listing.runs import Run
from perfcheck.extract.listing.words import Style, Words, styled
from perfcheck.kind import Term, Vocabulary, term
from perfcheck.wording import compiled

_BEFORE = frozenset("。.;；，,、!！")
_TAIL = "。；;,，、.!！ "
_BRACKETS = "[]【】〔〕（）()"
_LONGEST_HEADING = 24
_LEVEL_ENDING = "指标"
_LEVELS = frozenset(("level", "level1", "level2"))
_SLOTS = ("mark", "name", "period", "annual", "level", "level1", "level2")

Place = tuple[int, int]
Levels = tuple[tuple[Term, Place] | None, tuple[Term, Place] | None]


class Said(NamedTuple):
    """One indicator as a sentence states it: where its parts stand in the run.

    `one` and `two` are its level terms with their places (None: not printed); `sure`: its words
    leave no doubt which part is what.
    """

    span: Place
    places: Mapping[str, Place]
    one: tuple[Term, Place] | None
    two: tuple[Term, Place] | None
    sure: bool


class Read(NamedTuple):
    """The indicators of a text, where the first begins, headings, and sentences not understood."""

    said: tuple[Said, ...]
    start: int
    headings: tuple[Place, ...]
    left: tuple[Place, ...]


class _Piece(NamedTuple):
    """A sentence to be read: characters of the run, and where each of them stands."""

    text: str
    head: Place
    body: Place

    def place(self, start: int, end: int) -> Place:
        """Where a stretch of the sentence stands in the run."""
        size = self.head[1] - self.head[0]
        if start < size:
            return self.head[0] + start, self.head[0] + min(end, size)
        shift = self.body[0] - size
        return start + shift, end + shift


def read(run: Run, words: Words, vocabulary: Vocabulary, *, alone: bool) -> Read:
    """Read the indicators of a text; `alone` says that it holds nothing else."""
    starts = _joined(run, _starts(run, words, alone=alone), words)
    said: list[Said] = []
    headings: list[Place] = []
    left: list[Place] = []
    over: Levels = (None, None)
    waiting: list[tuple[int, Place]] = []
    for start, end in pairwise([*starts, len(run.text)]):
        heading = _heading(run, (start, end), words, vocabulary)
        if heading:
            level = 1 if heading[0] else 2
            left += [place for number, place in waiting if number >= level]
            waiting = [one for one in waiting if one[0] < level] + [(level, (start, end))]
            over = heading if heading[0] else (over[0], heading[1])
            continue
        found = _entry(run, (start, end), words, vocabulary)
        said += [_under(one, over) for one in found]
        left += [] if found else [(start, end)]
        headings += [place for _, place in waiting]
        waiting = []
    left += [place for _, place in waiting]
    return Read(tuple(said), starts[0] if starts else len(run.text), tuple(headings), tuple(left))


def _under(said: Said, over: Levels) -> Said:
    """A sentence without a level has that of the heading above it."""
    if said.one:
        return said
    if said.two or not over[1]:
        return said._replace(one=over[0])
    return said._replace(one=over[0], two=over[1])


def _starts(run: Run, words: Words, *, alone: bool) -> list[int]:
    """Where sentences that state indicators begin."""
    edges = set(run.starts)
    found = [
        match.start()
        for match in compiled(words.opener).finditer(run.text)
        if _begins(run.text, match, edges)
    ]
    if found:
        return [0, *found] if alone and found[0] > 0 else found
    marks = [
        match.start()
        for match in compiled(words.marked).finditer(run.text)
        if not match.start() or run.text[match.start() - 1] in _BEFORE or match.start() in edges
    ]
    if alone:
        return sorted({0, *marks}) if run.text else []
    stated = compiled("指标值|目标值").search(run.text)
    return [at for at in marks if stated and at >= _sentence(run.text, stated.start(), marks)]


def _joined(run: Run, starts: Sequence[int], words: Words) -> list[int]:
    """A level one that only ；or ：parts from its level two opens one sentence with it."""
    kept: list[int] = []
    for start in starts:
        over = run.text[kept[-1] : start] if kept else "。"
        marked = compiled(words.mark).match(run.text, start)
        if not marked and over[-1] in ";:,、" and compiled(words.leading).fullmatch(over):
            continue
        kept.append(start)
    return kept


def _sentence(text: str, at: int, marks: Sequence[int]) -> int:
    return max((mark for mark in marks if mark < at), default=at)


def _begins(text: str, match: re.Match[str], edges: set[int]) -> bool:
    """Whether a level term opens a sentence: at an end of the one before, or after a number."""
    start = match.start()
    if not start or text[start - 1] in "。;!！":
        return True
    if match[0][0] in "0123456789（(①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十":
        return not text[start - 1].isdigit() and text[start - 1] not in "≥≤><=第"
    return start in edges


def _heading(run: Run, span: Place, words: Words, vocabulary: Vocabulary) -> Levels | None:
    """The level terms of a sentence that holds nothing else."""
    text = run.text[slice(*span)].rstrip(_TAIL + ":")
    if len(text) > _LONGEST_HEADING:
        return None
    match = compiled(words.leading).fullmatch(text + ":")
    if match is None:
        return None
    mark = compiled(words.mark).match(text)
    place = (span[0] + (mark.end() if mark else 0), span[0] + len(text))
    said = compiled("[:;,、/-]").split(run.text[slice(*place)])[-1].strip(_BRACKETS)
    first, second = term(vocabulary, 1, said), term(vocabulary, 2, said)
    if first:
        return (first, place), None
    return (None, (second, place)) if second else None


def _entry(run: Run, span: Place, words: Words, vocabulary: Vocabulary) -> list[Said]:
    """The indicators of one sentence: one, or several that share their level."""
    text = run.text[slice(*span)].rstrip(_TAIL)
    body = (span[0], span[0] + len(text))
    whole = _Piece(text, (span[0], span[0]), body)
    sure = [style for style in words.styles if style.sure]
    if one := _said(whole, span, sure, vocabulary):
        return [one]
    for between in ";。", ",、":
        if several := _several(run, span, body, words, sure, vocabulary, between):
            return several
    guesses = [style for style in words.styles if not style.sure]
    one = _said(whole, span, guesses, vocabulary)
    return [one] if one else []


def _several(
    run: Run,
    span: Place,
    body: Place,
    words: Words,
    styles: Sequence[Style],
    vocabulary: Vocabulary,
    between: str,
) -> list[Said]:
    """Sentences parted by signs, of which only the first prints the level."""
    text = run.text[slice(*body)]
    leading = compiled(words.leading).match(text)
    size = leading.end() if leading else 0
    pieces = compiled(f"[{between}]").split(text[size:])
    if len(pieces) < 2:
        return []
    head = (body[0], body[0] + size)
    found: list[Said] = []
    at = body[0] + size
    for piece in pieces:
        end = at + len(piece)
        trimmed = piece.rstrip(_TAIL)
        made = _Piece(text[:size] + trimmed, head, (at, at + len(trimmed)))
        last = end + 1 if end < body[1] else span[1]
        one = _said(made, (at if found else span[0], last), styles, vocabulary)
        if one is None:
            return []
        found.append(one)
        at = end + 1
    return found


def _said(
    piece: _Piece, span: Place, styles: Sequence[Style], vocabulary: Vocabulary
) -> Said | None:
    for style in styles:
        match = styled(style).fullmatch(piece.text)
        if match is None:
            continue
        groups = {name: at for name, at in match.groupdict().items() if at is not None}
        places = {name: piece.place(*match.span(name)) for name in groups if name in _SLOTS}
        name = groups.get("name", "")
        if _is_term(vocabulary, name) and (
            _LEVELS.isdisjoint(groups) or name.endswith(_LEVEL_ENDING)
        ):
            continue
        levels = _levels(groups, places, vocabulary)
        if levels is not None:
            return Said(span, places, *levels, style.sure)
    return None


def _levels(
    groups: Mapping[str, str], places: Mapping[str, Place], vocabulary: Vocabulary
) -> Levels | None:
    """The level terms; None where a word in their place is none.

    A term of both levels that stands alone is taken for one of the first.
    """
    found: dict[int, tuple[Term, Place]] = {}
    for name, levels in (("level1", (1,)), ("level2", (2,)), ("level", (1, 2))):
        if name not in groups:
            continue
        known = [(at, one) for at in levels if (one := _term(vocabulary, at, groups[name]))]
        if not known:
            return None
        found[known[0][0]] = known[0][1], places[name]
    return found.get(1), found.get(2)


def _is_term(vocabulary: Vocabulary, text: str) -> bool:
    return any(_term(vocabulary, level, text) for level in (1, 2))


def _term(vocabulary: Vocabulary, level: int, text: str) -> Term | None:
    return term(vocabulary, level, text.strip(_BRACKETS))
