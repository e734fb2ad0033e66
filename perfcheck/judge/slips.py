"""The slips by which one figure becomes another when it is typed."""

from typing import NamedTuple

from perfcheck.messages import Message
from perfcheck.values import UNITS, Exact, Number, plain

MOST_TENS = 8


class Slip(NamedTuple):
    """What may have happened; the larger `likely`, the less it can be chance."""

    said: Message
    likely: int


SIGN = Slip(Message("正负号写反", "the sign is the wrong one"), 4)
SWAPPED = Slip(Message("相邻两个数字颠倒", "two neighbouring digits are swapped"), 4)
LOST = Slip(Message("漏了一个数字", "a digit is lost"), 3)
EXTRA = Slip(Message("多了一个数字", "there is a digit too many"), 3)
CHANGED = Slip(Message("有一个数字不同", "one digit differs"), 2)
TEN_THOUSAND = Slip(
    Message("相差一万倍，单位可能写错（元、万元）", "off by 10,000: the unit may be wrong"), 5
)


def slip(number: Number, value: Exact) -> Slip | None:
    """The slip that made `value` into the printed `number`; None where no single one did.

    >>> from perfcheck.values import printed_number
    >>> slip(printed_number(8013, 0, "", "8013"), 8103 * 10**10).said.en
    'two neighbouring digits are swapped'
    """
    if value == -number.mid and value:
        return SIGN
    tens = _tens(number.mid, value)
    if tens:
        return TEN_THOUSAND if abs(tens) == 4 else _point(tens)
    if (value < 0) != (number.mid < 0):
        return None
    return _digits(*(_written(each, number) for each in (number.mid, value)))


def _tens(printed: Exact, value: Exact) -> int:
    """By how many powers of ten two values differ; 0 where by none."""
    if not printed or not value:
        return 0
    for power in range(1, MOST_TENS + 1):
        if printed * 10**power == value:
            return power
        if value * 10**power == printed:
            return -power
    return 0


def _point(tens: int) -> Slip:
    places = abs(tens)
    return Slip(Message(f"小数点错开 {places} 位", f"the point is off by {places} place(s)"), 4)


def _written(value: Exact, number: Number) -> str:
    """The digits of a value with as many decimals as the figure is printed with."""
    unit = number.unit if number.unit in UNITS else ""
    size = value if value >= 0 else -value
    return plain(size, unit, number.decimals, commas=False).replace(".", "")


def _digits(printed: str, wanted: str) -> Slip | None:
    if len(printed) == len(wanted):
        differ = [at for at, (a, b) in enumerate(zip(printed, wanted, strict=True)) if a != b]
        if len(differ) == 1:
            return CHANGED
        if len(differ) == 2 and differ[1] == differ[0] + 1:
            first, second = differ
            if printed[first] == wanted[second] and printed[second] == wanted[first]:
                return SWAPPED
    elif len(wanted) == len(printed) + 1 and _without_one(wanted, printed):
        return LOST
    elif len(printed) == len(wanted) + 1 and _without_one(printed, wanted):
        return EXTRA
    return None


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
