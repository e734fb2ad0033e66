"""Finds slips of the pen in a text: unpaired brackets, words and sentences written twice."""

import re
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from itertools import pairwise

from perfcheck.lang.words import holds
from perfcheck.regexes import regex

_LIST_MARK = (
    r"(?:^|(?<=[\s。；;：:，,、！？!?]))[(（]?(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})[)）]"
)
_LEADING = r"^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．是])?"
_ENDS = r"[。！？；;\n]"
_KEYED_SIGN = r"[《》](?=\s*[=＝]?\s*\d)"
_FAMILIES = (("(（", ")）"), ("《", "》"), ("【", "】"), ("〔", "〕"))
_BRACKETS = frozenset("()（）《》【】〔〕“”")
_OPENING = frozenset("(（《【〔“")
_STOPS = frozenset("，。；：、（）()《》“” ")
_SHOWN = 10


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: few forms need them all."""
    return regex(pattern)


def pairs_up(text: str) -> bool:
    """Whether brackets, title marks and quotation marks pair, each kind by itself.

    Full and half width pair with each other; list marks such as 1) are passed over, and so are
    》 and 《 typed for > and < before a figure.

    >>> pairs_up("1）水库（一期)"), pairs_up("《办法"), pairs_up("满意度》95%")
    (True, False, True)
    """
    return not unpaired(text)


def unpaired(text: str) -> str:
    """Return the first bracket or quotation mark without a partner, with the words by it, or "".

    >>> unpaired("更换水表（含入户阀门。"), unpaired("开展回头看”、“大走访”活动")
    ('（含入户阀门', '开展回头看”')
    """
    if _BRACKETS.isdisjoint(text):
        return ""
    # As many characters, so that places stay what they are.
    bare = _compiled(_LIST_MARK).sub(lambda mark: " " * len(mark[0]), text)
    alone = [_alone(bare, opening, closing) for opening, closing in _FAMILIES]
    places = [place for place in (*alone, _unquoted(bare)) if place >= 0]
    return _around(text, min(places)) if places else ""


def _alone(text: str, opening: str, closing: str) -> int:
    """Where the first sign of a family stands that has no partner, or -1."""
    if not any(map(text.__contains__, opening + closing)):
        return -1
    waiting: list[int] = []
    keyed = _compiled(_KEYED_SIGN)
    for place, sign in enumerate(text):
        if sign in opening:
            waiting.append(place)
        elif sign in closing:
            if waiting:
                waiting.pop()
            elif not keyed.match(text, place):
                return place
    return next((place for place in waiting if not keyed.match(text, place)), -1)


def _unquoted(text: str) -> int:
    """Where a quotation mark stands that leaves an odd number of them, or -1.

    Marks that all look alike, or the wrong way round, still pair.
    """
    if (text.count("“") + text.count("”")) % 2 == 0:
        return -1
    marks = [place for place, sign in enumerate(text) if sign in "“”"]
    for wanted, place in zip("“”" * len(marks), marks, strict=False):
        if text[place] != wanted:
            return place
    return marks[-1]


def _around(text: str, place: int) -> str:
    """A sign with the words that belong to it: those after an opening one, before a closing one."""
    start = end = place
    if text[place] in _OPENING:
        while end + 1 < min(len(text), place + _SHOWN) and text[end + 1] not in _STOPS:
            end += 1
    else:
        while start > max(0, place - _SHOWN) and text[start - 1] not in _STOPS:
            start -= 1
    return text[start : end + 1]


_DOUBLED = regex(r"(?=(([^\W\d_a-zA-Z]{2,4})\2))")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两每逐")
_SPOKEN_TWICE = frozenset(
    (
        "研究",
        "讨论",
        "考虑",
        "商量",
        "了解",
        "意思",
        "学习",
        "交流",
        "琢磨",
        "打听",
        "收拾",
        "休息",
        "锻炼",
        "活动",
        "参谋",
        "合计",
    )
)
# Signs that make a noun of the word before them: 保障性, 管理费, 服务站, 培训班.
_NOUN_ENDINGS = frozenset("性费员者局处科部站所人房金卡证类型化率班商点网岗队车室厅组制")


def doubled_word(text: str, exceptions: Collection[str] = ()) -> str:
    """Return the first word of 2 to 4 characters that is written twice in a row, or "".

    Counted repetition (一步一步), one character repeated and verbs said twice are no slips, nor is
    a verb before a noun that begins with it (保障保障性住房). `exceptions` are words that may be
    said twice, and words that the second of two may begin (服务业: 服务服务业).

    >>> doubled_word("推进水库水库建设"), doubled_word("一步一步研究研究"), doubled_word("中国国际")
    ('水库水库', '', '')
    >>> doubled_word("管理管理费支出"), doubled_word("服务服务业发展", {"服务业"})
    ('', '')
    """
    length = len(text)
    if len(set(text)) > length - 2 or len(set(pairwise(text))) == length - 1:
        return ""
    for match in _DOUBLED.finditer(text):
        word = match[2]
        second = match.start() + len(word)
        slips = len(set(word)) > 1 and word[0] not in _NUMERALS and word not in _SPOKEN_TWICE
        slips = slips and text[second + len(word) :][:1] not in _NOUN_ENDINGS
        if not slips or _NUMERALS.issuperset(word):
            continue
        if word not in exceptions and not any(text.startswith(it, second) for it in exceptions):
            return match[1]
    return ""


def wrong_word(text: str, words: Collection[str], exceptions: Collection[str] = ()) -> str:
    """Return the first of `words` in the text that no phrase of `exceptions` overlaps, or "".

    >>> wrong_word("按统一布署推进", {"布署"}), wrong_word("完成份额", {"成份"}, {"完成份"})
    ('布署', '')
    >>> wrong_word("做好帐目管理", {"帐"})
    '帐'
    """
    return wrong_words(words, exceptions)(text)


def wrong_words(words: Collection[str], exceptions: Collection[str] = ()) -> Callable[[str], str]:
    """Return `wrong_word` for these words, for who looks through many texts."""
    same = _Same(words)
    told = _told(same)

    def find(text: str) -> str:
        if not holds(text, told):
            return ""
        for match in _any_of(same).finditer(text):
            start, end = match.span()
            if not any(_meets(text, phrase, start, end) for phrase in exceptions):
                return match[0]
        return ""

    return find


def _meets(text: str, phrase: str, start: int, end: int) -> bool:
    """Whether the phrase stands where it shares a character with a stretch of the text."""
    reach = len(phrase) - 1
    return text.find(phrase, max(0, start - reach), end + reach) >= 0


class _Same:
    """Words known by their identity: to hash a long list at each call would cost more."""

    __slots__ = ("words",)

    def __init__(self, words: Collection[str]) -> None:
        self.words = words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.words is other.words

    def __hash__(self) -> int:
        return id(self.words)


@lru_cache(maxsize=8)
def _told(same: _Same) -> frozenset[str]:
    return frozenset(same.words)


@lru_cache(maxsize=8)
def _any_of(same: _Same) -> re.Pattern[str]:
    # The longest first, so that a word is not taken for its beginning; no words fit nowhere.
    words = sorted(same.words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


_LEAST = 12


def repeated_sentence(text: str) -> str:
    """Return the first sentence of 12 characters or more that the text says twice, or "".

    >>> repeated_sentence("更换老旧供水管网并加装水表。巡查泵站。更换老旧供水管网并加装水表。")
    '更换老旧供水管网并加装水表'
    """
    if len(text) < 2 * _LEAST:
        return ""
    seen: set[str] = set()
    for sentence in _compiled(_ENDS).split(text):
        said = _compiled(_LEADING).sub("", sentence).strip()
        if len(said) >= _LEAST:
            if said in seen:
                return said
            seen.add(said)
    return ""
