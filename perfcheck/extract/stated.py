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

_UNITS = ("万元", "亿元", "千元", "元", "%")
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
SLOT = "value"
"""What the slot of a phrase is called."""
TYPES = {
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
    made = (pattern(phrase, TYPES) for phrase in phrases)
    wanted = "|".join(text.replace(f"<{SLOT}>", f"<v{at}>") for at, text in enumerate(made))
    for at in paragraphs:
        for match in compiled(wanted).finditer(at.text):
            slot = match.lastgroup or ""
            said = match[slot]
            value = value_of(said, kinds.types[name], _unit(said), kinds.vocabulary)
            if not isinstance(value, Missing):
                head = at.headings[-1] if at.headings else ""
                yield Field(name, value, at.places(*match.span(slot)), (head, name))


def _unit(said: str) -> str:
    """The unit that a figure prints itself."""
    return next((unit for unit in _UNITS if unit in said), "")
