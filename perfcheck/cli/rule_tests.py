"""`perfcheck test-rules`: run the examples that stand in the files of rules and kinds."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Page
from perfcheck.cli.settings import task
from perfcheck.messages import Language, Message

if TYPE_CHECKING:
    from perfcheck.ruletest import Tried

PAGE = Page(
    "test-rules [PATH…]",
    Message(
        "跑规则和表式文件里的例子：例子就是它们的测试。不写路径时跑自带的规则；"
        "表式跑 --kinds 或配置里的。",
        "Runs the examples that stand in the files of rules and kinds: they are their tests. "
        "Without a path, those of the shipped rules; of kinds, those of --kinds or the "
        "settings.",
    ),
    (
        ("test-rules", Message("自带的规则", "the shipped rules")),
        ("test-rules 本单位规则/", Message("一个文件夹里的规则", "the rules in a folder")),
        (
            "test-rules --kinds 本单位表式/",
            Message("本单位的表式读得对不对", "whether an office's kinds read right"),
        ),
    ),
    Message(
        "规则还要齐全：至少有一个通过、一个不通过的例子；报告文字只提条件读过的项；依据写在 "
        "documents.yaml 里。自带的规则另要有英文，会跳过的要有一个未能核对的例子。\n"
        "退出码：0 都如所愿；1 有例子不符，或规则不齐全；2 规则文件有误，或者没有例子。",
        "A rule must also be whole: an example that passes and one that fails, a message that "
        "names only what a condition reads, a basis that documents.yaml knows; a shipped rule "
        "speaks English too, and has an example that is skipped where it can be.\n"
        "Exit codes: 0 all as wanted; 1 an example came out otherwise, or a rule lacks something; "
        "2 a rule file is broken, or there are no examples.",
    ),
)
OPTIONS = (declared.KINDS, declared.CONFIG, declared.LANG, declared.NO_CACHE)


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    paths = click.Argument(["paths"], nargs=-1, metavar="PATH")
    return build("test-rules", PAGE, OPTIONS, run, voice, [paths])


def run(voice: Voice, paths: tuple[str, ...], config: str | None, **given: Any) -> int:
    """Run the examples and say which came out otherwise."""
    from perfcheck.cli.output import put
    from perfcheck.kindtest import test_kinds
    from perfcheck.ruletest import test_rules

    planned = task(".", given, config)
    kinds = test_kinds(planned.options, shipped=not paths)
    results = (*test_rules(paths, planned.options), *kinds)
    language = voice.with_config(planned.lang)
    put("".join(f"{line}\n" for line in told(results, language)))
    if not results:
        return 2
    return 0 if all(result.ok for result in results) else 1


def told(results: Sequence["Tried"], language: Language) -> Iterator[str]:
    """What is wrong with each example and each file, and the count."""
    failed = [result for result in results if not result.ok]
    for result in failed:
        yield from _one(result, language)
    results = [result for result in results if result.number]
    if not results:
        yield Message("没有找到例子", "no examples were found").text(language)
        return
    lacking = len({result.file for result in failed if not result.number})
    kinds = len({result.rule for result in results if result.of_kind})
    rules = len({result.rule for result in results}) - kinds
    counts = [(rules, "条规则", "rules"), (kinds, "种表式", "kinds")]
    zh = "、".join(f"{count} {what}" for count, what, _ in counts if count)
    en = ", ".join(f"{count} {what}" for count, _, what in counts if count)
    wrong = sum(1 for result in failed if result.number)
    zh_lacking, en_lacking = "", ""
    if lacking:
        zh_lacking, en_lacking = f"；{lacking} 个文件不齐全", f"; {lacking} files lack something"
    yield Message(
        f"{zh}，{len(results)} 个例子，不符 {wrong}{zh_lacking}",
        f"{en}, {len(results)} examples, {wrong} came out otherwise{en_lacking}",
    ).text(language)


def _one(result: "Tried", language: Language) -> Iterator[str]:
    """A complaint with its place; of what a file lacks, the line with a caret under it."""
    told = result.complaint
    if result.number:
        told = Message(f"例 {result.number}：{told.zh}", f"example {result.number}: {told.en}")
        yield f"{result.file}:{result.line}: {result.rule} {told.text(language)}"
        return
    place = f"{result.file}:{result.line}:{result.column}"
    yield f"{place}: {result.rule} {told.text(language)}"
    yield from result.excerpt.splitlines()
