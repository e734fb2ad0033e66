"""One entry of the reading as people see it: the line it stands on, and the text beside it."""

from collections.abc import Iterator

from rich.text import Text as Line

from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.wrapping import pad, wrap

ENTRY = 14
"""Where entries begin, after the line they stand on."""


def entry(line: int | None, text: str, look: Look, style: str = "") -> Iterator[Line]:
    """Write a text, wrapped, beside the number of its line."""
    place = Message(f"第 {line} 行", f"line {line}").text(look.language) if line else ""
    for index, part in enumerate(wrap(text, look.width - ENTRY)):
        head = "    " + place if index == 0 else ""
        yield Line().append(pad(head, ENTRY), "dim").append(part, style)
