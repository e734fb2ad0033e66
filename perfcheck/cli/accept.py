"""`perfcheck accept`: write an explanation (审核说明) that accepts one finding of a form."""

import os
from typing import TYPE_CHECKING, Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Opt, Page, wrong
from perfcheck.cli.settings import task
from perfcheck.errors import ConfigError
from perfcheck.finding import Acceptance, DocumentReport, Finding, Report
from perfcheck.messages import Message

if TYPE_CHECKING:
    from perfcheck.cli.citing import Cited
    from perfcheck.explanationfile import Entry
    from perfcheck.options import Options

PAGE = Page(
    "accept FORM FINDING --reason TEXT",
    Message(
        "写一条审核说明，接受表上的一个问题。FINDING 是报告里问题的指纹（开头几位即可）、规则编号，"
        "或“编号:行号”。说明写在表所在文件夹的 审核说明.yaml 里，可以手改。",
        "Writes an explanation that accepts one finding of a form. FINDING is its fingerprint as "
        "reports show it (the beginning will do), a rule, or RULE:LINE. It stands in 审核说明.yaml "
        "beside the form and may be edited by hand.",
    ),
    (
        (
            'accept 申报表.txt VALUE-003:12 --reason "只作定性要求" --by 王明',
            Message("接受第 12 行的问题", "accept the finding on line 12"),
        ),
        (
            'accept 申报表.txt 3fa9c1 --reason "正在报批" --until 2026-06-30',
            Message("按指纹，只到六月底有效", "by fingerprint, until the end of June"),
        ),
        (
            'accept 水务局/申报表.txt 77ab0e --together --reason "口径不同"',
            Message(
                "跨文件的问题：与同一文件夹里的其他表一起看",
                "a finding across documents: read with the others of its folder",
            ),
        ),
        (
            "lint 申报表.txt",
            Message("已说明的问题另列，不再算作不通过", "it is then counted apart"),
        ),
    ),
    Message(
        "错误要改表，不能用说明接受（规则写明 explainable: true 的除外）。值变了、过期、没有理由的"
        "说明不起作用，检查时会指出。退出码：0 已写；2 没有写，原文件不变。",
        "Errors must be mended and cannot be accepted (except where a rule says explainable: true)."
        " An explanation has no effect when values change, when it is over, or without a reason; "
        "lint tells of it. Exit codes: 0 written; 2 not written, the file is as it was.",
    ),
)
OPTIONS = (
    Opt(
        ("--reason",),
        Message("接受的理由（必填）", "why it is accepted (required)"),
        {"metavar": "TEXT", "required": True},
    ),
    Opt(("--by",), Message("填写说明的人", "who explains"), {"metavar": "NAME"}),
    Opt(
        ("--until",),
        Message("有效的最后一天；不写则一直有效", "last day on which it holds; else always"),
        {"metavar": "YYYY-MM-DD"},
    ),
    declared.EXPLANATIONS,
    declared.TOGETHER,
    declared.RULES,
    *declared.READING,
)


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    form = click.Argument(["form"], metavar="FORM")
    finding = click.Argument(["finding"], metavar="FINDING")
    return build("accept", PAGE, OPTIONS, run, voice, [form, finding])


def run(
    voice: Voice,
    form: str,
    finding: str,
    reason: str,
    by: str | None,
    until: str | None,
    config: str | None,
    **given: Any,
) -> int:
    """Find the finding that is meant, write its explanation, and say so."""
    from perfcheck.cli.output import put
    from perfcheck.explanationfile import write_entry

    said = _acceptance(reason, by, until)
    planned = task(form, given, config)
    options = planned.options._replace(fail_on="never", baseline=None, since=None)
    document, meant = _cited(_report(form, options), finding, options)
    _refuse(meant)
    path = _file(document, options.explanations)
    old = write_entry(path, _entry(document, meant, said), os.path.dirname(document.file))
    language = voice.with_config(planned.lang)
    put(_told(path, meant, old).text(language) + "\n")
    return 0


