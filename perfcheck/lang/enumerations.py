"""Reads the numbered lists inside a text: where one breaks off, and how many items it has."""

import re
from collections.abc import Iterator
from functools import cache

from perfcheck.regexes import regex

_HAN = "一二三四五六七八九十"
_SECOND = r"[2２二]\s*[、.．)）是]"
_STYLES = (
    r"(?<![\d.,．，、/~\-—至到第A-Za-z%％])(\d{1,2})\s?(?:[、]|[.．](?!\s?\d))(?!\s?\d)",
    r"[(（]\s?(\d{1,2})\s?[)）]",
    rf"(?<![第{_HAN}百千万零、])([{_HAN}]{{1,3}})、(?![{_HAN}])",
    rf"[(（]([{_HAN}]{{1,3}})[)）]",
    rf"(?:^|(?<=[。；;，,：:、！？\s]))([{_HAN}])是",
)
_MARKS = ("{}[、.．)）]", "[(（]{}[)）]", "{}[、.]", "[(（]{}[)）]", "{}是?")
# What may follow a number that counts or names something: 三个, 三年, 三级, 三公, 三季度.
_COUNTED = (
    "个项家次种年月日时天周季旬度级方者大小公届期百千万十亿条类套批名位层点支只面则重维段座台辆间所处"
    "县市区镇乡村街道队组科局部委院校班站岗员人户口农保资定严包审权会中全北峡江亚明星等甲乙丙分倍成"
    "多余几两又或至到"
)
_SECONDS = frozenset("2２二")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: few forms need them all."""
    return regex(pattern)


def number_gap(text: str) -> str:
    """Return the first number that breaks a numbered list (as printed), or "".

    A list starts at 1 and has come to 2 at least; a number is missed only if it stands nowhere in
    the text, so that marks of another style, or in mid-sentence, excuse it.

    >>> number_gap("1、立项。2、施工。4、验收。"), number_gap("增长2.5%，1.8万。3.其他")
    ('4', '')
    >>> number_gap("一是建库。二是修渠。三抓好管护。")
    '三抓好'
    """
    if _SECONDS.isdisjoint(text) or not _compiled(_SECOND).search(text):
        return ""
    for style, mark in zip(_STYLES, _MARKS, strict=True):
        found = _broken(text, _compiled(style), mark)
        if found:
            return found
    return _unsaid(text)


def _unsaid(text: str) -> str:
    """The start of a sentence that has lost the 是 of 三是, after 一是 and 二是."""
    said = [number for _, number in _numbers(text, _compiled(_STYLES[-1]))]
    last = len(said)
    if last < 2 or last > 9 or said != _whole(last):
        return ""
    wanted = _HAN[last]
    if f"{wanted}是" in text:
        return ""
    found = _compiled(rf"[。；;]({wanted}[^\W\d_a-zA-Z{_COUNTED}{_HAN}][^\W\d_a-zA-Z])").search(
        text
    )
    return found[1] if found else ""


def items(text: str) -> int:
    """How many items the outermost numbered list of a text has; 0 where it has none, or a gap.

    >>> items("任务如下：一是修渠；二是建库（1.选址 2.设计）；三是管护。"), items("一是修渠。")
    (3, 0)
    """
    first, count = len(text), 0
    for style in _STYLES:
        found = list(_compiled(style).finditer(text))
        start = next((match.start() for match in found if _value(match[1]) == 1), len(text))
        numbers = [_value(match[1]) for match in found]
        if start < first:
            first, count = start, numbers[-1] if numbers == _whole(len(numbers)) else 0
    return count if count > 1 else 0


def _whole(count: int) -> list[int]:
    return list(range(1, count + 1))


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
