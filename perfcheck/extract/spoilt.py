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

_FAILED = r"#+|#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|SPILL!|VALUE!|未计算)|(?:Err|错误):\d{3}"


def is_failed(text: str) -> bool:
    """Whether a spreadsheet prints it in place of what it could not count or show.

    >>> is_failed("#REF!"), is_failed("####"), is_failed("Err:509"), is_failed("#1机组")
    (True, True, True, False)
    """
    return text[0] in "#E错" and compiled(_FAILED).fullmatch(text) is not None


def is_spoilt(text: str) -> bool:
    """Whether a word where only figures stand is a figure with signs that belong to none.

    >>> is_spoilt("12.3.4"), is_spoilt("￥？"), is_spoilt("1,234.50"), is_spoilt("3、")
    (True, True, False, False)
    """
    return compiled(_SPOILT).fullmatch(numerals.fold(text)) is not None
