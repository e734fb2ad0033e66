"""Official paper as python-docx makes it: A4, fonts for both scripts, headings, tables, signatures.

Sizes and margins are those of official documents (GB/T 9704), the text a size smaller because
most of it stands in tables.
"""

import io
import zipfile
from collections.abc import Sequence
from typing import Any, NamedTuple

LATIN, BODY, HEAVY, TITLE = "Times New Roman", "仿宋", "黑体", "宋体"
"""Font names: for Latin letters and figures, for Chinese text, headings and the title."""

HEAD, CELL, NOTE = "TableHead", "TableText", "TableNote"
"""Styles of what stands in tables."""

WIDTH = 156.0
"""How wide the text is, in millimetres."""

_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_NOTED = 2
_TWIPS = 1440 / 25.4
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Paper(NamedTuple):
    """A document that is being written; `docx` is the package that writes it.

    `chinese`: quotation marks and dashes, which both scripts have, are Chinese ones.
    """

    document: Any
    docx: Any
    chinese: bool

    def heading(self, text: str, level: int) -> None:
        """A heading: the title of a slip (1), or of one of its parts (2)."""
        self.run(self.document.add_paragraph(style=f"Heading {level}"), text)

    def text(self, text: str, *, indent: bool = True, before: float = 0) -> None:
        """A paragraph, its first line indented by two signs; room above it in points."""
        self._text(text, indent=indent, before=before)

    def intro(self, text: str, before: float = 0) -> None:
        """A paragraph that stays with the table below it."""
        layout = self._text(text, indent=True, before=before).paragraph_format
        layout.space_after, layout.keep_with_next = self.points(4), True

    def _text(self, text: str, *, indent: bool, before: float) -> Any:
        paragraph = self.document.add_paragraph()
        self.run(paragraph, text)
        paragraph.paragraph_format.space_before = self.points(before)
        if indent:
            _indent(paragraph)
        return paragraph

    def run(self, paragraph: Any, text: str) -> None:
        """Text of a paragraph."""
        run = paragraph.add_run(text)
        if self.chinese:
            run._r.get_or_add_rPr().insert(0, _element("rFonts", hint="eastAsia"))

    def points(self, number: float) -> Any:
        """A length."""
        return self.docx.shared.Pt(number)

    def new_slip(self, *, first: bool) -> None:
        """Begin on a new page, numbered from 1."""
        document = self.document
        section = document.sections[0] if first else document.add_section()
        if first:
            _page(section, self.docx)
            _numbered(section.footer.paragraphs[0])
        for old in section._sectPr.findall(_tag("pgNumType")):
            section._sectPr.remove(old)
        number = _element("pgNumType", start="1")
        cols = section._sectPr.find(_tag("cols"))
        cols.addprevious(number)

    def table(self, heads: Sequence[str], widths: Sequence[float]) -> Any:
        """A table with lines, whose head comes again on every page; widths in millimetres."""
        table = self.document.add_table(rows=0, cols=len(heads), style="Table Grid")
        table.autofit = False
        table.alignment = self.docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
        table._tbl.tblPr.find(_tag("tblLook")).addprevious(_padding())
        for column, width in zip(table.columns, widths, strict=True):
            column.width = self.docx.shared.Mm(width)
        row = self._row(table, widths, "tblHeader")
        for cell, text in zip(row, heads, strict=True):
            cell[0].append(_element("shd", val="clear", fill="EDEDED"))
            cell.append(self._paragraph(HEAD, text))
        return table

    def row(
        self, table: Any, cells: Sequence[Sequence[str]], widths: Sequence[float], note: str = ""
    ) -> None:
        """One row; every cell holds paragraphs, the third a grey note below them.

        A row is never cut by the end of a page.
        """
        row = self._row(table, widths, "cantSplit")
        for column, (cell, texts) in enumerate(zip(row, cells, strict=True)):
            cell.extend(self._paragraph(CELL, text) for text in texts)
            if note and column == _NOTED:
                cell.append(self._paragraph(NOTE, note))

    def _row(self, table: Any, widths: Sequence[float], rule: str) -> list[Any]:
        """Begin a row and return its cells. Through python-docx it would take ten times as long."""
        row, properties = _element("tr"), _element("trPr")
        properties.append(_element(rule))
        row.append(properties)
        cells = []
        for width in widths:
            cell, about = _element("tc"), _element("tcPr")
            about.append(_element("tcW", w=str(round(width * _TWIPS)), type="dxa"))
            cell.append(about)
            row.append(cell)
            cells.append(cell)
        table._tbl.append(row)
        return cells

    def _paragraph(self, style: str, text: str) -> Any:
        paragraph, about, run = _element("p"), _element("pPr"), _element("r")
        about.append(_element("pStyle", val=style))
        if self.chinese:
            properties = _element("rPr")
            properties.append(_element("rFonts", hint="eastAsia"))
            run.append(properties)
        said = _element("t")
        said.text = text
        said.set(_SPACE, "preserve")
        run.append(said)
        paragraph.extend((about, run))
        return paragraph

    def signatures(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Two columns without lines, for stamps, names and dates."""
        table = self.document.add_table(rows=1, cols=2)
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            for number, line in enumerate(lines):
                self.run(cell.add_paragraph() if number else cell.paragraphs[0], line)
        table.rows[0]._tr.get_or_add_trPr().append(_element("cantSplit"))


def opened(docx: Any, title: str, *, chinese: bool) -> Paper:
    """A new document, set up; a report knows no clock, and so its dates are always the same."""
    from datetime import datetime

    document = docx.Document()
    _without_picture(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "perfcheck", ""
    properties.created = properties.modified = datetime(2000, 1, 1)
    styles = document.styles
    _font(styles["Normal"], docx, BODY, 14, 28)
    _font(styles["Heading 1"], docx, TITLE, 22, 34)
    _font(styles["Heading 2"], docx, HEAVY, 14, 28)
    head = styles["Heading 1"].paragraph_format
    head.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    head.space_before, head.space_after = docx.shared.Pt(0), docx.shared.Pt(18)
    part = styles["Heading 2"].paragraph_format
    part.space_before, part.space_after = docx.shared.Pt(8), docx.shared.Pt(4)
    _for_tables(styles, docx)
    _in_chinese(document)
    return Paper(document, docx, chinese)


def finished(paper: Paper) -> bytes:
    """The document as a file, with the same bytes for the same content."""
    written = io.BytesIO()
    paper.document.save(written)
    data = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(data, "w") as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(part))
    return data.getvalue()


def _without_picture(document: Any) -> None:
    """Take the preview of the package's empty template out: it would show another document."""
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]


