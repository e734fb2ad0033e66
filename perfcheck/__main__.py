"""`python -m perfcheck`, and the entry point of the installed command."""

import sys

from perfcheck.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
