"""Reads numerals written in Chinese characters, plain (三十三) and banker's (叁拾叁)."""

from perfcheck.numerals.digits import LONGEST

_DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    **{"两": 2, "貳": 2, "弍": 2, "參": 3, "陸": 6, "○": 0},
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
SIGNS = frozenset(_DIGITS) | frozenset(_TENS) | frozenset(_MYRIADS)


def chinese(text: str) -> int | None:
    """Return the whole number that the characters write; None where they write none for sure.

    Short forms whose last digit has no rank of its own (三千五, 一百二) are None.

    >>> chinese("一亿二千万"), chinese("叁拾叁"), chinese("二〇二六"), chinese("三千五")
    (120000000, 33, 2026, None)
    """
    if not 0 < len(text) <= LONGEST or not SIGNS.issuperset(text):
        return None
    if len(text) > 1 and all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return _ranked(text)


def _ranked(text: str) -> int | None:
    total = section = 0
    for rank, sign in ((10**8, "亿億"), (10**4, "万萬")):
        place = next((i for i, c in enumerate(text) if c in sign), None)
        if place is None:
            continue
        section_value = _below_myriad(text[:place])
        if not section_value:
            return None
        total += section_value * rank
        text = text[place + 1 :]
        section = rank
    if not text:
        return total
    rest = _below_myriad(text, after=section)
    return None if rest is None else total + rest


def _below_myriad(text: str, after: int = 0) -> int | None:
    total, last, digit, zero = 0, after, None, False
    for sign in text:
        if sign in _TENS:
            rank = _TENS[sign]
            if (digit is None and (rank != 10 or total)) or (last and rank >= last):
                return None
            total += (1 if digit is None else digit) * rank
            last, digit, zero = rank, None, False
        elif digit is not None or sign not in _DIGITS:
            return None
        elif _DIGITS[sign] == 0 and len(text) > 1:
            zero = True
        else:
            digit = _DIGITS[sign]
    if digit is None:
        return total if text else None
    return total + digit if last in (0, 10) or zero else None


def chinese_decimal(text: str) -> tuple[int, int] | None:
    """Return (digits, decimal places) of a numeral that may have a 点: 九十五点五 is (955, 1)."""
    whole, point, part = text.partition("点")
    value = chinese(whole)
    if value is None or not point:
        return None if value is None else (value, 0)
    if not part or any(sign not in _DIGITS for sign in part):
        return None
    digits = int("".join(str(_DIGITS[sign]) for sign in part))
    return value * 10 ** len(part) + digits, len(part)
