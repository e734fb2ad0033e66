"""Rows of two lists that have the same key, found without comparing each with each."""

from typing import Any

from perfcheck.lang.lists import Condition, key_of
from perfcheck.lang.scope import Row, Scope, Value, inner
from perfcheck.values import Missing


def matched(
    rows: Value, key: Condition, others: Value, other_key: Condition, scope: Scope
) -> Value:
    """对应: each row (甲) with the row of the other list (乙) that has the same key.

    A key that stands twice in a list, or cannot be read, is nobody's.
    """
    if type(rows) is not tuple:
        return rows
    if type(others) is not tuple:
        return others
    known = _by_key(others, other_key, scope)
    found = ((row, known.get(said)) for said, row in _by_key(rows, key, scope).items())
    return tuple(
        Row("对应", {"甲": row, "乙": other}, row.origin)
        for row, other in found
        if row is not None and other is not None
    )


def _by_key(rows: tuple[Value, ...], key: Condition, scope: Scope) -> dict[object, Any]:
    """The row of each key; None where the key stands more than once."""
    found: dict[object, Any] = {}
    kept = [row for row in rows if type(row) is not Missing]
    for row, value in zip(kept, key(inner(row, scope) for row in kept), strict=True):
        if type(value) is not Missing:
            said = key_of(value)
            found[said] = None if said in found else row
    return found
