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
from perfcheck.lang.keys import entry
from perfcheck.lang.lists import (
    distinct,
    every,
    exists,
    group,
    joined,
    pairs,
    part,
    unit_of,
    where,
)
from perfcheck.lang.scope import Log, Row, Scope, Value
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
from perfcheck.lang.words import (
    closes,
    compiled,
    contains,
    ends,
    holds,
    matches,
    opens,
    plain,
    plain_words,
    starts,
)
from perfcheck.values import Missing, Number, Target, Text

TEXTS = frozenset((Text, Target))
FILLED = frozenset((Text, Target, Number))
WORDS = frozenset((frozenset, dict))

__all__ = [
    "FILLED",
    "TEXTS",
    "WORDS",
    "Log",
    "Missing",
    "Row",
    "Scope",
    "Target",
    "Text",
    "Value",
    "above",
    "at_least",
    "at_most",
    "below",
    "blank",
    "both",
    "closes",
    "compiled",
    "contains",
    "count",
    "default",
    "distinct",
    "either",
    "ends",
    "entry",
    "equal",
    "every",
    "exactly",
    "exists",
    "group",
    "has",
    "holds",
    "joined",
    "largest",
    "late",
    "literal",
    "loosened",
    "matched",
    "matches",
    "member",
    "minus",
    "negative",
    "opens",
    "opposite",
    "over",
    "pairs",
    "part",
    "plain",
    "plain_words",
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


def matched(rows: Value, key: Any, others: Value, other_key: Any, scope: Scope) -> Value:
    """对应, fetched when the first rule across documents asks for it."""
    from perfcheck.lang.matching import matched as found

    return found(rows, key, others, other_key, scope)
