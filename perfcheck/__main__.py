"""`python -m perfcheck`, and the entry point of the installed command."""

import gc
import os
import sys
from collections.abc import Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    gc.set_threshold(200_000)  # a run is short and makes few cycles; collecting only slows it
    try:
        from perfcheck.cli import main as command_line

        return command_line.main(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def entry() -> "NoReturn":
    """Run the command line and leave at once: taking Python down costs a tenth of a run."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue  # closed by whoever reads; the command has said so already
    os._exit(code)


if __name__ == "__main__":
    entry()
