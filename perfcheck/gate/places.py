"""The folders of a gate, and that none of them is mixed up with another."""

import os
from typing import NamedTuple

from perfcheck.errors import ConfigError
from perfcheck.messages import Message

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
    for number, one in enumerate(named):
        for other in named[number + 1 :]:
            _apart(one, other, nested=number == 0)
    if places.log and within(places.log, places.inbox):
        raise ConfigError(
            Message("--log 不能放在收件夹里", "--log must not lie in the inbox"), places.log
        )
    return places


def within(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies in it, however they are written."""
    inner, outer = (os.path.normcase(os.path.realpath(each)) for each in (path, folder))
    return inner == outer or inner.startswith(os.path.join(outer, ""))


def _apart(one: tuple[str, str], other: tuple[str, str], *, nested: bool) -> None:
    (name, path), (other_name, other_path) = one, other
    if os.path.samefile(path, other_path):
        raise ConfigError(
            Message(
                f"{name} 和 {other_name} 是同一个文件夹：{path}",
                f"{name} and {other_name} are the same folder: {path}",
            )
        )
    if nested and (within(path, other_path) or within(other_path, path)):
        raise ConfigError(
            Message(
                f"{name} 和 {other_name} 一个在另一个里面：{path}、{other_path}",
                f"{name} and {other_name} lie one in the other: {path}, {other_path}",
            )
        )
