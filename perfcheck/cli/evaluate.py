"""`perfcheck eval`: the value of an expression on a form, and the tree of cells it came from."""

from typing import Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Opt, Page, choice
from perfcheck.cli.settings import task
from perfcheck.messages import Message

FORMATS = ("tree", "json")
PAGE = Page(
    "eval PATH EXPRESSION",
    Message(
        "在一张表上算一个表达式（规则里 assert、when 的写法），并像树一样列出每个数：印的是多少、"
        "在哪一行哪一列、在哪个栏目下、读得准不准、四舍五入前可能是多少。",
        "Evaluates an expression, as it stands in a rule's assert or when, on a form, and shows "
        "the tree of figures below it: what is printed, on which line and column, under which "
        "labels, how sure the reading is, and what rounding leaves open.",
    ),
    (
        ('eval 申报表.txt "基本支出 + 项目支出"', Message("两个数之和", "the sum of two figures")),
        (
            'eval 申报表.txt "基本支出 + 项目支出 == 支出总计"',
            Message("等式是否成立（计入舍入）", "whether the two agree, rounding allowed for"),
        ),
        ('eval 申报表.txt "合计(任务.投入资金)"', Message("一列之和", "the sum of a column")),
        (
            'eval 申报表.txt "基本支出 + 项目支出" --set 项目支出=484.54',
            Message("假如项目支出是 484.54", "supposing that 项目支出 were 484.54"),
        ),
    ),
)
OPTIONS = (
    Opt(
        ("--format", "format_name"),
        Message("tree（给人看）或 json", "tree (for people) or json"),
        {"metavar": "|".join(FORMATS), "default": FORMATS[0]},
    ),
    Opt(
        ("--set", "what_if"),
        Message("假定表上某一项是这个值", "as if the form said this"),
        {"metavar": "名称=值", "multiple": True},
    ),
    Opt(
        ("--form",),
        Message(
            "文件里有几张表时，在哪一张上算（parse 列出），默认 f1",
            "on which form of the file (parse lists them), by default f1",
        ),
        {"metavar": "f2"},
    ),
    *declared.READING,
)


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    path = click.Argument(["path"], metavar="PATH")
    expression = click.Argument(["expression"], metavar="EXPRESSION")
    return build("eval", PAGE, OPTIONS, run, voice, [path, expression])


def run(
    voice: Voice,
    path: str,
    expression: str,
    format_name: str,
    form: str | None,
    config: str | None,
    **given: Any,
) -> int:
    """Print the value and the tree of cells below it."""
    from perfcheck.cli.output import look_of, put
    from perfcheck.cli.valued import as_json, as_tree
    from perfcheck.evaluating import evaluate

    choice("--format", format_name, FORMATS)
    planned = task(path, given, config)
    found = evaluate(path, expression, planned.options, form or "")
    if format_name == "json":
        put(as_json(found, path), utf8=True)
    else:
        put(as_tree(found, look_of(voice.with_config(planned.lang))))
    return 0
