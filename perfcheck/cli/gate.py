"""`perfcheck gate`: one pass, or a watch, over a drop folder before the submission gate."""

import sys
from typing import TYPE_CHECKING, Any

from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Opt, Page, choice, wrong
from perfcheck.errors import PerfcheckError
from perfcheck.messages import Language, Message

if TYPE_CHECKING:
    import click

    from perfcheck.cli.settings import Task
    from perfcheck.gate.passing import Gate
    from perfcheck.gate.places import Places
    from perfcheck.gate.record import Record
    from perfcheck.gate.stopping import Stop

MEMORY = 2048
"""MiB for one form, where nothing else is said and the system can limit it."""

PAGE = Page(
    "gate INBOX --accepted DIR --returned DIR --held DIR",
    Message(
        "处理收件夹里的表：通过的移到 --accepted；有问题的移到 --returned，旁边放退回意见；"
        "没能核对的移到 --held，旁边写明原因。不会覆盖、丢失任何文件。",
        "Handles the forms of a drop folder: what passes is moved to --accepted; what fails to "
        "--returned, with its slip beside it; what could not be checked to --held, with the "
        "reason beside it. No file is overwritten or lost.",
    ),
    (
        (
            "gate 收件 --accepted 通过 --returned 退回 --held 待查",
            Message("处理一遍现有的表", "one pass over what lies there"),
        ),
        (
            "gate 收件 --accepted 通过 --returned 退回 --held 待查 --watch",
            Message("一直看着，按 Ctrl-C 停止", "go on until Ctrl-C"),
        ),
    ),
    Message(
        "收件夹里的 perfcheck.yaml 和 审核说明.yaml 不起作用：用 --config、--explanations，"
        "或收件夹上级文件夹里的 perfcheck.yaml。"
        "退出码：0 全部通过（或没有表）；1 有退回的；2 有搁置的、没有移动的，或不能开始。",
        "perfcheck.yaml and 审核说明.yaml in the inbox are not obeyed: use --config and "
        "--explanations, or a perfcheck.yaml above the inbox. Exit codes: 0 everything was "
        "accepted (or nothing was there); 1 something was returned; 2 something was held or left, "
        "or the gate could not begin.",
    ),
)
OF_LINT = (
    *("--config", "--rules", "--kinds", "--profile", "--select", "--ignore", "--severity"),
    *("--stage", "--kind", "--year", "--encoding", "--fail-on", "--min-coverage"),
    *("--lang", "--no-cache"),
)
"""The options that mean what they mean to `lint`."""


def _folder(flag: str, zh: str, en: str) -> Opt:
    return Opt((flag,), Message(zh, en), {"metavar": "DIR", "required": True})


OWN = (
    _folder("--accepted", "通过的表移到这里", "where forms go that pass"),
    _folder("--returned", "有问题的表和退回意见移到这里", "where forms go that fail, and slips"),
    _folder("--held", "没能核对的表移到这里", "where forms go that could not be checked"),
    Opt(
        ("--slip",),
        Message(
            "退回意见的格式；默认 docx，没有装 python-docx 时为 txt",
            "format of the slip; docx, or txt where python-docx is not installed",
        ),
        {"metavar": "docx|html|txt"},
    ),
    Opt(
        ("--log",),
        Message(
            "每份文件一行 JSON，不引用表中内容", "a line of JSON for each file, quoting nothing"
        ),
        {"metavar": "FILE"},
    ),
    Opt(
        ("--timeout",),
        Message("一份表最多用多少秒，默认 60", "seconds for one form, by default 60"),
        {"metavar": "SECONDS", "default": "60"},
    ),
    Opt(
        ("--memory",),
        Message(
            "一份表最多用多少 MiB 内存，默认 2048（Windows 上不限）；0 为不限",
            "MiB of memory for one form, by default 2048 (no limit on Windows); 0: no limit",
        ),
        {"metavar": "MIB"},
    ),
    Opt(
        ("--settle",),
        Message(
            "文件的大小和时间多少秒不变才算写完，默认 2",
            "seconds for which size and time of a file must not change, by default 2",
        ),
        {"metavar": "SECONDS", "default": "2"},
    ),
    Opt(
        ("--watch",),
        Message("一直看着，直到 Ctrl-C 或 SIGTERM", "go on until Ctrl-C or SIGTERM"),
        {"is_flag": True},
    ),
    Opt(
        ("--interval",),
        Message("--watch 每隔多少秒看一次，默认 2", "seconds between looks, by default 2"),
        {"metavar": "SECONDS", "default": "2"},
    ),
    Opt(
        ("--explanations",),
        Message("审核说明的文件；不写则没有", "file of explanations; else there are none"),
        {"metavar": "FILE"},
    ),
)


def options() -> tuple[Opt, ...]:
    """The options of the gate: its own, and those that it shares with `lint`."""
    from perfcheck.cli.lint import OPTIONS

    return (
        *OWN,
        *(option for option in OPTIONS if option.flag in OF_LINT),
    )


