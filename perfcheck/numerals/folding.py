"""Folds the many ways of typing one sign into one, character for character."""

from functools import lru_cache

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)}
_TYPED = {
    "-": "−﹣‐‑–",
    " ": "\u3000\xa0\t\r\n\v\f\u2002\u2003\u2009\u202f",
    "≥": "≧⩾≮",
    "≤": "≦⩽≯",
    "~": "∼〜",
    **{">": "﹥", "<": "﹤", "%": "﹪", "¥": "￥", "(": "﹙", ")": "﹚", "[": "【", "]": "】"},
}
_SAME = _WIDE | {ord(sign): ord(one) for one, many in _TYPED.items() for sign in many}


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the text with full-width and look-alike signs as plain ones, places unchanged.

    》 and 《 are what the keys of > and < print in Chinese mode; they are taken for those only
    before a digit (or =) and where they are not half of a pair of title marks.

    >>> fold("》９５％"), fold("《办法》3项")
    ('>95%', '《办法》3项')
    """
    if text.isascii():
        return text if text.isprintable() else text.translate(_SAME)
    folded = text.translate(_SAME)
    if "》" in folded:
        folded = _operator(folded, "》", ">", alone="《" not in folded)
    if "《" in folded:
        folded = _operator(folded, "《", "<", alone="》" not in folded)
    return folded


def _operator(text: str, mark: str, sign: str, *, alone: bool) -> str:
    if not alone:
        return text
    pieces = text.split(mark)
    result = pieces[0]
    for piece in pieces[1:]:
        before_figure = piece.lstrip(" =")[:1].isdigit()
        result += (sign if before_figure else mark) + piece
    return result


def squeeze(text: str) -> str:
    """Take out the blanks, but for one between two digits (which may be two figures)."""
    if " " not in text:
        return text
    words = text.split()
    result = ""
    for word in words:
        if result and result[-1].isdigit() and word[0].isdigit():
            result += " "
        result += word
    return result
