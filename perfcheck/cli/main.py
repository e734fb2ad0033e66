"""The way in: find the command, run it, and turn whatever goes wrong into one line and a code."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from perfcheck import __version__
from perfcheck.cli.language import Voice, choose
from perfcheck.cli.option import wrong
from perfcheck.cli.output import lenient_streams, put
from perfcheck.errors import ConfigError, PerfcheckError
from perfcheck.messages import Language, Message

if TYPE_CHECKING:
    import click

COMPLETING = "_PERFCHECK_COMPLETE"
"""The variable of the environment by which a shell asks what may come next."""
TROUBLE = 2
INTERRUPTED = 130

COMMANDS: dict[str, Message] = {
    "lint": Message("检查表（主要用途）", "check forms (the main job)"),
    "gate": Message("收件夹：通过的放行，有问题的退回", "a drop folder: pass on, or send back"),
    "parse": Message("看看一张表读懂了什么", "show what was understood of a form"),
    "rules": Message("列出现行规则", "list the rules in force"),
    "explain": Message(
        "讲一条规则：要求、理由、依据、改法、例子", "tell one rule: what, why, remedy"
    ),
    "profiles": Message("列出自带的口径（年份、地方）", "list the profiles (vintages, cities)"),
    "test-rules": Message("跑规则文件里的例子", "run the examples that stand in rule files"),
    "try": Message("试一条新的或改过的规则", "try a new or changed rule on forms"),
    "new-rule": Message("写一条空的规则，边填边学", "write an empty rule to fill in"),
    "false-alarm": Message("把误报写成规则的例子", "turn a false alarm into an example"),
    "eval": Message("在一张表上算一个表达式", "evaluate an expression on a form"),
    "accept": Message("写一条审核说明，接受一个问题", "explain, and so accept, a finding"),
    "schema": Message("打印 JSON Schema", "print a JSON Schema"),
    "completion": Message("让 shell 按 Tab 补全", "let a shell complete with Tab"),
    "init": Message("建立 perfcheck.yaml 和一条示例规则", "write perfcheck.yaml and a first rule"),
}
MODULES = {
    "eval": "evaluate",
    "test-rules": "rule_tests",
    "try": "try_rules",
    "new-rule": "new_rule",
    "false-alarm": "false_alarm",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing escapes but with PERFCHECK_DEBUG."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lenient_streams()
    voice = choose(given)
    language = voice.language
    try:
        return _run(given, voice)
    except PerfcheckError as error:
        _complain(error.text(language))
    except KeyboardInterrupt:
        _complain(Message("已中断", "interrupted").text(language))
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("PERFCHECK_DEBUG"):
            raise
        _write(_own_fault(error, language))
    return TROUBLE


def _run(given: list[str], voice: Voice) -> int:
    asked = os.environ.get(COMPLETING)
    if asked:
        from perfcheck.cli.completion import complete

        return complete(asked, {name: _module(name).command for name in COMMANDS}, voice)
    command, rest = _split(given)
    if command in ("--version", "-V"):
        put(f"perfcheck {__version__}\n")
        return 0
    if command in ("", "help", "--help", "-h"):
        from perfcheck.cli.pages import main_page

        put(main_page(COMMANDS, voice.language))
        return 0
    if command not in COMMANDS:
        raise _unknown(command)
    module = _module(command)
    if command == "lint":
        from perfcheck.cli.command import called
        from perfcheck.cli.quick import parameters

        plain = parameters(rest, module.OPTIONS)
        if plain is not None:
            return called(module.run, voice, plain)
    return _clicked(module.command(voice), command, rest, voice)


def _module(command: str) -> Any:
    return import_module(f"perfcheck.cli.{MODULES.get(command, command)}")


def _clicked(made: "click.Command", command: str, rest: list[str], voice: Voice) -> int:
    import click

    try:
        code = made.main(rest, prog_name=f"perfcheck {command}", standalone_mode=False)
    except click.UsageError as error:
        said = _usage(error)
        refused = ConfigError(Message(said, said))
        if command == "lint":
            from perfcheck.cli.unable import tell_programs_of_usage

            tell_programs_of_usage(refused, rest, voice.language)
        raise refused from error
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0


def _split(given: list[str]) -> tuple[str, list[str]]:
    """The command's name and what follows it; --lang may stand before the command."""
    before: list[str] = []
    rest = list(given)
    while rest and rest[0].startswith("--lang"):
        taken = 1 if "=" in rest[0] else 2
        before += rest[:taken]
        rest = rest[taken:]
    return (rest[0], [*before, *rest[1:]]) if rest else ("", before)


def _unknown(command: str) -> ConfigError:
    from perfcheck.nearest import did_you_mean

    near = did_you_mean(command, COMMANDS)
    names = " ".join(COMMANDS)
    return wrong(
        f"没有“{command}”这个命令{near.zh}", f"unknown command {command!r}{near.en} ({names})"
    )


def _usage(error: "click.UsageError") -> str:
    import click

    match error:
        case click.NoSuchOption():
            near = error.possibilities or ()
            zh, en = (f"，是否要写 {near[0]}？", f", did you mean {near[0]}?") if near else ("", "")
            name = error.option_name
            return f"没有选项 {name}{zh} / no such option {name}{en}"
        case click.MissingParameter():
            param = error.param
            name = param.make_metavar(error.ctx) if param and error.ctx else ""
            if isinstance(param, click.Option):
                name = f"{param.opts[0]} {name}"
            return f"还少 {name} / {name} is missing"
        case click.BadOptionUsage():
            name = error.option_name
            return f"选项 {name} 后面少一个值，或多了一个值 / option {name}: {error.message}"
    said = error.format_message()
    return said if " / " in said else f"命令行写法有误：{said} / wrong usage"


def _own_fault(error: Exception, language: Language) -> str:
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return Message(
        f"perfcheck 自身的错误（不是表的问题）：{said}。请把这一行、所用命令和版本 {__version__} "
        "报告给维护者；设 PERFCHECK_DEBUG=1 再运行可看到详情",
        f"an error of perfcheck itself, not of the form: {said}. Please report this line, the "
        f"command and the version {__version__}; PERFCHECK_DEBUG=1 shows the details",
    ).text(language)


def _complain(text: str) -> None:
    _write(f"perfcheck: {text}")


def _write(line: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{line}\n")
