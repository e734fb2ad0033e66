"""A form that is printed as text → the same form as a .docx, by a real writer.

What the file holds is what the text holds: a test may ask that both are read as the same form.
"""

import io

from docx import Document
from docx.document import Document as Made
from docx.enum.text import WD_BREAK

from tests.saving import Line, Saved, Table, blocks


def save_docx(text: str, name: str = "form.txt", *, merged: bool = True) -> bytes:
    """Save a text as a document of Word: its grids as tables, all else as paragraphs.

    `merged`: cells left empty below a level are merged with it, and the value of a row that holds
    nothing else takes the rest of the row, as a form has them.
    """
    document = Document()
    for block in blocks(text, name, merged=merged):
        if isinstance(block, Line):
            _paragraph(document, block.text)
        else:
            _table(document, block, merged)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _paragraph(document: Made, text: str) -> None:
    """A form feed in a text is a page break."""
    first, *more = text.split("\f")
    paragraph = document.add_paragraph(first)
    for page in more:
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        paragraph.add_run(page)


def _table(document: Made, rows: Table, merged: bool) -> None:
    wide = max(cell.slot for row in rows for cell in row) + 1
    table = document.add_table(len(rows), wide)
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            last = wide - 1 if merged and at == 1 and _label_and_value(row) else cell.slot
            first = table.cell(number, cell.slot)
            if cell.high > 1 or last > cell.slot:
                first = first.merge(table.cell(number + cell.high - 1, last))
            if cell.text:
                first.text = cell.text
            if last > cell.slot:
                break


def _label_and_value(row: tuple[Saved, ...]) -> bool:
    """Whether a row holds a label in the first column, its value, and nothing else."""
    return row[0].slot == 0 and bool(row[0].text) and not any(cell.text for cell in row[2:])
