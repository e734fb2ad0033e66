"""The names of WordprocessingML that are read, and how its wrappers are looked through."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V: Final = "{urn:schemas-microsoft-com:vml}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

VAL: Final = W + "val"
PARAGRAPH: Final = W + "p"
RUN: Final = W + "r"
TEXT: Final = W + "t"
TABLE: Final = W + "tbl"
ROW: Final = W + "tr"
CELL: Final = W + "tc"
CONTROL: Final = W + "sdt"
CONTROL_CONTENT: Final = W + "sdtContent"
BOX: Final = W + "txbxContent"
ALTERNATIVES: Final = MC + "AlternateContent"

INSERTED: Final = frozenset((W + "ins", W + "moveTo"))
DELETED: Final = frozenset((W + "del", W + "moveFrom"))

_STRICT: Final = (
    (b"wordprocessingml/main", W),
    (b"officeDocument/relationships", R),
    (b"officeDocument/math", M),
    (b"drawingml/main", A),
)


def transitional(content: bytes) -> bytes:
    """A part with the namespaces of strict Office Open XML under the names that are common."""
    strict = b"http://purl.oclc.org/ooxml/"
    if strict in content:
        for name, usual in _STRICT:
            content = content.replace(strict + name + b'"', usual[1:-1].encode() + b'"')
    return content


def is_on(toggle: Element) -> bool:
    """Whether a property that is on or off is on; without a value it is."""
    return toggle.get(VAL, "1") not in ("0", "false", "off")


def number(element: Element | None, otherwise: int = 0) -> int:
    """The whole number that is an element's value; `otherwise` where it has none."""
    said = element.get(VAL, "") if element is not None else ""
    sign, digits = (-1, said[1:]) if said.startswith("-") else (1, said)
    return sign * int(digits) if digits.isdecimal() and len(digits) < 10 else otherwise


def blocks(container: Element) -> Iterator[Element]:
    """What stands in a container, wrappers looked through; what was deleted is left out."""
    for child in container:
        tag = child.tag
        if tag == CONTROL:
            for content in child.findall(CONTROL_CONTENT):
                yield from blocks(content)
        elif tag == ALTERNATIVES:
            yield from blocks(chosen(child))
        elif tag in _WRAPPERS:
            yield from blocks(child)
        elif tag not in DELETED:
            yield child


_WRAPPERS: Final = INSERTED | {W + "customXml", W + "smartTag"}


def chosen(alternatives: Element) -> Element:
    """One of several writings of the same thing: the first with text in it, else the first."""
    ways = list(alternatives) or [alternatives]
    for way in ways:
        if next(way.iter(TEXT), None) is not None:
            return way
    return ways[0]
