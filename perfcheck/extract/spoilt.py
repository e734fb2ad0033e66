"""Words that were figures and cannot be read any more."""

from perfcheck import numerals
from perfcheck.wording import compiled

_UNIT = r"(?:亿元|万元|元|%)?"
_SPOILT = (
    r"[-￥¥]*\d[\d.,]*(?:[xX*]+\d[\d.,]*)+"  # 5，5x5.14
    r"|[-￥¥]*\d[\d,]*\.\d+(?:\.[\d,]+)+[xX*]?"  # 12.3.4
    r"|[-￥¥]*\d[\d,]*\.[\d,]*[xX]"  # 12.3x
    rf"|[-￥¥]*[\d.,]*\?[\d.,?]*{_UNIT}"  # 12?, ￥？, 3?.00
    rf"|[-￥¥]*\d[\d.,]*[□■\ufffd][\d.,□■\ufffd]*{_UNIT}"  # 12.3□
    r"|[￥¥]"
)


def is_spoilt(text: str) -> bool:
    """Whether a word where only figures stand is a figure with signs that belong to none.

    >>> is_spoilt("12.3.4"), is_spoilt("￥？"), is_spoilt("1,234.50"), is_spoilt("3、")
    (True, True, False, False)
    """
    return compiled(_SPOILT).fullmatch(numerals.fold(text)) is not None
