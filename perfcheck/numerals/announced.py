"""Finds the money unit that a label, a caption or a lone cell announces for other cells."""

from functools import lru_cache

from perfcheck.numerals.folding import fold

_UNITS = ("百万元", "千元", "万元", "亿元", "元")
_INSIDE = ("", "金额", "金额单位", "单位", "计量单位", "货币单位")


@lru_cache(maxsize=1024)
def unit_in(text: str) -> str | None:
    """Return the money unit that the text announces; None where none, or two different ones.

    >>> unit_in("预算金额（万元）"), unit_in("金额单位:人民币万元"), unit_in("多元化")
    ('万元', '万元', None)
    """
    if "元" not in text:
        return None
    folded = "".join(fold(text).split())
    found = {unit for unit, start, end in _mentions(folded) if _announces(folded, start, end)}
    return found.pop() if len(found) == 1 else None


def _mentions(text: str) -> list[tuple[str, int, int]]:
    found = []
    end = text.find("元") + 1
    while end:
        unit = next(unit for unit in _UNITS if text.endswith(unit, 0, end))
        found.append((unit, end - len(unit), end))
        end = text.find("元", end) + 1
    return found


def _announces(text: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    before = before.removesuffix(":").removesuffix("人民币").removesuffix(":")
    if after.startswith("为单位"):
        return before.endswith("以")
    if before.endswith("单位"):
        return not after or after[0] in ")]([,、;。"
    bracket = max(before.rfind("("), before.rfind("["))
    if bracket >= 0:
        return before[bracket + 1 :] in _INSIDE and after[:1] in tuple(")],、;")
    if after:
        return False
    return not before or before[-1] == "/" or (end - start > 1 and _names(before))


def _names(label: str) -> bool:
    """Whether a unit right behind the label is its unit and not a figure's: 金额万元, not 5万元."""
    return label[-1] not in "0123456789.几数十百千万余多一二三四五六七八九两每"
