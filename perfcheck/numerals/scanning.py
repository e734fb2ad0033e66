"""Finds the figures of a text with their units, and passes over numbers that measure nothing."""

from typing import NamedTuple

from perfcheck.numerals.amounts import number_of
from perfcheck.numerals.dates import dates
from perfcheck.numerals.digits import digits
from perfcheck.numerals.folding import fold
from perfcheck.numerals.patterns import compiled
from perfcheck.numerals.units import Unit, unit_at
from perfcheck.values import Number


class Figure(NamedTuple):
    """A figure of a folded text: its digits as printed, its unit up to `end`.

    The first figure of a range that prints its unit once has the unit of the second.

    `value` is None where the digits are grouped as no figure is, or count a 13th month.
    """

    start: int
    end: int
    digits: str
    value: tuple[int, int] | None
    unit: Unit

    def number(self) -> Number:
        """The exact number that the figure stipulates."""
        assert self.value is not None
        printed = self.digits + self.unit.printed
        return number_of(*self.value, self.unit, printed, exact=True)


PASSED = "\1"
RANGE = frozenset(("-", "--", "~", "~~", "—", "——", "至", "到"))
_DIGITS = r"\d{1,3}(?: \d{3})+(?![,\d])(?:\.\d+)?|\d+(?:[,.]\d+)*"
_PROSE_DIGITS = r"\d+(?:[,.]\d+)*"
_SIGNS = frozenset('“‘"《「『〔[(第号版热专近前、):./-之') | set(map(chr, range(65, 91)))
_SUSPECT = _SIGNS | set(map(chr, range(97, 123)))
_NO_FIGURE = (
    r"“[^”]*”|‘[^’]*’|\"[^\"]*\"|《[^》]*》|「[^」]*」|『[^』]*』"
    r"|[〔\[(]\s*20\d\d\s*[〕\])](?:\s*第?\s*\d+\s*号)?"
    r"|第\s*\d+(?!\s*季)(?:\s*[-~至到、—]\s*第?\s*\d+)?"
    r"|(?<![月\d])\d+(?:号(?![前以之])|版|热线|专线)"
    r"|\(\d{1,2}\)"
    r"|(?:^|(?<=[。;:]))\s*\d{1,2}\s*(?:[、)]|\.(?!\d))(?!\s*\d)"
    r"|[A-Za-z][A-Za-z-]*\d[A-Za-z\d.-]*"
    r"|(?<![\d.])\d+[GDABCSVXHRK](?![A-Za-z])"
    r"|\d+(?::\d+)+|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/日前])|\d+分之\d+|近\s*\d+\s*年|前\s*\d+\s*名"
)


def without_names(text: str) -> str:
    """Blot out, in a folded text, numbers that name or list things: quotations, 5号, 第3, 1、."""
    if _SUSPECT.isdisjoint(text):
        return text
    return compiled(_NO_FIGURE).sub(lambda match: PASSED * len(match.group()), text)


def scan(text: str, *, prose: bool = False) -> list[Figure]:
    """Return the figures of a text without blanks from which names and dates are blotted out.

    Groups of digits set apart by blanks are one figure in a cell, several in prose.
    """
    found: list[Figure] = []
    for match in compiled(_PROSE_DIGITS if prose else _DIGITS).finditer(text):
        start, end = match.span()
        printed = match.group()
        unit = unit_at(text, end, prose=prose)
        if not unit.printed and text.endswith("分之", 0, start) and start > 2:
            share = {"百": "%", "千": "‰"}.get(text[start - 3])
            if share:
                unit, start = Unit(end, share, share), start - 3
        value = None if unit.printed.startswith("月") else digits(printed)
        if found and not found[-1].unit.printed and text[found[-1].end : start] in RANGE:
            found[-1] = found[-1]._replace(unit=unit)
        found.append(Figure(start, unit.end, printed, value, unit))
    return found


def figures(text: str) -> tuple[tuple[Number, int, int], ...]:
    """Return the exact numbers of a text with their units, each with its start and end.

    >>> [(n.printed, start, end) for n, start, end in figures("1、培训 30 人，占95%")]
    [('30人', 5, 9), ('95%', 11, 14)]
    """
    folded = without_names(fold(text))
    kept = _kept(folded)
    tight = dates("".join([folded[i] for i in kept]))[1]
    return tuple(
        (figure.number(), kept[figure.start], kept[figure.end - 1] + 1)
        for figure in scan(tight, prose=True)
        if figure.value is not None
    )


def _kept(text: str) -> list[int]:
    """The places that `squeeze` keeps."""
    kept: list[int] = []
    for place, sign in enumerate(text):
        if sign == " ":
            continue
        if kept and kept[-1] < place - 1 and sign.isdigit() and text[kept[-1]].isdigit():
            kept.append(place - 1)
        kept.append(place)
    return kept