def _acceptance(reason: str, by: str | None, until: str | None) -> Acceptance:
    from time import strftime

    from perfcheck.explanationfile import is_day

    today = strftime("%Y-%m-%d")
    if not reason.strip():
        raise wrong("--reason 不能是空的", "--reason must not be empty")
    if until is not None and not is_day(until):
        raise wrong(
            f"--until 应像 2026-12-31，不是“{until}”",
            f"--until takes a day like 2026-12-31, not {until!r}",
        )
    if until is not None and until < today:
        raise wrong(f"--until {until} 已经过去", f"--until {until} is over already")
    return Acceptance(reason.strip(), (by or "").strip(), today, until or "")


def _report(form: str, options: "Options") -> Report:
    """The documents that may be meant; with `together` a form is held against its folder's."""
    from perfcheck.checking import check_files

    alone = not (options.together and os.path.isfile(form))
    report = check_files([form if alone else os.path.dirname(form) or "."], options)
    if not alone:
        mine = [one for one in report.documents if os.path.samefile(one.file, form)]
        failed = [one for one in report.errors if not _is_other(one.file, form)]
        report = report._replace(documents=tuple(mine), errors=tuple(failed))
    if report.errors and not report.documents:
        failure = report.errors[0]
        raise ConfigError(_with_excerpt(failure.message, failure.excerpt), failure.file)
    return report


def _is_other(file: str, form: str) -> bool:
    return os.path.abspath(file) != os.path.abspath(form)


def _cited(report: Report, text: str, options: "Options") -> "Cited":
    from perfcheck.cli.citing import cited

    try:
        return cited(report, text)
    except ConfigError as error:
        if options.together:
            raise
        said = error.message
        raise ConfigError(
            Message(
                f"{said.zh}\n跨文件的问题要加 --together",
                f"{said.text('en')}\nA finding across documents needs --together",
            )
        ) from error


def _with_excerpt(message: Message, excerpt: str) -> Message:
    return Message(f"{message.zh}\n{excerpt}".rstrip(), f"{message.text('en')}\n{excerpt}".rstrip())


def _refuse(finding: Finding) -> None:
    """Raise ConfigError for a finding that no explanation accepts."""
    if finding.rule.startswith("NOTE-"):
        raise wrong(
            "这是审核说明自己的问题，改说明文件就行",
            "this finding is about the explanations: mend their file",
        )
    if finding.severity == "error" and not finding.explainable:
        raise wrong(
            f"{finding.rule} 是错误，不能用说明来接受，要改表",
            f"{finding.rule} is an error: it cannot be explained away, mend the form",
        )


def _file(document: DocumentReport, explanations: str | None) -> str:
    from perfcheck.explanations import side_file

    path = side_file(document.file, explanations)
    if not path:
        raise wrong(
            "从标准输入读的表旁边没有文件夹；用 --explanations 说明写到哪里",
            "standard input has no folder; say with --explanations where to write",
        )
    return path


def _entry(document: DocumentReport, finding: Finding, said: Acceptance) -> "Entry":
    from perfcheck.explanationfile import Entry

    owner = next((form for form in document.forms if form.id == finding.form), None)
    owner = owner or (document.forms[0] if document.forms else None)
    return Entry(
        finding.rule,
        finding.fingerprint,
        finding.values,
        said,
        os.path.basename(document.file),
        owner.department if owner else "",
        owner.year if owner else None,
        finding.message.zh,
    )


def _told(path: str, finding: Finding, old: "Entry | None") -> Message:
    line = finding.place.span.line
    zh, en = "", ""
    if old is not None:
        was = old.acceptance.reason
        zh = f"\n替换了原来的说明：{was or '（没有理由）'}"
        en = f"\nIt replaces: {was or '(no reason)'}"
    return Message(
        f"已写入 {path}：{finding.rule}（第 {line} 行）{finding.message.zh}{zh}",
        f"wrote {path}: {finding.rule} (line {line}) {finding.message.text('en')}{en}",
    )
