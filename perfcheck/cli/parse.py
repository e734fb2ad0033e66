"""`perfcheck parse`: show what was understood of a document, and where each value was read."""

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
    "parse PATH",
    Message(
        "看看一张表读懂了什么：每个值在第几行、读得有多确定、哪些文字没有读懂。",
        "Shows what was understood of a form: where each value was read, how surely, and which "
        "text was not understood.",
    ),
    (
        ("parse 申报表.txt", Message("像目录一样列出来", "as a tree")),
        ("parse 申报表.txt --format json", Message("给别的程序用", "for other programs")),
        (
            "parse 新城市的表.txt --explain",
            Message("为什么没有认出来，缺哪些同义词", "why it was not recognised"),
        ),
        (
            "parse 申报表.txt --encoding gb18030 --year 2026",
            Message("说明文件的编码和年度", "tell the file's encoding and the year"),
        ),
    ),
)
OPTIONS = (
    Opt(
        ("--format", "format_name"),
        Message(
            "tree 给人看（默认），json 给程序用", "tree for people (default), json for programs"
        ),
        {"metavar": "|".join(FORMATS), "default": "tree"},
    ),
    Opt(
        ("--explain", "explain"),
        Message(
            "再说明每一段为什么认作（或没有认作）哪种表，哪些栏目认得、哪些不认得",
            "tell why each stretch was or was not taken for a kind, and which labels are known",
        ),
        {"is_flag": True},
    ),
    declared.OUTPUT,
    *declared.READING,
)


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    return build("parse", PAGE, OPTIONS, run, voice, [click.Argument(["path"], metavar="PATH")])


def run(
    voice: Voice,
    path: str,
    format_name: str,
    explain: bool,
    output: str | None,
    config: str | None,
    **given: Any,
) -> int:
    """Read and show; 2 where no form was recognised."""
    from perfcheck.checking import read_document
    from perfcheck.cli.output import look_of, put, refuse_to_overwrite

    choice("--format", format_name, FORMATS)
    planned = task(path, given, config)
    refuse_to_overwrite(output, [path])
    document, reading = read_document(path, planned.options, explain=explain)
    if format_name == "json":
        from perfcheck.reporters.parse import json as parse_json

        put(parse_json.render(document, reading, explain=explain), output, utf8=True)
    else:
        from perfcheck.reporters.parse import tree as parse_tree

        look = look_of(voice.with_config(planned.lang), to_file=bool(output))
        put(parse_tree.render(document, reading, look, explain=explain), output)
    return 0 if reading.forms else 2
