"""Where results go: the screen with its width and colour, a pipe, or a file."""

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from perfcheck.cli.option import wrong
from perfcheck.errors import PerfcheckError
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look

PLAIN_WIDTH = 100
NARROWEST = 40


def look_of(language: Language, stream: TextIO | None = None, *, to_file: bool = False) -> Look:
    """How to write for `stream` (standard output by default); plain where it is no terminal."""
    out: TextIO | None = stream or sys.stdout
    screen = out is not None and out.isatty() and not to_file
    return Look(language, _width(screen), _color(screen))


def _width(screen: bool) -> int:
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() and int(said) > 0:
        return max(int(said), NARROWEST)
    if not screen:
        return PLAIN_WIDTH
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, NARROWEST)
    except (OSError, ValueError):
        return PLAIN_WIDTH


def _color(screen: bool) -> bool:
    if not screen or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.name == "nt":
        from rich.console import detect_legacy_windows

        return not detect_legacy_windows()
    return True


def put(text: str, file: str | None = None, *, utf8: bool = False) -> None:
    """Write `text` to `file` or to standard output; a reader that went away is no error.

    `utf8` is for machines: the encoding of the terminal is then set aside. Raises PerfcheckError
    where it cannot be written.
    """
    if file:
        from perfcheck.files import write

        write(file, text)
        return
    out: TextIO | None = sys.stdout
    if out is None:
        raise PerfcheckError(Message("标准输出已关闭", "standard output is closed"))
    try:
        if utf8 and hasattr(out, "buffer"):
            out.flush()
            out.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            out.write(text)
        out.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        if not isinstance(error, BrokenPipeError):
            from perfcheck.files import os_message

            said = os_message(error)
            message = Message(f"写不了标准输出：{said.zh}", f"cannot write the output: {said.en}")
            raise PerfcheckError(message) from error


def refuse_to_overwrite(output: str | None, inputs: Iterable[str]) -> None:
    """Raise ConfigError where the output would take the place of a file that the run reads."""
    if output == "":
        raise wrong("--output 后面是空的", "--output is given nothing")
    for path in inputs if output and os.path.exists(output) else ():
        if os.path.exists(path) and os.path.samefile(path, str(output)):
            raise wrong(
                f"--output 会盖掉这次要读的文件 {path}；换一个文件名",
                f"--output would overwrite {path}, which this run reads; choose another name",
            )


def lenient_streams() -> None:
    """Let a terminal that lacks a sign show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
