"""`python -m perfcheck`, and the entry point of the installed command."""

import gc
import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    gc.set_threshold(200_000)  # a run is short and makes few cycles; collecting only slows it
    try:
        from perfcheck.cli import main as command_line

        return command_line.main(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
