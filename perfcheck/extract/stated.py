"""Figures that the prose of a report states for a concept, by phrases of the kind."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perfcheck.extract.value import value_of
from perfcheck.form import Field
from perfcheck.kind import Kind, Kinds
from perfcheck.phrases import pattern
from perfcheck.values import Missing
from perfcheck.wording import compiled

if TYPE_CHECKING:
    from perfcheck.extract.prose import Paragraph

_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_TYPES = {
    "number": _FIGURE,
    "money": _FIGURE + r" ?(?:万|亿|千)?元",
    "percent": _FIGURE + r" ?%",
}


def stated(paragraphs: Sequence["Paragraph"], kind: Kind, kinds: Kinds) -> list[Field]:
    """Return a field for each place where the prose states one of the kind's figures."""
    return [
        field
        for name, phrases in kind.data.get("said", {}).items()
        for field in _found(name, phrases, paragraphs, kinds)
    ]


def _found(
    name: str, phrases: Sequence[str], paragraphs: Sequence["Paragraph"], kinds: Kinds
) -> Iterator[Field]:
    wanted = compiled(
        "|".join(
            pattern(phrase, _TYPES).replace("<value>", f"<v{number}>")
            for number, phrase in enumerate(phrases)
        )
    )
    for at in paragraphs:
        for match in wanted.finditer(at.text):
            said = next(group for group in match.groupdict().values() if group)
            value = value_of(said, kinds.types[name], kind_unit(said), kinds.vocabulary)
            if not isinstance(value, Missing):
                yield Field(name, value, at.cells, (at.headings[-1] if at.headings else "", name))


def kind_unit(said: str) -> str:
    """The unit that a figure of money prints itself."""
    return "万元" if "万" in said else "元"
