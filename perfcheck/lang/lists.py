"""Ways into rows: filters, quantifiers, groups, paths and keys."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from perfcheck.errors import RuleError
from perfcheck.lang.arithmetic import present, whole
from perfcheck.lang.scope import (
    Row,
    Scope,
    Value,
    as_list,
    blank_of,
    leaves_out,
    named,
    text_of,
    within,
)
from perfcheck.lang.words import folded_label
from perfcheck.messages import Message
from perfcheck.values import Missing, Number, Target, Text

Condition = Callable[[Iterable[Scope]], Iterator[Any]]
"""Asks something of the rows of a list: its answers in their order, each when it is asked for."""

MOST_PAIRED = 1000

# Makes a NamedTuple of all its values; its own call takes three times as long, and every row has
# targets whose parts are asked for.
_new: Any = tuple.__new__

KINDS = {"quantitative": "定量", "qualitative": "定性", "deadline": "时限", "none": "无"}


def where(items: Value, condition: Condition, scope: Scope) -> Value:
    """The items for which the condition is yes; those where it meets a blank are left out."""
    items = as_list(items)
    if type(items) is Missing:
        return items
    chosen = []
    gap: Missing | None = None
    left = 0
    for item, truth in zip(items, condition(within(items, scope)), strict=True):
        if truth is True:
            chosen.append(item)
        elif truth is not False:
            if not leaves_out(truth):
                return truth
            gap, left = truth, left + 1
    return gap if gap is not None and left == len(items) else tuple(chosen)


def every(items: Value, condition: Condition, scope: Scope) -> Value:
    """每个: no as soon as one item says no."""
    return _quantified(items, condition, scope, False)


def exists(items: Value, condition: Condition, scope: Scope) -> Value:
    """存在: yes as soon as one item says yes."""
    return _quantified(items, condition, scope, True)


def _quantified(items: Value, condition: Condition, scope: Scope, decisive: bool) -> Value:
    items = as_list(items)
    if type(items) is Missing:
        return items
    gap: Missing | None = None
    blank: Missing | None = None
    left = 0
    for truth in condition(within(items, scope)):
        if truth is decisive:
            return decisive
        if type(truth) is Missing:
            if leaves_out(truth):
                blank, left = truth, left + 1
            else:
                gap = gap or truth
    if gap is not None:
        return gap
    return blank if blank is not None and left == len(items) else not decisive


def distinct(items: Value) -> Value:
    """不同: the first of each value; blanks left out."""
    items = as_list(items)
    if type(items) is Missing:
        return items
    kept = present(items)
    if type(kept) is Missing:
        return kept
    first: dict[object, Value] = {}
    for item in kept:
        first.setdefault(key_of(item), item)
    return tuple(first.values())


def key_of(value: Value) -> object:
    """What makes two values the same key: a folded label, or the figure itself."""
    text = text_of(value)
    if text is not None:
        return folded_label(text)
    return (value.mid, value.dimension) if type(value) is Number else value


def group(rows: Value, key: Condition, scope: Scope) -> Value:
    """分组: rows of equal key, in the order of their first row; blank keys left out."""
    if type(rows) is not tuple:
        return rows
    groups: dict[object, tuple[Value, list[Value]]] = {}
    for row, value in zip(rows, key(within(rows, scope)), strict=True):
        if type(value) is Missing:
            if value.kind != "blank":
                return value
            continue
        groups.setdefault(key_of(value), (value, []))[1].append(row)
    return tuple(
        _new(Row, ("分组", {"键": value, "行": tuple(members)}, members[0].origin))
        for value, members in groups.values()
    )


def pairs(rows: Value) -> Value:
    """两两: every two rows, the earlier as 甲, the later as 乙."""
    if type(rows) is not tuple:
        return rows
    if len(rows) > MOST_PAIRED:
        said = Message(
            f"行数超过 {MOST_PAIRED}，不作两两比较", f"more than {MOST_PAIRED} rows to pair"
        )
        return Missing("undefined", said)
    return tuple(_paired(rows))


def _paired(rows: tuple[Value, ...]) -> Iterator[Row]:
    for place, first in enumerate(rows):
        for second in rows[place + 1 :]:
            yield Row("两两", {"甲": first, "乙": second}, second.origin)


_PARTS: Mapping[str, Callable[[Target], Any]] = {
    "数": lambda target: target.parts[0].number if target.parts else None,
    "符号": lambda target: target.parts[0].operator if target.parts else None,
    "单位": lambda target: target.parts[0].unit if target.parts else None,
    "类": lambda target: KINDS[target.kind],
    "文": lambda target: target.text,
    "年": lambda target: target.year,
    "月": lambda target: target.month,
    "日": lambda target: target.day,
}


def part(base: Value, name: str) -> Value:
    """`base.name`: a column of a row, of all rows of a list (flattened), or a part of a target."""
    kind = type(base)
    if kind is Row:
        if name in base.fields:
            value = base.fields[name]
            return named(value, name) if type(value) is Missing else value
    elif kind is tuple:
        return tuple(_parts(base, name))
    elif kind is Missing:
        return base
    elif kind is Target and name in _PARTS:
        return _target_part(base, name)
    raise RuleError(Message(f"没有“.{name}”这一项", f"there is no .{name}"))


def _parts(rows: tuple[Value, ...], name: str) -> Iterator[Value]:
    for row in rows:
        value = part(row, name)
        if type(value) is tuple:
            yield from value
        else:
            yield value


def _target_part(target: Target, name: str) -> Value:
    value = _PARTS[name](target)
    if value is None or value == "":
        return blank_of(name, target.origins)
    if type(value) is str:
        return _new(Text, (value, target.origins))
    number = value if type(value) is Number else whole(value)
    return _new(Number, (*number[:-1], target.origins))


def unit_of(value: Value) -> Value:
    """单位: the unit of a figure, or of each of a list."""
    if type(value) is tuple:
        return tuple(unit_of(item) for item in value)
    if isinstance(value, Target):
        return part(value, "单位")
    if type(value) is not Number:
        return value if type(value) is Missing else blank_of("单位")
    return Text(value.unit, value.origins) if value.unit else blank_of("单位", value.origins)


def joined(items: Value, between: Value = None) -> Value:
    """连: the items as one text."""
    from perfcheck.lang.messages import shown

    items = as_list(items)
    if type(items) is Missing:
        return items
    separator = "、" if between is None else text_of(between) or ""
    return Text(separator.join(shown(item) for item in items if type(item) is not Missing))
