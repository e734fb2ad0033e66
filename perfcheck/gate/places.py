"""The folders of a gate, and that none of them is mixed up with another."""

import os
from itertools import combinations
from typing import NamedTuple

from perfcheck.errors import ConfigError
from perfcheck.messages import Message
from perfcheck.options import Options

WORK = ".perfcheck-gate"
"""The gate's own folder in the inbox: its lock, and the form that is just being moved."""


class Places(NamedTuple):
    """The drop folder, where its forms go to, and the file of the log (empty: none)."""

    inbox: str
    accepted: str
    returned: str
    held: str
    log: str = ""

    @property
    def work(self) -> str:
        """The gate's own folder."""
        return os.path.join(self.inbox, WORK)

    def target(self, verdict: str) -> str:
        """The folder for forms of this verdict: accepted, returned or held."""
        return {"accepted": self.accepted, "returned": self.returned, "held": self.held}[verdict]


def checked_places(places: Places) -> Places:
    """Return the folders as they are; raise ConfigError where one is missing or lies in another.

    They are not made: a folder that is missing may be a disk that is not there yet.
    """
    named = (
        ("INBOX", places.inbox),
        ("--accepted", places.accepted),
        ("--returned", places.returned),
        ("--held", places.held),
    )
    for name, path in named:
        if not os.path.isdir(path):
            raise ConfigError(
                Message(f"{name}：没有这个文件夹 {path}", f"{name}: there is no folder {path}")
            )
    for one, other in combinations(named, 2):
        _apart(one, other)
    _outside(places, "--log", places.log)
    return places


def checked_settings(places: Places, options: Options, config: str | None) -> None:
    """Raise ConfigError where a file of settings lies in the inbox.

    Whoever submits could change it, and the gate would move it away.
    """
    _outside(places, "--config", config or "")
    _outside(places, "--explanations", options.explanations or "")
    for path in options.rules:
        _outside(places, "--rules", path)
    for path in options.kinds:
        _outside(places, "--kinds", path)


def _outside(places: Places, option: str, path: str) -> None:
    if path and within(path, places.inbox):
        raise ConfigError(
            Message(f"{option} 不能放在收件夹里", f"{option} must not lie in the inbox"), path
        )


def within(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies in it, however they are written."""
    inner, outer = (os.path.normcase(os.path.realpath(each)) for each in (path, folder))
    return inner == outer or inner.startswith(os.path.join(outer, ""))


def _apart(one: tuple[str, str], other: tuple[str, str]) -> None:
    (name, path), (other_name, other_path) = one, other
    if os.path.samefile(path, other_path):
        raise ConfigError(
            Message(
                f"{name} 和 {other_name} 是同一个文件夹：{path}",
                f"{name} and {other_name} are the same folder: {path}",
            )
        )
    if within(path, other_path) or within(other_path, path):
        raise ConfigError(
            Message(
                f"{name} 和 {other_name} 一个在另一个里面：{path}、{other_path}",
                f"{name} and {other_name} lie one in the other: {path}, {other_path}",
            )
        )
