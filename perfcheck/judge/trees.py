"""Which rows of a printed money table stand below which: the kinds of tables, and their codes."""

from collections.abc import Iterator, Sequence

from perfcheck.form import Record
from perfcheck.judge.branches import UNCLEAR, Branch, Words, bare_name, code, hang, said, unclear
from perfcheck.judge.outline import Outline
from perfcheck.lang.words import folded_label
from perfcheck.values import Missing

STAFF_TOTAL = "人员经费合计"
PUBLIC_TOTAL = "公用经费合计"


def branches(records: Sequence[Record], words: Words, outline: Outline = ()) -> list[Branch]:
    """Return the place of each row of one printed table.

    `outline` is the order of codes and names in the coded tables of the same form: it tells the
    sections and items of a side that prints no codes.
    """
    made = [Branch() for _ in records]
    if any("方向" in record.fields for record in records):
        from perfcheck.judge.sides import sides

        sides(records, made, words, outline)
    elif any("采购物品名称" in record.fields for record in records):
        from perfcheck.judge.purchases import purchases

        purchases(records, made, words)
    else:
        _coded(records, made, words)
    return made


def _coded(records: Sequence[Record], made: list[Branch], words: Words) -> None:
    codes = [code(record) for record in records]
    heads = [place for place, text in enumerate(codes) if not text]
    names = [folded_label(said(records[at], "科目名称")) for at in heads]
    if len(heads) == len(codes) and len(heads) != 1:
        named = [at for at, name in zip(heads, names, strict=True) if name in words.totals]
        if len(named) == 1:
            made[named[0]].level = 0
        return
    if sorted(names) == sorted((STAFF_TOTAL, PUBLIC_TOTAL)):
        staff = heads[names.index(STAFF_TOTAL)]
        _two_totals(codes, made, staff, sum(heads) - staff, words)
        return
    starts = [0, *(place + 1 for place in heads)]
    ends = [*heads, len(codes)]
    tops: list[list[int] | Missing] = [
        _section(codes, made, range(start, end)) for start, end in zip(starts, ends, strict=True)
    ]
    if len(heads) == 1:
        _only_total(made, heads[0], tops)
    elif heads:
        _units(records, made, heads, tops, words)


def _two_totals(
    codes: Sequence[str], made: list[Branch], staff: int, public: int, words: Words
) -> None:
    """Personnel and public expenditure each have a total, and their classes stand side by side."""
    tops = _section(codes, made, [place for place, text in enumerate(codes) if text])
    if isinstance(tops, Missing):
        unclear(made[staff], made[public])
        return
    for place in tops:
        hang(made, place, staff if codes[place] in words.staff else public)


def _section(
    codes: Sequence[str], made: list[Branch], places: Sequence[int]
) -> list[int] | Missing:
    """Hang each code below its longest printed beginning; return those that have none."""
    first: dict[str, int] = {}
    twice: set[str] = set()
    for place in places:
        if first.setdefault(codes[place], place) != place:
            twice.add(codes[place])
    tops: list[int] = []
    for place in places:
        text = codes[place]
        above = [text[:n] for n in range(len(text) - 1, 1, -1) if text[:n] in first]
        parent = above[0] if above else None
        if parent is None:
            tops.append(place)
        else:
            hang(made, place, first[parent])
        made[place].level = len(above) + 1
        if text in twice or parent in twice:
            unclear(made[first[parent]] if parent else None, made[first[text]])
    doubled = any(codes[place] in twice for place in tops)
    alike = {(codes[place][0], len(codes[place])) for place in tops}
    return UNCLEAR if doubled or len(alike) > 1 else tops


def _only_total(made: list[Branch], head: int, tops: Sequence[list[int] | Missing]) -> None:
    """One row without a code is the total of the table, where it stands first or last."""
    made[head].level = 0
    before, after = tops
    rows = after if before == [] else before if after == [] else UNCLEAR
    made[head].below = list(rows) if isinstance(rows, list) else rows


def _units(
    records: Sequence[Record],
    made: list[Branch],
    heads: Sequence[int],
    tops: Sequence[list[int] | Missing],
    words: Words,
) -> None:
    """Several rows without a code: a total, then units, each with its codes below it."""
    whole, *units = heads
    clear = whole == 0 and tops[1] == [] and all(part != [] for part in tops[2:])
    named = folded_label(said(records[0], "科目名称") or said(records[0], "预算单位"))
    if not clear or named not in words.totals:
        unclear(*(made[head] for head in heads))
        return
    made[whole].level, made[whole].below = 0, list(units)
    for head, part in zip(units, tops[2:], strict=True):
        made[head].parent = whole
        made[head].below = list(part) if isinstance(part, list) else part


def full_names(records: Sequence[Record], made: Sequence[Branch]) -> Iterator[str]:
    """The names from the top down to each row, joined by a slash."""
    for place, record in enumerate(records):
        path = [said(record, "科目名称")]
        parent = made[place].parent
        while parent is not None and made[parent].level:
            path.append(said(records[parent], "科目名称"))
            parent = made[parent].parent
        yield "/".join(reversed(path))


def item_path(names: str) -> str:
    """A budget item's names as they are compared: class/section/item, without 支出 at their ends.

    >>> item_path("公共安全支出/司法/其他司法支出")
    '公共安全/司法/其他司法'
    """
    parts = [bare_name(name) for name in names.split("/") if name]
    return "/".join(parts) if len(parts) == 3 else ""
