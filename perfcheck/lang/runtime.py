"""All that compiled expressions call, under the names by which they call it."""

from functools import cache
from typing import Any

from perfcheck.lang.arithmetic import (
    count,
    exactly,
    largest,
    literal,
    loosened,
    minus,
    negative,
    over,
    plus,
    size,
    smallest,
    times,
    total,
)
from perfcheck.lang.lists import (
    distinct,
    entry,
    every,
    exists,
    group,
    joined,
    pairs,
    part,
    unit_of,
    where,
)
from perfcheck.lang.scope import Log, Row, Scope, Value, enter
from perfcheck.lang.truth import (
    above,
    at_least,
    at_most,
    below,
    blank,
    both,
    default,
    either,
    equal,
    has,
    member,
    opposite,
    unequal,
)
from perfcheck.lang.words import contains, ends, matches, starts
from perfcheck.values import Text

__all__ = [
    "Log",
    "Row",
    "Scope",
    "Text",
    "Value",
    "above",
    "at_least",
    "at_most",
    "below",
    "blank",
    "both",
    "contains",
    "count",
    "default",
    "distinct",
    "either",
    "ends",
    "enter",
    "entry",
    "equal",
    "every",
    "exactly",
    "exists",
    "group",
    "has",
    "joined",
    "largest",
    "late",
    "literal",
    "loosened",
    "matches",
    "member",
    "minus",
    "negative",
    "opposite",
    "over",
    "pairs",
    "part",
    "plus",
    "size",
    "smallest",
    "starts",
    "times",
    "total",
    "unequal",
    "unit_of",
    "where",
]


@cache
def late(name: str) -> Any:
    """A text function, fetched when the first expression calls it."""
    from perfcheck.lang import texts

    return getattr(texts, name)
