"""Compiles a pattern when it is first needed: start-up is imports, and few forms need them all."""

import re
from functools import cache

from perfcheck.regexes import regex


@cache
def compiled(source: str) -> re.Pattern[str]:
    """Return the compiled pattern; its digits are those of ASCII."""
    return regex(source, re.ASCII)