def command(voice: Voice) -> "click.Command":
    """The command as click runs it."""
    import click

    inbox = click.Argument(["inbox"], metavar="INBOX")
    return build("gate", PAGE, options(), run, voice, [inbox])


def run(
    voice: Voice,
    inbox: str,
    accepted: str,
    returned: str,
    held: str,
    log: str | None,
    watch: bool,
    interval: str,
    config: str | None,
    **given: Any,
) -> int:
    """Handle what lies in the inbox, say what became of each file, and return the exit code."""
    from perfcheck.gate.passing import try_settings
    from perfcheck.gate.places import Places, checked_places, checked_settings
    from perfcheck.gate.stopping import Stop

    places = checked_places(Places(inbox, accepted, returned, held, log or ""))
    limits = {name: given.pop(name) for name in ("slip", "timeout", "memory", "settle")}
    planned = _planned(inbox, given, config)
    checked_settings(places, planned.options, config)
    language = voice.with_config(planned.lang)
    gate = _gate(places, planned, language, limits)
    _can_log(places)
    try_settings(gate.options)
    with Stop() as stop:
        if watch:
            return _watched(gate, stop, _seconds("--interval", interval))
        return _passed(gate, stop)


def _planned(inbox: str, given: dict[str, Any], config: str | None) -> "Task":
    """The settings in force: never those that somebody laid into the inbox."""
    import os

    from perfcheck.cli.settings import task

    explanations = given.get("explanations")
    if explanations and not os.path.exists(explanations):
        raise wrong(
            f"--explanations：没有 {explanations} 这个文件",
            f"--explanations: there is no {explanations}",
        )
    return task(os.path.dirname(os.path.realpath(inbox)), given, config)


def _gate(places: "Places", planned: "Task", language: Language, limits: dict[str, Any]) -> "Gate":
    from perfcheck.gate.passing import Gate
    from perfcheck.gate.slips import SLIPS

    slip = limits["slip"]
    return Gate(
        places,
        planned.options._replace(together=False, since=None, statistics=False, jobs=1),
        choice("--slip", slip, SLIPS) if slip else _usual_slip(),
        language,
        _seconds("--settle", limits["settle"], least=0.0),
        _seconds("--timeout", limits["timeout"]),
        _memory(limits["memory"]),
    )


def _usual_slip() -> str:
    from importlib.util import find_spec

    return "docx" if find_spec("docx") else "txt"


def _seconds(option: str, text: str, least: float = 0.01) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not least <= number <= 86_400:
        raise wrong(
            f"{option} 应为秒数，不是“{text}”", f"{option} takes a number of seconds, not {text!r}"
        )
    return number


def _memory(text: str | None) -> int:
    from importlib.util import find_spec

    limits = find_spec("resource") is not None
    if text is None:
        return MEMORY if limits else 0
    if not (text.isdecimal() and (int(text) == 0 or 64 <= int(text) <= 1 << 20)):
        raise wrong(
            f"--memory 应为 64 以上的 MiB 数，或 0，不是“{text}”",
            f"--memory takes MiB from 64 on, or 0, not {text!r}",
        )
    if int(text) and not limits:
        raise wrong("这个系统不能限制内存", "--memory: this system cannot limit memory")
    return int(text)


def _can_log(places: "Places") -> None:
    if not places.log:
        return
    from perfcheck.files import os_message

    try:
        with open(places.log, "ab"):
            pass
    except OSError as error:
        said = os_message(error)
        raise wrong(f"--log：{said.zh}", f"--log: {said.en}") from error


def _passed(gate: "Gate", stop: "Stop") -> int:
    from perfcheck.cli.output import put
    from perfcheck.gate.passing import one_pass

    records: list[Record] = []
    for record in one_pass(gate, stop):
        records.append(record)
        put(record.text(gate.language))
    put(_told(records).text(gate.language))
    if stop.asked:
        raise KeyboardInterrupt
    return max((record.outcome for record in records), default=0)


def _told(records: "list[Record]") -> Message:
    from perfcheck.gate.record import VERDICTS

    if not records:
        return Message("收件夹里没有表\n", "nothing in the inbox\n")
    counts = {name: sum(record.verdict == name for record in records) for name in VERDICTS}
    zh = "，".join(f"{VERDICTS[name].zh} {count}" for name, count in counts.items() if count)
    en = ", ".join(f"{count} {VERDICTS[name].en}" for name, count in counts.items() if count)
    return Message(f"共 {len(records)} 份：{zh}\n", f"{len(records)} files: {en}\n")


def _watched(gate: "Gate", stop: "Stop", interval: float) -> int:
    """Watch until stopped; that nobody reads what is said stops no watch."""
    from contextlib import suppress

    from perfcheck.cli.output import put
    from perfcheck.gate.passing import watch

    for told in watch(gate, stop, interval):
        with suppress(PerfcheckError, OSError, ValueError):
            if isinstance(told, PerfcheckError):
                sys.stderr.write(f"perfcheck: {told.text(gate.language)}\n")
                sys.stderr.flush()
            else:
                put(told.text(gate.language))
    return 0
