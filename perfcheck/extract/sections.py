"""Paragraphs of a budget or report under the sections that their headings name."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from perfcheck.form import Field, Record
from perfcheck.kind import Kind, section_words
from perfcheck.source import Cell
from perfcheck.values import Text
from perfcheck.wording import normal, numbered

if TYPE_CHECKING:
    from perfcheck.extract.prose import Paragraph

LIST = "文段"


class Sectioned(NamedTuple):
    """The paragraphs that stand in a known section, as records, and the cells of all of it."""

    records: tuple[Record, ...]
    claimed: tuple[Cell, ...]


def sectioned(paragraphs: Sequence["Paragraph"], kind: Kind) -> Sectioned:
    """Sort paragraphs into the kind's sections; what stands in none stays out."""
    words = section_words(kind)
    parts = frozenset(kind.data.get("parts", ()))
    records: list[Record] = []
    claimed: list[Cell] = []
    for at in paragraphs:
        path = (*at.headings, at.text) if at.heading else at.headings
        section = section_under(path, words, frozenset() if at.heading else parts)
        if section is None:
            continue
        claimed += at.cells
        if not at.heading:
            records.append(_record(section, at))
    return Sectioned(tuple(records), tuple(claimed))


def section_under(
    path: Sequence[str], words: Mapping[str, str], parts: frozenset[str] = frozenset()
) -> str | None:
    """The section of what stands under some headings: that of the innermost one which is known.

    A part of the document (文字部分) tells nothing of what has another heading inside it.
    """
    for depth, head in enumerate(reversed(path)):
        name = section_of(head, words)
        if name:
            return None if depth and name in parts else name
    return None


def section_of(heading: str, words: Mapping[str, str]) -> str | None:
    """The section that a heading names: the longest word that it ends with or is."""
    said = normal(heading)
    said = said[numbered(said) :].rstrip(":。")
    for start in range(len(said)):
        name = words.get(said[start:])
        if name:
            return name
    return None


def _record(section: str, at: "Paragraph") -> Record:
    head = at.headings[-1] if at.headings else section
    path = (section, head)
    fields = {
        "章节": Field("章节", Text(section), (), (section,)),
        "段落": Field("段落", Text(at.text), at.cells, path),
    }
    return Record(LIST, fields, at.cells, at.cells[0].line)
