"""What each rule did in a run, as lines of a table: the slowest first."""

from collections.abc import Iterator, Sequence

from perfcheck.finding import RuleCount
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.wrapping import cut, pad, wrap

HEADS = (
    Message("发现", "found"),
    Message("未通过", "failed"),
    Message("通过", "passed"),
    Message("未核对", "skipped"),
    Message("不适用", "n/a"),
    Message("毫秒", "ms"),
)
WIDTH = 8
TITLE = Message("各条规则（按用时）", "Rules, by the time they took")


def table(counts: Sequence[RuleCount], look: Look) -> Iterator[str]:
    """A line a rule that met a form, the sum of all, and how many met none."""
    met = [count for count in counts if count.forms or count.broken]
    longest = max((len(count.rule) for count in met), default=0)
    heads = "".join(_right(head.text(look.language)) for head in HEADS)
    yield pad("", longest) + heads
    for count in sorted(met, key=lambda count: (-count.milliseconds, count.rule)):
        line = pad(count.rule, longest) + "".join(map(_right, _figures(count)))
        yield cut(f"{line}  {count.name.text(look.language)}", look.width)
    rest = len(counts) - len(met)
    taken = sum(count.milliseconds for count in met)
    closing = Message(
        f"{len(met)} 条规则用时 {taken:.1f} 毫秒；另有 {rest} 条没有遇到适用的表",
        f"{len(met)} rules took {taken:.1f} ms; {rest} more met no form that they are for",
    )
    yield from wrap(closing.text(look.language), look.width)


def _figures(count: RuleCount) -> Iterator[str]:
    if count.broken:
        yield from ("!", *["·"] * 4)
    else:
        told = (count.findings, count.failed, count.passed, count.skipped, count.not_applicable)
        yield from (str(figure or "·") for figure in told)
    yield f"{count.milliseconds:.2f}"


def _right(text: str) -> str:
    """A cell of the table, flush right."""
    from perfcheck.yamlfile import display_width

    return " " * (WIDTH - display_width(text)) + text
