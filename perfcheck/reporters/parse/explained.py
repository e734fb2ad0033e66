"""Why each stretch of a document was or was not taken for a kind of form, for people."""

from collections.abc import Iterator, Sequence

from rich.text import Text as Line

from perfcheck.form import Considered
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.page import heading, paragraph
from perfcheck.reporters.parse.entry import entry
from perfcheck.reporters.where import stretch_words
from perfcheck.source import Span

_TITLE = Message("怎样认出来的", "How it was recognised")
_NONE = Message(
    "没有一行像认得的标题或栏目；新的表式怎样写进 YAML，见 docs/new-form.zh-CN.md",
    "no line looks like a known title or label; docs/new-form.md tells how to add a form",
)


def told(considered: Sequence[Considered], look: Look) -> Iterator[Line]:
    """Tell of every stretch what it was held against, what spoke for it and what was missing."""
    yield from heading(_TITLE.text(look.language), look)
    if not any(one.reasons for one in considered):
        yield from entry(None, _NONE.text(look.language), look, style="yellow")
    for one in considered:
        if not one.reasons:
            continue
        yield from _one(one, look)


def _one(one: Considered, look: Look) -> Iterator[Line]:
    taken = one.lacks is None
    verdict = Message("认作", "taken for") if taken else Message("没有认作", "not taken for")
    name = Message(f"“{one.name.zh}”（{one.kind}）", f" {one.kind} ({one.name.text('en')})")
    where = stretch_words(look, Span(one.line, 1, one.end_line, 1))
    head = f"{where.text(look.language)}  {verdict.text(look.language)}{name.text(look.language)}"
    yield from paragraph(head, look, style="green" if taken else "yellow")
    for reason in one.reasons:
        yield from entry(None, "+ " + reason.text(look.language), look)
    if one.lacks:
        yield from entry(None, "− " + one.lacks.text(look.language), look, style="yellow")
    for line, what in one.rows:
        yield from entry(line, what.text(look.language), look)
