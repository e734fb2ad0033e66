"""Which row is the title of a form, and of which kinds it may be the title."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.kind import Kind
from perfcheck.recognise.header import header
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled, normal, numbered

_LONGEST = 80
_LONGEST_PREFIX = 24
_AFTER_TITLE = r"(?:\([^()]{0,12}\)|(?:19|20)\d\d年度?)+$"
_ABOVE = (
    r"附[件表]?[\d一二三四五六七八九十-]*:?|表[\d一二三四五六七八九十-]+:?|\(?(?:19|20)\d\d年度?\)?"
)
_ENDING = 2
_HEAD = 40


class Start(NamedTuple):
    """A row that opens a form: where in the rows, its title, and the kinds it is a title of."""

    at: int
    title: Cell
    kinds: tuple[Kind, ...]


def title_of(kind: Kind, row: Row) -> Cell | None:
    """Return the cell that is a title of the kind, where the row holds nothing else."""
    found = _titled(row)
    return found[0] if found and _match(kind, found[1]) else None


def named(kind: Kind, title: str) -> str:
    """The kind's own title that a title in normal form ends with, or an empty text."""
    return next((known for known in kind.titles if known in title), "")


def starts(rows: Sequence[Row], kinds: Sequence[Kind]) -> list[Start]:
    """Return every row that opens a form; a title printed again as a page head opens none."""
    endings = {title[-_ENDING:] for kind in kinds for title in kind.titles}
    found: list[Start] = []
    for index, row in enumerate(rows):
        titled = _titled(row, endings)
        if titled is None:
            continue
        lengths = {kind.id: _match(kind, titled[1]) for kind in kinds}
        longest = max(lengths.values(), default=0)
        meant = tuple(kind for kind in kinds if longest and lengths[kind.id] == longest)
        if meant and not _page_head(rows, index, found, titled[0]):
            found.append(Start(index, titled[0], meant))
    return found


def before(rows: Sequence[Row], start: int) -> int:
    """A line 附件 or a year right above the title belongs to the form."""
    above = rows[start - 1] if start else None
    texts = [cell.text for cell in above.cells if cell.text] if above else []
    return start - (len(texts) == 1 and bool(compiled(_ABOVE).fullmatch(normal(texts[0]))))


def _titled(row: Row, endings: set[str] | None = None) -> tuple[Cell, str] | None:
    """The only cell of a row with its text as a title, where it may be one."""
    cells = [cell for cell in row.cells if cell.text]
    if len(cells) != 1 or len(cells[0].text) > _LONGEST:
        return None
    said = normal(cells[0].text)
    if said[-1:] in (")", "年", "度"):
        said = compiled(_AFTER_TITLE).sub("", said)
    if endings is not None and said[-_ENDING:] not in endings:
        return None
    listed = numbered(said.lstrip("-")) or ".." in said or "··" in said
    return None if listed else (cells[0], said)


def _match(kind: Kind, said: str) -> int:
    """How long the longest title of the kind is that the text ends with; 0 for none."""
    longest = next((title for title in kind.titles if said.endswith(title)), "")
    return len(longest) if longest and len(said) - len(longest) <= _LONGEST_PREFIX else 0


def _page_head(rows: Sequence[Row], index: int, found: Sequence[Start], title: Cell) -> bool:
    """Whether a title is only the head of a page: what follows it stood below the last title."""
    if not found or normal(title.text) != normal(found[-1].title.text):
        return False
    last = found[-1]
    seen = {_texts(row) for row in rows[last.at : min(index, last.at + _HEAD)]}
    for row in rows[index + 1 : index + 6]:
        if any(header(kind, row) for kind in last.kinds):
            return True
        if _texts(row) not in seen and not _begins(_texts(row), seen):
            return False
    return False


def _begins(texts: tuple[str, ...], seen: set[tuple[str, ...]]) -> bool:
    """Whether the line is the beginning of a cell seen before, broken in the print."""
    return len(texts) == 1 and any(cell.startswith(texts[0]) for line in seen for cell in line)


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(normal(cell.text) for cell in row.cells if cell.text)
