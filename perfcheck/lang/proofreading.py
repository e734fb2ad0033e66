"""Finds slips of the pen in a text: unpaired brackets, words written twice, broken numbering."""

import re
from collections.abc import Iterator
from functools import cache

_LIST_MARK = (
    r"(?:^|(?<=[\s。；;：:，,、！？!?]))[(（]?(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})[)）]"
)
_KEYED_SIGN = r"[《》](?=\s*[=＝]?\s*\d)"
_FAMILIES = (("(（", ")）"), ("《", "》"), ("【", "】"), ("〔", "〕"))
_BRACKETS = frozenset("()（）《》【】〔〕“”")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: few forms need them all."""
    return re.compile(pattern)


def pairs_up(text: str) -> bool:
    """Whether brackets, title marks and quotation marks pair, each kind by itself.

    Full and half width pair with each other; list marks such as 1) are passed over, and so are
    》 and 《 typed for > and < before a figure.

    >>> pairs_up("1）水库（一期)"), pairs_up("《办法"), pairs_up("满意度》95%")
    (True, False, True)
    """
    if _BRACKETS.isdisjoint(text):
        return True
    text = _compiled(_LIST_MARK).sub("", text)
    if (text.count("“") + text.count("”")) % 2:
        return False
    return all(_pairs(text, opening, closing) for opening, closing in _FAMILIES)


def _pairs(text: str, opening: str, closing: str) -> bool:
    depth = excused = 0
    keyed = _compiled(_KEYED_SIGN)
    for place, sign in enumerate(text):
        if sign in opening:
            depth += 1
            excused += bool(keyed.match(text, place))
        elif sign in closing:
            if depth:
                depth -= 1
                excused = min(excused, depth)
            elif not keyed.match(text, place):
                return False
    return depth == excused


_DOUBLED = re.compile(r"(?=(([^\W\d_a-zA-Z]{2,4})\2))")
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


def doubled_word(text: str) -> str:
    """Return the first word of 2 to 4 characters that is written twice in a row, or "".

    Counted repetition (一步一步), one character repeated and verbs said twice are no slips, nor is
    a verb before a noun that begins with it (保障保障性住房).

    >>> doubled_word("推进水库水库建设"), doubled_word("一步一步研究研究"), doubled_word("中国国际")
    ('水库水库', '', '')
    >>> doubled_word("保障保障性住房供应"), doubled_word("管理管理费支出")
    ('', '')
    """
    for match in _DOUBLED.finditer(text):
        word = match[2]
        after = text[match.start() + 2 * len(word) :][:1]
        slips = len(set(word)) > 1 and word[0] not in _NUMERALS and word not in _SPOKEN_TWICE
        slips = slips and after not in _NOUN_ENDINGS
        if slips and not _NUMERALS.issuperset(word):
            return match[1]
    return ""


_HAN = "一二三四五六七八九十"
_SECOND = tuple(f"{number}{mark}" for number in "2２二" for mark in "、.．)）是")
_STYLES = (
    r"(?<![\d.,．，、/~\-—至到第A-Za-z%％])(\d{1,2})\s?(?:[、]|[.．](?!\s?\d))(?!\s?\d)",
    r"[(（]\s?(\d{1,2})\s?[)）]",
    rf"(?<![第{_HAN}百千万零、])([{_HAN}]{{1,3}})、(?![{_HAN}])",
    rf"[(（]([{_HAN}]{{1,3}})[)）]",
    rf"(?:^|(?<=[。；;，,：:、！？\s]))([{_HAN}])是",
)
_MARKS = ("{}[、.．)）]", "[(（]{}[)）]", "{}[、.]", "[(（]{}[)）]", "{}是?")


def number_gap(text: str) -> str:
    """Return the first number that breaks a numbered list (as printed), or "".

    A list starts at 1 and has come to 2 at least; a number is missed only if it stands nowhere in
    the text, so that marks of another style, or in mid-sentence, excuse it.

    >>> number_gap("1、立项。2、施工。4、验收。"), number_gap("增长2.5%，1.8万。3.其他")
    ('4', '')
    """
    bare = "".join(text.split())
    if not any(second in bare for second in _SECOND):
        return ""
    for style, mark in zip(_STYLES, _MARKS, strict=True):
        found = _broken(text, _compiled(style), mark)
        if found:
            return found
    return ""


def _broken(text: str, style: re.Pattern[str], mark: str) -> str:
    open_lists: list[int] = []
    for printed, number in _numbers(text, style):
        while open_lists and number != 1 and number != open_lists[-1] + 1:
            if not any(number == last + 1 for last in open_lists):
                break
            open_lists.pop()
        if number == 1:
            open_lists.append(1)
        elif open_lists and number == open_lists[-1] + 1:
            open_lists[-1] = number
        elif open_lists and _certain(text, mark, open_lists[-1], number, printed):
            return printed
        elif open_lists:
            open_lists[-1] = max(open_lists[-1], number)
    return ""


def _numbers(text: str, style: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    for match in style.finditer(text):
        yield match[1], _value(match[1])


def _value(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    if not ten:
        return _HAN.index(ones[-1]) + 1
    return 10 * (_HAN.index(tens[-1]) + 1 if tens else 1) + (_HAN.index(ones) + 1 if ones else 0)


def _certain(text: str, mark: str, last: int, number: int, printed: str) -> bool:
    """Whether a number that does not follow `last` is a slip, and not a figure in a sentence."""
    if last < 2 or not last <= number <= last + 3:
        return False
    missed = [_printed(between, printed) for between in range(last + 1, number)]
    return not any(
        re.search(rf"(?<![\d{_HAN}]){mark.format(re.escape(skipped))}", text) for skipped in missed
    )


def _printed(number: int, like: str) -> str:
    if like.isdigit():
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _HAN[tens - 1] + "十"
    return head + (_HAN[ones - 1] if ones else "")
