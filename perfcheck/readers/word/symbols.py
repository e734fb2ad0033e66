"""Characters of the symbol fonts (Wingdings and the like) → the characters that they show."""

import re
from typing import Final

from perfcheck.readers.word.counting import enclosed

_RAISED: Final = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_GREEK: Final = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_CIRCLED: Final = r"(?i)\s*EQ\s*\\o(?:\\a[clr])?\s*\(\s*[○〇◯]\s*[,;，]\s*(\S+?)\s*\)\s*"

_WINGDINGS: Final = {
    **{0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□", 0x72: "□", 0xFC: "√", 0xFB: "×"},
    **{0x6E: "■", 0x6C: "●", 0xA1: "○", 0x9F: "•", 0x75: "◆", 0x77: "◆", 0xAB: "★", 0xB6: "☆"},
    **{0xE0: "→", 0xDF: "←", 0xE8: "→", 0xD8: "➢"},
    **{0x80 + value: enclosed(value) for value in range(1, 11)},
}
_WINGDINGS_2: Final = {
    **{0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□", 0x50: "√", 0x4F: "×"},
    **{0x69 + value: enclosed(value) for value in range(1, 11)},
}
_SYMBOL: Final = {
    **{0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xA5: "∞", 0xB9: "≠"},
    **{0xBB: "≈", 0xB7: "•", 0xAE: "→", 0xD6: "√", 0x7E: "~", 0xE5: "∑"},
    **{ord("a") + place: letter for place, letter in enumerate(_GREEK)},
    **{code: chr(code) for code in range(0x20, 0x40)},
}
_WEBDINGS: Final = {0x61: "√", 0x63: "□", 0x72: "×"}
_FONTS: Final = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "symbol": _SYMBOL,
    "webdings": _WEBDINGS,
}


def shown(text: str, font: str) -> str:
    """What a text in a symbol font shows; other fonts and characters stay as they are.

    >>> shown("\\uf0fe", "Wingdings"), shown("þ延续", "Wingdings"), shown("þ", "Calibri")
    ('☑', '☑延续', 'þ')
    """
    signs = _FONTS.get(font.lower())
    if signs is None:
        return text
    return "".join(signs.get(_code(character), character) for character in text)


def _code(character: str) -> int:
    """The place of a character in its font, which may stand in Unicode's private area too."""
    code = ord(character)
    return code - 0xF000 if 0xF000 <= code <= 0xF0FF else code


def character(code: str) -> str:
    """The character of a code in hexadecimal digits; nothing where there is none.

    >>> character("2611"), character("D800"), character("x")
    ('☑', '', '')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0x10000 else ""


def raised(text: str) -> str:
    """A superscript, so that its digits are never read with the figure before them.

    >>> raised("2"), raised("注1")
    ('²', '注1')
    """
    return text.translate(_RAISED) if text.strip("0123456789+-") == "" else text


def circled(instruction: str) -> str | None:
    r"""What a field that draws a circle round a character shows; None for any other field.

    >>> circled(r"eq \o\ac(○,3)"), circled("PAGE")
    ('③', None)
    """
    found = re.fullmatch(_CIRCLED, instruction)
    if not found:
        return None
    return enclosed(int(found[1])) if found[1].isdecimal() and len(found[1]) < 3 else found[1]
