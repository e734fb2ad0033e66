"""`python -m perfcheck`, and the entry point of the installed command."""

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    gc.set_threshold(200_000)  # a run is short and makes few cycles; collecting only slows it
    from perfcheck.cli import main as command_line

    return command_line.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
