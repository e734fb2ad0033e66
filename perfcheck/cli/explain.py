"""`perfcheck explain`: tell one rule, with its reason, basis, remedy and examples."""

import re
from collections.abc import Iterator
from typing import Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Page
from perfcheck.cli.settings import task
from perfcheck.messages import Message
from perfcheck.reporters import Look

PAGE = Page(
    "explain RULE",
    Message(
        "讲一条规则：要求什么、为什么、依据、怎么改、例子。",
        "Tells one rule: what it asks, why, on what basis, how to mend the form, examples.",
    ),
    (
        ("explain ARITH-001", Message("讲 ARITH-001", "tell ARITH-001")),
        (
            "explain OFFICE-001 --rules 本单位规则/",
            Message("讲本单位的一条规则", "tell a rule of your own office"),
        ),
    ),
)
OPTIONS = (declared.RULES, declared.KINDS, declared.CONFIG, declared.LANG, declared.NO_CACHE)
_HEADING = re.compile(r"#+ +(.*)")


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    rule = click.Argument(["rule"], metavar="RULE")
    return build("explain", PAGE, OPTIONS, run, voice, [rule])


def run(voice: Voice, rule: str, config: str | None, **given: Any) -> int:
    """Print the rule's page."""
    from perfcheck.cli.output import look_of, put
    from perfcheck.rulebook import explain

    planned = task(".", given, config)
    look = look_of(voice.with_config(planned.lang))
    put(laid_out(explain(rule, look.language, planned.options), look))
    return 0


def laid_out(text: str, look: Look) -> str:
    """Wrap the page; on a terminal headings are bold and lose their signs."""
    from rich.text import Text

    from perfcheck.reporters.page import print_lines

    def lines() -> Iterator[Text]:
        fenced = False
        for line in text.splitlines():
            fenced ^= line.startswith("```")
            yield from _line(line, look, fenced=fenced or line.startswith("```"))

    return print_lines(lines(), look)


def _line(line: str, look: Look, *, fenced: bool) -> Iterator[Any]:
    from rich.text import Text

    from perfcheck.reporters.wrapping import wrap

    head = _HEADING.fullmatch(line)
    if fenced:
        yield Text(line, "cyan")
    elif head and look.color:
        yield Text(head[1], "bold")
    else:
        indent = len(line) - len(line.lstrip(" -*"))
        for index, part in enumerate(wrap(line[indent:], look.width - indent)):
            yield Text((line[:indent] if index == 0 else " " * indent) + part)
