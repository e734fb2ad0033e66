"""What a program reads where `perfcheck lint` could not begin: a report that says why."""

import os
from collections.abc import Sequence

from perfcheck.errors import PerfcheckError
from perfcheck.finding import Failure, Report
from perfcheck.messages import Language, Message

PROGRAMS = ("json", "sarif", "junit", "github", "csv")
"""Formats that programs read: they are told in their own words that nothing could be checked."""


def tell_programs(
    error: PerfcheckError, format_name: str, output: str | None, language: Language
) -> None:
    """Write the report of a run that could not begin, to `output` or to the screen.

    Nothing is written in a format that people read, who are told otherwise. Nobody looked yet what
    else `output` may be: only an earlier report in JSON gives way.
    """
    taken = output is not None and os.path.exists(output) and not _is_report(output)
    if format_name not in PROGRAMS or taken:
        return
    from perfcheck.cli.output import look_of, put
    from perfcheck.reporters import render

    failures = (Failure(error.file, error.message),) if error.file else ()
    reason = Message(error.text("zh"), error.text("en"))
    report = Report(errors=failures, exit_code=2, exit_reasons=(reason,))
    look = look_of(language, to_file=bool(output))
    put(render(report, format_name, look), output, utf8=True)


def _is_report(path: str) -> bool:
    import json

    from perfcheck.files import read_bytes

    try:
        found = json.loads(read_bytes(path))
    except (PerfcheckError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "summary" in found


def tell_programs_of_usage(
    error: PerfcheckError, arguments: Sequence[str], language: Language
) -> None:
    """The same for a command line that cannot be read, where it asks for such a format."""
    output = _value(arguments, "--output")
    if not (output and os.path.exists(output)):
        tell_programs(error, _value(arguments, "--format"), output or None, language)


def _value(arguments: Sequence[str], option: str) -> str:
    """What stands behind an option, as far as an ill-formed command line tells.

    >>> _value(["--format", "json"], "--format"), _value(["--format=json"], "--format")
    ('json', 'json')
    """
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if argument == option:
            return following
        if argument.startswith(f"{option}="):
            return argument.removeprefix(f"{option}=")
    return ""
