"""What stands between two words of a text without blanks: values, as far as they can be told."""

import re
from collections.abc import Mapping

from perfcheck.extract.sequence.figures import figures
from perfcheck.extract.sequence.folded import Folded
from perfcheck.extract.sequence.words import Said
from perfcheck.source import Cell

MANY = -1  # several figures after one label, which nothing tells apart
UNSURE = 99  # a grid with texts besides names: nothing tells those apart

_SHORT = 3
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?(?:[十百千万亿]*元|[人个家%])?")
_DATE = re.compile(r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}")
_RUN = re.compile(r"[\d.,%/-]*(?:\d|%|[十百千万亿]*元)")
_PAUSE = re.compile(r"[。、;]|,(?!\d{3})")
_MARKS = (".", "-", "、", ":", ")")  # a number before one may be the next name's


def between(
    line: Folded, start: int, end: int, below: int, words: Mapping[str, Said]
) -> list[Cell]:
    """Return one value, or in a grid names, each with as many figures as a row has (`below`).

    What may be more than one value and cannot surely be cut is left out.
    """
    if start >= end:
        return []
    said = line.text[start:end]
    if below <= 0:
        return [] if _glued(said, below, words) else [line.piece(start, end)]
    made: list[Cell] = []
    row: list[tuple[int, int]] = []
    at = start
    spans = [(start + begin, start + stop) for begin, stop in figures(said)]
    for begin, stop in [*spans, (end, end)]:
        if begin > at or begin == end:
            if len(row) == below + 1 and _is_row(line.text, row, words):
                made += [line.piece(*span) for span in row]
            row = [(at, begin)] if begin > at else []
        row.append((begin, stop))
        at = stop
    return made


def _glued(said: str, below: int, words: Mapping[str, Said]) -> bool:
    """Whether a value may be several: figures in a row, or words with a short label in them."""
    if _RUN.fullmatch(said):
        return not _DATE.fullmatch(said) and (below == MANY or not _AMOUNT.fullmatch(said))
    if _PAUSE.search(said):
        return False
    threes = (said[at : at + _SHORT] for at in range(len(said) - _SHORT + 1))
    return any((known := words.get(three)) and known.alone for three in threes)


def _is_row(text: str, row: list[tuple[int, int]], words: Mapping[str, Said]) -> bool:
    """Whether a name and its figures are one row: the name's number is no figure of the row
    above, nor is a term the name's beginning."""
    start, end = row[0]
    if text[start] in _MARKS or text[row[-1][1] : row[-1][1] + 1] in _MARKS:
        return False
    openings = (text[start:stop] for stop in range(start + 2, min(start + 4, end)))
    return not any((known := words.get(opening)) and known.term for opening in openings)
