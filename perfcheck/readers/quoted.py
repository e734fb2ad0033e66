"""Records of a spreadsheet's export: fields in quotes, which may hold separators and line ends."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from perfcheck.readers.places import places
from perfcheck.source import Cell

LONGEST: Final = 20
_QUOTED = r'[ \u3000]*+"(?P<quoted>(?:[^"{no}]++|"")*+)"[ \u3000]*+'
_FIELD: Final = {
    sep: re.compile(rf"(?:{_QUOTED.replace('{no}', no)}|(?P<plain>[^{sep}\n]*+))(?P<end>{sep}|\Z)")
    for sep, no in ((",", ""), ("\t", "\t"))
}
_OPENS: Final = {sep: re.compile(rf'(?:^|{sep})[ \u3000]*+"') for sep in _FIELD}


class Field(NamedTuple):
    """Where a field stands in its record, quotes left out."""

    start: int
    end: int


def size(lines: Sequence[str], at: int, separator: str) -> int:
    """How many lines the record takes whose first is lines[at]; 1 where no quote stays open.

    >>> size(['甲\\t"乙', '丙"\\t丁', '戊'], 0, "\\t")
    2
    """
    quotes = lines[at].count('"')
    if quotes % 2 == 0 or not _OPENS[separator].search(lines[at]):
        return 1
    for end in range(at + 1, min(at + LONGEST, len(lines))):
        quotes += lines[end].count('"')
        if quotes % 2 == 0:
            found = fields("\n".join(lines[at : end + 1]), separator)
            return end - at + 1 if len(found) > 1 else 1
    return 1


def fields(record: str, separator: str) -> list[Field]:
    """The fields of a record; none where a line end stands outside of quotes."""
    found: list[Field] = []
    place = 0
    while match := _FIELD[separator].match(record, place):
        found.append(Field(*match.span("plain" if match["quoted"] is None else "quoted")))
        if not match["end"]:
            return found
        place = match.end()
    return []


def cut(lines: Sequence[str], first: int, separator: str) -> tuple[Cell, ...]:
    """The cells of the record that these lines are; `first` is the number of the first line.

    >>> [cell.text for cell in cut(['"1,234.00",,"甲', '乙"'], 1, ",")]
    ['1,234.00', '', '甲\\n乙']
    """
    record = "\n".join(lines)
    where = places(lines, first)
    cells = []
    for slot, field in enumerate(fields(record, separator)):
        printed = record[field.start : field.end]
        lead = len(printed) - len(printed.lstrip()) if printed.strip() else 0
        start = field.start + lead
        cells.append(where.cell(record, start, start + len(printed.strip()), slot))
    return tuple(cells)
