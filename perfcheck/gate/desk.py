"""The gate's own folder: its lock, the one form that is being moved, its slip, and the plan."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from perfcheck.errors import ConfigError
from perfcheck.files import replace_whole
from perfcheck.gate.record import Record
from perfcheck.messages import NOTHING, Message


class Plan(NamedTuple):
    """What is to become of the form on the desk, written before it is done.

    `name`: its name as seen from the inbox; `folder`: where it goes; `ending`: its slip's, if it
    has one; `final`: the path that was chosen for it (empty: none yet).
    """

    name: str
    folder: str
    ending: str
    record: Record
    final: str = ""


class Desk(NamedTuple):
    """The paths in the gate's own folder, and the open file that is its lock."""

    root: str
    lock: int = -1

    @property
    def plan_file(self) -> str:
        """Where the plan stands."""
        return os.path.join(self.root, "plan.json")

    @property
    def slip_file(self) -> str:
        """Where the slip waits until all is done."""
        return os.path.join(self.root, "slip")

    def form(self, name: str = "") -> str:
        """Where a form of the inbox lies while it is being moved; its name there tells it all."""
        return os.path.join(self.root, "form", name)

    def forms(self) -> list[str]:
        """The names of the forms that lie on the desk: one at most, but for a stroke of fate.

        Folders that are empty are removed on the way.
        """
        found = []
        for folder, folders, files in os.walk(self.form(), topdown=False):
            found += [os.path.join(folder, name) for name in files]
            inner = [os.path.join(folder, name) for name in folders]
            found += [path for path in inner if os.path.islink(path)]
            with suppress(OSError):
                os.rmdir(folder)
        return [os.path.relpath(path, self.form()) for path in found]


@contextmanager
def open_desk(root: str) -> Iterator[Desk]:
    """Make the gate's own folder and hold its lock, which the system takes back from the dead.

    The inbox itself is not made: where it is missing, its disk may not be there yet.

    Raises ConfigError where another gate holds it, OSError where the folder cannot be written.
    """
    with suppress(FileExistsError):
        os.mkdir(root, 0o700)
    number = os.open(os.path.join(root, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _locked(number):
            who = os.read(number, 20).decode("ascii", "replace").strip()
            raise ConfigError(
                Message(
                    f"另一个 perfcheck gate（进程 {who}）正在处理这个收件夹",
                    f"another perfcheck gate (process {who}) is at work on this inbox",
                ),
                os.path.dirname(root),
            )
        os.ftruncate(number, 0)
        os.write(number, f"{os.getpid()}\n".encode())
        _tidy(root)
        yield Desk(root, number)
    finally:
        with suppress(OSError):
            os.close(number)


def is_held(desk: Desk) -> bool:
    """Whether the lock still lies where others look for it."""
    try:
        there = os.stat(os.path.join(desk.root, "lock"))
        return os.path.samestat(os.fstat(desk.lock), there)
    except OSError:
        return False


def _locked(number: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return _locked_on_windows(number)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked_on_windows(number: int) -> bool:
    from importlib import import_module

    msvcrt = import_module("msvcrt")
    os.lseek(number, 64, os.SEEK_SET)  # beyond the process number, which others read
    try:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    finally:
        os.lseek(number, 0, os.SEEK_SET)
    return True


def _tidy(root: str) -> None:
    """Remove the half-written plans and slips of a gate that was killed."""
    for name in os.listdir(root):
        if name.endswith(".tmp"):
            os.unlink(os.path.join(root, name))


def save(desk: Desk, plan: Plan) -> None:
    """Write the plan, whole or not at all; raises OSError."""
    fields = {**plan._asdict(), "record": plan.record._replace(remark=NOTHING)._asdict()}
    replace_whole(desk.plan_file, json.dumps(fields).encode("ascii"))


def saved(desk: Desk) -> Plan | None:
    """The plan that stands there, if there is one that can be read."""
    try:
        with open(desk.plan_file, "rb") as file:
            fields = json.load(file)
        record = Record(**{**fields.pop("record"), "remark": NOTHING})
        return Plan(**fields, record=record)
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def clear(desk: Desk) -> None:
    """Nothing is to be done any more. Raises OSError."""
    for path in (desk.plan_file, desk.slip_file):
        with suppress(FileNotFoundError):
            os.unlink(path)
