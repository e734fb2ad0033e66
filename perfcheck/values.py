"""What a printed value means: exact intervals, targets, and the ways a value can be missing.

Figures are held exactly, as whole multiples of 10⁻¹⁰ of the canonical unit (元, one piece, the
ratio 1), and as fractions only where a division left the multiples. There is no float anywhere.
"""

from typing import TYPE_CHECKING, Literal, NamedTuple

from perfcheck.messages import NOTHING, Message

if TYPE_CHECKING:
    from fractions import Fraction

    Exact = int | Fraction
else:
    Exact = int  # typing compiles a type that is only named, and the compiler's start is dear

SCALE = 10**10

Dimension = Literal["money", "count", "ratio"]
Absence = Literal["absent", "blank", "lost", "unreadable", "undefined"]

UNITS: dict[str, tuple[Dimension, int]] = {
    "元": ("money", SCALE),
    "千元": ("money", 10**3 * SCALE),
    "万元": ("money", 10**4 * SCALE),
    "百万元": ("money", 10**6 * SCALE),
    "亿元": ("money", 10**8 * SCALE),
    "%": ("ratio", SCALE // 10**2),
    "‰": ("ratio", SCALE // 10**3),
}


class Number(NamedTuple):
    """A figure with the interval that its printed digits stand for.

    `mid`, `low` and `high` count 10⁻¹⁰ of the canonical unit. `unit`, `decimals` and `printed`
    tell how the figure is written; `origins` are the fields that it was computed from.
    """

    mid: Exact
    low: Exact
    high: Exact
    dimension: Dimension
    unit: str = ""
    decimals: int = 0
    printed: str = ""
    origins: tuple[object, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the figure stands for itself alone."""
        return self.low == self.high


_new = Number._make  # a third of what a call of the type costs: rules add up and multiply a lot


class Text(NamedTuple):
    """A text as it means (wraps joined, markup and filling brackets taken off)."""

    text: str
    origins: tuple[object, ...] = ()


class Part(NamedTuple):
    """One condition of a target: an operator, one or two numbers, and what they count."""

    operator: str | None
    number: Number
    number_to: Number | None
    figure: str
    figure_to: str
    unit: str


class Target(NamedTuple):
    """What an indicator promises: one or several conditions, a deadline, a quality, or nothing.

    Numbers of a target are stipulations, so they are exact.
    """

    text: str
    kind: Literal["quantitative", "qualitative", "deadline", "none"]
    parts: tuple[Part, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    origins: tuple[object, ...] = ()


class Missing(NamedTuple):
    """No value, and why: no such cell, an empty one, one lost or unreadable, or no answer.

    `lost` marks a value that reading may have lost; no rule may take it for an empty cell.
    """

    kind: Absence
    reason: Message = NOTHING
    origins: tuple[object, ...] = ()


Truth = bool | Missing
Scalar = Number | Text | Target | Missing


def scaled(mantissa: int, decimals: int, scale: int = SCALE) -> Exact:
    """Return mantissa · 10^-decimals · scale, as a whole number where it is one.

    >>> scaled(12345, 2) == 12345 * SCALE // 100
    True
    """
    if decimals <= 0:
        return mantissa * scale * int(10**-decimals)
    return quotient(mantissa * scale, 10**decimals)


def quotient(dividend: Exact, divisor: Exact) -> Exact:
    """Divide exactly; the result is an int wherever the division leaves nothing over."""
    if isinstance(dividend, int) and isinstance(divisor, int):
        whole, rest = divmod(dividend, divisor)
        if not rest:
            return whole
    from fractions import Fraction

    result = Fraction(dividend) / Fraction(divisor)
    return result.numerator if result.denominator == 1 else result


def printed_number(
    mantissa: int, decimals: int, unit: str, printed: str = "", *, exact: bool = False
) -> Number:
    """Return the figure that the digits `mantissa` with `decimals` places print in `unit`.

    A printed figure stands for itself ± half of its last digit; a printed zero, and whatever the
    caller calls exact (counts, years, scores, targets), stands for itself alone.
    """
    dimension, scale = UNITS.get(unit, ("count", SCALE))
    mid = scaled(mantissa, decimals, scale)
    if exact or mantissa == 0:
        return Number(mid, mid, mid, dimension, unit, decimals, printed)
    half = quotient(scaled(1, decimals, scale), 2)
    return Number(mid, mid - half, mid + half, dimension, unit, decimals, printed)


def add(left: Number, right: Number) -> Number:
    """Add; the sum's interval holds every sum of what the two figures may stand for."""
    values = (
        left.mid + right.mid,
        left.low + right.low,
        left.high + right.high,
        left.dimension if left.mid or not right.mid else right.dimension,
        left.unit or right.unit,
        max(left.decimals, right.decimals),
        "",
        left.origins + right.origins,
    )
    return _new(values)


def negate(number: Number) -> Number:
    """Change the sign."""
    return number._replace(mid=-number.mid, low=-number.high, high=-number.low, printed="")


def subtract(left: Number, right: Number) -> Number:
    """Subtract; a figure taken from itself is not known to give zero (it widens, for the form)."""
    return add(left, negate(right))


def multiply(left: Number, right: Number) -> Number:
    """Multiply; at most one side may be money."""
    low = high = mid = quotient(left.mid * right.mid, SCALE)
    if not (left.exact and right.exact):
        ends = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
        low, high = quotient(min(ends), SCALE), quotient(max(ends), SCALE)
    money = left if left.dimension == "money" else right
    values = (
        mid,
        low,
        high,
        _product_dimension(left.dimension, right.dimension),
        money.unit,
        money.decimals,
        "",
        left.origins + right.origins,
    )
    return _new(values)


def _product_dimension(left: Dimension, right: Dimension) -> Dimension:
    if "money" in (left, right):
        return "money"
    return "ratio" if left == right == "ratio" else "count"


def divide(left: Number, right: Number) -> Number | None:
    """Divide exactly; None where the divisor's interval holds zero, so that no answer exists."""
    if right.low <= 0 <= right.high:
        return None
    ends = [quotient(a * SCALE, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    dimension: Dimension = "ratio" if left.dimension == right.dimension else left.dimension
    return Number(
        quotient(left.mid * SCALE, right.mid),
        min(ends),
        max(ends),
        dimension,
        "" if dimension == "ratio" else left.unit,
        left.decimals,
        "",
        left.origins + right.origins,
    )


def agrees(left: Number, right: Number) -> bool:
    """Whether rounding allows the two to be equal (XBRL Calculations 1.1, ends handled apart).

    Intervals that only touch meet where one side is exact: 1/8 against a printed 13%. Two rounded
    figures one unit apart differ.
    """
    if left.low > right.high or right.low > left.high:
        return False
    if left.low == right.high or right.low == left.high:
        return left.exact or right.exact
    return True


def at_most(left: Number, right: Number) -> bool:
    """Whether rounding allows left <= right."""
    return left.low < right.high or (left.low == right.high and (left.exact or right.exact))


def plain(value: Exact, unit: str = "", decimals: int | None = None, *, commas: bool = True) -> str:
    """Write a canonical value in `unit`, rounded half up to `decimals` (None: as many as it has).

    >>> plain(95_251_400 * SCALE, "万元", 2)
    '9,525.14'
    """
    scale = UNITS.get(unit, ("count", SCALE))[1]
    places = 20 if decimals is None else decimals
    rounded = (abs(value) * 10**places * 2 + scale) // (2 * scale)
    digits = str(rounded).rjust(places + 1, "0")
    whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
    if decimals is None:
        part = part.rstrip("0")
    if commas:
        whole = f"{int(whole):,}"
    sign = "-" if value < 0 and rounded else ""
    return sign + whole + ("." + part if part else "")
