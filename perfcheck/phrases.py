"""Phrase templates of kinds as regular expressions: 占{whole:text}的{rate:percent}."""

import re
from collections.abc import Mapping

from perfcheck.errors import KindError
from perfcheck.messages import Message

_PART = re.compile(r"\{(?P<name>\w*):(?P<type>\w+)\}|(?P<sign>[\[\]()|])|(?P<text>[^\[\](){}|]+)|.")
_SIGNS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}


def pattern(phrase: str, types: Mapping[str, str]) -> str:
    """Return the regular expression that a phrase template means.

    `{name:type}` is a slot (a named group), `{:type}` one whose text nobody needs, `[…]` may be
    left out, `(甲|乙)` is either; all else stands for itself. `types` gives each type's pattern.
    Raises KindError for a type that is not known or a bracket that is not closed.

    >>> pattern("占[{whole:text}的]{rate:percent}", {"text": "[^，]+?", "percent": r"[0-9.]+%"})
    '占(?:(?P<whole>[^，]+?)的)?(?P<rate>[0-9.]+%)'
    """
    made = [_part(match, phrase, types) for match in _PART.finditer(phrase)]
    found = "".join(made)
    try:
        re.compile(found)
    except re.error as error:
        raise _broken(
            phrase, f"括号不成对（{error}）", f"brackets do not match ({error})"
        ) from None
    return found


def _part(match: re.Match[str], phrase: str, types: Mapping[str, str]) -> str:
    if match["type"]:
        known = types.get(match["type"])
        if known is None:
            named = "、".join(types)
            zh = f"没有名为“{match['type']}”的类型，应为 {named}"
            raise _broken(phrase, zh, f"no type is called {match['type']}: {named}")
        return f"(?P<{match['name']}>{known})" if match["name"] else f"(?:{known})"
    if match["sign"]:
        return _SIGNS[match["sign"]]
    if match["text"] is None:
        raise _broken(phrase, f"不明白“{match[0]}”", f"{match[0]} makes no sense")
    return re.escape(match["text"])


def _broken(phrase: str, zh: str, en: str) -> KindError:
    return KindError(Message(f"短语“{phrase}”：{zh}", f"phrase {phrase!r}: {en}"))
