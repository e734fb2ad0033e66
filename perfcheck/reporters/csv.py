"""A report as CSV (RFC 4180), one line a finding, as Excel and WPS open it by a double click.

UTF-8 with its mark, without which they take Chinese for the local encoding; lines end with CR LF.
A text that a spreadsheet would take for a formula gets an apostrophe in front; a figure such as
-12.30 or +5% stays as it is printed, because it can be nothing else.
"""

import csv
import io

from perfcheck.finding import Report
from perfcheck.regexes import regex
from perfcheck.reporters import Look
from perfcheck.reporters.listing import headings, lines

MARK = "\ufeff"
FORMULA = tuple("=+-@＝＋－＠")
"""What a formula begins with; the full-width signs too, which Asian editions of Excel accept."""

_FIGURE = regex(r"[+-]?\d[\d,]*(?:\.\d+)?%?")


def render(report: Report, look: Look) -> str:
    """Write the list of findings, with what could not be checked at its end."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow(headings(look.language))
    for line in lines(report, look):
        writer.writerow(guarded(cell) for cell in line.cells)
    return MARK + page.getvalue()


def guarded(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would calculate it.

    >>> guarded("=1+1"), guarded("-12.30"), guarded("-2+3"), guarded("±5")
    ("'=1+1", '-12.30', "'-2+3", '±5')
    """
    if text.startswith(FORMULA) and not _FIGURE.fullmatch(text):
        return f"'{text}"
    return text
