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
        "退出码：0 都如所愿；1 有例子不符；2 规则文件有误，或者没有例子。",
        "Exit codes: 0 all as wanted; 1 an example came out otherwise; 2 a rule file is broken, "
        "or there are no examples.",
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
    """One line for each example that came out otherwise, and the count."""
    failed = [result for result in results if not result.ok]
    for result in failed:
        said = Message(
            f"{result.rule} 例 {result.number}：{result.complaint.zh}",
            f"{result.rule} example {result.number}: {result.complaint.en}",
        )
        yield f"{result.file}:{result.line}: {said.text(language)}"
    if not results:
        yield Message("没有找到例子", "no examples were found").text(language)
        return
    kinds = len({result.rule for result in results if result.of_kind})
    rules = len({result.rule for result in results}) - kinds
    counts = [(rules, "条规则", "rules"), (kinds, "种表式", "kinds")]
    zh = "、".join(f"{count} {what}" for count, what, _ in counts if count)
    en = ", ".join(f"{count} {what}" for count, _, what in counts if count)
    yield Message(
        f"{zh}，{len(results)} 个例子，不符 {len(failed)}",
        f"{en}, {len(results)} examples, {len(failed)} came out otherwise",
    ).text(language)
