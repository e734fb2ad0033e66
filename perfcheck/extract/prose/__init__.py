"""Prose of budgets and reports → paragraphs, what they state, and the money they name."""

from collections.abc import Container, Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck.extract.prose.book import Book, book_of
from perfcheck.extract.prose.claims import claims
from perfcheck.extract.prose.figures import said
from perfcheck.extract.prose.flow import Flow, flows
from perfcheck.extract.prose.items import items
from perfcheck.extract.prose.records import amount_records, claim_record, reason_records
from perfcheck.extract.prose.subject import Read
from perfcheck.form import Record
from perfcheck.source import Cell

__all__ = ["Paragraph", "ProseRead", "prose"]


class Paragraph(NamedTuple):
    """A paragraph as it means: wraps joined, markup and filling brackets off.

    `cells` are its printed lines; `headings` the headings that it stands under, outermost first.
    """

    text: str
    cells: tuple[Cell, ...]
    headings: tuple[str, ...]
    heading: bool
    flow: Flow

    def places(self, start: int, end: int) -> tuple[Cell, ...]:
        """Where the characters from `start` to `end` of the text were printed."""
        return self.flow.places(start, end)


class ProseRead(NamedTuple):
    """The paragraphs of a text, what they state (文中表述), the money they name (文中金额), the
    page numbers and running heads that stood between them, the budget items that they name
    (文中科目), and the reasons that they announce (文中原因); `spoilt` figures cannot be read."""

    paragraphs: tuple[Paragraph, ...]
    claims: tuple[Record, ...]
    amounts: tuple[Record, ...]
    furniture: tuple[Cell, ...]
    items: tuple[Record, ...] = ()
    reasons: tuple[Record, ...] = ()
    spoilt: tuple[Cell, ...] = ()


def prose(
    lines: Sequence[str], skip: Container[int], book: Mapping[str, Any], first: int = 1
) -> ProseRead:
    """Understand running text; `book` is kinds/claims.yaml, `skip` the lines that are no prose.

    `first` is the number of the first line. Raises KindError for a phrase that makes no sense.
    """
    words = book_of(book)
    found, furniture = flows(lines, skip, words, first)
    reads = [_read(flow, words) for flow in found]
    stated = claims(reads, words)
    return ProseRead(
        tuple(Paragraph(at.text, at.cells, at.headings, at.heading, at) for at in found),
        tuple(claim_record(reads, claim, words) for claim in stated),
        tuple(amount_records(reads, words)),
        furniture,
        tuple(items(reads, stated, words)),
        tuple(reason_records(reads, words)),
        tuple(cell for read in reads for cell in _spoilt(read)),
    )


def _spoilt(read: Read) -> list[Cell]:
    """The figures of a paragraph that cannot be read, each where it begins."""
    return [read.flow.places(at.start, at.end)[0] for at in read.said.spoilt]


def _read(flow: Flow, words: Book) -> Read:
    start = flow.mark.length if flow.mark else 0
    return Read(flow, said(flow.folded, start, words), start)
