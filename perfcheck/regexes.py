"""Regular expressions, ready-made where the package was built by the Python that runs it.

To compile one takes Python forty times as long as to take up its finished code, and a run needs
many. Like a .pyc file the code serves one version of Python alone; any other compiles as ever.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

SHIPPED = "_shipped_regexes"

Made = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return `pattern` compiled; raises re.error where it is none. Who asks again keeps it."""
    made = _shipped().get((pattern, int(flags)))
    if made is None:
        return re.compile(pattern, flags)
    return taken_up(pattern, made)


def taken_up(pattern: str, made: Made) -> re.Pattern[str]:
    """The compiled pattern whose finished code `made` holds."""
    whole, code, groups, names, numbered = made
    words = memoryview(code).cast("I").tolist()
    found: re.Pattern[str] = _engine().compile(pattern, whole, words, groups, names, numbered)
    return found


@cache
def _shipped() -> Mapping[tuple[str, int], Made]:
    try:
        shipped = vars(import_module(f"perfcheck.{SHIPPED}"))
    except ModuleNotFoundError:  # a checkout has none
        return {}
    return shipped["REGEXES"] if shipped["PYTHON"] == python() else {}


def python() -> tuple[object, ...] | None:
    """What finished code depends on; None where this Python has no such code."""
    try:
        engine = _engine()
        sizes = (engine.MAGIC, engine.CODESIZE, sys.byteorder)
    except (ImportError, AttributeError):
        return None
    return (sys.implementation.cache_tag, *sizes) if engine.CODESIZE == 4 else None


@cache
def _engine() -> Any:
    return import_module("_sre")


def source_of(patterns: Iterable[re.Pattern[str]]) -> str:
    """The source of the module that holds the finished code of `patterns`."""
    wanted = {(each.pattern, int(each.flags & ~re.UNICODE)) for each in patterns}
    told = {key: code for key in sorted(wanted) if (code := finished(*key)) is not None}
    return (
        '"""Generated from rules/ and the modules of perfcheck; do not edit."""\n'
        f"PYTHON = {python()!r}\n"
        "REGEXES = {\n" + "".join(f"{key!r}: {code!r},\n" for key, code in told.items()) + "}\n"
    )


def finished(pattern: str, flags: int) -> Made | None:
    """The finished code of a pattern; None where this Python does not give it."""
    try:
        parsed = import_module("re._parser").parse(pattern, flags)
        words = import_module("re._compiler")._code(parsed, flags)
        state = parsed.state
        numbered: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            numbered[number] = name
        code = b"".join(word.to_bytes(4, sys.byteorder) for word in words)
        named = dict(state.groupdict)
        made = (int(state.flags | flags), code, state.groups - 1, named, tuple(numbered))
        same = python() is not None and taken_up(pattern, made) == re.compile(pattern, flags)
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError):
        return None
    return made if same else None
