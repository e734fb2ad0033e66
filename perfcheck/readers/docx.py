"""A .docx, by Word or WPS → Document: what it prints, read with the standard library alone.

What a revision inserted is read, what it deleted is not. Footnotes stand at the end, each with
the place that refers to it. A page head is read only where no line stands above the first table,
so that a title can stand nowhere else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from perfcheck.errors import ReadError
from perfcheck.messages import Message
from perfcheck.readers.building import Building
from perfcheck.readers.package import DAMAGED, Package
from perfcheck.readers.word import leftout
from perfcheck.readers.word.names import PARAGRAPH, TABLE, TEXT, R, W, blocks, transitional
from perfcheck.readers.word.numbering import Numbering
from perfcheck.readers.word.runs import Runs
from perfcheck.readers.word.story import Story
from perfcheck.readers.word.styles import Styles
from perfcheck.source import Document

_MAIN: Final = "officeDocument"
_FURNITURE: Final = "0123456789IVXivxPageof第共页/-–—―·~ \t\n　"
_TOO_DEEP: Final = Message(
    "表格或文本框套得太深，没有读：请把要查的表单独存成一个文件",
    "tables or text boxes are nested too deeply to be read: save the form in a file of its own",
)


class _Parts(NamedTuple):
    """The parts of a document beside its text: by their sort, and by the names the text uses."""

    package: Package
    related: dict[str, tuple[str, str]]

    def of(self, sort: str) -> Element | None:
        """The first part of a sort, such as styles; None where there is none."""
        return next(self.all(sort), None)

    def all(self, sort: str) -> Iterator[Element]:
        """All parts of a sort."""
        for kind, path in self.related.values():
            if kind == sort and (root := _xml(self.package, path)) is not None:
                yield root

    def named(self, name: str) -> Element | None:
        """The part that the text names."""
        return _xml(self.package, self.related[name][1]) if name in self.related else None


def read(name: str, data: bytes) -> Document:
    """Read a document of Word or WPS; raise ReadError where it is damaged or holds no text."""
    package = Package(name, data)
    main = next((path for kind, path in package.related("").values() if kind == _MAIN), "")
    root = _xml(package, main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise ReadError(DAMAGED, name)
    try:
        return _read(Building(name, "docx"), body, _Parts(package, package.related(main)))
    except RecursionError:
        raise ReadError(_TOO_DEEP, name) from None


def _xml(package: Package, path: str) -> Element | None:
    content = package.part(path)
    return None if content is None else package.parsed(transitional(content))


def _read(building: Building, body: Element, parts: _Parts) -> Document:
    styles = _styles(body, parts)
    story = Story(building, styles, _numbering(body, parts))
    left = story.left
    left["prompts"] = leftout.controls(body)
    heads = _head(body, parts, styles) if _begins_with_table(body) else []
    for line in heads:
        building.line(line, None)
    story.read(body)
    _footnotes(story, parts)
    if not any(line.strip() for line in building.lines):
        raise ReadError(leftout.nothing(left), building.name)
    left["comments"] = sum(1 for root in parts.all("comments") for _ in root.iter(W + "comment"))
    left["imported"] += sum(kind == "subDocument" for kind, _ in parts.related.values())
    building.notes += leftout.notes(left, _furniture(parts, styles, heads))
    return building.document()


def _styles(body: Element, parts: _Parts) -> Styles:
    """The styles, where the text uses any."""
    return Styles(parts.of("styles") if _uses(body, "pStyle", "rStyle") else None)


def _numbering(body: Element, parts: _Parts) -> Numbering:
    """The numbering, where the text or a style may use it."""
    return Numbering(parts.of("numbering") if _uses(body, "numPr", "pStyle") else None)


def _uses(body: Element, *names: str) -> bool:
    return any(next(body.iter(W + name), None) is not None for name in names)


def _begins_with_table(body: Element) -> bool:
    """Whether no text stands above the first table."""
    for block in blocks(body):
        if block.tag == TABLE:
            return True
        if block.tag == PARAGRAPH and next(block.iter(TEXT), None) is not None:
            return False
    return False


def _head(body: Element, parts: _Parts, styles: Styles) -> list[str]:
    """The lines of the head of the first page."""
    section = next(body.iter(W + "sectPr"), None)
    if section is None:
        return []
    sort = "first" if section.find(W + "titlePg") is not None else "default"
    for reference in section.iterfind(W + "headerReference"):
        if reference.get(W + "type", "default") == sort:
            root = parts.named(reference.get(R + "id", ""))
            return _lines(root, styles) if root is not None else []
    return []


def _lines(root: Element, styles: Styles) -> list[str]:
    """The lines of a page head or foot that say more than the number of the page."""
    texts = (Runs(styles, Counter()).read(one).text.strip() for one in root.iter(PARAGRAPH))
    return [text for text in dict.fromkeys(texts) if text.strip(_FURNITURE)]


def _furniture(parts: _Parts, styles: Styles, heads: Iterable[str]) -> list[str]:
    """What page heads and feet say that was not read."""
    roots = (root for sort in ("header", "footer") for root in parts.all(sort))
    lines = dict.fromkeys(line for root in roots for line in _lines(root, styles))
    return [line for line in lines if line not in heads]


def _footnotes(story: Story, parts: _Parts) -> None:
    """Read the notes that the text refers to, in its order, below everything else."""
    if not story.notes:
        return
    found: dict[tuple[str, str], Element] = {}
    for sort in ("footnotes", "endnotes"):
        root = parts.of(sort)
        for one in root if root is not None else ():
            found[sort, one.get(W + "id", "")] = one
    story.building.gap()
    for note in story.notes:
        text = found.get((note.kind, note.id))
        if text is not None:
            story.read(text, note.place)
