"""Texts as rules compare them: the same word however it is printed, labels, sets of words."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from perfcheck.lang.scope import Log, Scope, Value, text_of, worse
from perfcheck.messages import Message
from perfcheck.regexes import regex
from perfcheck.values import Missing, Text, Truth

if TYPE_CHECKING:
    import re

_NO_BRACKETS = dict.fromkeys(map(ord, "()[]{}【】〔〕《》“”\"'"))

FEW = 4  # words: fewer are looked for one by one

_HAN = r"[^\W\d_a-zA-Z]"
_COUNT = "[一二三四五六七八九十]{1,3}"
_NUMBERING = rf"^(?:\((?:\d{{1,2}}|{_COUNT})\)|\d{{1,2}}[.、,](?!\d)|{_COUNT}[、.])"


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Return the text in NFKC without blanks.

    >>> plain("收入 总计（万元）")
    '收入总计(万元)'
    """
    if not text.isascii():
        import unicodedata

        text = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "")
    return "".join(text.split())


def same_text(left: str, right: str) -> bool:
    """Whether two texts say the same; width of signs and blanks do not count."""
    return left == right or plain(left) == plain(right)


@lru_cache(maxsize=16384)
def folded_label(text: str) -> str:
    """Return a label as keys are compared: without numbering, bracket marks and blanks.

    >>> folded_label("（一）因公出国（境）费"), folded_label("2.【资产】")
    ('因公出国境费', '资产')
    """
    bare = plain(text)
    if bare.isalnum():  # most labels have nothing to take off
        return bare
    return numbering().sub("", bare, count=1).translate(_NO_BRACKETS) or bare


@lru_cache(maxsize=1)
def numbering() -> "re.Pattern[str]":
    """The pattern of a numbering at the start of a label: 1. （一） 二、"""
    return regex(_NUMBERING)


@lru_cache(maxsize=256)
def plain_words(words: frozenset[str]) -> frozenset[str]:
    """Return the words as they are compared."""
    return frozenset(map(plain, words))


def word_set(words: Value) -> frozenset[str]:
    """The words of a set as they are compared; none for any other value."""
    return plain_words(words) if type(words) is frozenset else frozenset()


def word_list(words: Value) -> tuple[str, ...]:
    """The words of a set as they are compared, for str.startswith; none for any other value."""
    return tuple(word_set(words))


def has_word(text: str, words: frozenset[str]) -> bool:
    """Whether the text is one of the words."""
    return text in words or plain(text) in plain_words(words)


def contains(place: int, text: Value, words: Value, scope: Scope, log: Log) -> Truth:
    """包含: whether the text holds the word, or one of the words."""
    if log is None and type(text) is type(words) is Text:
        return plain(words.text) in plain(text.text)
    return _tested(place, text, words, scope, log, holds)


def starts(place: int, text: Value, words: Value, scope: Scope, log: Log) -> Truth:
    """开头: whether the text starts with the word, or with one of the words."""
    return _tested(place, text, words, scope, log, opens)


def ends(place: int, text: Value, words: Value, scope: Scope, log: Log) -> Truth:
    """结尾: whether the text ends with the word, or with one of the words."""
    return _tested(place, text, words, scope, log, closes)


def holds(text: str, words: frozenset[str]) -> bool:
    """Whether the text holds one of the words."""
    if len(words) <= FEW:
        return any(map(text.__contains__, words))
    by_first = _first_signs(words)
    for sign in by_first.keys() & text:
        for word in by_first[sign]:
            if word in text:
                return True
    return False


def opens(text: str, words: frozenset[str]) -> bool:
    """Whether the text starts with one of the words."""
    return text.startswith(tuple(words))


def closes(text: str, words: frozenset[str]) -> bool:
    """Whether the text ends with one of the words."""
    return text.endswith(tuple(words))


@lru_cache(maxsize=256)
def _first_signs(words: frozenset[str]) -> dict[str, list[str]]:
    """The words by their first sign, so that most of a long list need not be looked for."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[:1], []).append(word)
    return found


def _tested(
    place: int,
    text: Value,
    words: Value,
    scope: Scope,
    log: Log,
    test: Callable[[str, frozenset[str]], bool],
) -> Truth:
    wanted = worse(text, words) or _wanted(words)
    result: Truth = wanted if isinstance(wanted, Missing) else False
    if type(wanted) is frozenset:
        result = test(plain(text_of(text) or ""), wanted)
    if log is not None:
        log.append((place, result, text, words, scope))
    return result


def _wanted(words: Value) -> frozenset[str] | Missing:
    single = text_of(words)
    if single is not None:
        return frozenset((plain(single),))
    if type(words) is not tuple:
        return plain_words(words if type(words) is frozenset else frozenset(words))
    gap = next((word for word in words if type(word) is Missing and word.kind != "blank"), None)
    return gap or frozenset(plain(said) for word in words if (said := text_of(word)))


def matches(place: int, text: Value, pattern: Text, scope: Scope, log: Log) -> Truth:
    """匹配: whether a stretch of the text fits the regular expression."""
    result: Truth
    if type(text) is Missing:
        result = text
    else:
        result = compiled(pattern.text).search(text_of(text) or "") is not None
    if log is not None:
        log.append((place, result, text, None, scope))
    return result


@lru_cache(maxsize=256)
def compiled(pattern: str) -> "re.Pattern[str]":
    """Return the pattern compiled; raises re.error where it is none.

    Python builds a table of all 20,000 signs for [一-龥]; a category says the same at once.
    """
    return regex(pattern.replace("[一-龥]", _HAN))


def looked_up(words: "Value", word: str) -> Value:
    """What a map of the vocabulary says of a word; absent where it does not know it."""
    found = words.get(word)
    if found is None:
        wanted = plain(word)
        found = next((value for key, value in words.items() if plain(key) == wanted), None)
    if found is None:
        said = Message(f"词表中没有“{word}”", f"the vocabulary does not know {word!r}")
        return Missing("absent", said)
    return Text(found) if isinstance(found, str) else found
