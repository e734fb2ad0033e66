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
from perfcheck.lang.scope import Log, Row, Scope, Value, texts_of
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
    compiled,
    contains,
    ends,
    holds,
    matches,
    plain,
    starts,
    word_list,
    word_set,
)
from perfcheck.values import Missing, Number, Target, Text

TEXTS = frozenset((Text, Target))
FILLED = frozenset((Text, Target, Number))
WORDS = frozenset((frozenset, dict))
EMPTY = frozenset(("blank", "absent"))

__all__ = [
    "EMPTY",
    "FILLED",
    "TEXTS",
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
    "opposite",
    "over",
    "pairs",
    "part",
    "plain",
    "plus",
    "size",
    "slips",
    "smallest",
    "starts",
    "texts_of",
    "times",
    "total",
    "unequal",
    "unit_of",
    "where",
    "word_list",
    "word_set",
]


@cache
def late(name: str) -> Any:
    """A text function, fetched when the first expression calls it."""
    from perfcheck.lang import texts

    return getattr(texts, name)


def slips(find: str, *lists: Value) -> Any:
    """What finds a slip in a text, as text → what was found; None where a list is no list of words.

    The lists are the words that are looked for, those that are excepted, or both.
    """
    if any(type(words) not in WORDS for words in lists):
        return None
    if find == "wrong_word":
        from perfcheck.lang.proofreading import wrong_words

        return wrong_words(*lists)
    found = late(find)
    return (lambda text: found(text, *lists)) if lists else found


def matched(rows: Value, key: Any, others: Value, other_key: Any, scope: Scope) -> Value:
    """对应, fetched when the first rule across documents asks for it."""
    from perfcheck.lang.matching import matched as found

    return found(rows, key, others, other_key, scope)
