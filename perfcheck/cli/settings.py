"""From the command line and the configurations to the Options of each group of paths."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from perfcheck import config
from perfcheck.cli.option import choice, wrong
from perfcheck.finding import SEVERITIES
from perfcheck.messages import Language
from perfcheck.options import FAIL_ON, STAGES, Options


class Task(NamedTuple):
    """Paths that share a configuration (its file), and the options in force for them."""

    paths: tuple[str, ...]
    options: Options
    lang: Language | None
    config: str | None = None


def tasks(
    paths: Sequence[str], given: Mapping[str, Any], config_file: str | None = None
) -> list[Task]:
    """Group `paths` by their nearest configuration.

    Raises ConfigError for a broken one.
    """
    settings = checked({**given, "config": config_file})
    config_file = settings.pop("config", None)
    profile = settings.pop("profile", None)
    groups: dict[str | None, list[str]] = {}
    for path in paths:
        groups.setdefault(config_file or config.nearest(path), []).append(path)
    made = []
    for file, members in groups.items():
        found = config.with_profile(config.read(file) if file else config.Config({}), profile)
        options = config.lay(found, Options(), settings)
        made.append(Task(tuple(members), options, found.lang, file))
    return made


def task(path: str, given: Mapping[str, Any], config_file: str | None = None) -> Task:
    """The options in force for one path."""
    return tasks([path], given, config_file)[0]


def checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Read what was written on the command line; options that were not given are left out."""
    settings: dict[str, Any] = {}
    for name, value in given.items():
        if value == "" or (isinstance(value, tuple) and "" in value):
            raise wrong(f"{flag(name)} 后面是空的", f"{flag(name)} is given nothing")
        if name == "no_cache":
            settings["cache"] = not value
        elif value not in (None, (), False):
            settings[name] = READERS[name](value) if name in READERS else value
    return settings


def flag(name: str) -> str:
    """The option as it is written on the command line.

    >>> flag("min_coverage"), flag("what_if")
    ('--min-coverage', '--set')
    """
    return "--set" if name == "what_if" else f"--{name.replace('_', '-')}"


def _year(text: str) -> int:
    if not (text.isdecimal() and 1990 <= int(text) <= 2100):
        raise wrong(f"--year 应为四位年份，不是“{text}”", f"--year takes a year, not {text!r}")
    return int(text)


def _share(text: str) -> float:
    from perfcheck.configkeys import share

    number = share(text)
    if number is None:
        raise wrong(
            f"--min-coverage 应为 0 到 1 之间的数，不是“{text}”",
            f"--min-coverage takes a number from 0 to 1, not {text!r}",
        )
    return number


def _encoding(name: str) -> str:
    import codecs

    try:
        codecs.lookup(name)
    except LookupError:
        raise wrong(f"没有“{name}”这种编码", f"unknown encoding {name!r}") from None
    return name


def _selectors(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _levels(values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = _pairs("--severity", "RULE=LEVEL", values)
    for _, level in pairs:
        choice("--severity", level, SEVERITIES)
    return pairs


def _pairs(option: str, shape: str, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for value in values:
        name, sign, rest = value.partition("=")
        if not sign or not name.strip():
            raise wrong(
                f"{option} 应写成 {shape}，不是“{value}”", f"{option} takes {shape}, not {value!r}"
            )
        pairs.append((name.strip(), rest.strip()))
    return tuple(pairs)


def _jobs(text: str) -> int:
    if not text.isdecimal() or len(text) > 3:
        raise wrong(
            f"--jobs 应为进程数（0 表示有几个核用几个），不是“{text}”",
            f"--jobs takes a number of processes (0: one for each core), not {text!r}",
        )
    if text.strip("0"):
        return int(text)
    import os

    cores = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))
    return len(cores(0))


READERS: dict[str, Any] = {
    "jobs": _jobs,
    "year": _year,
    "min_coverage": _share,
    "encoding": _encoding,
    "select": _selectors,
    "ignore": _selectors,
    "severity": _levels,
    "what_if": lambda values: _pairs("--set", "名称=值", values),
    "stage": lambda value: choice("--stage", value, STAGES),
    "fail_on": lambda value: choice("--fail-on", value, FAIL_ON),
}
