"""Lines whose cells are separated by commas, as spreadsheets save them (.csv)."""

import re
from collections.abc import Sequence
from typing import Final

from perfcheck.readers import quoted
from perfcheck.source import Mode

MODE: Final[Mode] = "cells"
_FEWEST = 3  # records, and fields in each
_SURE = re.compile(r",(?!\d{3}(?!\d))(?!\s)")
_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")


def records(lines: Sequence[str], name: str) -> dict[int, int]:
    """Where records start (indexes of lines), and how many lines each takes.

    In a file that is called .csv every line is one. Elsewhere three or more that stand together
    must have equally many fields, one of them at least empty or a figure: prose has no such.
    """
    if name.lower().endswith(".csv") and not any("\t" in line for line in lines):
        return _all(lines)
    found: dict[int, int] = {}
    run: list[tuple[int, int, list[str]]] = []
    at = 0
    while at < len(lines):
        record = _record(lines, at)
        if record and run and len(record[2]) != len(run[-1][2]):
            found.update(_kept(run))
            run = []
        if record:
            run.append(record)
            at += record[1]
        else:
            found.update(_kept(run))
            run = []
            at += 1
    found.update(_kept(run))
    return found


def _all(lines: Sequence[str]) -> dict[int, int]:
    found: dict[int, int] = {}
    at = 0
    while at < len(lines):
        found[at] = quoted.size(lines, at, ",")
        at += found[at]
    return found


def _record(lines: Sequence[str], at: int) -> tuple[int, int, list[str]] | None:
    """The record that starts at a line: its index, its lines and its fields."""
    line = lines[at]
    if "," not in line and '"' not in line:
        return None
    size = quoted.size(lines, at, ",") if '"' in line else 1
    text = "\n".join(lines[at : at + size]) if size > 1 else line
    if text.count(",") < _FEWEST - 1 or "\t" in text or len(_SURE.findall(text)) < _FEWEST - 1:
        return None
    fields = [text[field.start : field.end] for field in quoted.fields(text, ",")]
    return (at, size, fields) if len(fields) >= _FEWEST else None


def _kept(run: Sequence[tuple[int, int, list[str]]]) -> dict[int, int]:
    if len(run) < _FEWEST:
        return {}
    said = (field.strip() for _, _, fields in run for field in fields)
    if not any(not field or _FIGURE.fullmatch(field) for field in said):
        return {}
    return {at: size for at, size, _ in run}
