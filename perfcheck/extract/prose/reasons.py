"""Why something changed: the reasons that a text gives, and where it leaves them out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfcheck.extract.prose.binding import sentence_start
from perfcheck.extract.prose.book import Book
from perfcheck.extract.prose.claims import Claim
from perfcheck.extract.prose.figures import SIGNS
from perfcheck.extract.prose.subject import Read

_FAR = 1200
_BELOW = 30
_STOPS = "。；"
_CHANGES = (SIGNS["change"], SIGNS["rate"])


class Reason(NamedTuple):
    """A reason: its paragraph, and offsets in its text of the words that lead to it, of what it
    says, and of its end; `start` equals `end` where it says nothing."""

    paragraph: int
    open: int
    start: int
    end: int


def reasons(reads: Sequence[Read], book: Book) -> Iterator[Reason]:
    """All places where words announce a reason; one that goes on in the next paragraph is none."""
    for paragraph, read in enumerate(reads):
        text = read.flow.folded
        if read.flow.heading or "原因" not in text:
            continue
        for match in book.words["reasoned"].finditer(text):
            end = _end(text, match.end())
            if end > match.end() or end < len(text) or _is_last(reads, paragraph):
                yield Reason(paragraph, match.start(), match.end(), end)


def _is_last(reads: Sequence[Read], paragraph: int) -> bool:
    return paragraph + 1 >= len(reads) or reads[paragraph + 1].flow.heading


def _end(text: str, start: int) -> int:
    ends = [at for at in (text.find(stop, start) for stop in _STOPS) if at >= 0]
    return min(ends, default=len(text))


def reason_of(reads: Sequence[Read], claim: Claim, book: Book) -> Reason | None:
    """The reason that a text gives for a change; None where it gives none.

    It stands behind the change in its paragraph, before it in its sentence, or in a paragraph
    below that compares nothing itself.
    """
    read = reads[claim.paragraph]
    found = _behind(read, claim.paragraph, claim.end, book)
    if found:
        return found
    begun = read.said.offset(sentence_start(read.said.row, read.said.place(claim.start)))
    before = book.words["because"].search(read.flow.folded, begun, claim.start)
    if before:
        return Reason(claim.paragraph, before.start(), before.start(), claim.start)
    return _below(reads, claim, book)


def _behind(read: Read, paragraph: int, start: int, book: Book) -> Reason | None:
    text = read.flow.folded
    match = book.words["why"].search(text, start, start + _FAR)
    if match is None:
        return None
    announced = book.words["reasoned"].search(text, start, start + _FAR)
    opened = announced.end() if announced else match.start()
    return Reason(paragraph, match.start(), opened, _end(text, opened))


def _below(reads: Sequence[Read], claim: Claim, book: Book) -> Reason | None:
    own = reads[claim.paragraph].flow
    listed = book.words["opened"].search(own.folded, claim.end) is not None
    for at in range(claim.paragraph + 1, min(len(reads), claim.paragraph + _BELOW)):
        flow = reads[at].flow
        if flow.heading and not (listed and len(flow.headings) > len(own.headings)):
            return None
        if not listed and flow.mark:
            return None
        if listed and own.mark and flow.mark and flow.mark.rank <= own.mark.rank:
            return None
        found = _behind(reads[at], at, 0, book)
        says = found is not None and found.start < found.end
        if found and says and (listed or not _compares(reads[at], found)):
            return found
    return None


def _compares(read: Read, reason: Reason) -> bool:
    """Whether a paragraph speaks of a change of its own before it gives a reason."""
    place = read.said.place(reason.open)
    return any(sign in read.said.row[:place] for sign in _CHANGES)
