"""A judged form into its folder: planned, claimed, slip, form, log, in this order.

Each step leaves a state from which `recovered` goes on: while the form lies in the inbox, nothing
has happened; once it lies on the desk, the plan says where it goes and under which name; once it
has left the desk, only the log and the end of the plan are open. A form that cannot be placed goes
back to the inbox.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import suppress

from perfcheck.files import replace_whole
from perfcheck.gate import desk as desks
from perfcheck.gate.desk import Desk, Plan
from perfcheck.gate.looking import Seen
from perfcheck.gate.moving import digest, draft_of, move, put, token_of
from perfcheck.gate.naming import beside, numbered
from perfcheck.gate.places import Places
from perfcheck.gate.record import Record, log
from perfcheck.gate.slips import Beside

_FULL = frozenset((errno.ENOSPC, getattr(errno, "EDQUOT", -1), errno.EFBIG))
_MOST = 10_000


def deliver(places: Places, desk: Desk, seen: Seen, record: Record, slip: Beside) -> Record:
    """Move a judged form where its record says, and return what became of it.

    It is left where it is, with the reason, where that cannot be done; with the reason `changed`
    where it is no longer what was judged. Raises PerfcheckError where the log cannot be written.
    """
    folder = os.path.join(places.target(record.verdict), os.path.dirname(seen.name))
    plan = Plan(seen.name, folder, slip.ending, record)
    try:
        if slip.ending:
            replace_whole(desk.slip_file, slip.data)
        desks.save(desk, plan)
        os.rename(seen.path, desk.form(seen.name))
    except OSError as error:
        _dropped(desk)
        return left(record, _vanished(seen) or reason_of(error))
    return _placed(places, desk, plan)


def recovered(places: Places, desk: Desk) -> Iterator[Record]:
    """Finish what an interrupted pass had begun. Raises OSError where a form cannot even go back.

    A form without a plan goes back to the inbox.
    """
    plan = desks.saved(desk)
    if plan is not None:
        _clean(places, plan)
        claimed = os.path.exists(desk.form(plan.name))
        if plan.back and claimed:
            _back(places, desk, plan)
        elif claimed:
            yield _placed(places, desk, plan)
        elif plan.final and not plan.back:
            yield _logged(places, desk, plan)
    desks.clear(desk)
    for path in desk.claimed():
        _to(places.inbox, os.path.basename(path), path, places)


def left(record: Record, reason: str) -> Record:
    """The record of a file that stays where it is."""
    gone = reason == "vanished"
    return record._replace(verdict="gone" if gone else "left", reason=reason, target="")


def reason_of(error: OSError) -> str:
    """Why a file could not be moved, as the log names it."""
    if error.errno in _FULL:
        return "no-space"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "no-right"
    return "not-moved"


def _vanished(seen: Seen) -> str:
    return "" if os.path.lexists(seen.path) else "vanished"


def _placed(places: Places, desk: Desk, plan: Plan) -> Record:
    """Slip and form into their folder; where that cannot be, the form goes back to the inbox."""
    try:
        if digest(desk.form(plan.name)) != plan.record.sha256:
            return _returned_to_inbox(places, desk, plan, "changed")
        for number in range(1, _MOST):
            found = _placed_as(places, desk, plan, numbered(os.path.basename(plan.name), number))
            if found is not None:
                return _logged(places, desk, found)
            plan = plan._replace(final="")
        raise FileExistsError(errno.EEXIST, "too many files of this name")
    except OSError as error:
        return _returned_to_inbox(places, desk, plan, reason_of(error))


def _placed_as(places: Places, desk: Desk, plan: Plan, name: str) -> Plan | None:
    """The plan that was carried out under this name; None where it is taken."""
    final = plan.final or os.path.join(plan.folder, name)
    slip = _slip_of(plan, final)
    begun = plan._replace(final=final)
    if not plan.final:
        if os.path.lexists(final) or (slip and os.path.lexists(slip)):
            return None
        _make_folder(places.target(plan.record.verdict), plan.folder)
        desks.save(desk, begun)
    token, source = token_of(places.inbox), desk.form(plan.name)
    try:
        if slip and not _is_there(slip, desk.slip_file):
            put(_read(desk.slip_file), slip, token)
        if _is_there(final, source):
            os.unlink(source)
        else:
            move(source, final, token, plan.record.sha256)
    except OSError as error:
        _withdrawn(desk, slip)
        if isinstance(error, FileExistsError):
            return None
        raise
    return begun


def _make_folder(target: str, folder: str) -> None:
    """Make the folders below a target; the target itself must be there (it may be a disk)."""
    if not os.path.isdir(target):
        raise FileNotFoundError(errno.ENOENT, "no such folder", target)
    os.makedirs(folder, exist_ok=True)


def _slip_of(plan: Plan, final: str) -> str:
    if not plan.ending:
        return ""
    name = beside(os.path.basename(final), plan.ending)
    return os.path.join(os.path.dirname(final), name)


def _is_there(path: str, source: str) -> bool:
    """Whether a file has been put there already, equal to the one that it was made from."""
    return os.path.isfile(path) and digest(path) == digest(source)


def _withdrawn(desk: Desk, slip: str) -> None:
    with suppress(OSError):
        if slip and _is_there(slip, desk.slip_file):
            os.unlink(slip)


def _logged(places: Places, desk: Desk, plan: Plan) -> Record:
    """The last step; the plan stays where the log cannot be written, and the next pass goes on."""
    record = plan.record._replace(target=plan.final)
    log(places.log, record, once=True)
    desks.clear(desk)
    return record


def _returned_to_inbox(places: Places, desk: Desk, plan: Plan, reason: str) -> Record:
    back = plan._replace(back=True)
    with suppress(OSError):  # no space for a plan; without it the next pass tries to place it again
        desks.save(desk, back)
    _back(places, desk, back)
    desks.clear(desk)
    return left(plan.record, reason)


def _back(places: Places, desk: Desk, plan: Plan) -> None:
    if plan.final:
        _withdrawn(desk, _slip_of(plan, plan.final))
    folder = os.path.join(places.inbox, os.path.dirname(plan.name))
    os.makedirs(folder, exist_ok=True)
    _to(folder, os.path.basename(plan.name), desk.form(plan.name), places)


def _to(folder: str, name: str, source: str, places: Places) -> None:
    """Move a file from the desk back into the inbox, over no other."""
    token, sha256 = token_of(places.inbox), digest(source)
    for number in range(1, _MOST):
        target = os.path.join(folder, numbered(name, number))
        with suppress(FileExistsError):
            if os.path.lexists(target) and _is_there(target, source):
                os.unlink(source)  # it was back already when the pass was interrupted
            else:
                move(source, target, token, sha256)
            return


def _clean(places: Places, plan: Plan) -> None:
    """Remove the half-written draft that an interrupted pass left in the folder it wrote to."""
    folder = os.path.dirname(plan.final) or plan.folder
    with suppress(OSError):
        os.unlink(draft_of(folder, token_of(places.inbox)))


def _dropped(desk: Desk) -> None:
    with suppress(OSError):
        desks.clear(desk)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
