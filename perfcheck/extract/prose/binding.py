"""What a phrase leaves out: the level that a change is of, the whole that a share is of."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from perfcheck.extract.prose.book import Book
from perfcheck.extract.prose.figures import LEVELS, SIGNS
from perfcheck.extract.prose.lists import Part
from perfcheck.extract.prose.subject import Read, clause_start, head

_STOPS = "。！？"
_LEVELS = frozenset(SIGNS[role] for role in LEVELS)
_BACK = 8
_FAR = 2000
_MOST = 80
_TELLING = 4


def sentence_start(row: str, place: int) -> int:
    """Return where the sentence begins that holds `place`."""
    least = max(0, place - _FAR)
    return max(least - 1, *(row.rfind(stop, least, place) for stop in _STOPS)) + 1


def level_before(read: Read, start: int, gap: str, book: Book) -> int | None:
    """Return the place of the level that a change at `start` is of; None where it is not sure.

    It is the last level of the sentence where nothing but words about it stands between, or the
    paragraph's first where the sentence opens with the change or with 本项目.
    """
    row = read.said.row
    begun = sentence_start(row, start)
    near = last_level(row, begun, start)
    if near is not None:
        between = _without_brackets(row[near + 1 : start])
        sure = book.words["purpose"].fullmatch(between) is not None
        sure = sure and not _closes_list(row, begun, near, book)
    else:
        near = head(read)
        if near is None or near >= start:
            return None
        opened = row[begun:start].lstrip("，")
        named = book.words["anaphor"].fullmatch(opened) is not None
        sure = named or (not opened and _alone(read, near, start))
    if not sure or read.said.figures[near].role != "money":
        return None
    return near if _speaks_of(read, near, gap, book) else None


def _closes_list(row: str, begun: int, near: int, book: Book) -> bool:
    """Whether a level ends a list no other part of which is compared: the change may be of all."""
    opener = None
    for found in book.words["opened"].finditer(row, begun, near):
        opener = found
    if opener is None or last_level(row, opener.end(), near) is None:
        return False
    return book.compare.search(row, opener.end(), near) is None


def _alone(read: Read, near: int, start: int) -> bool:
    """Whether no other amount stands between a level and a change: 收入总计, 支出总计 are one."""
    figures = read.said.figures
    value = figures[near].number
    first = bisect_right(read.said.places, near)
    for place in read.said.places[first : bisect_left(read.said.places, start)]:
        figure = figures[place]
        if figure.role in LEVELS and (
            figure.number is None or figure.number[:3] != (value or ())[:3]
        ):
            return False
    return True


def last_level(row: str, start: int, end: int) -> int | None:
    """Return the place of the last level between two places, or None."""
    return next((at for at in range(end - 1, start - 1, -1) if row[at] in _LEVELS), None)


def _without_brackets(text: str) -> str:
    while "（" in text and "）" in text[text.index("（") :]:
        start = text.index("（")
        text = text[:start] + text[text.index("）", start) + 1 :]
    return text


def _speaks_of(read: Read, near: int, gap: str, book: Book) -> bool:
    """Whether the words between 比上年 and the change name what the level measures."""
    words = book.words["generic"].sub("", gap)
    clause = read.said.row[clause_start(read, near) : near]
    return set(words) <= set(clause)


def named_level(
    reads: Sequence[Read], paragraph: int, before: int, name: str, book: Book
) -> Part | None:
    """Return the nearest level before that the words `name` name; None where there is none."""
    wanted = _loose(name, book)
    if len(wanted) < 2:
        return None
    for part in _levels_before(reads, paragraph, before):
        read = reads[part.paragraph]
        clause = _loose(read.said.row[clause_start(read, part.place) : part.place], book)
        near = part.paragraph == paragraph
        if (near and clause == wanted) or (len(wanted) >= _TELLING and clause.endswith(wanted)):
            return part
    return None


def _loose(words: str, book: Book) -> str:
    return book.words["loose"].sub("", words)


def _levels_before(reads: Sequence[Read], paragraph: int, before: int) -> Iterator[Part]:
    """The nearest levels before a place, in its paragraph and the few before."""
    said = reads[paragraph].said
    end = bisect_left(said.places, before)
    own = said.places[max(0, end - _MOST) : end]
    yield from (Part(paragraph, at) for at in reversed(own) if said.figures[at].role in LEVELS)
    for at in range(paragraph - 1, max(-1, paragraph - _BACK - 1), -1):
        other = reads[at].said
        for place in reversed(other.places[-_MOST:]):
            if other.figures[place].role in LEVELS:
                yield Part(at, place)
