"""Which rows of a table of purchases stand below which: classes, projects, what is purchased."""

from collections.abc import Sequence

from perfcheck.form import Record
from perfcheck.judge.branches import UNCLEAR, Branch, Words, hang, said
from perfcheck.lang.words import folded_label

_TOTAL, _CLASS, _HEAD, _ITEM = range(4)


def purchases(records: Sequence[Record], made: list[Branch], words: Words) -> None:
    """Hang purchases below the head of their project, heads below a class, classes below the total.

    A row that names nothing but a class is one of these, one that names no purchase is a head.
    Where some heads have purchases below them and some do not, none can be summed up.
    """
    sorts = [_sort(record, words) for record in records]
    totals = [place for place, sort in enumerate(sorts) if sort == _TOTAL]
    if len(totals) > 1 or totals[:1] not in ([], [0], [len(records) - 1]):
        for branch in made:
            branch.below = UNCLEAR
        return
    above: dict[int, int] = {_TOTAL: totals[0]} if totals else {}
    parents: list[int | None] = []
    for place, sort in enumerate(sorts):
        known = [at for level, at in sorted(above.items()) if level < sort]
        parents.append(known[-1] if known else None)
        if sort != _TOTAL:
            above = {level: at for level, at in above.items() if level < sort} | {sort: place}
        made[place].level = sort
    for place, parent in enumerate(parents):
        if parent is not None:
            hang(made, place, parent)
    _doubt(sorts, made)


def _sort(record: Record, words: Words) -> int:
    if said(record, "采购物品名称"):
        return _ITEM
    if said(record, "专项名称") or said(record, "经济科目"):
        return _HEAD
    return _TOTAL if folded_label(said(record, "采购品目大类")) in words.totals else _CLASS


def _doubt(sorts: Sequence[int], made: list[Branch]) -> None:
    """Take back what stands below rows whose parts are of several sorts, or heads without any."""
    bare = any(sort == _HEAD and not made[place].below for place, sort in enumerate(sorts))
    for place, branch in enumerate(made):
        below = branch.below
        mixed = isinstance(below, list) and len({sorts[at] for at in below}) > 1
        if mixed or (bare and sorts[place] != _TOTAL):
            branch.below = UNCLEAR
