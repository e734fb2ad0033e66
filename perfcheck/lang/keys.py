"""Rows by their key, by their number, and what a map says of a word: `base[key]`."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck.lang.scope import Scope, Value, mixed, named, text_of, worse
from perfcheck.lang.words import folded_label, looked_up
from perfcheck.messages import Message
from perfcheck.values import SCALE, Missing, Number, Text

KEY_COLUMNS = "键列"
"""The map of the vocabulary that tells the key column of a table."""


def nth(items: tuple[Value, ...], number: Number) -> Value:
    """The n-th item, counted from 1."""
    place = number.mid // SCALE
    if 1 <= place <= len(items) and place * SCALE == number.mid:
        return items[int(place) - 1]
    return Missing("absent", Message(f"没有第 {place} 行", f"there is no row {place}"))


class Index(NamedTuple):
    """The rows of one list by their folded keys, and a key that may have been lost."""

    rows: tuple[Value, ...]
    column: str
    found: Mapping[str, Sequence[Value]]
    lost: Missing | None


INDEXES = " 索引"
"""Where a scope keeps the indexes of its tables; no name of a rule can be written like this."""


def indexed(rows: tuple[Value, ...], column: str) -> Index:
    """Gather some rows by what their column says."""
    found: dict[str, list[Value]] = {}
    for row in rows:
        found.setdefault(folded_label(text_of(row.fields.get(column)) or ""), []).append(row)
    lost = next((cell for row in rows if _hides(cell := row.fields.get(column))), None)
    return Index(rows, column, found, lost)


def keyed(rows: tuple[Value, ...], key: str, column: str = "", known: Index | None = None) -> Value:
    """The row whose key column holds `key`; a label on two rows is not unique, so no answer."""
    if not rows:
        return _no_row(key)
    index = known or indexed(rows, column or key_column(rows))
    found = index.found.get(folded_label(key), ())
    if len(found) == 1:
        return found[0]
    if found:
        said = Message(f"“{key}”不唯一：有 {len(found)} 行", f"{key!r} stands on {len(found)} rows")
        return Missing("undefined", said, tuple(row.origin for row in found))
    if index.lost is not None:
        return named(index.lost, index.column)
    return _no_row(key, rows[0].name)


def key_column(rows: tuple[Value, ...]) -> str:
    """The first column of a table in which a text stands."""
    names: list[str] = list(rows[0].fields)
    return next(
        (name for name in names if any(text_of(row.fields[name]) is not None for row in rows)),
        names[0],
    )


def _hides(value: Value) -> bool:
    return type(value) is Missing and value.kind in ("lost", "undefined")


def _no_row(key: str, table: str = "") -> Missing:
    return Missing(
        "absent", Message(f"{table or '表'}中没有找到“{key}”", f"no row {key!r} was found")
    )


def entry(base: Value, key: Value, scope: Scope) -> Value:
    """`base[key]`: a row by its key, the n-th row, or what a map says of a word."""
    missing = worse(base, key)
    if missing is not None:
        return missing
    said = text_of(key)
    if type(base) is tuple:
        return nth(base, key) if said is None else _by_key(base, said, scope)
    if said is None or not isinstance(base, Mapping):
        raise mixed("[]", base, key)
    return looked_up(base, said)


def _by_key(rows: tuple[Value, ...], key: str, scope: Scope) -> Value:
    """A row by its key; whole tables have an index, the vocabulary's map 键列 tells the column."""
    if not rows:
        return _no_row(key)
    name = rows[0].name
    index = (scope.find(INDEXES) or {}).get(name)
    if index is not None and index.rows is rows:
        return keyed(rows, key, known=index)
    return keyed(rows, key, told_column(scope.find(KEY_COLUMNS), name))


def told_column(columns: Mapping[str, str | Text] | None, table: str) -> str:
    """The key column that the map 键列 names for a table; empty where it names none."""
    told = columns.get(table, "") if columns else ""
    return told if isinstance(told, str) else told.text
