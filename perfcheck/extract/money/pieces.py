"""Rows cut into pieces: texts, figures and codes, each with its place across the row."""

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from perfcheck.extract.money.book import Book
from perfcheck.extract.spoilt import is_spoilt
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled, meaning, normal, numbered

Sort = Literal["figure", "digits", "text", "nil"]

_FIGURE = r"[-－—+△▲]?[¥￥]?\d[\d,，]*(?:[.．]\d+)?(?:亿元|万元|元|%)?"
_WHOLE = re.compile(rf"{_FIGURE}|\({_FIGURE}\)")
_FRONT = re.compile(rf"({_FIGURE})[ \xa0]+(\S.*)")
_BACK = re.compile(rf"(.*\S)[ \xa0]+({_FIGURE})")
_CODED = re.compile(r"[\[〔【]?(\d{3}|\d{5}|\d{7})[\]〕】]?[-－_ \u3000]*(?=[^\W\d])")
_WORD = re.compile(r"\S+")
SLOT = 10


class Piece(NamedTuple):
    """A part of a row; `start` and `end` count characters, or tens of cells in cut rows.

    `digits` is a figure that may be a code as well; `text` is the cell's text as it means.
    """

    cell: Cell
    sort: Sort
    start: int
    end: int
    text: str


def pieces(row: Row, book: Book, *, slots: bool) -> list[Piece]:
    """Cut a row into its non-empty pieces; a figure after one blank is a piece of its own."""
    made: list[Piece] = []
    for cell in row.cells if slots else _closed(row.cells, book):
        if not normal(cell.text):
            continue
        for part in [cell] if slots else _parts(cell):
            start = cell.slot * SLOT if slots else part.column
            end = start + 1 if slots else part.end_column
            said = meaning(part.text)
            made.append(Piece(part, sort_of(said, book), start, end, said))
    return made


def blank(row: Row) -> bool:
    """Whether nothing but filling stands in the row."""
    return not any(normal(cell.text) for cell in row.cells)


def sort_of(text: str, book: Book) -> Sort:
    """Tell what a cell's text, as it means, is."""
    if text.isascii() and text.isdigit():
        return "digits"
    if _WHOLE.fullmatch(normal(text)):
        return "figure"
    if book.among("nil", text):
        return "nil"
    return "figure" if is_spoilt(text) else "text"


def split_heads(piece: Piece, known: Callable[[str], bool]) -> list[Piece]:
    """Cut a head at single blanks where every part is a known head of its own."""
    words = [found for found in _WORD.finditer(piece.cell.text)]
    if len(words) < 2 or known(piece.text) or not all(known(word[0]) for word in words):
        return [piece]
    cells = [_cut(piece.cell, word.start(), word.end()) for word in words]
    return [Piece(cell, "text", cell.column, cell.end_column, cell.text) for cell in cells]


def coded(cell: Cell) -> tuple[Cell, Cell] | None:
    """Cut a cell that holds a code and a name: 2080505机关…, [2080505]机关…"""
    found = _CODED.match(cell.text)
    if not found:
        return None
    return _cut(cell, found.start(1), found.end(1)), _cut(cell, found.end(), len(cell.text))


def _closed(cells: Sequence[Cell], book: Book) -> Sequence[Cell]:
    """Join letters set apart where they spell a known word: 合   计."""
    if not any(len(cell.text) == 1 for cell in cells):
        return cells
    made: list[Cell] = []
    at = 0
    while at < len(cells):
        end = at
        while end < len(cells) and len(cells[end].text) == 1:
            end += 1
        while end - at > 1 and not _spells(cells[at:end], book):
            end -= 1
        made.append(_spaced(cells[at : max(end, at + 1)]))
        at = max(end, at + 1)
    return made


def _spells(cells: Sequence[Cell], book: Book) -> bool:
    return "".join(cell.text for cell in cells) in book.words["spaced"]


def _spaced(cells: Sequence[Cell]) -> Cell:
    """One cell for letters that stand apart on a line."""
    text = ""
    for cell in cells:
        text = text.ljust(cell.column - cells[0].column) + cell.text
    return cells[0]._replace(text=text, end_column=cells[-1].end_column)


class _Cut(NamedTuple):
    """A figure that stands first or last in a cell, and the cell without it."""

    own: Cell
    rest: Cell
    last: bool


def _parts(cell: Cell) -> list[Cell]:
    """Cut the figures at both ends off a cell, one after the other."""
    front: list[Cell] = []
    back: list[Cell] = []
    while cut := _cut_off(cell):
        (back if cut.last else front).append(cut.own)
        cell = cut.rest
    return [*front, cell, *reversed(back)]


def _cut_off(cell: Cell) -> _Cut | None:
    text = cell.text
    if " " not in text and "\xa0" not in text:
        return None
    if (front := _FRONT.fullmatch(text)) and _apart(front[1], front[2]):
        return _Cut(_cut(cell, 0, front.end(1)), _cut(cell, front.start(2), len(text)), False)
    if (back := _BACK.fullmatch(text)) and (_sure(back[2]) or not compiled(r"\d").search(back[1])):
        return _Cut(_cut(cell, back.start(2), len(text)), _cut(cell, 0, back.end(1)), True)
    return _spoilt_end(cell)


def _spoilt_end(cell: Cell) -> _Cut | None:
    """Cut off a figure at one end of a text that cannot be read."""
    text = cell.text
    words = text.split(maxsplit=1)
    if len(words) < 2:
        return None
    for word, last in ((words[0], False), (text.rsplit(maxsplit=1)[-1], True)):
        if _sure(word) and is_spoilt(word):
            at = text.rindex(word) if last else text.index(word)
            rest = (0, at) if last else (at + len(word), len(text))
            return _Cut(_cut(cell, at, at + len(word)), cell.trimmed(*rest), last)
    return None


def _apart(figure: str, rest: str) -> bool:
    """Whether a figure in front of a text is none of its words, as the year of 2031 年 is."""
    return _sure(figure) or numbered(normal(rest)) > 0 or _WHOLE.match(rest) is not None


def _sure(figure: str) -> bool:
    return "," in figure or "." in figure or figure == "0"


def _cut(cell: Cell, start: int, end: int) -> Cell:
    column = cell.column + start
    return Cell(cell.text[start:end], cell.line, column, cell.slot, cell.line, cell.column + end)
