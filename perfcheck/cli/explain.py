"""`perfcheck explain`: tell one rule, with its reason, basis, remedy and examples."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Page
from perfcheck.cli.settings import task
from perfcheck.messages import Message
from perfcheck.reporters import Look

if TYPE_CHECKING:
    from rich.text import Text as Line

    from perfcheck.rulepage import Block

PAGE = Page(
    "explain RULE",
    Message(
        "讲一条规则：要求什么、为什么、依据、怎么改、例子。写曾用编号也行；写类别或标签时列出它的规则。",
        "Tells one rule: what it asks, why, on what basis, how to mend the form, examples. Earlier "
        "ids do too; of a family or tag it lists the rules.",
    ),
    (
        ("explain ARITH-001", Message("讲 ARITH-001", "tell ARITH-001")),
        ("explain ARITH", Message("列出勾稽类的规则", "list the rules about sums")),
        (
            "explain OFFICE-001 --rules 本单位规则/",
            Message("讲本单位的一条规则", "tell a rule of your own office"),
        ),
    ),
)
OPTIONS = (declared.RULES, declared.KINDS, declared.CONFIG, declared.LANG, declared.NO_CACHE)
WIDTH = 80
INDENT = 4


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    rule = click.Argument(["rule"], metavar="RULE")
    return build("explain", PAGE, OPTIONS, run, voice, [rule])


def run(voice: Voice, rule: str, config: str | None, **given: Any) -> int:
    """Print the rule's page, or the list of a family's or tag's rules."""
    from perfcheck.cli.output import look_of, put
    from perfcheck.rulebook import explained

    planned = task(".", given, config)
    look = look_of(voice.with_config(planned.lang))
    put(laid_out(explained(rule, look.language, planned.options), look))
    return 0


def laid_out(blocks: "Iterable[Block]", look: Look) -> str:
    """The page in at most 80 columns; plain where the screen has no colour."""
    from perfcheck.reporters.page import print_lines

    look = look._replace(width=min(look.width, WIDTH))
    lines = (line for block in blocks for line in _laid(block, look))
    return print_lines(lines, look).lstrip("\n")


def _laid(block: "Block", look: Look) -> "Iterator[Line]":
    from rich.text import Text as Line

    from perfcheck.reporters.page import heading, paragraph
    from perfcheck.rulepage import Code, Grid, Head, Item, Para

    match block:
        case Head(text, level):
            yield from heading(text, look) if level < 3 else _subheading(text, look)
        case Para(text):
            yield from paragraph(text, look)
        case Item(text):
            yield from _hanging(text, "  - ", look)
        case Code(lines):
            for line in lines:
                yield from _hanging(line, "  ", look, hang=4, style="cyan")
        case Grid(head, rows):
            yield Line()
            yield from _grid(head, rows, look)


def _subheading(text: str, look: Look) -> "Iterator[Line]":
    from rich.text import Text as Line

    yield Line()
    yield from _hanging(text, "  ", look, hang=5)


def _hanging(
    text: str, before: str, look: Look, *, hang: int = 0, style: str = ""
) -> "Iterator[Line]":
    """A wrapped text, its first line behind `before`, the others below it."""
    from rich.text import Text as Line

    from perfcheck.reporters.wrapping import wrap

    indent = " " * (hang or len(before))
    for number, part in enumerate(wrap(text, look.width - len(indent))):
        yield Line(before if number == 0 else indent).append(part, style)


def _grid(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], look: Look) -> "Iterator[Line]":
    """A table where it is narrow enough; else each row as names and values."""
    from rich.cells import cell_len
    from rich.text import Text as Line

    from perfcheck.reporters.wrapping import pad

    widths = [max(cell_len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    if sum(widths) + 2 * len(widths) + INDENT <= look.width:
        for number, row in enumerate((head, *rows)):
            cells = (pad(text, width) for text, width in zip(row, widths, strict=True))
            yield Line(" " * INDENT).append("  ".join(cells), "" if number else "dim")
        return
    mark, comma = ("：", "；") if look.language == "zh" else (": ", "; ")
    for row in rows:
        said = (f"{name}{mark}{text}" for name, text in zip(head, row, strict=True) if text)
        yield from _hanging(comma.join(said), "    - ", look)
