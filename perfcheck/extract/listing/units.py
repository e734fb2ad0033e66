"""Which rows of a list are projects, which the units above them, which totals, and how surely."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from perfcheck import numerals
from perfcheck.extract.listing.entry import Entry
from perfcheck.extract.listing.words import TOTAL, Words
from perfcheck.extract.value import text_of
from perfcheck.kind import Vocabulary
from perfcheck.values import Number
from perfcheck.wording import normal

What = Literal["total", "subtotal", "unit", "project"]


class Sort(NamedTuple):
    """What a row of the list is, and whether something else is nearly as likely."""

    what: What
    sure: bool = True


def sorts(entries: Sequence[Entry], vocabulary: Vocabulary, words: Words) -> list[Sort]:
    """Tell what each row is: a unit prints no goal, and projects follow that make up its total."""
    said = [normal(text_of(entry.name)).rstrip(":") for entry in entries]
    made: list[Sort | None] = [
        _plain(entry, name, vocabulary) for entry, name in zip(entries, said, strict=True)
    ]
    inset = _inset(entries, made)
    summed = _summed(entries)
    for at, known in enumerate(made):
        if known is None:
            below = at + 1 < len(made) and (made[at + 1] or Sort("unit")).what == "project"
            score = 0.5 if below else -0.5 - (at + 1 == len(made))
            if inset is not None:
                score += 2 if entries[at].indent < inset else -2
            score += summed[at]
            score += said[at].endswith(words.bodies) - said[at].endswith(words.projects)
            made[at] = Sort("unit" if score > 0 else "project", abs(score) >= 1.5)
    return [sort or Sort("project", False) for sort in made]


def _plain(entry: Entry, said: str, vocabulary: Vocabulary) -> Sort | None:
    if said in vocabulary.totals:
        return Sort("total")
    if said in vocabulary.subtotals:
        return Sort("subtotal")
    return None if entry.silent and not entry.unit else Sort("project")


def _inset(entries: Sequence[Entry], made: Sequence[Sort | None]) -> int | None:
    """How far projects are indented, where some rows without texts are less so."""
    told = [
        entry.indent
        for entry, sort in zip(entries, made, strict=True)
        if sort and sort.what == "project"
    ]
    open_ = [entry.indent for entry, sort in zip(entries, made, strict=True) if sort is None]
    if not told or not open_ or min(open_) >= min(told):
        return None
    return min(told)


def _summed(entries: Sequence[Entry]) -> list[float]:
    """How much the amounts say for each row that it is the sum of rows right below it."""
    amounts = [_amount(entry) for entry in entries]
    before = [0, *accumulate(amount or 0 for amount in amounts)]
    places: dict[int, list[int]] = {}
    for index, total in enumerate(before):
        places.setdefault(total, []).append(index)
    scores = []
    for at, amount in enumerate(amounts):
        ends = places.get(before[at + 1] + amount, []) if amount else []
        end = bisect_right(ends, at + 1)
        rows = ends[end] - at - 1 if end < len(ends) else 0
        scores.append(3.0 if rows > 1 else 1.0 * rows)
    return scores


def _amount(entry: Entry) -> int | None:
    cell = entry.placed.columns.get(TOTAL)
    value = numerals.amount(cell.text) if cell else None
    return int(value.mid) if isinstance(value, Number) else None
