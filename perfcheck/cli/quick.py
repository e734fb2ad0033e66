"""A plain command line read without click: start-up is imports, and click's are a quarter of it.

Only what needs no judgement is read here: known long options with their values, flags, paths. All
else (help, a mistake, an abbreviation, --) is left to click, which then reads the whole
line by itself; tests/test_cli.py holds the two together.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from perfcheck.cli.option import Opt


def parameters(arguments: Sequence[str], options: Sequence[Opt]) -> dict[str, Any] | None:
    """Return what click would hand to the command, by name, or None where click should read."""
    known = {option.flag: option for option in options}
    values = {option.name: _default(option) for option in options}
    paths: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-") or argument == "-":
            paths.append(argument)
            continue
        flag, equals, value = argument.partition("=")
        option = known.get(flag)
        if option is None or (equals and option.click.get("is_flag")):
            return None
        if option.click.get("is_flag"):
            values[option.name] = True
            continue
        taken = value if equals else next(rest, "-")
        if not equals and taken.startswith("-"):
            return None
        repeated = option.click.get("multiple")
        values[option.name] = (*values[option.name], taken) if repeated else taken
    return {**values, "paths": tuple(paths)}


def _default(option: Opt) -> Any:
    extra: Mapping[str, Any] = option.click
    if extra.get("multiple"):
        return ()
    return False if extra.get("is_flag") else extra.get("default")
