"""The outputs of one run: a report in one format, and the further ones that --also asks for."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfcheck.cli.option import choice, wrong
from perfcheck.cli.output import look_of, put, refuse_to_overwrite
from perfcheck.cli.settings import Task
from perfcheck.errors import PerfcheckError
from perfcheck.files import EXPLANATIONS_NAME
from perfcheck.finding import Report
from perfcheck.messages import Language
from perfcheck.reporters import FILES, FORMATS, Look

SCREEN = frozenset(("rich", "concise"))
"""Formats for people at a terminal: in its encoding, as wide as it is. Others are in UTF-8."""


class Output(NamedTuple):
    """A report to write: in which format, and to which file (None: standard output)."""

    format_name: str
    file: str | None = None


def asked(format_name: str, output: str | None, also: Sequence[str]) -> tuple[Output, ...]:
    """What is to be written. Raises ConfigError for what makes no sense, before any work is done.

    Raises ExtraError where a format needs a package that is not installed.
    """
    choice("--format", format_name, tuple(FORMATS))
    found = [Output(format_name, output), *map(_further, also)]
    files = [os.path.realpath(one.file) for one in found if one.file]
    for file in files:
        if files.count(file) > 1:
            raise wrong(f"两个报告写进同一个文件 {file}", f"two reports go to one file, {file}")
    if format_name in FILES and not output and _is_screen():
        raise wrong(
            f"{format_name} 是文件，不能显示在屏幕上；请加 --output 文件名",
            f"{format_name} is a file, not for a screen: say --output FILE",
        )
    from perfcheck.reporters import ready

    for one in found:
        ready(one.format_name)
    return tuple(found)


def _further(said: str) -> Output:
    name, equals, file = said.partition("=")
    if not equals or not file:
        raise wrong(
            f"--also 应为 格式=文件，如 html=报告.html，不是“{said}”",
            f"--also wants FORMAT=FILE, as html=report.html, not {said!r}",
        )
    return Output(choice("--also", name, tuple(FORMATS)), file)


def _is_screen() -> bool:
    import sys

    return sys.stdout is not None and sys.stdout.isatty()


def spare(planned: Sequence[Output], inputs: Iterable[str]) -> None:
    """Raise ConfigError where a report would take the place of a file that the run reads."""
    read = [*inputs]
    for one in planned:
        refuse_to_overwrite(one.file, read)


def read_besides(work: Sequence[Task]) -> set[str]:
    """The files, beside the forms, that the run reads and that its report must not replace.

    An earlier report is none of these: the new one may take its place.
    """
    found: set[str | None] = set()
    for task in work:
        options = task.options
        found.update((task.config, options.baseline, options.explanations))
        found.update((*options.rules, *options.kinds))
        found.update(setting.file for setting in (*options.overrides, *options.words))
    return {path for path in found if path}


def read_by(report: Report) -> Iterator[str]:
    """The forms of a report, and where explanations of them stand."""
    for document in report.documents:
        yield document.file
        yield os.path.join(os.path.dirname(document.file), EXPLANATIONS_NAME)


def look_for(one: Output, language: Language) -> Look:
    """How a report is written there."""
    return look_of(language, to_file=bool(one.file))


def write_all(report: Report, planned: Sequence[Output], look: Look) -> None:
    """Write every report, the first one last: what goes to the screen comes when files are there.

    All are made before any is written. `look` says what is shown; each output has its own width.
    Raises PerfcheckError where one cannot be written; files that are there then are whole.
    """
    from perfcheck.reporters import render

    made = []
    for one in planned:
        own = look_for(one, look.language)
        fitting = look._replace(width=own.width, color=own.color)
        made.append((one, render(report, one.format_name, fitting)))
    failed: PerfcheckError | None = None
    for one, content in reversed(made):
        try:
            put(content, one.file, utf8=one.format_name not in SCREEN)
        except PerfcheckError as error:
            failed = failed or error
    if failed:
        raise failed
