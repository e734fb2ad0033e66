"""Lines that are only a page number: what stands below them stands on another page."""

import re
from typing import Final

from perfcheck.source import Row

_LONGEST: Final = 24
_LAST = frozenset("0123456789页IVXLivxlⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ-–—―~·")
_SURE = (
    r"第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
    r"|([-–—―~·])\s*\d{1,4}\s*[-–—―~·]"
)
_LIKELY = r"\d{1,3}|[IVXLivxl]{1,7}|[Ⅰ-Ⅻⅰ-ⅻ]|\d{1,3}\s*/\s*\d{1,3}"


def is_page_number(row: Row) -> bool:
    """Whether the row prints a page number alone; a bare figure only after a gap."""
    if len(row.cells) != 1 or len(row.cells[0].text) > _LONGEST:
        return False
    text = row.cells[0].text
    if text[-1:] not in _LAST:
        return False
    if re.fullmatch(_SURE, text):
        return True
    return row.gap and re.fullmatch(_LIKELY, text) is not None
