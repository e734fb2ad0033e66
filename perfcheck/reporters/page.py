"""A page of styled lines for a terminal: headings, hanging paragraphs, and their plain text."""

from collections.abc import Iterable, Iterator
from io import StringIO

from rich.cells import cell_len
from rich.text import Text

from perfcheck.reporters import Look
from perfcheck.reporters.wording import visible
from perfcheck.reporters.wrapping import cut, pad, wrap

LABEL_WIDTH = 10
INDENT = 2


def print_lines(lines: Iterable[Text], look: Look) -> str:
    """Return the lines as text, with escapes where colour is wanted and none where it is not."""
    if not look.color:  # then a console, which is a tenth of a run to load, has nothing to add
        return "".join(f"{line.plain.rstrip()}\n" for line in lines)
    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out,
        width=max(look.width, 20),
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for line in lines:
        line.rstrip()
        console.print(line, soft_wrap=True)
    return out.getvalue()


def paragraph(text: str, look: Look, indent: int = INDENT, style: str = "") -> Iterator[Text]:
    """A wrapped text, all of its lines indented."""
    for line in wrap(visible_lines(text), look.width - indent):
        yield Text(" " * indent).append(line, style)


def labelled(label: str, text: str, look: Look, indent: int = INDENT) -> Iterator[Text]:
    """A label and, hanging beside it, a wrapped text."""
    hang = indent + max(LABEL_WIDTH, cell_len(label) + 2)
    for index, line in enumerate(wrap(visible_lines(text), look.width - hang)):
        head = " " * indent + pad(label, hang - indent) if index == 0 else " " * hang
        yield Text().append(head, "dim" if index == 0 else "").append(line)


def heading(text: str, look: Look) -> Iterator[Text]:
    """A blank line, and the text in bold."""
    yield Text()
    yield from paragraph(text, look, indent=0, style="bold")


def right_aligned(left: Text, right: str, look: Look) -> Text:
    """Put `right` at the end of the line."""
    room = look.width - left.cell_len - cell_len(right)
    return left.append(" " * max(room, 2)).append(right, "dim")


def shortened(text: str, look: Look, indent: int = INDENT) -> Text:
    """One line, cut where it would be too wide."""
    return Text(" " * indent + cut(visible(text), look.width - indent))


def visible_lines(text: str) -> str:
    """Make control signs visible, but keep the line breaks."""
    return "\n".join(visible(line) for line in text.strip().split("\n"))
