"""Reads the amount and count cells of a form."""

from perfcheck.messages import Message
from perfcheck.numerals.chinese import SIGNS, chinese, chinese_decimal
from perfcheck.numerals.digits import digits, tight
from perfcheck.numerals.folding import fold
from perfcheck.numerals.units import Unit, unit_at
from perfcheck.values import SCALE, UNITS, Missing, Number, printed_number, quotient, scaled

EMPTY = Missing("blank", Message("单元格是空的", "the cell is empty"))
_NIL_SIGNS = "-—―─－/\\* "
_NIL_WORDS = frozenset(("无", "不适用", "N/A", "n/a", "NA"))
_FIGURE_SIGNS = "0123456789,. "
_SIGNS = {"-": -1, "△": -1, "▲": -1, "+": 1}
_NUMERALS = "".join(SIGNS)
_CURRENCY = ("人民币", "¥", "RMB")


def nil(text: str) -> Missing | None:
    """Return why the text, stripped already, is no more than an empty cell, or None.

    >>> nil("——").kind, nil("0.00")
    ('blank', None)
    """
    if not text:
        return EMPTY
    if text in _NIL_WORDS or not fold(text).strip(_NIL_SIGNS):
        reason = Message(f"印作“{text}”，没有数字", f'"{text}" stands for no figure')
        return Missing("blank", reason)
    return None


def unreadable(text: str) -> Missing:
    """Return that the text has no figure that could be read for sure."""
    reason = Message(f"“{text}”读不出确定的数字", f'no figure can be read for sure from "{text}"')
    return Missing("unreadable", reason)


def number_of(mantissa: int, decimals: int, unit: Unit, printed: str, *, exact: bool) -> Number:
    """Return the number of a figure in its unit; 80万次 counts 800,000 and stands for ± 5,000."""
    number = printed_number(mantissa, decimals - unit.power, unit.name, printed, exact=exact)
    return number._replace(decimals=max(0, number.decimals)) if unit.power else number


def amount(text: str, unit: str = "", *, exact: bool = False) -> Number | Missing:
    """Read an amount cell; a unit in the text beats `unit`, the column's.

    The figure stands for itself ± half of its last digit (see `values.printed_number`).

    >>> amount("（1,234.50）", "万元").mid == -12_345_000 * SCALE
    True
    >>> amount("—", "万元").kind, amount("1,23.4", "万元").kind
    ('blank', 'unreadable')
    """
    printed = text.strip()
    found = digits(printed)
    if found is not None:
        return printed_number(found[0], found[1], unit, printed, exact=exact)
    if missing := nil(printed):
        return missing
    sign, body = _unsigned(tight(fold(printed)).strip())
    number = _in_digits(body, unit, printed, exact) or _in_words(body, unit, printed, exact)
    if number is None:
        return unreadable(printed)
    if sign < 0:
        return number._replace(mid=-number.mid, low=-number.high, high=-number.low)
    return number


def _unsigned(text: str) -> tuple[int, str]:
    """Split off one sign; brackets round a bare figure are a minus."""
    if text[:1] == "(" and text[-1:] == ")" and not text[1:-1].strip(_FIGURE_SIGNS + "¥"):
        return -1, _without_currency(text[1:-1])
    text = _without_currency(text)
    sign = _SIGNS.get(text[:1])
    return (1, text) if sign is None else (sign, _without_currency(text[1:].lstrip()))


def _without_currency(text: str) -> str:
    for mark in _CURRENCY:
        text = text.removeprefix(mark).lstrip()
    return text


def _in_digits(text: str, unit: str, printed: str, exact: bool) -> Number | None:
    rest = text.lstrip(_FIGURE_SIGNS)
    found = digits(text[: len(text) - len(rest)].strip())
    own = _own_unit(rest.strip(), unit)
    if found is None or own is None:
        return None
    return number_of(found[0], found[1], own, printed, exact=exact)


