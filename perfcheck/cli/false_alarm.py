"""`perfcheck false-alarm`: a finding that is none, as a neutral example for the rule that erred."""

from typing import TYPE_CHECKING, Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Page, wrong
from perfcheck.cli.settings import task
from perfcheck.errors import ReadError
from perfcheck.messages import Message

if TYPE_CHECKING:
    from perfcheck.library import Library

PAGE = Page(
    "false-alarm FORM FINDING",
    Message(
        "把一个误报写成规则的例子：只留这条规则读到的内容，部门、地名、项目名换成虚构的；写出前先"
        "试跑，确认它今天仍按同样的样子报错。规则改对以后，它就是一个“通过”的例子。",
        "Writes a false alarm as an example of the rule that erred: only what the rule read, with "
        "departments, places and projects renamed, tried first to be sure that it still fails in "
        "the same way today. Once the rule is mended it is an example that passes.",
    ),
    (
        (
            "false-alarm 申报表.txt VALUE-004",
            Message("这张表上只有一个 VALUE-004 问题时", "where the form has one such finding"),
        ),
        ("false-alarm 申报表.txt VALUE-004:29", Message("第 29 行的那个", "the one on line 29")),
        (
            "false-alarm 申报表.txt 3fa9c2 --output 例子.yaml",
            Message("用指纹的开头指明，写进文件", "by the beginning of its fingerprint, to a file"),
        ),
    ),
    Message(
        "数和其余文字照原表；公开以前请再看一遍。",
        "Figures and other texts stay as printed; read the example before you publish it.",
    ),
)
OPTIONS = (
    declared.OUTPUT,
    declared.RULES,
    *declared.READING,
)


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    form = click.Argument(["form"], metavar="FORM")
    finding = click.Argument(["finding"], metavar="FINDING")
    return build("false-alarm", PAGE, OPTIONS, run, voice, [form, finding])


def _refuse(rule: str, books: "Library") -> None:
    """Raise ConfigError for a rule that is not about one form."""
    if rule in {joining.id for joining in books.rules_together}:
        raise wrong(
            f"{rule} 是跨文件的规则，例子要自己写；照 perfcheck explain {rule} 里的写",
            f"{rule} is about several documents: write its example by hand, like those of"
            f" perfcheck explain {rule}",
        )
    if rule.startswith("NOTE-"):
        raise wrong(
            "这是审核说明自己的问题，与表无关",
            "this finding is about the explanations, not about a form",
        )


def run(
    voice: Voice, form: str, finding: str, output: str | None, config: str | None, **given: Any
) -> int:
    """Write the example to the screen or a file."""
    from perfcheck.checking import check_files, read_document
    from perfcheck.cli.alarmed import as_yaml
    from perfcheck.cli.citing import cited
    from perfcheck.cli.output import put, refuse_to_overwrite
    from perfcheck.falsealarm import alarm_of
    from perfcheck.library import library

    refuse_to_overwrite(output, (form,))
    planned = task(form, given, config)
    language = voice.with_config(planned.lang)
    books = library(planned.options)
    _refuse(finding.strip().upper().partition(":")[0], books)
    options = planned.options._replace(together=False, baseline=None, since=None)
    report = check_files([form], options)
    for failure in report.errors:
        if not report.documents:
            raise ReadError(failure.message, failure.file)
    document, meant = cited(report, finding)
    _refuse(meant.rule, books)
    _, reading = read_document(document.file, planned.options, books=books)
    found = next(each for each in reading.forms if each.id == meant.form)
    rule = next(rule for rule in books.rules if rule.id == meant.rule)
    put(as_yaml(rule, alarm_of(meant, found, rule, books), language), output)
    return 0
