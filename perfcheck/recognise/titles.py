"""Which row is the title of a form, and of which kinds it may be the title."""

from collections.abc import Sequence, Set
from functools import lru_cache
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


class Alone(NamedTuple):
    """A text that has a row to itself: where in the rows, its cell, and its normal form."""

    at: int
    cell: Cell
    said: str


def alone(rows: Sequence[Row]) -> list[Alone]:
    """The rows that hold one text and nothing else; one too long for a title or a caption is none.

    Most rows hold several, which the second of them tells.
    """
    found: list[Alone] = []
    for index, row in enumerate(rows):
        only: Cell | None = None
        for cell in row.cells:
            if cell.text and only:
                break
            only = cell if cell.text else only
        else:
            if only and len(only.text) <= _LONGEST:
                found.append(Alone(index, only, normal(only.text)))
    return found


def title_of(kind: Kind, row: Row) -> Cell | None:
    """Return the cell that is a title of the kind, where the row holds nothing else."""
    only = alone((row,))
    said = _as_title(only[0].said) if only else ""
    return only[0].cell if said and _match(kind, said) else None


def named(kind: Kind, title: str) -> str:
    """The kind's own title that a title in normal form ends with, or an empty text."""
    return next((known for known in kind.titles if known in title), "")


def starts(
    rows: Sequence[Row], kinds: Sequence[Kind], lone: Sequence[Alone] | None = None
) -> list[Start]:
    """Return every row that opens a form; a title printed again as a page head opens none.

    `lone` is `alone` of the rows, where it is at hand.
    """
    endings = frozenset().union(*[_endings(kind.titles) for kind in kinds])
    found: list[Start] = []
    for index, cell, text in alone(rows) if lone is None else lone:
        said = _as_title(text, endings)
        if not said:
            continue
        lengths = {kind.id: _match(kind, said) for kind in kinds}
        longest = max(lengths.values(), default=0)
        meant = tuple(kind for kind in kinds if longest and lengths[kind.id] == longest)
        if meant and not _page_head(rows, index, found, cell):
            found.append(Start(index, cell, meant))
    return found


@lru_cache(maxsize=64)
def _endings(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(title[-_ENDING:] for title in titles)


def before(rows: Sequence[Row], start: int) -> int:
    """A line 附件 or a year right above the title belongs to the form."""
    above = rows[start - 1] if start else None
    texts = [cell.text for cell in above.cells if cell.text] if above else []
    return start - (len(texts) == 1 and bool(compiled(_ABOVE).fullmatch(normal(texts[0]))))


def _as_title(said: str, endings: Set[str] | None = None) -> str:
    """A normal form without the year behind it, where it may be a title; else an empty text."""
    if said[-1:] in (")", "年", "度"):
        said = compiled(_AFTER_TITLE).sub("", said)
    if endings is not None and said[-_ENDING:] not in endings:
        return ""
    listed = numbered(said.lstrip("-")) or ".." in said or "··" in said
    return "" if listed else said


def _match(kind: Kind, said: str) -> int:
    """How long the longest title of the kind is that the text ends with; 0 for none."""
    if not said.endswith(kind.titles):
        return 0
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
