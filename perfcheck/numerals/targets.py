"""Reads target values: figures that bind, deadlines, qualities, and placeholders."""

from functools import lru_cache

from perfcheck.numerals.amounts import EMPTY, unreadable
from perfcheck.numerals.conditions import conditions
from perfcheck.numerals.dates import TAKEN, Date, dates
from perfcheck.numerals.folding import fold, squeeze
from perfcheck.numerals.scanning import scan, without_names
from perfcheck.numerals.spelled import in_digits
from perfcheck.values import Missing, Target

_NONE = frozenset(
    (
        *("无", "略", "空", "暂无", "不适用", "待定", "未定", "待补充", "待填", "待填写"),
        *("无数据", "无要求", "N/A", "n/a", "NA", "na"),
    )
)
_NONE_SIGNS = "-—―─/\\*×xX.…_+。 "
_TEMPLATES = ("XX", "xx", "××", "**")
_ENCLOSING = (("(", ")"), ("[", "]"), ("〔", "〕"), ("“", "”"), ('"', '"'))
_COMPARING = ("较", "比", "与", "和", "同", "高于", "低于", "超过", "优于", "多于", "少于", "大于")
_PROSE = 25
_TIMED_PROSE = 15
_DATED_PROSE = 8
_YEAR_PROSE = 2


def target(text: str) -> Target | Missing:
    """Read a target value; its `text` stays as printed.

    A sentence of more than 25 characters besides its figures is a quality, whatever figures it
    mentions. A figure grouped wrongly, or comparisons that contradict each other, are unreadable.

    >>> part = target("80万次以上").parts[0]
    >>> part.operator, part.figure, part.unit, part.number.unit
    ('>=', '80', '万次', '次')
    """
    printed = text.strip()
    return _target(printed) if printed else EMPTY


@lru_cache(maxsize=2048)
def _target(printed: str) -> Target | Missing:
    folded = fold(printed)
    if folded[-1] in ')]〕”"':
        folded = _opened(folded)
    if not folded.strip(_NONE_SIGNS) or folded.strip("。 ") in _NONE:
        return Target(printed, "none")
    found, text = dates(in_digits(squeeze(without_names(folded))))
    figures = scan(text)
    if not figures:
        if any(sign in folded for sign in _TEMPLATES):
            return Target(printed, "none")
        return _timed(printed, text, found)
    read = conditions(text, figures)
    words = len(text) - read.covered - text.count(TAKEN)
    if words > _PROSE or read.vague:
        return Target(printed, "qualitative")
    if read.unreadable or "±" in text or "≠" in text:
        return unreadable(printed)
    own = [date for date in found if not _compared(text, date)]
    if len(own) != 1:
        return Target(printed, "quantitative", read.parts)
    return Target(printed, "quantitative", read.parts, own[0].year, own[0].month, own[0].day)


def _opened(text: str) -> str:
    """Take off brackets or quotation marks that enclose the whole text."""
    for left, right in _ENCLOSING:
        inner = text[1:-1].strip()
        if text[0] == left and text[-1] == right and inner:
            return text if left in inner or right in inner else inner
    return text


def _timed(printed: str, text: str, found: list[Date]) -> Target:
    """Judge a text without figures: a deadline where little but a date is said."""
    if not found or _compared(text, found[-1]):
        return Target(printed, "qualitative")
    last = found[-1]
    year = next((date.year for date in reversed(found) if date.year), None)
    words = len(text) - text.count(TAKEN)
    if last.month is None and last.day is None and not last.bound:
        limit = _YEAR_PROSE
    else:
        limit = _TIMED_PROSE if last.bound else _DATED_PROSE
    if words > limit:
        return Target(printed, "qualitative")
    return Target(printed, "deadline", (), year, last.month, last.day)


def _compared(text: str, date: Date) -> bool:
    """Whether the date is one that others are held against: 较2025年增长5%."""
    return text.endswith(_COMPARING, 0, date.start)
