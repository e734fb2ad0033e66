"""Paragraphs of a budget or report under the sections that their headings name."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from perfcheck.form import Field, Record
from perfcheck.kind import Kind
from perfcheck.source import Cell
from perfcheck.values import Text
from perfcheck.wording import normal, numbered

if TYPE_CHECKING:
    from perfcheck.extract.prose import Paragraph

LIST = "文段"
_TAIL = ("说明", "情况")


class Sectioned(NamedTuple):
    """The paragraphs that stand in a known section, as records, and the cells of all of it."""

    records: tuple[Record, ...]
    claimed: tuple[Cell, ...]


def sectioned(paragraphs: Sequence["Paragraph"], kind: Kind) -> Sectioned:
    """Sort paragraphs into the kind's sections; what stands in none stays out."""
    words = _words(kind)
    records: list[Record] = []
    claimed: list[Cell] = []
    for at in paragraphs:
        path = (*at.headings, at.text) if at.heading else at.headings
        section = next((name for head in reversed(path) if (name := _named(head, words))), None)
        if section is None:
            continue
        claimed += at.cells
        if not at.heading:
            records.append(_record(section, at))
    return Sectioned(tuple(records), tuple(claimed))


def _words(kind: Kind) -> dict[str, str]:
    return {
        normal(word): name
        for name, words in kind.data.get("sections", {}).items()
        for word in (name, *words)
    }


def _named(heading: str, words: Mapping[str, str]) -> str | None:
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
