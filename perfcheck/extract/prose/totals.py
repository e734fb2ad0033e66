"""Totals whose parts stand in paragraphs of their own below: 三公经费 and its three kinds."""

from collections.abc import Sequence

from perfcheck.extract.prose.book import Book
from perfcheck.extract.prose.lists import Part, alike
from perfcheck.extract.prose.subject import Read, head, subject

_FARTHEST = 10


def named_parts(reads: Sequence[Read], paragraph: int, book: Book) -> tuple[Part, list[Part]]:
    """Return the first level of a paragraph and its parts below; none unless each is there once."""
    read = reads[paragraph]
    first = head(read)
    whole = Part(paragraph, first or 0)
    if first is None or read.flow.heading:
        return whole, []
    name = subject(read, first, book).name
    wanted = next((parts for word, parts in book.totals if word in name), ())
    found: dict[str, Part] = {}
    for at in range(paragraph + 1, min(len(reads), paragraph + _FARTHEST)):
        if reads[at].flow.heading or len(found) == len(wanted):
            break
        _sort(reads, at, whole, wanted, found, book)
    return whole, list(found.values()) if len(found) == len(wanted) else []


def _sort(
    reads: Sequence[Read],
    at: int,
    whole: Part,
    wanted: Sequence[str],
    found: dict[str, Part],
    book: Book,
) -> None:
    read = reads[at]
    first = head(read)
    if first is None:
        return
    figure = reads[whole.paragraph].said.figures[whole.place]
    if not alike(read.said.figures[first], figure):
        return
    name = subject(read, first, book).name
    word = next((word for word in wanted if word in name), None)
    if word is not None:
        found.setdefault(word, Part(at, first))
