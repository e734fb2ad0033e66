"""Rewrites the figures of a target that are spelled in characters: 三次, 百分之九十五."""

from perfcheck.numerals.chinese import SIGNS, chinese_decimal
from perfcheck.numerals.operators import after
from perfcheck.numerals.patterns import compiled
from perfcheck.numerals.units import measure_at

_RUN = f"[{''.join(sorted(SIGNS))}点]+"
_NAMING = tuple("第之进统同唯专数几上近星单万整")
_CALENDAR = ("年", "月", "日")
_ENDS = ",;。、)"
_SHORT = 24
_LOOSE = frozenset(("批", "种", "类", "段", "面", "级", "层", "度", "分", "方面", "期"))


def in_digits(text: str) -> str:
    """Return the text with spelled figures in digits; idioms (一批, 一流, 进一步) stay.

    A numeral is a figure where it follows 百分之, or where a measure word and then the end of a
    clause follow it.

    >>> in_digits("培训三次以上"), in_digits("百分之九十五"), in_digits("进一步提升一批")
    ('培训3次以上', '百分之95', '进一步提升一批')
    """
    if SIGNS.isdisjoint(text):
        return text
    text = text.replace("百分之百", "100%").replace("百分百", "100%")
    result, last = "", 0
    for match in compiled(_RUN).finditer(text):
        start, end = match.span()
        if not _counts(text, start, end):
            continue
        value = chinese_decimal(match.group())
        if value is not None:
            result += text[last:start] + _written(*value)
            last = end
    return result + text[last:]


def _counts(text: str, start: int, end: int) -> bool:
    if text.endswith(("百分之", "千分之"), 0, start):
        return True
    if text.startswith(_CALENDAR, end) and _dated(text, start, end):
        return True
    if text.startswith(_NAMING, start - 1 if start else len(text)) or len(text) > _SHORT:
        return False
    length = measure_at(text, end) or int(text.startswith("元", end))
    if not length or text[end : end + length] in _LOOSE:
        return False
    place = after(text, end + length)[1]
    return place == len(text) or text[place] in _ENDS


def _dated(text: str, start: int, end: int) -> bool:
    """Whether the numeral is part of a date: 二〇二六年, 十二月三十一日, 十二月底."""
    match text[end]:
        case "年":
            return end - start == 4
        case "月":
            near = text[end + 1 : end + 5]
            return text.endswith("年", 0, start) or near[:1] in tuple("份底末前") or "日" in near
        case _:
            return text.endswith("月", 0, start)


def _written(value: int, places: int) -> str:
    digits = str(value).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
