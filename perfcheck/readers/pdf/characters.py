"""What a character of a PDF means: a radical may stand for its character; controls for none."""

import unicodedata
from typing import Final

_WHOLE: Final = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⻳⺟⻁⻌⻣⻍⺁",
        "民西见角贝车长门青韦页风飞食马鬼鱼鸟麦黄齐齿龙龟母虎辶骨辶厂",
        strict=True,
    )
)
_RADICALS: Final = range(0x2F00, 0x2FD6)
_BLANKS: Final = frozenset("\t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029")


def read_as(code: int) -> str:
    """What a person reads in a character; a radical that stands for its character is one.

    >>> read_as(0x2F00), read_as(0x2EA0), read_as(0xFFFE), read_as(9)
    ('一', '民', '\ufffd', ' ')
    """
    if code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    text = chr(code)
    if code in _RADICALS:
        return unicodedata.normalize("NFKC", text)
    if text in _BLANKS:
        return " "
    if code < 32 or unicodedata.category(text) in ("Cc", "Cf"):
        return ""
    return _WHOLE.get(text, text)
