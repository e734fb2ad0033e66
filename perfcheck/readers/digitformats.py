"""The digits of a number laid onto the places of a number format: groups, decimals, fractions."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, TypeAlias

Pieces: TypeAlias = Sequence[tuple[str, str]]
"""What a format is made of: its sort (digit, point, comma, percent, …) and what it prints."""

_FAR: Final = Context(prec=400, rounding=ROUND_HALF_UP)
_ABSENT: Final = {"0": "0", "#": "", "?": " "}


def laid(pieces: Pieces, number: Decimal) -> str:
    """Print a number that is not negative.

    >>> laid([("digit", "0"), ("point", "."), ("digit", "0")], Decimal("2.25"))
    '2.3'
    """
    sorts = [sort for sort, _ in pieces]
    number = number.scaleb(2 * sorts.count("percent"), context=_FAR)
    if "exponent" in sorts:
        return _scientific(pieces, sorts.index("exponent"), number)
    if "slash" in sorts and _fractional(pieces, sorts.index("slash")):
        return _fraction(pieces, sorts.index("slash"), number)
    return _plain(pieces, number)


def _plain(pieces: Pieces, number: Decimal) -> str:
    point = _point(pieces)
    number = number.scaleb(-3 * _scaling(pieces[:point]), context=_FAR)
    after = pieces[point:]
    decimals = sum(sort == "digit" for sort, _ in after)
    said = f"{number.quantize(Decimal(1).scaleb(-decimals), context=_FAR):f}"
    whole, _, part = said.partition(".")
    return _whole(pieces[:point], whole) + _part(after, part)


def _point(pieces: Pieces) -> int:
    sorts = [sort for sort, _ in pieces]
    return sorts.index("point") if "point" in sorts else len(pieces)


def _last_digit(pieces: Pieces) -> int:
    return max((at for at, (sort, _) in enumerate(pieces) if sort == "digit"), default=-1)


def _scaling(pieces: Pieces) -> int:
    """How many commas follow the last place before the point: each divides by a thousand."""
    last = _last_digit(pieces)
    return sum(sort == "comma" for sort, _ in pieces[last + 1 :]) if last >= 0 else 0


def _whole(pieces: Pieces, digits: str) -> str:
    """The digits before the point, from the right; those without a place go to the first one."""
    last = _last_digit(pieces)
    places = [at for at, (sort, _) in enumerate(pieces) if sort == "digit"]
    grouped = any(sort == "comma" for sort, _ in pieces[:last]) if last >= 0 else False
    left = digits.lstrip("0")
    made: list[str] = []
    count = 0

    def digit(sign: str) -> None:
        nonlocal count
        if grouped and count and count % 3 == 0 and sign.strip():
            made.append(",")
        made.append(sign)
        count += 1

    for at in range(len(pieces) - 1, -1, -1):
        sort, text = pieces[at]
        if sort == "digit":
            digit(left[-1] if left else _ABSENT[text])
            left = left[:-1]
            while places[0] == at and left:
                digit(left[-1])
                left = left[:-1]
        elif sort != "comma":
            made.append(text[::-1])
    return "".join(made)[::-1]


def _part(pieces: Pieces, digits: str) -> str:
    """The point and the digits behind it; zeros at the end are printed where the format says 0."""
    needed = max((at for at, (_, text) in enumerate(pieces) if text == "0"), default=-1)
    made = []
    used = 0
    for at, (sort, text) in enumerate(pieces):
        if sort == "digit":
            rest = digits[used:].strip("0")
            made.append(digits[used] if rest or at <= needed else _ABSENT[text])
            used += 1
        elif sort != "comma":
            made.append(text)
    return "".join(made)


def _scientific(pieces: Pieces, at: int, number: Decimal) -> str:
    """A figure before the E with one digit before the point, or as many as the format groups."""
    before, after = pieces[:at], pieces[at + 1 :]
    places = sum(sort == "digit" for sort, _ in before[: _point(before)]) or 1
    exponent = number.adjusted() // places * places if number else 0
    decimals = sum(sort == "digit" for sort, _ in before[_point(before) :])
    unit = Decimal(1).scaleb(-decimals)
    if number.scaleb(-exponent).quantize(unit, context=_FAR) >= Decimal(10) ** places:
        exponent += places
    sign = "-" if exponent < 0 else ("+" if pieces[at][1].endswith("+") else "")
    said = _plain(before, number.scaleb(-exponent, context=_FAR))
    return f"{said}{pieces[at][1][0]}{sign}{_plain(after, Decimal(abs(exponent)))}"


def _fractional(pieces: Pieces, at: int) -> bool:
    return any(sort == "digit" for sort, _ in pieces[:at]) and at + 1 < len(pieces)


def _fraction(pieces: Pieces, at: int, number: Decimal) -> str:
    """A fraction with as many digits below as the format has places there, or the one it names."""
    from fractions import Fraction

    below = "".join(text for _, text in pieces[at + 1 :]).strip()
    value = Fraction(number)
    mixed = sum(sort == "digit" for sort, _ in pieces[:at]) > 1 and " " in _texts(pieces[:at])
    whole, rest = divmod(value, 1) if mixed else (0, value)
    if below.isdecimal() and int(below):
        found = Fraction(round(rest * int(below)), 1), int(below)
        above, under = int(found[0]), found[1]
    else:
        near = rest.limit_denominator(10 ** max(1, sum(sign in "?#0" for sign in below)) - 1)
        above, under = near.numerator, near.denominator
    if under and above == under and mixed:
        whole, above = whole + 1, 0
    if mixed and not above:
        return str(whole)
    return f"{whole} {above}/{under}" if whole else f"{above}/{under}"


def _texts(pieces: Pieces) -> str:
    return "".join(text for _, text in pieces)
