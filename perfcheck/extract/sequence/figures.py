"""Where the figures, quantities and dates stand in a text without blanks."""

import re

from perfcheck.numerals.dates import dates
from perfcheck.numerals.units import unit_at

_FIGURE = re.compile(
    r"(?:[≥≤><=]|不低于|不少于|不高于|不超过|大于等于|小于等于|大于|小于|达到)*\d[\d,]*(?:\.\d+)?"
)
_BOUND = re.compile(r"以上|以下|以内|左右")


def figures(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text in normal form that are values, each with its unit.

    >>> figures("管网长度80公里≥20公里供水户数")
    [(4, 8), (8, 13)]
    """
    found = [(date.start, date.end) for date in dates(text)[0]]
    taken = {at for start, end in found for at in range(start, end)}
    at = 0
    while match := _FIGURE.search(text, at):
        end = unit_at(text, match.end(), prose=True).end
        if bound := _BOUND.match(text, end):
            end = bound.end()
        if match.start() not in taken:
            found.append((match.start(), end))
        at = max(end, match.end())
    return sorted(found)
