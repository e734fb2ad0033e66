"""`perfcheck try`: what new or changed rules newly find, no longer find, and cannot judge."""

from typing import Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Opt, Page, choice, wrong
from perfcheck.cli.settings import task
from perfcheck.messages import Message

FORMATS = ("text", "json")
PAGE = Page(
    "try RULES PATH…",
    Message(
        "用一条新写的或改过的规则试查一批表：和现行规则相比，新查出什么、不再查出什么、哪些没法"
        "核对。编号与现行规则相同的，在这里代替那一条；什么也不改动。",
        "Tries a new or changed rule on forms: what it newly finds against the rules in force, "
        "what it no longer finds, and what it cannot judge. A rule whose id is in force takes that "
        "rule's place here; nothing is changed.",
    ),
    (
        ("try 新规则.yaml 去年的表/", Message("在去年的表上试", "try it on last year's forms")),
        (
            "try 本单位规则/ 去年的表/ --most 20",
            Message("试整个文件夹，每条多列几处", "a folder of rules, more places of each"),
        ),
        (
            "try VALUE-004.yaml 去年的表/ --format json",
            Message("给别的程序用", "for other programs"),
        ),
    ),
    Message(
        "退出码：0 试完了（查出多少都是 0）；2 规则写错了，或者有表读不了。",
        "Exit codes: 0 it was tried, whatever it found; 2 a rule is broken, or a form could not "
        "be read.",
    ),
)
OPTIONS = (
    Opt(
        ("--format", "format_name"),
        Message("text（给人看）或 json", "text (for people) or json"),
        {"metavar": "|".join(FORMATS), "default": FORMATS[0]},
    ),
    Opt(
        ("--most",),
        Message("每条规则每一类最多列几处，默认 5", "places shown of each sort, by default 5"),
        {"metavar": "N", "default": "5"},
    ),
    declared.OUTPUT,
    declared.RULES,
    *declared.READING,
)


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    rules = click.Argument(["tried"], metavar="RULES")
    paths = click.Argument(["paths"], nargs=-1, required=True, metavar="PATH…")
    return build("try", PAGE, OPTIONS, run, voice, [rules, paths])


def run(
    voice: Voice,
    tried: str,
    paths: tuple[str, ...],
    format_name: str,
    most: str,
    output: str | None,
    config: str | None,
    **given: Any,
) -> int:
    """Try the rules and print what they show."""
    from perfcheck.cli.output import look_of, put, refuse_to_overwrite
    from perfcheck.cli.progress import Progress
    from perfcheck.cli.tried import as_json, as_text
    from perfcheck.trying import try_rules

    choice("--format", format_name, FORMATS)
    if not most.isdecimal():
        raise wrong(f"--most 应为数字，不是“{most}”", f"--most takes a number, not {most!r}")
    refuse_to_overwrite(output, (tried, *paths))
    planned = task(paths[0], given, config)
    look = look_of(voice.with_config(planned.lang), to_file=bool(output))
    with Progress() as progress:
        found = try_rules([tried], paths, planned.options, progress)
    if format_name == "json":
        put(as_json(found), output, utf8=True)
    else:
        put(as_text(found, int(most), look), output)
    return found.exit_code
