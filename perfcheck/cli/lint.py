"""`perfcheck lint`: check files and folders, and report what is wrong with them."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Opt, Page, wrong
from perfcheck.cli.settings import Task, tasks
from perfcheck.errors import PerfcheckError
from perfcheck.finding import Report
from perfcheck.messages import Language, Message
from perfcheck.reporters import FORMATS

if TYPE_CHECKING:
    import click

    from perfcheck.cli.outputs import Output

PAGE = Page(
    "lint [PATH…]",
    Message(
        "检查文件、文件夹（连同下级文件夹）或标准输入（-）；什么也不写时检查当前文件夹。",
        "Checks files, folders (searched recursively) or standard input (-); without a path, the "
        "current folder.",
    ),
    (
        ("lint 申报表.txt", Message("检查一张表", "check one form")),
        (
            "lint 收件箱/ --show-skipped",
            Message(
                "检查一个文件夹，并列出未能核对的规则",
                "check a folder, list what could not be checked",
            ),
        ),
        (
            "lint 申报表.txt --select ARITH --set 其他资金=12.50",
            Message(
                "只查勾稽关系，并假定其他资金是 12.50",
                "sums only, supposing that 其他资金 were 12.50",
            ),
        ),
        (
            "lint 水务局/ --together",
            Message(
                "把一个部门的申报表、项目表、自评表等互相核对",
                "hold a department's targets, projects and evaluations against each other",
            ),
        ),
        (
            "lint 收件箱/ --format json --output 结果.json",
            Message("给别的程序用的结果", "a result for other programs"),
        ),
        (
            "lint 收件箱/ --also html=报告.html --also xlsx=清单.xlsx",
            Message("另出网页报告和问题清单", "with a page to read and a list besides"),
        ),
        (
            "lint 收件箱/ --since 结果.json",
            Message("与那次相比，改了什么、新增什么", "what is mended and what is new since then"),
        ),
        (
            "lint 申报表.txt --rules 本单位规则/ --severity VALUE-003=error",
            Message(
                "加上本单位的规则，并把一条规则改为错误级",
                "with an office's own rules, one rule made an error",
            ),
        ),
    ),
    Message(
        "退出码：0 没有达到 --fail-on 的问题；1 有；2 没能按要求检查"
        "（选项、配置或规则有误，文件读不了，读懂的文字太少）。",
        "Exit codes: 0 nothing at or above --fail-on; 1 something is; 2 could not do what was "
        "asked (a wrong option, configuration or rule, an unreadable file, too little understood).",
    ),
)
OPTIONS = (
    Opt(
        ("--format", "format_name"),
        Message("报告的格式，默认 rich", "format of the report, by default rich"),
        {"metavar": "|".join(FORMATS), "default": "rich"},
    ),
    declared.OUTPUT,
    Opt(
        ("--also",),
        Message(
            "同一次检查另出一份报告，可多次，如 html=报告.html",
            "one more report of the same run, as html=report.html",
        ),
        {"metavar": "FORMAT=FILE", "multiple": True},
    ),
    declared.SELECT,
    declared.IGNORE,
    Opt(
        ("--severity",),
        Message("改一条规则的级别：error、warning、info", "a rule's level: error, warning, info"),
        {"metavar": "RULE=LEVEL", "multiple": True},
    ),
    declared.RULES,
    declared.KINDS,
    declared.PROFILE,
    declared.KIND,
    declared.YEAR,
    declared.ENCODING,
    declared.STAGE,
    Opt(
        ("--set", "what_if"),
        Message("假定表上某一项是这个值，再来检查", "check as if the form said this"),
        {"metavar": "名称=值", "multiple": True},
    ),
    declared.CONFIG,
    Opt(
        ("--fail-on",),
        Message(
            "有这一级及以上的问题时退出码为 1，默认 error",
            "exit with 1 from this level on, by default error",
        ),
        {"metavar": "error|warning|info|never"},
    ),
    Opt(
        ("--min-coverage",),
        Message(
            "至少要读懂的文字比例，默认 0.6", "share of the text to be understood, by default 0.6"
        ),
        {"metavar": "SHARE"},
    ),
    declared.LANG,
    Opt(
        ("--show-skipped",),
        Message("列出每一条未能核对的规则", "list every check not made"),
        {"is_flag": True},
    ),
    declared.TOGETHER,
    declared.EXPLANATIONS,
    Opt(
        ("--baseline",),
        Message(
            "已知问题的文件：只报它没有的问题", "file of known findings: report only what is new"
        ),
        {"metavar": "FILE"},
    ),
    Opt(
        ("--update-baseline",),
        Message(
            "把现在的问题写进 --baseline 的文件，不出报告",
            "write today's findings into the file of --baseline, and no report",
        ),
        {"is_flag": True},
    ),
    Opt(
        ("--since",),
        Message(
            "与上次的 JSON 结果相比：已改、新增、仍在",
            "compare with the JSON of an earlier run: mended, new, open",
        ),
        {"metavar": "FILE"},
    ),
    Opt(
        ("--by-department",),
        Message("按部门汇总成一张表", "a table by department"),
        {"is_flag": True},
    ),
    Opt(
        ("--statistics",),
        Message(
            "另列各条规则：发现几处、通过几份、用时多少",
            "tell of each rule what it did and its time",
        ),
        {"is_flag": True},
    ),
    Opt(
        ("--jobs",),
        Message(
            "查许多文件时用几个进程，默认 1；0 表示有几个核用几个",
            "processes for many files, by default 1; 0 takes one for each core",
        ),
        {"metavar": "N"},
    ),
    Opt(("--quiet",), Message("只说有问题的", "say only what is wrong"), {"is_flag": True}),
    declared.NO_CACHE,
)


def command(voice: Voice) -> "click.Command":
    """The command as click runs it."""
    import click

    paths = click.Argument(["paths"], nargs=-1, metavar="PATH")
    return build("lint", PAGE, OPTIONS, run, voice, [paths])


def run(
    voice: Voice,
    paths: tuple[str, ...],
    format_name: str,
    output: str | None,
    also: tuple[str, ...],
    config: str | None,
    show_skipped: bool,
    quiet: bool,
    update_baseline: bool,
    by_department: bool,
    **given: Any,
) -> int:
    """Check, report, and return the exit code of the report.

    What a program reads is a report also where nothing could be checked: JSON tells the reason.
    """
    from perfcheck.cli import outputs

    planned = outputs.asked(format_name, output, also)
    outputs.spare(planned, (*paths, config or "", given.get("baseline") or ""))
    look = outputs.look_for(planned[0], voice.language)
    try:
        _be_there("--explanations", given.get("explanations"))
        work = tasks(paths or (".",), given, config)
        outputs.spare(planned, outputs.read_besides(work))
        look = look._replace(language=voice.with_config(work[0].lang))
        if update_baseline:
            _no_report(format_name, output, also)
            return _update_baseline(work, look.language)
        report = _checked(work)
    except PerfcheckError as error:
        _tell_programs(error, planned, look.language)
        raise
    outputs.spare(planned, outputs.read_by(report))
    look = look._replace(show_skipped=show_skipped, quiet=quiet, by_department=by_department)
    outputs.write_all(report, planned, look)
    return report.exit_code


def _tell_programs(error: PerfcheckError, planned: "Sequence[Output]", language: Language) -> None:
    from perfcheck.cli.unable import tell_programs

    for one in planned:
        tell_programs(error, one.format_name, one.file, language)


def _update_baseline(planned: list[Task], language: Language) -> int:
    """Write today's findings as known ones; 2 where something could not be checked."""
    from perfcheck.cli.baselines import write_baseline

    files = dict.fromkeys(task.options.baseline for task in planned)
    bare = [task._replace(options=task.options._replace(baseline=None)) for task in planned]
    return write_baseline([*files], _checked(bare), language)


def _no_report(format_name: str, output: str | None, also: tuple[str, ...]) -> None:
    """Raise ConfigError where a report is asked for, and only the baseline would be written."""
    asked = {"--output": output, "--also": also, "--format": format_name != "rich"}
    option = next((option for option, given in asked.items() if given), "")
    if option:
        raise wrong(
            f"--update-baseline 不出报告，去掉 {option}",
            f"--update-baseline writes no report: leave out {option}",
        )


def _be_there(option: str, file: str | None) -> None:
    if file and not os.path.exists(file):
        raise wrong(f"{option}：没有 {file} 这个文件", f"{option}: there is no {file}")


def _checked(planned: list[Task]) -> Report:
    reports = [_check(task) for task in planned]
    if len(reports) == 1:
        return reports[0]
    from perfcheck.cli.merging import kept_apart, merged

    report = merged(reports)
    if not any(task.options.together for task in planned):
        return report
    return report._replace(remarks=(*report.remarks, kept_apart(planned)))


def _check(task: Task) -> Report:
    from perfcheck.checking import check_files
    from perfcheck.cli.progress import Progress

    with Progress() as progress:
        return check_files(task.paths, task.options, progress)
