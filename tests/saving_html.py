"""A form that is printed as text → the same form as a web page, with its cells merged."""

from xml.etree.ElementTree import Element, SubElement, tostring

from saving import Line, Table, blocks


def save_html(text: str, name: str = "form.txt", *, merged: bool = True) -> bytes:
    """Write lines as paragraphs and tables as tables; what reaches down has a rowspan."""
    page = Element("html")
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    body = SubElement(page, "body")
    for block in blocks(text, name, merged=merged):
        if isinstance(block, Line):
            SubElement(body, "p").text = block.text
        else:
            _table(body, block)
    return b"<!DOCTYPE html>\n" + tostring(page, "utf-8", method="html")


def _table(body: Element, rows: Table) -> None:
    table = SubElement(body, "table")
    for row in rows:
        line = SubElement(table, "tr")
        for cell in row:
            span = {"rowspan": str(cell.high)} if cell.high > 1 else {}
            SubElement(line, "td", span).text = cell.text
