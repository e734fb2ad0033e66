"""Cells of a head cut at the labels printed in them: 部门名称：云川市水务局 makes two pieces."""

import re
from typing import NamedTuple

from perfcheck.kind import Kind, Word, look
from perfcheck.regexes import regex
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled, normal

_LONGEST = 60
_TOKEN = r"[:：]|[-+]?\d[\d,，]*(?:\.\d+)?\s*(?:万元|亿元|千元|元|人|个|家|%)?|[^\s:：\d]+|\d+"
_YEAR_HEAD = r"(?:19|20)\d\d年度?(?:预算|执行|决算)?[数额]?|[前上本当]年度?[数额]?"
_MOST_TOKENS = 5
_DIVIDED = regex(r"[:：\d０-９]")


class Piece(NamedTuple):
    """A label (`words`), or a value where there are none; `colon`: the label ends in one."""

    cell: Cell
    words: tuple[Word, ...] = ()
    bracket: str = ""
    colon: bool = False

    @property
    def role(self) -> str:
        """The role of the label, or `value`."""
        return self.words[0].role if self.words else "value"


def pieces(row: Row, kind: Kind) -> list[Piece]:
    """Cut the non-empty cells of a row; a text value right of its label is never cut."""
    made: list[Piece] = []
    filled = [cell for cell in row.cells if cell.text]
    several = len(filled) > 1
    for cell in filled:
        expects = bool(made) and _takes_text(made[-1])
        found = look(kind, cell.text)
        if not found and not expects and several and _year_head(cell):
            made.append(Piece(cell, (Word("head", cell.text, now=False),)))
        elif found:
            colon = cell.text.rstrip()[-1:] in ":："
            made.append(Piece(cell, found.words, found.bracket, colon))
        elif expects or not _divided(cell.text):
            signed = expects and made[-1].role == "other"
            made += _opening(cell, kind) if signed or not expects else [Piece(cell)]
        else:
            made += _cut(cell, kind)
    return _headed(made)


def _headed(made: list[Piece]) -> list[Piece]:
    """In a row of column heads a label that may be one is one."""
    if [part.role for part in made].count("head") < 2:
        return made
    return [
        part._replace(words=heads)
        if (heads := tuple(word for word in part.words if word.role == "head"))
        else part
        for part in made
    ]


def _divided(text: str) -> bool:
    """Whether a cell may hold a label and something else: a figure alone does not."""
    return len(text) <= _LONGEST and not text.isascii() and _DIVIDED.search(text) is not None


def _year_head(cell: Cell) -> bool:
    said = normal(cell.text) if "年" in cell.text and len(cell.text) < 12 else ""
    return bool(said) and compiled(_YEAR_HEAD).fullmatch(said) is not None


def _takes_text(piece: Piece) -> bool:
    """Whether it is a label that more than figures may stand beside."""
    if piece.role not in ("field", "other"):
        return False
    return not all([word.type in ("money", "count") for word in piece.words])


def _opening(cell: Cell, kind: Kind) -> list[Piece]:
    """A long cell is cut only at a label and colon that open it."""
    if "：" not in cell.text and ":" not in cell.text:
        return [Piece(cell)]
    for colon in "：:":
        label, found, _ = cell.text.partition(colon)
        known = look(kind, label) if found and len(label) <= 24 else None
        if known and known.words[0].role in ("field", "other"):
            rest = len(cell.text[len(label) + 1 :].lstrip())
            first = cell.part(0, len(label) + 1)
            value = cell.part(len(cell.text) - rest, len(cell.text))
            return [Piece(first, known.words, known.bracket, True), Piece(value)]
    return [Piece(cell)]


def _cut(cell: Cell, kind: Kind) -> list[Piece]:
    tokens = list(compiled(_TOKEN).finditer(cell.text))
    made: list[Piece] = []
    start = at = 0
    while at < len(tokens):
        label = _label(cell.text, tokens, at, kind)
        if label is None:
            at += 1
            continue
        end, piece_words, bracket, colon = label
        made += _value(cell, start, tokens[at].start())
        last = tokens[end - 1].end()
        made.append(Piece(cell.part(tokens[at].start(), last), piece_words, bracket, colon))
        start, at = last, end
    made += _value(cell, start, len(cell.text))
    return made if any(piece.words for piece in made) else [Piece(cell)]


def _label(
    text: str, tokens: list[re.Match[str]], at: int, kind: Kind
) -> tuple[int, tuple[Word, ...], str, bool] | None:
    """The longest label that begins at a token and is followed by a colon or a figure."""
    for end in range(min(at + _MOST_TOKENS, len(tokens)), at, -1):
        said = text[tokens[at].start() : tokens[end - 1].end()]
        if said[-1] in ":：":
            continue
        after = tokens[end].group()[0] if end < len(tokens) else ""
        colon = after in (":", "：") and after != ""
        figure = after.isdigit() or (after == "" and at > 0)
        found = look(kind, said) if colon or figure else None
        if found and normal(said):
            return end + colon, found.words, found.bracket, colon
    return None


def _value(cell: Cell, start: int, end: int) -> list[Piece]:
    text = cell.text[start:end]
    lead = len(text) - len(text.lstrip())
    return [Piece(cell.part(start + lead, start + len(text.rstrip())))] if text.strip() else []
