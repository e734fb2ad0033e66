"""Where results go: the screen with its width and colour, a pipe, or a file."""

import codecs
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
_NEAREST = "perfcheck.nearest"
_INSTEAD = {
    "✓": "√+",
    "✗": "×x",
    **dict.fromkeys("─−–—", "-"),
    **dict.fromkeys("│┃┆", "|"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("·•…", "."),
    "¶": "§P",
    "\u3000": " ",
}
"""What may stand in for a sign that a console lacks, the best first; each as wide or narrower."""


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


def put(content: str | bytes, file: str | None = None, *, utf8: bool = False) -> None:
    """Write `content` to `file` or to standard output; a reader that went away is no error.

    `utf8` is for machines: the encoding of the terminal is then set aside. Raises PerfcheckError
    where it cannot be written.
    """
    from perfcheck.files import encoded, os_message, write

    if file:
        write(file, content)
        return
    out: TextIO | None = sys.stdout
    if out is None:
        raise PerfcheckError(Message("标准输出已关闭", "standard output is closed"))
    try:
        if isinstance(content, bytes) or (utf8 and hasattr(out, "buffer")):
            out.flush()
            out.buffer.write(encoded(content))
        else:
            out.write(content)
        out.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        if not isinstance(error, BrokenPipeError):
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
    """Let a terminal that lacks a sign show the nearest one it has instead of failing."""
    codecs.register_error(_NEAREST, _nearest)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors=_NEAREST)


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    """What stands in for signs that an encoding lacks: a GBK console has √ and × for ✓ and ✗."""
    assert isinstance(error, UnicodeEncodeError), "output is only encoded"
    lacking = error.object[error.start : error.end]
    shown = "".join(_first(_INSTEAD.get(sign, ""), error.encoding) for sign in lacking)
    return shown, error.end


def _first(signs: str, encoding: str) -> str:
    """The first of some signs that an encoding has; a question mark where it has none."""
    for sign in signs:
        try:
            sign.encode(encoding)
        except UnicodeError:
            continue
        return sign
    return "?"
