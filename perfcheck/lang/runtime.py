"""All that compiled expressions call, under the names by which they call it."""

from collections.abc import Callable, Sequence
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
from perfcheck.lang.scope import PLACED, Log, Row, Scope, Value, said_in
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
    "nowhere",
    "opposite",
    "over",
    "pairs",
    "part",
    "plain",
    "plus",
    "settled",
    "size",
    "slips",
    "smallest",
    "starts",
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


def nowhere(
    scopes: Sequence[Scope], column: str, *finds: tuple[Callable[[str], Any] | None, bool]
) -> bool:
    """Whether no text of a column has all that is looked for; no where something is no text.

    Of each function that looks it is said whether it may look through the texts as lines of one.
    """
    said = said_in(scopes, column)
    texts = said.texts
    for find, among_lines in finds:
        if not texts or find is None:
            return False
        if among_lines and texts is said.texts and not find(said.lines):
            return True
        texts = [*filter(find, texts)]
        if not texts:
            return True
    return False


def settled(value: Value, scope: Scope, names: tuple[str, ...]) -> Value | None:
    """What was asked of a list, if it is the same for all rows that ask it; None if it may not be.

    So it is if the list (the first of the names) is none of the row's columns, and each name that
    is one is a column of the list too, whose own row comes first.
    """
    rows, *inside = names
    asking = scope.row
    if asking is None or rows in asking.fields or rows in PLACED:
        return None
    items = scope[rows]
    if type(items) is not tuple or not items or type(items[0]) is not Row:
        return None
    columns = items[0].fields
    own = (name for name in inside if name in asking.fields or name in PLACED)
    return value if all(map(columns.__contains__, own)) else None


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
