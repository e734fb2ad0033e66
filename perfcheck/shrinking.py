"""Makes an example smaller while it still shows the same: fewer rows and columns."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

Given = dict[str, Any]
Same = Callable[[Given], bool]


def shrunk(given: Given, same: Same, kept: Collection[str] = ()) -> Given:
    """Return a smaller example for which `same` still holds; rows go first, halves before ones.

    What is called by a name of `kept` stays: who mends the rule may need to see it.

    >>> rows = [{"甲": "1", "乙": "2"}, {"甲": "3", "乙": "4"}]
    >>> shrunk({"表": rows}, lambda given: {"甲": "3"}.items() <= given["表"][-1].items(), ["乙"])
    {'表': [{'甲': '3', '乙': '4'}]}
    """
    for name in list(given):
        if isinstance(given[name], list):
            given = _fewer_rows(given, name, same)
    for name in list(given):
        if isinstance(given[name], list):
            given = _fewer_columns(given, name, same, kept)
            given = _smaller_below(given, name, same, kept)
    return given


def _smaller_below(given: Given, name: str, same: Same, kept: Collection[str]) -> Given:
    """The same for the rows that stand below each row."""
    for number, row in enumerate(given[name]):
        lists = {column: value for column, value in row.items() if isinstance(value, list)}
        if not lists:
            continue

        def alike(
            below: Given, given: Given = given, number: int = number, row: Given = row
        ) -> bool:
            return same(_with_row(given, name, number, {**row, **below}))

        given = _with_row(given, name, number, {**row, **shrunk(lists, alike, kept)})
    return given


def _with_row(given: Given, name: str, number: int, row: Given) -> Given:
    rows = list(given[name])
    rows[number] = row
    return {**given, name: rows}


def _fewer_rows(given: Given, name: str, same: Same) -> Given:
    rows: Sequence[Any] = given[name]
    size = len(rows)
    while size:
        start = 0
        while start < len(rows):
            left = [*rows[:start], *rows[start + size :]]
            if left and same({**given, name: left}):
                rows = left
            else:
                start += size
        size //= 2
    return {**given, name: list(rows)}


def _fewer_columns(given: Given, name: str, same: Same, kept: Collection[str]) -> Given:
    columns = dict.fromkeys(column for row in given[name] for column in row)
    for column in columns:
        if column in kept:
            continue
        rows = [{at: value for at, value in row.items() if at != column} for row in given[name]]
        if all(rows) and same({**given, name: rows}):
            given = {**given, name: rows}
    return given
