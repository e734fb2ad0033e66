"""Words that were figures and cannot be read any more."""

from perfcheck import numerals
from perfcheck.wording import compiled

# 12.3.4, 5，5x5.14, 12?, ￥？
_SPOILT = (
    r"[-￥¥]?\d[\d.,]*(?:[xX*]+\d[\d.,]*)+|[-￥¥]?\d[\d,]*\.\d+(?:\.\d+)+|[￥¥]?[\d.,]*\?+|[￥¥]"
)


def is_spoilt(text: str) -> bool:
    """Whether a word where only figures stand is a figure with signs that belong to none.

    >>> is_spoilt("12.3.4"), is_spoilt("￥？"), is_spoilt("1,234.50"), is_spoilt("3、")
    (True, True, False, False)
    """
    return compiled(_SPOILT).fullmatch(numerals.fold(text)) is not None
