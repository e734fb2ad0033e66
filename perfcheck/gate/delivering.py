"""A judged form into its folder: planned, claimed, slip, form, log, in this order.

Each step leaves a state from which `recovered` goes on. While the form lies in the inbox, nothing
has happened. While it lies on the desk, the plan says where it goes; what was put into the target
is taken away again, and placing begins anew. Once it has left the desk, only the log is open. A
form on the desk without a plan goes back to the inbox.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import suppress

from perfcheck.files import replace_whole
from perfcheck.gate.desk import Desk, Plan, clear, save, saved
from perfcheck.gate.looking import Seen, is_inside
from perfcheck.gate.moving import beside, copy, digest, draft_of, move, numbered, rename, token_of
from perfcheck.gate.places import Places
from perfcheck.gate.record import Record, left, log, reason_of
from perfcheck.gate.slips import Beside

_MOST = 10_000


def deliver(places: Places, desk: Desk, seen: Seen, record: Record, slip: Beside) -> Record:
    """Move a judged form where its record says, and return what became of it.

    It is left where it is, with the reason, where that cannot be done; with the reason `changed`
    where it is no longer what was judged. Raises PerfcheckError where the log cannot be written.
    """
    folder = os.path.join(places.target(record.verdict), os.path.dirname(seen.name))
    plan = Plan(seen.name, folder, slip.ending, record)
    form = desk.form(seen.name)
    if not is_inside(seen, places.inbox):
        return left(record, "symlink")
    try:
        if slip.ending:
            replace_whole(desk.slip_file, slip.data)
        save(desk, plan)
        os.makedirs(os.path.dirname(form), exist_ok=True)
        os.rename(seen.path, form)
    except OSError as error:
        with suppress(OSError):
            clear(desk)
        gone = not os.path.lexists(seen.path)
        return left(record, "vanished" if gone else reason_of(error))
    return _placed(places, desk, plan)


def recovered(places: Places, desk: Desk) -> Iterator[Record]:
    """Finish what an interrupted pass had begun. Raises OSError where a form cannot go back."""
    plan = saved(desk)
    if plan is not None:
        with suppress(OSError):
            os.unlink(draft_of(plan.folder, token_of(places.inbox)))
        form = desk.form(plan.name)
        if os.path.lexists(form) and plan.final and _is_there(plan.final, form):
            os.unlink(form)
        if os.path.lexists(form):
            _undone(desk, plan)
            yield _placed(places, desk, plan)
        elif plan.final:
            yield _logged(places, desk, plan)
    _given_back(places, desk)


def _placed(places: Places, desk: Desk, plan: Plan) -> Record:
    """Slip and form into their folder; where that cannot be, the form goes back to the inbox."""
    try:
        if digest(desk.form(plan.name)) == plan.record.sha256:
            _make_folder(places.target(plan.record.verdict), plan.folder)
            for number in range(1, _MOST):
                name = numbered(os.path.basename(plan.name), number)
                begun = plan._replace(final=os.path.join(plan.folder, name))
                if _placed_as(places, desk, begun):
                    return _logged(places, desk, begun)
        reason = "changed"
    except OSError as error:
        reason = reason_of(error)
    _given_back(places, desk)
    return left(plan.record, reason)


def _placed_as(places: Places, desk: Desk, plan: Plan) -> bool:
    """Whether slip and form were placed under the name chosen; not where it is taken."""
    slip, token = _slip_of(plan), token_of(places.inbox)
    if os.path.lexists(plan.final) or (slip and os.path.lexists(slip)):
        return False
    save(desk, plan)
    try:
        if slip:
            copy(desk.slip_file, slip, token, digest(desk.slip_file))
        try:
            move(desk.form(plan.name), plan.final, token, plan.record.sha256)
        except OSError:
            _withdrawn(desk, plan)
            raise
    except FileExistsError:
        return False
    return True


def _make_folder(target: str, folder: str) -> None:
    """Make the folders below a target; the target itself must be there (it may be a disk)."""
    if not os.path.isdir(target):
        raise FileNotFoundError(errno.ENOENT, "no such folder", target)
    os.makedirs(folder, exist_ok=True)


def _slip_of(plan: Plan) -> str:
    return beside(plan.final, plan.ending) if plan.ending else ""


def _is_there(path: str, source: str) -> bool:
    """Whether a file has been put there already, equal to the one that it was made from."""
    try:
        return os.path.lexists(path) and digest(path) == digest(source)
    except OSError:
        return False


def _withdrawn(desk: Desk, plan: Plan) -> None:
    """Take away the slip of a form that could not follow it."""
    slip = _slip_of(plan)
    with suppress(OSError):
        if slip and _is_there(slip, desk.slip_file):
            os.unlink(slip)


def _undone(desk: Desk, plan: Plan) -> None:
    """Take away what an interrupted pass had put into the target before the form itself."""
    if not plan.final:
        return
    _withdrawn(desk, plan)
    for path in (_slip_of(plan), plan.final):
        with suppress(OSError):
            if path and os.path.getsize(path) == 0:  # a name that was taken for what did not come
                os.unlink(path)


def _logged(places: Places, desk: Desk, plan: Plan) -> Record:
    """The last step; the plan stays where the log cannot be written, and the next pass goes on."""
    record = plan.record._replace(target=plan.final)
    log(places.log, record, once=True)
    clear(desk)
    return record


def _given_back(places: Places, desk: Desk) -> None:
    """Move what lies on the desk back to its place in the inbox, over no other file."""
    clear(desk)
    for name in desk.forms():
        folder = os.path.join(places.inbox, os.path.dirname(name))
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError:
            folder = places.inbox  # somebody put a file where its folder was
        _back(desk.form(name), folder)


def _back(source: str, folder: str) -> None:
    for number in range(1, _MOST):
        target = os.path.join(folder, numbered(os.path.basename(source), number))
        if _is_there(target, source):
            os.unlink(source)  # it was back already when the pass was interrupted
            return
        with suppress(FileExistsError):
            rename(source, target)
            return
