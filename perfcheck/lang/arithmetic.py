"""Arithmetic of figures that stand for intervals, and of lists of them."""

from collections.abc import Callable
from typing import Any

from perfcheck.lang.scope import Row, Value, fits, mixed, unlike, worse
from perfcheck.messages import Message
from perfcheck.values import (
    SCALE,
    Missing,
    Number,
    add,
    divide,
    multiply,
    negate,
    printed_number,
    subtract,
)


def literal(digits: str, unit: str) -> Number:
    """The exact figure that an expression writes."""
    whole, _, part = digits.partition(".")
    return printed_number(int(whole + part), len(part), unit, digits + unit, exact=True)


def whole(number: int) -> Number:
    """An exact bare count."""
    return Number(number * SCALE, number * SCALE, number * SCALE, "count")


def plus(left: Value, right: Value) -> Value:
    """Add two figures of one dimension."""
    if type(left) is Number and type(right) is Number and fits(left, right):
        return add(left, right)
    return _stuck("+", left, right)


def minus(left: Value, right: Value) -> Value:
    """Subtract two figures of one dimension."""
    if type(left) is Number and type(right) is Number and fits(left, right):
        return subtract(left, right)
    return _stuck("-", left, right)


def times(left: Value, right: Value) -> Value:
    """Multiply; at most one side is money."""
    if type(left) is Number and type(right) is Number:
        money = left.dimension == right.dimension == "money"
        return unlike(left, right) if money else multiply(left, right)
    return _stuck("*", left, right)


def over(left: Value, right: Value) -> Value:
    """Divide; no answer where the divisor may be zero."""
    if type(left) is not Number or type(right) is not Number:
        return _stuck("/", left, right)
    if right.dimension == "money" != left.dimension:
        return unlike(left, right)
    result = divide(left, right)
    if result is not None:
        return result
    said = Message("除数可能为零", "the divisor may be zero")
    return Missing("undefined", said, left.origins + right.origins)


def _stuck(operator: str, left: Value, right: Value) -> Missing:
    missing = worse(left, right)
    if missing is not None:
        return missing
    if type(left) is Number and type(right) is Number:
        return unlike(left, right)
    raise mixed(operator, left, right)


def negative(value: Value) -> Value:
    """Change the sign of a figure."""
    return value if type(value) is Missing else negate(value)


def size(value: Value) -> Value:
    """绝对值, also of the interval."""
    if type(value) is Missing or value.low >= 0:
        return value
    turned = negate(value)
    if value.high <= 0:
        return turned
    return turned._replace(mid=abs(value.mid), low=0, high=max(turned.high, value.high))


def exactly(value: Value) -> Value:
    """精确: the figure without its rounding."""
    return value if type(value) is Missing else value._replace(low=value.mid, high=value.mid)


def loosened(value: Value) -> Value:
    """放宽: the figure give or take a whole unit of its last digit, not half of one."""
    if type(value) is Missing:
        return value
    digit = value.high - value.low
    return value._replace(low=value.mid - digit, high=value.mid + digit)


def total(items: Value) -> Value:
    """合计: the sum of the figures that are not blank."""
    return _folded(items, _sum)


def largest(items: Value) -> Value:
    """最大: the largest of the figures that are not blank."""
    return _folded(items, lambda numbers: _extreme(numbers, max))


def smallest(items: Value) -> Value:
    """最小: the smallest of the figures that are not blank."""
    return _folded(items, lambda numbers: _extreme(numbers, min))


def _folded(items: Value, fold: Callable[[list[Number]], Value]) -> Value:
    if type(items) is not tuple:
        return items
    numbers: list[Number] = []
    for item in items:
        if type(item) is Number:
            numbers.append(item)
        elif item.kind != "blank":
            return item
    if numbers:
        return numbers[0] if len(numbers) == 1 else fold(numbers)
    origins = tuple(origin for item in items for origin in item.origins)
    return Missing(
        "blank", Message("没有可以计算的数", "there is no figure to compute with"), origins
    )


def _sum(numbers: list[Number]) -> Value:
    first = next((number for number in numbers if number.mid), numbers[0])
    if any(number.dimension != first.dimension and number.mid for number in numbers):
        return _unlike(numbers, first)
    return Number(
        sum(number.mid for number in numbers),
        sum(number.low for number in numbers),
        sum(number.high for number in numbers),
        first.dimension,
        first.unit,
        max(number.decimals for number in numbers),
        "",
        tuple(origin for number in numbers for origin in number.origins),
    )


def _extreme(numbers: list[Number], choose: Callable[..., Any]) -> Value:
    chosen = choose(numbers, key=lambda number: number.mid)
    if any(number.dimension != chosen.dimension and number.mid for number in numbers):
        return _unlike(numbers, chosen)
    others = (origin for number in numbers for origin in number.origins)
    return chosen._replace(
        low=choose(number.low for number in numbers),
        high=choose(number.high for number in numbers),
        origins=tuple(dict.fromkeys((*chosen.origins, *others))),
    )


def _unlike(numbers: list[Number], first: Number) -> Missing:
    return unlike(first, next(n for n in numbers if n.dimension != first.dimension and n.mid))


def count(items: Value) -> Value:
    """个数: how many rows, or how many values that are not blank; exact."""
    if type(items) is not tuple:
        return items if type(items) is Missing else whole(len(items))
    if items and type(items[0]) is Row:
        return whole(len(items))
    kept = present(items)
    return kept if type(kept) is Missing else whole(len(kept))


def present(items: tuple[Value, ...]) -> Value:
    """The items that are not blank, or the first that was not found."""
    kept = []
    for item in items:
        if type(item) is not Missing:
            kept.append(item)
        elif item.kind != "blank":
            return item
    return kept
