"""The gate's own folder: the one form that is being moved, its slip, and what is to be done."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from perfcheck.files import replace_whole
from perfcheck.gate.record import Record
from perfcheck.messages import NOTHING


class Plan(NamedTuple):
    """What is to become of the form on the desk, written before it is done.

    `name`: its name as seen from the inbox; `folder`: where it goes; `ending`: its slip's; `final`:
    the path that was chosen (empty: not yet claimed, or none); `back`: it goes back to the inbox.
    """

    name: str
    folder: str
    ending: str
    record: Record
    final: str = ""
    back: bool = False


class Desk(NamedTuple):
    """The paths in the gate's own folder."""

    root: str

    @property
    def plan_file(self) -> str:
        """Where the plan stands."""
        return os.path.join(self.root, "plan.json")

    @property
    def slip_file(self) -> str:
        """Where the slip waits until all is done."""
        return os.path.join(self.root, "slip")

    @property
    def forms(self) -> str:
        """The folder of the form that is being moved."""
        return os.path.join(self.root, "form")

    def form(self, name: str) -> str:
        """Where a form of the inbox lies while it is being moved."""
        return os.path.join(self.forms, os.path.basename(name))

    def claimed(self) -> Iterator[str]:
        """The forms that lie on the desk: one at most, but for a stroke of fate."""
        for name in sorted(os.listdir(self.forms)):
            yield os.path.join(self.forms, name)


def open_desk(root: str) -> Desk:
    """Make the gate's own folder. Raises OSError where that cannot be done."""
    desk = Desk(root)
    os.makedirs(desk.forms, exist_ok=True)
    return desk


def tidy(desk: Desk) -> None:
    """Remove half-written plans and slips of a gate that was killed; only under the lock."""
    for name in os.listdir(desk.root):
        if name.endswith(".tmp"):
            os.unlink(os.path.join(desk.root, name))


def save(desk: Desk, plan: Plan) -> None:
    """Write the plan, whole or not at all; raises OSError."""
    fields = {**plan._asdict(), "record": plan.record._replace(remark=NOTHING)._asdict()}
    replace_whole(desk.plan_file, json.dumps(fields).encode("ascii"))


def saved(desk: Desk) -> Plan | None:
    """The plan that stands there, if there is one that can be read."""
    try:
        with open(desk.plan_file, "rb") as file:
            fields = json.load(file)
    except (FileNotFoundError, ValueError):
        return None
    record = Record(**{**fields.pop("record"), "remark": NOTHING})
    return Plan(**fields, record=record)


def clear(desk: Desk) -> None:
    """Nothing is to be done any more; the plan goes last but for nothing."""
    for path in (desk.slip_file, desk.plan_file):
        with suppress(FileNotFoundError):
            os.unlink(path)
