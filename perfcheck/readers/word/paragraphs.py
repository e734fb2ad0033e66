"""A paragraph → its text with its number, and whether a page begins before or ends behind it."""

from collections import Counter
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from perfcheck.readers.word.names import DELETED, INSERTED, VAL, W, is_on
from perfcheck.readers.word.numbering import Numbering
from perfcheck.readers.word.runs import Printed, Runs
from perfcheck.readers.word.styles import Numbered, Styles, leads, numbered

_STYLE: Final = W + "pStyle"
_NUMBERS: Final = W + "numPr"
_MARK: Final = W + "rPr"
_BEFORE: Final = W + "pageBreakBefore"
_TABS: Final = W + "tabs"
_DOTS: Final = "........"
_LONGEST_PAGE: Final = 6
_HIDDEN: Final = W + "vanish"
_SECTION: Final = W + "sectPr"


class Said(NamedTuple):
    """What the properties of a paragraph say; `deleted` to `hidden`: of its end.

    `led`: dots lead to what stands behind its last tab, as in a table of contents.
    """

    style: str = ""
    numbered: Numbered = Numbered()
    begins: bool = False
    ends: bool = False
    deleted: bool = False
    inserted: bool = False
    hidden: bool = False
    led: bool = False


_NOTHING: Final = Said()


class Paragraphs:
    """The paragraphs of a document in order; `joined` is one whose end was deleted."""

    def __init__(self, styles: Styles, numbering: Numbering, left: Counter[str]) -> None:
        self.styles = styles
        self.numbering = numbering
        self.left = left
        self.runs = Runs(styles, left)
        self.joined = ""

    def read(self, element: Element) -> Printed | None:
        """Read a paragraph; None where its end was deleted, so that the next one goes on."""
        said = _said(element)
        if said is _NOTHING and not self.joined:
            return self.runs.read(element)
        hidden = bool(said.style) and self.styles.hides(said.style)
        said = said._replace(hidden=True) if hidden else said
        printed = self.runs.read(element, hidden)
        self.left["revisions"] += said.deleted or said.inserted
        text = self.joined + printed.text
        if said.deleted and not printed.boxes:
            self.joined = text
            return None
        self.joined = ""
        if "\t" in text and (said.led or (said.style and self.styles.leads(said.style))):
            text = _dotted(text)
        begins = printed.begins or said.begins
        return printed._replace(text=self._numbered(said, text), begins=begins, ends=said.ends)

    def rest(self) -> str:
        """What goes on into a paragraph that does not come."""
        text, self.joined = self.joined, ""
        return text

    def _numbered(self, said: Said, text: str) -> str:
        if said.hidden and not text.strip():
            return text
        name, level = said.numbered
        if said.style:
            inherited = self.styles.numbering(said.style)
            name, level = name or inherited.list, level or inherited.level
        return self.numbering.before(name, level, said.style, text) if name else text


def _said(element: Element) -> Said:
    properties = element.find(W + "pPr")
    if properties is None:
        return _NOTHING
    said = _NOTHING
    for child in properties:
        tag = child.tag
        if tag == _STYLE:
            said = said._replace(style=child.get(VAL, ""))
        elif tag == _NUMBERS:
            said = said._replace(numbered=numbered(child))
        elif tag == _BEFORE:
            said = said._replace(begins=is_on(child))
        elif tag == _SECTION:
            said = said._replace(ends=True)
        elif tag == _TABS:
            said = said._replace(led=leads(child))
        elif tag == _MARK:
            said = _ended(said, child)
    return said


def _dotted(text: str) -> str:
    """A line of a table of contents as it is printed.

    >>> _dotted("一、\\t主要职责\\t3"), _dotted("填报人：\\t")
    ('一、 主要职责........3', '填报人：\\t')
    """
    said, _, page = text.rpartition("\t")
    if not (page.strip().isalnum() and len(page) <= _LONGEST_PAGE):
        return text
    return said.replace("\t", " ") + _DOTS + page


def _ended(said: Said, mark: Element) -> Said:
    """What the properties of the end of a paragraph say of it."""
    for child in mark:
        tag = child.tag
        if tag in DELETED:
            said = said._replace(deleted=True)
        elif tag in INSERTED:
            said = said._replace(inserted=True)
        elif tag == _HIDDEN:
            said = said._replace(hidden=is_on(child))
    return said
