"""What to do next: the rule to read about, and the command that explains a warning."""

import os
from collections.abc import Iterator
from itertools import islice

from rich.text import Text

from perfcheck.finding import DocumentReport, Finding, Report
from perfcheck.messages import Message
from perfcheck.regexes import regex
from perfcheck.reporters import Look
from perfcheck.reporters.terminal.findings import grouped
from perfcheck.reporters.wording import CITED, visible
from perfcheck.reporters.wrapping import wrap

_PLAIN = regex(r"[^\s\"'$`!*?\[\](){}<>|&;#~\\]+")
_DOUBLE = regex(r"[^\"$`!\\]+")


def next_step(report: Report, look: Look) -> Iterator[Text]:
    """Lines that say so, where a finding is open."""
    opened = [
        (document, group[0])
        for document in report.documents
        for group in grouped(document.findings)
        if not group[0].accepted
    ]
    if not opened:
        return
    first = opened[0][1].rule
    said = Message(
        f"下一步：改好后再查一次；perfcheck explain {first} 说明这条规则的缘由",
        f"Next: mend the form and run again; perfcheck explain {first} tells why",
    )
    yield Text()
    yield from _dim(said.text(look.language), look)
    warned = (pair for pair in opened if pair[1].severity == "warning" and not pair[1].place.file)
    for document, finding in islice(warned, 1):
        how = Message(
            "需说明的问题确有理由的，写审核说明：",
            "Where a warning is right as it stands, explain it:",
        )
        reason = Message("理由", "TEXT").text(look.language)
        yield from _dim(how.text(look.language), look)
        yield from _dim(f"  {accepting(document, finding)} --reason {reason}", look)


def _dim(text: str, look: Look) -> Iterator[Text]:
    for line in wrap(text, look.width):
        yield Text(line, "dim")


def accepting(document: DocumentReport, finding: Finding) -> str:
    """The command that explains a finding; what concerns other documents is cited with them."""
    others = {place.file for place in finding.related if place.file}
    path = _folder_of([document.file, *others]) if others else document.file
    together = " --together" if others else ""
    return f"perfcheck accept {_quoted(visible(path))} {finding.fingerprint[:CITED]}{together}"


def _folder_of(files: list[str]) -> str:
    try:
        return os.path.commonpath([os.path.dirname(file) or "." for file in files]) or "."
    except ValueError:  # some from the root, some from here
        return os.path.commonpath([os.path.dirname(os.path.abspath(file)) for file in files])


def _quoted(path: str) -> str:
    """A path as shells take it: in quotes where it holds a sign that means something to them.

    >>> _quoted("申报表.txt"), _quoted("a b.txt"), _quoted("a$b.txt")
    ('申报表.txt', '"a b.txt"', "'a$b.txt'")
    """
    if _PLAIN.fullmatch(path.replace(os.sep, "/")):
        return path
    if _DOUBLE.fullmatch(path.replace(os.sep, "/")):
        return f'"{path}"'
    return "'" + path.replace("'", "'\\''") + "'"
