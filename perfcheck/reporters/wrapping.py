"""Text laid into display cells: measured, wrapped and cut as a terminal shows it."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

from perfcheck.regexes import regex

OPENING = "（《〈“‘【〔〖「『([{"
CLOSING = "，。；：、！？）》〉”’】〕〗」』％…·,.;:!?)]}%"
_PIECE = regex(rf"\s+|[{re.escape(OPENING)}]*(?:[!-~]+|\S)[{re.escape(CLOSING)}]*")


def wrap(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` cells, between Chinese signs or at blanks.

    No line opens with a closing sign or ends with an opening one, unless nothing else fits.
    """
    return [line for part in text.split("\n") for line in _wrapped(part, max(width, 4))]


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text, width):
        size = cell_len(piece)
        if line and used + size > width:
            lines.append(line.rstrip())
            line, used = "", 0
            if piece.isspace():
                continue
        line += piece
        used += size
    return [*lines, line.rstrip()]


def _pieces(text: str, width: int) -> Iterator[str]:
    for found in _PIECE.finditer(text):
        piece = found.group()
        while cell_len(piece) > width:
            head = fitting(piece, width)
            yield head
            piece = piece[len(head) :]
        yield piece


def fitting(text: str, width: int) -> str:
    """The longest beginning of `text` that takes at most `width` cells, one sign at the least."""
    used = 0
    for index, sign in enumerate(text):
        used += cell_len(sign)
        if used > width:
            return text[: max(index, 1)]
    return text


def cut(text: str, width: int) -> str:
    """Shorten `text` to `width` cells; an ellipsis stands for what is left out."""
    return text if cell_len(text) <= width else fitting(text, width - 1) + "…"


def cut_left(text: str, width: int) -> str:
    """Shorten `text` to `width` cells, keeping its end (of a path, the file's name)."""
    return text if cell_len(text) <= width else "…" + fitting(text[::-1], width - 1)[::-1]


def pad(text: str, width: int) -> str:
    """Fill `text` up to `width` cells with blanks."""
    return text + " " * max(0, width - cell_len(text))
