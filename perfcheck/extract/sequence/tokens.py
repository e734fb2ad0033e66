"""Printed lines → tokens: lines that only together spell a known word are one of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfcheck.extract.sequence.runon import Cutter
from perfcheck.extract.table import matches
from perfcheck.kind import Kind, Table, Word, column, look, term
from perfcheck.source import Cell, Row
from perfcheck.wording import normal

_MOST_LINES = 4
_LONGEST = 40
_SHORTEST = 2


class Token(NamedTuple):
    """A word or a line of text, and what it may be.

    `words`: a label of the head; `tables`: those of which it is a column label or a spare one;
    `captioned`: the caption of a table; `term`: a level term; `gap`: a gap came before it.
    """

    cell: Cell
    gap: bool = False
    words: tuple[Word, ...] = ()
    tables: frozenset[str] = frozenset()
    captioned: bool = False
    term: bool = False

    @property
    def role(self) -> str:
        """The role of the label, or `value`."""
        return self.words[0].role if self.words else "value"

    @property
    def known(self) -> bool:
        """Whether it is a word of the kind, and no mere value."""
        return bool(self.words or self.tables or self.captioned or self.term)


class Lexicon:
    """What the texts of one form are, looked up once for each text."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self._seen: dict[str, Token] = {}

    def token(self, cell: Cell, gap: bool = False) -> Token:
        """Return the cell with all that its text may be."""
        told = self._seen.get(cell.text)
        if told is None:
            told = self._seen[cell.text] = self._told(cell)
        return told._replace(cell=cell, gap=gap)

    def _told(self, cell: Cell) -> Token:
        text, kind = cell.text, self.kind
        if len(text) > _LONGEST or not (said := normal(text)):
            return Token(cell)
        found = look(kind, text)
        tables = frozenset(
            name
            for name, at in kind.tables.items()
            if column(kind, at, text) or said in at.spare or _after(at, said)
        )
        words = found.words if found else ()
        captioned = any(said in at.captions for at in kind.tables.values())
        levelled = any(term(kind.vocabulary, level, text) for level in (1, 2))
        return Token(cell, False, words, tables, captioned, levelled)


def tokens(rows: Iterable[Row], lexicon: Lexicon) -> tuple[list[Token], set[int]]:
    """Return the tokens of all rows, in order, and the lines that only the vocabulary cut."""
    cutter = Cutter(lexicon.kind)
    cells: list[tuple[Cell, bool]] = []
    for row in rows:
        pieces = (piece for cell in row.cells if cell.text for piece in cutter.cut(cell))
        cells += [(piece, row.gap and at == 0) for at, piece in enumerate(pieces)]
    made: list[Token] = []
    at = 0
    while at < len(cells):
        lines = [cell for cell, _ in cells[at : at + _MOST_LINES]]
        length = _spelt(lines, lexicon)
        made.append(lexicon.token(whole(lines[:length]), cells[at][1]))
        at += length
    return made, cutter.doubtful


def _spelt(lines: Sequence[Cell], lexicon: Lexicon) -> int:
    """How many lines spell one known word, at most; 1 where they do not."""
    for length in range(len(lines), 1, -1):
        parts = lines[:length]
        if sum(len(part.text) for part in parts) > _LONGEST:
            continue
        if not lexicon.token(whole(parts)).known:
            continue
        if not all(_stands(lexicon.token(part)) for part in parts):
            return length
    return 1


def _after(table: Table, said: str) -> bool:
    """Whether the text names a column where it stands right of another one's label."""
    return any(said in labels for at in table.columns for labels in at.after.values())


def _stands(token: Token) -> bool:
    """Whether a line is a word by itself; 指标 may be the end of one."""
    said = len(token.cell.text) > _SHORTEST or not token.captioned
    return token.known and said


def whole(lines: Sequence[Cell]) -> Cell:
    """Return one cell with the text of several lines."""
    if len(lines) == 1:
        return lines[0]
    parts = tuple(part for line in lines for part in line.parts or (line,))
    first, last = parts[0], parts[-1]
    text = "\n".join(line.text for line in lines)
    return Cell(text, first.line, first.column, first.slot, last.end_line, last.end_column, parts)


def is_noise(token: Token, kind: Kind) -> bool:
    """Whether a line is a page number or the like; a bare figure may be a value."""
    said = normal(token.cell.text)
    return not said.isdigit() and matches(kind.vocabulary.noise, said)
