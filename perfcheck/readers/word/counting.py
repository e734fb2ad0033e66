"""Numbers as Word's automatic numbering prints them: 一、（二）、③, IV, 甲 …"""

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def printed(form: str, value: int) -> str:
    """A number in one of Word's formats; in digits where the format has no sign for it.

    >>> [printed(form, 12) for form in ("chineseCounting", "upperRoman", "lowerLetter", "decimal")]
    ['十二', 'XII', 'l', '12']
    >>> printed("decimalEnclosedCircle", 3), printed("ideographTraditional", 2), printed("none", 1)
    ('③', '乙', '')
    """
    way = _FORMATS.get(form)
    return way(value) if way and value > 0 else str(value) if form not in _SILENT else ""


def enclosed(value: int) -> str:
    """A number in a circle.

    >>> enclosed(1), enclosed(25), enclosed(51)
    ('①', '㉕', '51')
    """
    for last, before in ((20, 0x2460 - 1), (35, 0x3251 - 21), (50, 0x32B1 - 36)):
        if 0 < value <= last:
            return chr(before + value)
    return str(value)


def _chinese(value: int, digits: str = _DIGITS, units: str = "十百千", one: bool = False) -> str:
    """Up to 9,999 in Chinese; `one`: a ten, hundred or thousand alone has no 一 before it."""
    if value > 9999:
        return str(value)
    text = ""
    gap = False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        lone = digit == 1 and place > 0 and (one or (place == 1 and not text))
        zero = digits[0] if gap and not one else ""
        text += zero + ("" if lone else digits[digit]) + (units[place - 1] if place else "")
        gap = False
    return text.replace("〇", "零")


def _spelled(value: int) -> str:
    """Each digit by itself.

    >>> _spelled(105)
    '一〇五'
    """
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text


def _letter(value: int) -> str:
    """Letters as Word goes on after z: aa, bb."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


def _from(first: int, last: int) -> Callable[[int], str]:
    """Signs that stand one after the other in Unicode."""
    return lambda value: chr(first + value - 1) if value <= last else str(value)


def _wide(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


def _counted(value: int) -> str:
    return _chinese(value) if value < 100 else _spelled(value)


def _legal(value: int) -> str:
    text = _chinese(value, _FORMAL, "拾佰仟")
    return "壹" + text if text.startswith("拾") else text


_SILENT: Final = frozenset(("none", "bullet"))
_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": _counted,
    "taiwaneseCounting": _counted,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": lambda value: _chinese(value, one=True),
    "ideographDigital": _spelled,
    "japaneseDigitalTenThousand": _spelled,
    "taiwaneseDigital": _spelled,
    "chineseLegalSimplified": _legal,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerLetter": _letter,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": enclosed,
    "decimalEnclosedCircleChinese": enclosed,
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "bullet": lambda _: "",
    "none": lambda _: "",
}
