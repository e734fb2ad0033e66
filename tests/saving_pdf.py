"""A form that is printed as text → the same form as a PDF, by a real writer.

Tables are ruled and go on over pages, cells are merged and wrapped, prose is set in lines.
"""

import io
import re
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer

from tests.saving import Line, Table, blocks

FONT = "STSong-Light"
_EM = 8
_SEGMENT = re.compile(r"\S+(?: \S+)*")
_FIGURE = re.compile(r"[-\d,.%]+")
_STYLE = ParagraphStyle("form", fontName=FONT, fontSize=_EM, leading=1.4 * _EM, wordWrap="CJK")


def font() -> str:
    """Make the Chinese font known to the writer; return its name."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return FONT


def save_pdf(
    text: str,
    name: str = "form.txt",
    *,
    merged: bool = True,
    heads: int = 0,
    numbered: bool = False,
    encrypt: Any = None,
) -> bytes:
    """Save a text as a PDF: its grids as ruled tables, its lines as paragraphs.

    `merged`: cells left empty below a level are merged with it. `heads`: how many rows of a table
    are repeated on each of its pages, and
    `numbered` prints the number of each page. `encrypt`: a password, or a reportlab encryption.
    """
    found = blocks(text, name, merged=merged)
    laid = [len(block.text) for block in found if isinstance(block, Line) and _laid(block.text)]
    unit = min(_EM, 750 / max(laid, default=1))
    story = [_flowable(block, heads, unit) for block in found]
    return saved(story, numbered=numbered, encrypt=encrypt)


def saved(
    story: list[Any], *, size: Any = None, encrypt: Any = None, numbered: bool = False
) -> bytes:
    """A PDF of these flowables; `numbered`: with a number at the foot of each page."""
    font()
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream, pagesize=size or landscape(A4), leftMargin=40, rightMargin=40, encrypt=encrypt
    )
    page = _numbered if numbered else _bare
    document.build(story, onFirstPage=page, onLaterPages=page)
    return stream.getvalue()


def paragraph(text: str) -> Paragraph:
    """A paragraph, or the text of a cell."""
    return Paragraph(escape(text), _STYLE)


def table(rows: Table, heads: int = 0, wide: int = 0) -> LongTable:
    """A ruled table whose cells are wrapped, and merged with those below where they say so."""
    count = wide or max(cell.slot for row in rows for cell in row) + 1
    grid: list[list[Any]] = [[""] * count for _ in rows]
    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), FONT),
    ]
    for number, row in enumerate(rows):
        for cell in row:
            grid[number][cell.slot] = paragraph(cell.text)
            if cell.high > 1:
                end = (cell.slot, number + cell.high - 1)
                style.append(("SPAN", (cell.slot, number), end))
    return LongTable(grid, [760 / count] * count, repeatRows=heads, style=style)


class _Laid(Flowable):  # type: ignore[misc]
    """A line whose texts stand in columns: figures where they end, others where they begin."""

    def __init__(self, text: str, unit: float) -> None:
        super().__init__()
        self.text = text
        self.unit = unit

    def wrap(self, wide: float, _high: float) -> tuple[float, float]:
        return wide, 1.4 * _EM

    def draw(self) -> None:
        unit = self.unit
        self.canv.setFont(FONT, unit)
        for found in _SEGMENT.finditer(self.text):
            if _FIGURE.fullmatch(found[0]):
                self.canv.drawRightString(found.end() * unit, 2, found[0])
            else:
                self.canv.drawString(found.start() * unit, 2, found[0])


def _laid(text: str) -> bool:
    return text.startswith(" ") or "  " in text.strip()


def _flowable(block: Line | Table, heads: int, unit: float) -> Any:
    font()
    if not isinstance(block, Line):
        return table(block, heads)
    if not block.text:
        return Spacer(1, 1.4 * _EM)
    return _Laid(block.text, unit) if _laid(block.text) else paragraph(block.text)


def _bare(canvas: Any, document: Any) -> None:
    """Print nothing but the story."""


def _numbered(canvas: Any, document: Any) -> None:
    canvas.setFont(FONT, _EM)
    canvas.drawCentredString(document.pagesize[0] / 2, 30, f"- {document.page} -")
