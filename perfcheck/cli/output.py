"""Where results go: the screen with its width and colour, a pipe, or a file."""

import os
import sys
from typing import TextIO

from perfcheck.messages import Language
from perfcheck.reporters import Look

PLAIN_WIDTH = 100
NARROWEST = 40


def look_of(language: Language, stream: TextIO | None = None, *, to_file: bool = False) -> Look:
    """How to write for `stream` (standard output by default); plain where it is no terminal."""
    out = stream or sys.stdout
    screen = out.isatty() and not to_file
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

    `utf8` is for machines: the encoding of the terminal is then set aside.
    """
    if file:
        from perfcheck.files import write

        write(file, text)
        return
    try:
        if utf8 and hasattr(sys.stdout, "buffer"):
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8"))
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, sys.stdout.fileno())


def lenient_streams() -> None:
    """Let a terminal that lacks a sign show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