def _own_unit(text: str, unit: str) -> Unit | None:
    """The unit of a figure that `text` follows in a column of `unit`; None where not clear."""
    if not text or text == unit:
        return Unit(0, "", unit)
    text = text.removesuffix("整").removesuffix("正")
    own = unit_at(text.replace("圆", "元"), 0)
    if own.end != len(text) or own.more:
        return None
    if own.name not in UNITS:
        return own if unit and own.name == unit else None
    if "元" in text or own.name in ("%", "‰"):
        return own if "/" not in text else None
    if text not in ("万", "亿"):
        return None
    if UNITS.get(unit, ("",))[0] == "money":
        return own
    return Unit(0, "", unit, 4 if text == "万" else 8) if unit not in UNITS else None


def _in_words(text: str, unit: str, printed: str, exact: bool) -> Number | None:
    """Read 三千五百万元 and 壹佰元伍角整; the unit is the rank that the numeral ends with."""
    words = text.rstrip("整正").replace("圆", "元")
    exact = exact or words != text
    whole, money, cents = words.partition("元")
    rank = whole[-1:] if whole[-1:] in tuple("万亿") else ""
    if not money and not rank:
        value = chinese(whole)
        return None if value is None else printed_number(value, 0, unit, printed, exact=exact)
    if not money and UNITS.get(unit, ("",))[0] != "money":
        return None
    if cents:
        return _with_cents(whole, cents, printed, exact)
    found = _ranked(whole, rank)
    return None if found is None else printed_number(*found, rank + "元", printed, exact=exact)


def _ranked(words: str, rank: str) -> tuple[int, int] | None:
    if "点" in words:
        return chinese_decimal(words.removesuffix(rank))
    value = chinese(words)
    if value is None:
        return None
    return value // {"": 1, "万": 10**4, "亿": 10**8}[rank], 0


def _with_cents(whole: str, cents: str, printed: str, exact: bool) -> Number | None:
    tenths, dime, rest = cents.partition("角")
    hundredths = rest if dime else cents
    values = [
        chinese(whole),
        chinese(tenths) if dime else 0,
        chinese(hundredths.removesuffix("分").lstrip("零") or "零"),
    ]
    if None in values or (hundredths and not hundredths.endswith("分")):
        return None
    yuan, jiao, fen = (value or 0 for value in values)
    if jiao > 9 or fen > 9:
        return None
    if not hundredths:
        return printed_number(yuan * 10 + jiao, 1, "元", printed, exact=exact)
    return printed_number(yuan * 100 + jiao * 10 + fen, 2, "元", printed, exact=exact)


def with_decimals(number: Number, decimals: int) -> Number:
    """Return the same figure as if it were printed with more decimals: 12.3 as 12.30.

    >>> wide = amount("12.3", "万元")
    >>> narrow = with_decimals(wide, 2)
    >>> (wide.high - wide.mid) // (narrow.high - narrow.mid)
    10
    """
    if decimals <= number.decimals:
        return number
    if number.exact:
        return number._replace(decimals=decimals)
    half = quotient(scaled(1, decimals, UNITS.get(number.unit, ("count", SCALE))[1]), 2)
    return number._replace(low=number.mid - half, high=number.mid + half, decimals=decimals)


def count(text: str) -> Number | Missing:
    """Read an exact count: 33, 1,200人, 三十三; a measure word may follow.

    >>> count("1,200人").mid == count("一千二百人").mid == 1200 * SCALE
    True
    """
    printed = text.strip()
    found = digits(printed)
    if found is not None:
        return printed_number(*found, "", printed, exact=True)
    if missing := nil(printed):
        return missing
    folded = tight(fold(printed)).strip()
    rest = folded.lstrip(_FIGURE_SIGNS)
    found = digits(folded[: len(folded) - len(rest)].strip())
    if found is None:
        rest, found = _counted_in_words(folded)
    own = unit_at(rest, 0)
    if found is None or own.end != len(rest) or own.more or rest.startswith(("号", "日", "年度")):
        return unreadable(printed)
    return number_of(*found, own, printed, exact=True)


def _counted_in_words(text: str) -> tuple[str, tuple[int, int] | None]:
    rest = text.lstrip(_NUMERALS)
    value = chinese(text[: len(text) - len(rest)])
    return rest, None if value is None else (value, 0)
