"""`perfcheck rules`: list the rules in force."""

from collections.abc import Iterator, Sequence
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
    from perfcheck.rule import Rule

PAGE = Page(
    "rules",
    Message(
        "列出现行规则：编号、级别、名称。级别与选择按当前文件夹的配置。",
        "Lists the rules in force: id, level, name; as configured for the current folder.",
    ),
    (
        ("rules", Message("全部规则", "every rule")),
        ("rules --select ARITH", Message("只列勾稽关系类", "sums only")),
        ("explain ARITH-001", Message("讲一条规则", "tell one rule")),
    ),
)
OPTIONS = (
    declared.SELECT,
    declared.IGNORE,
    declared.STAGE,
    declared.RULES,
    declared.KINDS,
    declared.PROFILE,
    declared.CONFIG,
    declared.LANG,
    declared.NO_CACHE,
)


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    return build("rules", PAGE, OPTIONS, run, voice)


def run(voice: Voice, config: str | None, **given: Any) -> int:
    """Print one line a rule."""
    from perfcheck.cli.output import look_of, put
    from perfcheck.rulebook import rules_in_force

    planned = task(".", given, config)
    look = look_of(voice.with_config(planned.lang))
    put("".join(f"{line}\n" for line in listing(rules_in_force(planned.options), look)))
    return 0


def listing(rules: Sequence["Rule"], look: Look) -> Iterator[str]:
    """The rules by id, a line each, and how many there are."""
    from perfcheck.finding import SEVERITY
    from perfcheck.reporters.wrapping import cut, pad

    width = max((len(rule.id) for rule in rules), default=0)
    for rule in sorted(rules, key=lambda rule: rule.id):
        level = pad(SEVERITY[rule.severity].text(look.language), 7)
        stages = f"  [{'、'.join(rule.stages)}]" if rule.stages else ""
        line = f"{rule.id:<{width}}  {level}  {rule.name.text(look.language)}{stages}"
        yield cut(line, look.width)
    count = len(rules)
    yield Message(f"共 {count} 条规则", f"rules: {count}").text(look.language)
