"""The text functions that are fetched when first called: numbers in texts, likeness, slips."""

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Any

from perfcheck.lang.arithmetic import whole
from perfcheck.lang.enumerations import items, number_gap
from perfcheck.lang.proofreading import (
    doubled_word,
    pairs_up,
    repeated_sentence,
    unpaired,
    wrong_word,
)
from perfcheck.lang.scope import Log, Scope, Value, blank_of, text_of, worse
from perfcheck.lang.words import compiled, numbering, plain
from perfcheck.messages import Message
from perfcheck.values import SCALE, Missing, Number, Text, Truth

NOUNS = "名词表"
_IN_BRACKETS = r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕"
_SIGNS = r"[\W_]+"
_new: Any = tuple.__new__  # a third of what a call of the type costs


def _all_texts(value: Value) -> Iterator[Value]:
    if type(value) is tuple:
        yield from (item for item in value if type(item) is not Missing or item.kind != "blank")
    else:
        yield value


def years_in(value: Value) -> Value:
    """年份: the years that a text (or each text of a list) names, exact."""
    said = text_of(value)
    if said is not None and "年" not in said:
        return ()
    from perfcheck.numerals import years

    found: list[Value] = []
    for text in _all_texts(value):
        if type(text) is Missing:
            return text
        found += (whole(year)._replace(origins=text.origins) for year in years(text.text))
    return tuple(found)


def numbers_in(value: Value) -> Value:
    """数字: the figures that a text (or each text of a list) names, exact."""
    from perfcheck.numerals import figures

    found: list[Value] = []
    for text in _all_texts(value):
        if type(text) is Missing:
            return text
        for number, _, _ in figures(text.text):
            mid = number.mid
            found.append(number._replace(low=mid, high=mid, origins=text.origins))
    return tuple(found)


def length(value: Value) -> Value:
    """长度: how many characters that are not blank."""
    text = text_of(value)
    return value if text is None else whole(len("".join(text.split())))


def folded_text(value: Value) -> Value:
    """规范: the text without numbering, brackets and what they hold, punctuation and blanks."""
    text = text_of(value)
    return value if text is None else _new(Text, (_folded(text), value.origins))


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    bare = plain(text)
    if bare.isalnum():  # most labels have nothing to take off
        return bare
    bare = numbering().sub("", bare, count=1)
    previous = ""
    while previous != bare:
        previous, bare = bare, compiled(_IN_BRACKETS).sub("", bare)
    return compiled(_SIGNS).sub("", bare) or plain(text)


def similar(left: Value, right: Value) -> Value:
    """相似: twice the shared characters (in order) through all, a ratio in whole hundredths."""
    missing = worse(left, right)
    if missing is not None:
        return missing
    from difflib import SequenceMatcher

    one, other = plain(left.text), plain(right.text)
    blocks = SequenceMatcher(None, one, other, False).get_matching_blocks()
    shared_signs = sum(block.size for block in blocks)
    length = len(one) + len(other)
    share = 200 * shared_signs // length if length else 100
    mid = share * SCALE // 100
    return Number(mid, mid, mid, "ratio", "%", 0, "", left.origins + right.origins)


def shared(left: Value, right: Value, scope: Scope) -> Value:
    """共词: how many words of the vocabulary 名词表 both texts hold."""
    nouns = scope.find(NOUNS)
    if nouns is None:
        said = Message(f"没有词表“{NOUNS}”", f"there is no vocabulary {NOUNS!r}")
        return Missing("absent", said)
    missing = worse(left, right)
    if missing is not None:
        return missing
    one, other = plain(left.text), plain(right.text)
    both = sum(noun in one and noun in other for noun in map(plain, nouns))
    return whole(both)._replace(origins=left.origins + right.origins)


def paired(place: int, value: Value, scope: Scope, log: Log) -> Truth:
    """括号配对: whether brackets and quotation marks pair."""
    text = text_of(value)
    result: Truth = value if text is None else pairs_up(text)
    if log is not None:
        log.append((place, result, value, None, scope))
    return result


def alone(value: Value) -> Value:
    """落单: a bracket or quotation mark without a partner, with the words by it, or blank."""
    return _slip(value, unpaired, "落单")


def doubled(value: Value, exceptions: Value = frozenset()) -> Value:
    """叠词: a word written twice by mistake, or blank; the exceptions may be."""
    if type(exceptions) is Missing:
        return exceptions
    return _slip(value, lambda text: doubled_word(text, _words(exceptions)), "叠词")


def misspelt(value: Value, words: Value, exceptions: Value = frozenset()) -> Value:
    """错词: the first of the words (of a map: of its keys) outside the exceptions, or blank."""
    text, missing = text_of(value), worse(words, exceptions)
    if text is None or missing is not None:
        return missing or value
    found = wrong_word(text, _words(words), _words(exceptions))
    return (
        Text(found, value.origins) if found else Missing("blank", _nothing("错词"), value.origins)
    )


def _words(value: Value) -> Collection[str]:
    """The words of a text, a set, a map (its keys) or a list."""
    if type(value) is tuple:
        return frozenset(filter(None, map(text_of, value)))
    return frozenset((value.text,)) if isinstance(value, Text) else value


def repeated(value: Value) -> Value:
    """重句: a sentence that the text says twice, or blank."""
    return _slip(value, repeated_sentence, "重句")


def items_in(value: Value) -> Value:
    """条数: how many items the outermost numbered list of the text has."""
    text = text_of(value)
    return value if text is None else whole(items(text))._replace(origins=value.origins)


def gap(value: Value) -> Value:
    """断号: the number that breaks a numbered list, or blank."""
    return _slip(value, number_gap, "断号")


def extracted(value: Value, pattern: Text) -> Value:
    """摘取: the first stretch that fits the regular expression (of its first group), or blank."""
    text = text_of(value)
    if text is None:
        return value
    found = compiled(pattern.text).search(text)
    if found is None:
        return Missing("blank", _nothing("摘取"), value.origins)
    return Text(found[found.lastindex or 0], value.origins)


def _slip(value: Value, find: Callable[[str], str], name: str) -> Value:
    text = text_of(value)
    if text is None:
        return value
    return _found(find(text), name, value)


def _found(said: str, name: str, value: Value) -> Value:
    return Text(said, value.origins) if said else Missing("blank", _nothing(name), value.origins)


@lru_cache(maxsize=16)
def _nothing(name: str) -> Message:
    return blank_of(name).reason
