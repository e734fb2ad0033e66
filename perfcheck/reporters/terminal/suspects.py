"""Which figures are probably the wrong ones, after the findings on a terminal."""

from collections.abc import Iterator

from rich.text import Text

from perfcheck.finding import DocumentReport
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.page import heading, paragraph
from perfcheck.reporters.where import suspect_words
from perfcheck.reporters.wording import visible

TITLE = Message("可能写错的数（提示，不是结论）", "Figures that may be wrong (a hint, no verdict)")


def suspects(document: DocumentReport, look: Look) -> Iterator[Text]:
    """A paragraph for each figure whose change alone would mend the sums that fail."""
    if not document.suspects:
        return
    yield from heading(TITLE.text(look.language), look)
    for suspect in document.suspects:
        yield from paragraph(visible(suspect_words(document, suspect).text(look.language)), look)
