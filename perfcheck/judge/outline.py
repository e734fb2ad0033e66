"""The order of codes and names in coded tables: what tells the items of a table without codes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from perfcheck.form import Record
from perfcheck.judge.branches import bare_name, code, said

Items: TypeAlias = tuple[tuple[str, str], ...]
"""The code and name of a class and of all that stands below it, in the order of the print."""

Outline: TypeAlias = Sequence[Mapping[str, Items]]
"""For each coded table of expenditure by function: the items of each class, by the class's name."""

_CLASS = 3


def outline(tables: Iterable[Sequence[Record]]) -> Outline:
    """Return what coded tables tell of the classes by function, one after another."""
    return [known for records in tables if (known := _classes(records))]


def _classes(records: Sequence[Record]) -> dict[str, Items]:
    found: dict[str, list[tuple[str, str]]] = {}
    names: dict[str, str] = {}
    for record in records:
        text = code(record)
        if not text.startswith("2"):
            continue
        name = bare_name(said(record, "科目名称"))
        found.setdefault(text[:_CLASS], []).append((text, name))
        if len(text) == _CLASS:
            names.setdefault(name, text)
    return {name: tuple(found[text]) for name, text in names.items() if found[text][0][0] == text}


def codes_of(known: Items, names: Sequence[str]) -> tuple[str, ...]:
    """The codes of rows below a class: all its items, its sections, or its lowest items alone.

    Empty where the names below the class are none of these, in this order.

    >>> items = (("205", "教育"), ("20508", "进修及培训"), ("2050803", "培训"))
    >>> codes_of(items, ["进修及培训", "培训"]), codes_of(items, ["高等"])
    (('20508', '2050803'), ())
    """
    below = known[1:]
    lengths = sorted({len(text) for text, _ in below})
    for wanted in (lengths, *([length] for length in lengths)):
        chosen = [item for item in below if len(item[0]) in wanted]
        if [name for _, name in chosen] == list(names):
            return tuple(text for text, _ in chosen)
    return ()
