"""Reads a figure written in digits, strictly: whoever groups digits wrongly gets no figure."""

from perfcheck.numerals.patterns import compiled

_FIGURE = r"([1-9]\d{0,2}(?:[, ]\d{3})+|\d+)(?:\.(\d+))?"
LONGEST = 60
"""Digits in a figure, above which they measure nothing."""


def digits(text: str) -> tuple[int, int] | None:
    """Return (digits as a whole number, decimal places) of a bare unsigned figure, or None.

    Groups are of three digits, set apart all by commas or all by blanks.

    >>> digits("1,234.50"), digits("6 318.07"), digits("1,23.4"), digits("12.")
    ((123450, 2), (631807, 2), None, None)
    """
    if len(text) > LONGEST:
        return None
    if text.isdigit() and text.isascii():
        return int(text), 0
    found = compiled(_FIGURE).fullmatch(text)
    if found is None:
        return None
    whole, part = found.groups("")
    if not whole.isdigit():
        if " " in whole and "," in whole:
            return None
        whole = whole.replace(",", "").replace(" ", "")
    return int(whole + part), len(part)


def tight(text: str) -> str:
    """Take out blanks that stand beside a comma or a point: "6,318. 07" is one figure."""
    for mark in ",.":
        while mark + " " in text:
            text = text.replace(mark + " ", mark)
        while " " + mark in text:
            text = text.replace(" " + mark, mark)
    return text