def _page(section: Any, docx: Any) -> None:
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    for name, millimetres in _MARGINS.items():
        setattr(section, name, docx.shared.Mm(millimetres))


def _font(style: Any, docx: Any, chinese: str, points: float, line: int) -> None:
    """Set fonts for both scripts: without the eastAsia one Chinese falls back to the theme's."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(_tag("rFonts")):
        properties.remove(old)
    fonts = {"ascii": LATIN, "hAnsi": LATIN, "cs": LATIN, "eastAsia": chinese}
    properties.insert(0, _element("rFonts", **fonts))
    style.font.size = docx.shared.Pt(points)
    style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
    style.font.bold = chinese == TITLE
    layout = style.paragraph_format
    layout.line_spacing, layout.space_after = docx.shared.Pt(line), docx.shared.Pt(0)


def _in_chinese(document: Any) -> None:
    """Say that Chinese text is simplified Chinese, lest signs get another region's shape."""
    for language in document.styles.element.iter(_tag("lang")):
        language.set(_tag("eastAsia"), "zh-CN")


def _for_tables(styles: Any, docx: Any) -> None:
    """Small sizes, with lines closer together."""
    sizes = ((HEAD, HEAVY, 10.5, 16), (CELL, BODY, 10.5, 16), (NOTE, BODY, 9, 14))
    for name, chinese, points, line in sizes:
        style = styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _font(style, docx, chinese, points, line)
    layout = styles[HEAD].paragraph_format
    layout.alignment, layout.keep_with_next = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER, True
    styles[NOTE].font.color.rgb = docx.shared.RGBColor(0x59, 0x59, 0x59)


def _padding() -> Any:
    """Room within cells, in twentieths of a point."""
    margins = _element("tblCellMar")
    for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85)):
        margins.append(_element(side, w=str(width), type="dxa"))
    return margins


def _indent(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(_element("ind", firstLineChars="200", firstLine="560"))


def _numbered(paragraph: Any) -> None:
    """The page number between dashes, in the middle of the foot."""
    paragraph.alignment = 1
    paragraph.add_run("— ")
    paragraph._p.append(_element("fldSimple", instr="PAGE"))
    paragraph.add_run(" —")


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(_tag(key), value)
    return element
