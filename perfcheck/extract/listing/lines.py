"""The printed lines of a list's rows, and which of them are figures, noise or repeated heads."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.listing.figures import decimal, is_figure, is_nil
from perfcheck.extract.listing.head import header_at
from perfcheck.extract.listing.runs import lines_of
from perfcheck.extract.listing.words import Words
from perfcheck.extract.spoilt import is_spoilt
from perfcheck.extract.table import matches
from perfcheck.kind import Kind
from perfcheck.numerals.units import measure_at
from perfcheck.recognise import title_of
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled, normal

_WORD = r"\S+"
_STOPS = r"[，；。：！？,;:!?]"
_FULL_STOPS = r"[；。：！？;:!?]"
_BRACKETS = r"[（(][^（）()]*(?:[)）]|$)|^[^（）()]*[)）]|“[^”]*”"
_INSIDE = tuple("、.．,，。；;:：%％")
_GOES_ON = (*_INSIDE, *")）”")
_LONGEST_NAME = 40


class Line(NamedTuple):
    """One printed line: its cells, its text without blanks, and how far it is indented."""

    cells: tuple[Cell, ...]
    text: str
    gap: bool
    indent: int

    @property
    def nameable(self) -> bool:
        """Whether the line may be (part of) a name: no sentence, and not too long."""
        if not self.text or len(self.text) > _LONGEST_NAME or self.text[0] in _INSIDE:
            return False
        return not _stops(self.text, _STOPS)

    @property
    def figures(self) -> bool:
        """Whether the line holds figures and nothing else."""
        words = self.words()
        return any(map(is_figure, words)) and all(
            is_figure(word) or is_nil(word) or is_spoilt(word) for word in words
        )

    def words(self) -> list[str]:
        """The words of the line, parted by blanks."""
        return [word for cell in self.cells for word in cell.text.split()]


def _stops(text: str, signs: str) -> bool:
    """Whether a text has signs that a name does not have, but for those in brackets."""
    return compiled(signs).search(compiled(_BRACKETS).sub("", text)) is not None


class Anchor(NamedTuple):
    """The figures of a row and what stands beside them; `line` to `last` are their lines."""

    line: int
    last: int
    before: tuple[Cell, ...]
    figures: tuple[Cell, ...]
    after: tuple[Cell, ...]


class Cleared(NamedTuple):
    """Rows without what a page break puts between them, and what that was."""

    rows: tuple[Row, ...]
    furniture: tuple[tuple[Cell, ...], ...]


def cleared(rows: Sequence[Row], kind: Kind, words: Words) -> Cleared:
    """Take page numbers, repeated titles and repeated headers out; a gap stays where they were."""
    kept: list[Row] = []
    furniture: list[tuple[Cell, ...]] = []
    at = 0
    gap = False
    while at < len(rows):
        header = header_at(rows, at, words)
        size = header.size if header else int(_noise(rows, at, kind))
        if size:
            furniture.append(
                tuple(cell for row in rows[at : at + size] for cell in row.cells if cell.text)
            )
            gap = True
        else:
            kept.append(rows[at]._replace(gap=True) if gap else rows[at])
            gap = False
        at += size or 1
    return Cleared(tuple(kept), tuple(furniture))


def _noise(rows: Sequence[Row], at: int, kind: Kind) -> bool:
    row = rows[at]
    cells = [cell for cell in row.cells if cell.text]
    if len(cells) != 1 or len(cells[0].text) > 80:
        return not cells
    if title_of(kind, row):
        return True
    said = normal(cells[0].text)
    if not matches(kind.vocabulary.noise, said):
        return False
    if not said.isdigit():
        return True
    below = rows[at + 1] if at + 1 < len(rows) else None
    after = "".join(cell.text for cell in below.cells) if below else ""
    if after.startswith(_GOES_ON) and not (row.gap and below and below.gap):
        return False
    near = [other for other in (rows[at - 1] if at else None, below) if other]
    if any(map(_only_figures, near)):
        return row.gap and (below is None or below.gap)
    return row.gap or below is None or below.gap


def _only_figures(row: Row) -> bool:
    words = [word for cell in row.cells for word in cell.text.split()]
    return bool(words) and all(map(is_figure, words))


def lines(rows: Sequence[Row]) -> list[Line]:
    """The printed lines of rows, top down."""
    made: list[Line] = []
    for row in rows:
        by_line: dict[int, list[Cell]] = {}
        for cell in row.cells:
            for piece in lines_of(cell) if cell.text else ():
                by_line.setdefault(piece.line, []).append(piece)
        for number, cells in enumerate(by_line.values()):
            text = "".join("".join(cell.text.split()) for cell in cells)
            made.append(Line(tuple(cells), text, row.gap and not number, cells[0].column - 1))
    return made


def anchors(found: Sequence[Line], columns: int, words: Words) -> list[Anchor]:
    """Find the figures of every row; figures that stand below each other are of one row."""
    made: list[Anchor] = []
    for at, line in enumerate(found):
        anchor = _anchor(found, at, columns, words, made[-1].last if made else -1)
        if anchor is None:
            continue
        last = made[-1] if made else None
        if (
            last
            and not anchor.before
            and not last.after
            and last.last == at - 1
            and len(last.figures) + len(anchor.figures) <= columns
            and line.figures
        ):
            figures = (*last.figures, *anchor.figures)
            made[-1] = last._replace(last=at, figures=figures, after=anchor.after)
        else:
            made.append(anchor)
    return made


def _anchor(found: Sequence[Line], at: int, columns: int, words: Words, last: int) -> Anchor | None:
    line = found[at]
    if not any(sign.isdigit() for sign in line.text):
        return None
    parts = [
        cell.part(*match.span())
        for cell in line.cells
        for match in compiled(_WORD).finditer(cell.text)
    ]
    start, end = _spoilt(parts, *_figures(parts))
    before, figures, after = parts[:start], parts[start:end], parts[end:]
    if not figures or len(figures) > columns:
        return None
    said = normal("".join(cell.text for cell in after))
    money = sum(decimal(cell.text) for cell in figures)
    signs = _FULL_STOPS if money > 1 and not after else _STOPS
    if _stops("".join(cell.text for cell in before), signs):
        return None
    if after and money < 2 and not compiled(words.withheld).match(said):
        return None
    below = found[at + 1] if at + 1 < len(found) else None
    if not money and len(figures) < 2 and not (line.figures and _beside_figures(found, at, last)):
        return None
    if len(figures) == 1 and not after and _in_sentence(found, at, bool(before), below, last):
        return None
    return Anchor(at, at, tuple(before), tuple(figures), tuple(after))


def _figures(parts: Sequence[Cell]) -> tuple[int, int]:
    """Where the first figures in a row stand; a whole number before amounts belongs to a name."""
    start = next((at for at, cell in enumerate(parts) if is_figure(cell.text)), len(parts))
    while start < len(parts):
        end = start
        while end < len(parts) and (is_figure(parts[end].text) or is_nil(parts[end].text)):
            end += 1
        some = [decimal(cell.text) for cell in parts[start:end]]
        if any(some) and not some[0] and parts[start].text != "0":
            start += some.index(True)
        following = [at for at in range(end, len(parts)) if is_figure(parts[at].text)]
        if any(some) or not following:
            return start, end
        start = following[0]
    return start, start


def _spoilt(parts: Sequence[Cell], start: int, end: int) -> tuple[int, int]:
    """The same stretch with the figures beside it that cannot be read any more."""
    if not any(decimal(cell.text) for cell in parts[start:end]):
        return start, end
    if start and is_spoilt(parts[start - 1].text):
        start -= 1
    while end < len(parts) and is_spoilt(parts[end].text):
        end += 1
    return start, end


def _beside_figures(found: Sequence[Line], at: int, last: int) -> bool:
    if last == at - 1 >= 0 and found[last].figures:
        return True
    return at + 1 < len(found) and found[at + 1].figures


def _in_sentence(
    found: Sequence[Line], at: int, named: bool, below: Line | None, last: int
) -> bool:
    """Whether a lone figure is one of a sentence that was broken before or after it."""
    if last == at - 1 >= 0:
        return False
    if not named and (at == 0 or not found[at - 1].nameable):
        return True
    after = below.text if below else ""
    return after.startswith(_GOES_ON) or bool(measure_at(after, 0)) or after[:1] in ("元", "万")
