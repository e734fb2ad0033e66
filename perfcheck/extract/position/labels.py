"""The labels of a head laid out by position: cut off their neighbours, put together from pieces."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfcheck.extract.pieces import pieces
from perfcheck.extract.position.fragments import across, blanks, common, middle, whole
from perfcheck.kind import Kind, Word, look
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled

_LONGEST = 60
_LONGEST_LABEL = 25
_PIECE = 14
_PIECES = 6
_APART = 3
_TOKENS = 6
_SHORTEST = 3
FIGURE = r"[-+]?\d[\d,，]*(?:\.\d+)?(?:万元|亿元|千元|元|%)?"
_CLOSING = "，。、；：,;.）)"


class Label(NamedTuple):
    """A known label of the head, and where it stands."""

    cell: Cell
    words: tuple[Word, ...]

    @property
    def role(self) -> str:
        """What its first meaning is: field, other, group, section or head."""
        return self.words[0].role

    @property
    def text(self) -> bool:
        """Whether it stands beside a text."""
        return self.role in ("field", "other") and self.words[0].type in ("text", "year")

    @property
    def line(self) -> float:
        """The line in its middle."""
        return middle(self.cell)

    @property
    def start(self) -> int:
        """The character column where it begins."""
        return across(self.cell)[0]

    @property
    def end(self) -> int:
        """The character column after it."""
        return across(self.cell)[1]


class Sorted(NamedTuple):
    """The labels of some lines, and the other fragments in the order of the print."""

    labels: list[Label]
    values: list[Cell]


def labels(rows: Sequence[Row], kind: Kind) -> Sorted:
    """Tell labels from values, line by line."""
    lines = [list(fragments(row, kind)) for row in rows]
    found: list[Label] = []
    taken: set[tuple[int, int]] = set()
    for at, cells in enumerate(lines):
        for cell in cells:
            if (cell.line, cell.column) in taken:
                continue
            chain = _together(cell, lines[at + 1 : at + 1 + _PIECES * _APART], taken, kind)
            said = whole(chain, 0)
            if known := look(kind, said.text):
                found.append(Label(said, known.words))
                taken |= {(piece.line, piece.column) for piece in chain}
    for cells in lines:
        found += [
            at for at in _year_heads(cells, kind) if (at.cell.line, at.cell.column) not in taken
        ]
    taken |= {(at.cell.line, at.cell.column) for at in found}
    values = [cell for cells in lines for cell in cells if (cell.line, cell.column) not in taken]
    return Sorted(found, values)


def _year_heads(cells: Sequence[Cell], kind: Kind) -> Iterator[Label]:
    """Years that stand over figures in a line of column heads."""
    if len(cells) > 1 and all(len(cell.text) <= _PIECE for cell in cells):
        row = Row(tuple(cell._replace(slot=n) for n, cell in enumerate(cells)), cells[0].line)
        made = pieces(row, kind)
        if all(piece.role in ("head", "section", "group") for piece in made):
            yield from (Label(at.cell, at.words) for at in made if at.role == "head")


def _together(
    cell: Cell, below: Sequence[Sequence[Cell]], taken: set[tuple[int, int]], kind: Kind
) -> list[Cell]:
    """The cell with the pieces below it with which it makes the longest label."""
    best = chain = [cell]
    if len(cell.text) > _PIECE:
        return best
    known = look(kind, cell.text) is not None
    for line in below:
        piece = next((at for at in line if _under(at, chain[-1], taken)), None)
        if line and (line[0].line - chain[-1].line > _APART or len(chain) == _PIECES):
            break
        if piece is None:
            continue
        chain = [*chain, piece]
        both = known and look(kind, piece.text) is not None
        if not both and look(kind, "".join(at.text for at in chain)):
            best = chain
    return best


def _under(cell: Cell, above: Cell, taken: set[tuple[int, int]]) -> bool:
    shared = common(cell, above.column, above.end_column)
    short = len(cell.text) <= _PIECE and (cell.line, cell.column) not in taken
    return short and 2 * shared >= min(len(cell.text), len(above.text))


def fragments(row: Row, kind: Kind) -> Iterator[Cell]:
    """The cells of a line, labels cut off what stands beside them with one blank or a colon."""
    for cell in row.cells:
        if cell.text:
            yield from _cut(cell, kind)


def _cut(cell: Cell, kind: Kind) -> Iterable[Cell]:
    if len(cell.text) > _LONGEST or cell.line != cell.end_line or look(kind, cell.text):
        return [cell]
    for colon in compiled("[:：]").finditer(cell.text):
        at = colon.end()
        known = look(kind, cell.text[:at]) if at <= _LONGEST_LABEL else None
        if known and known.words[0].role in ("field", "other"):
            return [cell.trimmed(0, at), cell.trimmed(at, len(cell.text))]
    return _at_blanks(cell, kind)


def _at_blanks(cell: Cell, kind: Kind) -> Iterable[Cell]:
    """Cut at the blank before a label that ends the cell, or after one that opens it."""
    gaps = list(blanks(cell))
    if not gaps or len(gaps) > _TOKENS:
        return [cell]
    if all(compiled(FIGURE).fullmatch(text) for text in cell.text.split()):
        edges = [0, *(at for gap in gaps for at in gap), len(cell.text)]
        return [cell.trimmed(*edges[at : at + 2]) for at in range(0, len(edges), 2)]
    for start, end in gaps:
        left, right = cell.text[:start], cell.text[end:]
        if look(kind, right) and not left.endswith(tuple(_CLOSING)):
            return [*_at_blanks(cell.trimmed(0, start), kind), cell.trimmed(end, len(cell.text))]
    for start, end in reversed(gaps):
        left, right = cell.text[:start], cell.text[end:]
        figure = compiled(FIGURE).match(right) is not None
        text = len(left) > _SHORTEST and right[0] not in _CLOSING
        if (figure or text) and look(kind, left):
            rest = cell.trimmed(end, len(cell.text))
            return [cell.trimmed(0, start), *_at_blanks(rest, kind)]
    return [cell]
