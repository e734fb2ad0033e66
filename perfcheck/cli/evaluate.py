"""`perfcheck eval`: the value of an expression on a form, and the cells that it came from."""

from typing import Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Page
from perfcheck.cli.settings import task
from perfcheck.messages import Message

PAGE = Page(
    "eval PATH EXPRESSION",
    Message(
        "在一张表上算一个表达式（规则里 assert、when 的写法），并列出每个数在哪一行。",
        "Evaluates an expression, as it stands in a rule's assert or when, on a form, and tells "
        "on which line each figure stands.",
    ),
    (
        ('eval 申报表.txt "基本支出 + 项目支出"', Message("两个数之和", "the sum of two figures")),
        (
            'eval 申报表.txt "基本支出 + 项目支出 == 支出总计"',
            Message("等式是否成立（计入舍入）", "whether the two agree, rounding allowed for"),
        ),
        ('eval 申报表.txt "合计(任务.投入资金)"', Message("一列之和", "the sum of a column")),
    ),
)
OPTIONS = (
    declared.KINDS,
    declared.KIND,
    declared.YEAR,
    declared.ENCODING,
    declared.CONFIG,
    declared.LANG,
    declared.NO_CACHE,
)


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    path = click.Argument(["path"], metavar="PATH")
    expression = click.Argument(["expression"], metavar="EXPRESSION")
    return build("eval", PAGE, OPTIONS, run, voice, [path, expression])


def run(voice: Voice, path: str, expression: str, config: str | None, **given: Any) -> int:
    """Print the value and the tree of cells below it."""
    from perfcheck.checking import evaluate
    from perfcheck.cli.output import put

    planned = task(path, given, config)
    found = evaluate(path, expression, planned.options)
    language = voice.with_config(planned.lang)
    put("".join(f"{line.text(language)}\n" for line in (found.text, *found.lines)))
    return 0
