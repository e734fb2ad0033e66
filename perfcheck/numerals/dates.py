"""Finds dates and deadlines in text, as they are printed."""

import re
from typing import NamedTuple

from perfcheck.numerals.patterns import compiled


class Date(NamedTuple):
    """A date in a folded text without blanks; parts that are not printed are None.

    `bound` says that a word such as 前 or 底 makes it the end of a time.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    bound: bool


TAKEN = "\0"
_TO = r"[-~至到—]"
_BY = r"(?P<by>(?:之|以)?前|止|内(?![部容外涵控]))?"
_YEAR = rf"(?<!\d)(?:(?:20\d\d年?{_TO}+)?(?P<year>20\d\d)(?=年))?(?:年度?)?"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
# Each with the sign that a text must have before it is worth a look.
_PATTERNS = (
    # 2026-12-31, 2026/12, 2026.12: only where no unit follows
    (
        "20",
        rf"(?<![\d.])(?P<year>20\d\d)(?P<dot>[-/.]){_MONTH}(?:(?P=dot){_DAY})?"
        rf"(?=$|[前底末止之以内完,;。、至到~)\-—]){_BY}",
    ),
    # 2026年12月31日前, 1-12月
    (
        "月",
        rf"{_YEAR}(?:\d{{1,2}}月?份?(?:\d{{1,2}}日)?{_TO}+)?(?<!\d){_MONTH}月份?"
        rf"(?:{_DAY}(?:[日号]|(?=$|(?:之|以)?前|止)))?(?:[上中下]旬|月?[底末])?{_BY}",
    ),
    # 第四季度, 一至三季度
    (
        "季度",
        rf"{_YEAR}(?:第?[一二三1-3](?:季度)?(?:{_TO}|、))?第?(?P<quarter>[一二三四1-4])季度[底末]?{_BY}",
    ),
    # 上半年, 2026年下半年
    ("半年", rf"{_YEAR}(?P<half>[上下])半年[底末]?{_BY}"),
    # 2026年底, 年内, 年中
    (
        "年",
        r"(?<![\d一二三四五六七八九十两半])(?:(?P<year>20\d\d)(?=年))?年度?"
        r"(?:(?P<close>[底末]|终(?!总结|考核|奖)|内(?![部容外涵控]))|(?P<middle>中(?=$|[前完,;。])))"
        rf"{_BY}",
    ),
    # 12.31前, 12/31前
    ("前", rf"(?<![\d.]){_MONTH}[./]{_DAY}日?(?P<by>(?:之|以)?前)"),
    # 每月5日前
    ("前", rf"(?<![\d.,提]){_DAY}[日号](?P<by>(?:之|以)?前)"),
    # 2024-2026年, 2026年度
    ("20", rf"(?<!\d)(?:20\d\d年?{_TO}+)?(?P<year>20\d\d)年度?(?:初|{_BY})"),
    ("20", rf"(?<!\d)20\d\d{_TO}+(?P<year>20\d\d)(?!\d)"),
)


def dates(text: str) -> tuple[list[Date], str]:
    """Return the dates of a folded text without blanks, and the text with them blotted out.

    >>> [found[2:] for found in dates("2026年12月31日前")[0]]
    [(2026, 12, 31, True)]
    """
    if not ("年" in text or "月" in text or "季" in text or "前" in text or "20" in text):
        return [], text
    found: list[Date] = []
    for mark, pattern in _PATTERNS:
        for match in compiled(pattern).finditer(text) if mark in text else ():
            found.append(_date(match))
            start, end = match.span()
            text = text[:start] + TAKEN * (end - start) + text[end:]
    return sorted(found), text


def _date(match: re.Match[str]) -> Date:
    parts = match.groupdict()
    year, month, day = (int(parts[name]) if parts.get(name) else None for name in _PARTS)
    if "quarter" in parts:
        month = _QUARTERS[parts["quarter"]]
    elif "half" in parts:
        month = 6 if parts["half"] == "上" else 12
    elif "close" in parts:
        month = 12 if parts["close"] else 6
    bound = bool(parts.get("by") or parts.get("close")) or match.group()[-1] in "底末"
    return Date(match.start(), match.end(), year, month, day, bound)


_PARTS = ("year", "month", "day")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
