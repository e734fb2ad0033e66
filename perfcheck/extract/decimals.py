"""A figure printed with fewer digits than its column: filled up where the column agrees."""

from collections import Counter

from perfcheck import numerals
from perfcheck.form import Field
from perfcheck.values import Number

_ENOUGH = 2


def filled(fields: list[Field]) -> list[Field]:
    """Fill up a figure's decimals to its column's, where all the others share one count."""
    counts = Counter(at.value.decimals for at in fields if isinstance(at.value, Number))
    units = {at.value.unit for at in fields if isinstance(at.value, Number)}
    if len(counts) != 2 or len(units) != 1:
        return fields
    most, rare = (decimals for decimals, _ in counts.most_common())
    if counts[rare] != 1 or counts[most] < _ENOUGH or rare > most:
        return fields
    return [
        at._replace(value=numerals.with_decimals(at.value, most))
        if isinstance(at.value, Number) and at.value.decimals == rare
        else at
        for at in fields
    ]
