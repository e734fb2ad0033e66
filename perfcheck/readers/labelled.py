"""Lines that print a label, a colon and a value: one cell, cut later by whoever knows labels."""

from typing import Final

from perfcheck.readers import plain
from perfcheck.regexes import regex
from perfcheck.source import Cell, Mode

MODE: Final[Mode] = "cells"
_LABELLED = regex(r"\s*[^\s:：，。；]{1,20}[:：]")


def takes(line: str) -> bool:
    """Whether a short word and a colon open the line."""
    return _LABELLED.match(line) is not None


def cut(line: str, number: int) -> tuple[Cell, ...]:
    """Return the line as one cell."""
    return plain.cut(line, number)
