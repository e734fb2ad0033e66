"""Which figures are probably the wrong ones, after the findings on a terminal."""

from collections.abc import Iterator

from rich.text import Text

from perfcheck.finding import DocumentReport, Suspect
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.page import heading, paragraph
from perfcheck.reporters.where import where
from perfcheck.reporters.wording import one_line, visible

TITLE = Message("可能写错的数（提示，不是结论）", "Figures that may be wrong (a hint, no verdict)")


def suspects(document: DocumentReport, look: Look) -> Iterator[Text]:
    """A paragraph for each figure whose change alone would mend the sums that fail."""
    if not document.suspects:
        return
    yield from heading(TITLE.text(look.language), look)
    for suspect in document.suspects:
        yield from paragraph(visible(_said(suspect, document).text(look.language)), look)


def _said(suspect: Suspect, document: DocumentReport) -> Message:
    place, label = where(document, suspect.place.span), one_line(suspect.place.label)
    printed, expected = one_line(suspect.place.text), suspect.expected
    slip, slip_en = suspect.slip.zh, suspect.slip.text("en")
    return Message(
        f"{place.zh} {label}“{printed}”：若为 {expected}"
        + (f"（{slip}）" if slip else "")
        + f"，{suspect.failed} 处不平中有 {suspect.mends} 处能平",
        f"{place.en}, {label} {printed!r}: {expected} instead"
        + (f" ({slip_en})" if slip_en else "")
        + f" would mend {suspect.mends} of the {suspect.failed} sums that fail",
    )
