"""Which stretches of a text are HTML: a whole page, or the tables that stand in a plain text."""

import re

_PAGE = re.compile(
    r"\s*(?:<(?:!doctype\s+html|\?xml|html|head|body|meta|!--)[\s>\[-]|<html:)", re.I
)
_TABLE = re.compile(r"<(/?)table(?=[\s>/])|<t[dh](?=[\s>/])", re.I)
_FRAGMENT = re.compile(r"\s*<(?:p|div|center|h[1-6]|span|section|font|table)[\s>]", re.I)
_HTML = re.compile(r"<(?:html|body|table|p|div)[\s>]", re.I)
_OTHER_XML = "<workbook"
_FIRST = 4096


def regions(text: str) -> list[tuple[int, int]]:
    """Which stretches of a text are HTML: all of a page, else each of its outermost tables."""
    tables = _tables(text)
    head = text[:_FIRST]
    page = _PAGE.match(head) and _HTML.search(head) and _OTHER_XML not in head.lower()
    if page or (tables and _FRAGMENT.match(head)):
        return [(0, len(text))]
    return tables


def _tables(text: str) -> list[tuple[int, int]]:
    """The outermost tables that have a cell; one that does not end goes to the end of the text."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    celled = False
    for tag in _TABLE.finditer(text):
        if tag[1] is None:
            celled = True
        elif not tag[1]:
            start = start if depth else tag.start()
            celled = celled and depth > 0
            depth += 1
        elif depth:
            depth -= 1
            if not depth and celled:
                close = text.find(">", tag.end())
                found.append((start, close + 1 if close >= 0 else len(text)))
    return [*found, (start, len(text))] if depth and celled else found
