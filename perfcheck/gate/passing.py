"""A pass over the inbox, and a watch that goes on until it is stopped."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from time import monotonic
from typing import NamedTuple

from perfcheck.errors import ConfigError, PerfcheckError
from perfcheck.files import os_message
from perfcheck.gate.child import Job, Judged, unable
from perfcheck.gate.delivering import deliver, recovered
from perfcheck.gate.desk import Desk, is_held, open_desk
from perfcheck.gate.judging import Stopped, judged_apart
from perfcheck.gate.looking import (
    Looks,
    Seen,
    Signature,
    has_settled,
    is_as_seen,
    is_setting,
    look,
    looks,
)
from perfcheck.gate.moving import digest
from perfcheck.gate.places import Places
from perfcheck.gate.record import MOVED, Record, left, log, reason_of, utc
from perfcheck.gate.stopping import Stop
from perfcheck.messages import Language, Message
from perfcheck.options import Options

ROUNDS = 3
"""How often a pass comes back to forms that change meanwhile, before they are left."""

RETRY = 300.0
"""Seconds after which a watch tries a form again that its place, not itself, kept from moving."""

OF_PLACES = ("no-space", "no-right", "not-moved")


class Tried(NamedTuple):
    """A file that was left: what it then looked like, why, and when (by the steady clock)."""

    signature: Signature
    reason: str
    when: float


class Gate(NamedTuple):
    """How a gate works: its folders, the settings of the checking, its limits.

    `settle`: seconds for which a file must have looked the same; `timeout`: seconds for a form;
    `memory`: MiB for a form (0: no limit); `slip`: docx, html or txt.
    """

    places: Places
    options: Options
    slip: str = "txt"
    language: Language = "zh"
    settle: float = 0.0
    timeout: float = 60.0
    memory: int = 0


def one_pass(gate: Gate, stop: Stop) -> Iterator[Record]:
    """Judge what lies in the inbox and has settled, and tell what became of each file.

    Raises ConfigError where the settings cannot be obeyed or another gate is at work, else
    PerfcheckError where nothing can be done; no form is then half moved.
    """
    with ExitStack() as held:
        desk = _desk(gate, held)
        yield from _begun(gate, desk)
        names = [one.name for one in look(gate.places.inbox)]
        for left_over in range(ROUNDS - 1, -1, -1):
            changed = []
            for record in _round(gate, desk, _settled(gate, names, stop), stop):
                if record.reason == "changed" and left_over:
                    changed.append(record.file)
                else:
                    yield _logged(gate, record)
            names = changed
            if stop.asked or not names:
                return


def _settled(gate: Gate, names: Iterable[str], stop: Stop) -> Iterator[Seen]:
    """Wait, and tell of each file of these names whether it has settled."""
    asked = frozenset(names)
    if not asked:
        return
    first = looks(look(gate.places.inbox), {}, monotonic())
    stop.wait(gate.settle)
    seen = [one for one in look(gate.places.inbox) if one.name in asked]
    now = monotonic()
    known = looks(seen, first, now)
    for one in seen:
        waits = not one.reason and not has_settled(one, known, now, gate.settle)
        yield one._replace(reason="unsettled") if waits else one


def watch(gate: Gate, stop: Stop, interval: float) -> Iterator[Record | PerfcheckError]:
    """Go on with passes until stopped; what is left is tried again only once it has changed.

    What the place kept from moving is tried again after RETRY seconds, and told once. What keeps a
    pass from being made is told once, too. Raises ConfigError at the beginning only.
    """
    with ExitStack() as held:
        desk = _desk(gate, held)
        known: Looks = {}
        tried: dict[str, Tried] = {}
        said = ""
        while not stop.asked:
            try:
                if isinstance(desk, str) or not is_held(desk):
                    held.close()
                    desk = _desk(gate, held)
                yield from _begun(gate, desk)
                seen = list(look(gate.places.inbox))
                now = monotonic()
                known = looks(seen, known, now)
                tried = {name: left for name, left in tried.items() if name in known}
                fresh = [one for one in seen if _is_new(one, tried, known, now, gate.settle)]
                for record in _round(gate, desk, fresh, stop):
                    if _is_news(record, known, tried):
                        yield _logged(gate, record)
                said = ""
            except PerfcheckError as error:
                if error.text("zh") != said:
                    said = error.text("zh")
                    yield error
            stop.wait(interval)


def _is_new(
    seen: Seen, tried: Mapping[str, Tried], known: Looks, now: float, settle: float
) -> bool:
    """Whether a file is to be handled in this round of a watch."""
    before = tried.get(seen.name)
    if before is not None and before.signature == seen.signature:
        if before.reason in OF_PLACES:
            return now - before.when >= RETRY
        if before.reason != "open" or seen.reason:
            return False
    return bool(seen.reason) or has_settled(seen, known, now, settle)


def _is_news(record: Record, known: Looks, tried: dict[str, Tried]) -> bool:
    """Remember a file that was left; a form that changed meanwhile is looked at anew in silence."""
    if record.verdict in MOVED:
        return True
    if record.reason == "changed":
        return False
    now = Tried(known[record.file][0], record.reason, monotonic())
    before = tried.get(record.file)
    tried[record.file] = now
    return before is None or before[:2] != now[:2]


def try_settings(options: Options) -> None:
    """Raise ConfigError, or what else is wrong, where the settings cannot be obeyed."""
    from perfcheck.checking import check_document

    broken = check_document("", b"", options).broken
    if broken:
        rules = ", ".join(dict.fromkeys(rule.rule or rule.file for rule in broken))
        said = broken[0].message
        raise ConfigError(
            Message(
                f"规则不能运行（{rules}），没有移动任何文件：{said.zh}",
                f"rules cannot run ({rules}), nothing was moved: {said.text('en')}",
            ),
            broken[0].file,
        )


def _desk(gate: Gate, held: ExitStack) -> Desk | str:
    """The gate's own folder, under its lock; else the reason why nothing can be moved."""
    try:
        return held.enter_context(open_desk(gate.places.work))
    except OSError as error:
        return reason_of(error)


def _begun(gate: Gate, desk: Desk | str) -> Iterator[Record]:
    """Finish what an interrupted pass had begun."""
    if isinstance(desk, str):
        return
    try:
        for record in recovered(gate.places, desk):
            yield _logged(gate, record)
    except OSError as error:
        said = os_message(error)
        message = Message(
            f"上次没有移完的表仍在这里，请先处理：{said.zh}",
            f"a form that an earlier pass was moving still lies here: {said.en}",
        )
        raise PerfcheckError(message, desk.root) from error


def _logged(gate: Gate, record: Record) -> Record:
    """Log a file that was not moved; one that was has its line since then."""
    if record.verdict not in MOVED:
        log(gate.places.log, record)
    return record


def _round(gate: Gate, desk: Desk | str, files: Iterable[Seen], stop: Stop) -> Iterator[Record]:
    """Handle files one by one, under settings that can be obeyed."""
    for number, seen in enumerate(files):
        if stop.asked:
            return
        if not number:
            try_settings(gate.options)
        record = _handled(gate, desk, seen, stop)
        if record is None:
            return
        yield record


def _handled(gate: Gate, desk: Desk | str, seen: Seen, stop: Stop) -> Record | None:
    """What became of one file; None where the gate was asked to stop meanwhile."""
    record = Record(utc(), seen.name, "left", seen.reason)
    if seen.reason:
        return record
    if isinstance(desk, str):
        return left(record, desk)
    try:
        return _judged_and_moved(gate, desk, seen, stop)
    except Stopped:
        return None
    except OSError as error:
        return left(record, reason_of(error))
    except PerfcheckError:
        raise
    except Exception:  # one form must not keep the others; what was begun the next pass finishes
        return left(record, "fault")


def _judged_and_moved(gate: Gate, desk: Desk, seen: Seen, stop: Stop) -> Record:
    began, time = monotonic(), utc()
    if not is_as_seen(seen):
        gone = not os.path.lexists(seen.path)
        return left(Record(time, seen.name, "left", ""), "vanished" if gone else "changed")
    job = Job(
        seen.path, seen.name, gate.options, gate.slip, gate.language, gate.timeout, gate.memory
    )
    found = unable(job, "not-obeyed") if is_setting(seen.name) else judged_apart(job, stop)
    if found.settings.zh:
        raise ConfigError(found.settings)
    record = _record(seen, found, time, int((monotonic() - began) * 1000))
    if found.reason in ("vanished", *OF_PLACES):
        return left(record, found.reason)
    if not record.sha256:
        record = record._replace(sha256=digest(seen.path))
    return deliver(gate.places, desk, seen, record, found.beside)


def _record(seen: Seen, found: Judged, time: str, milliseconds: int) -> Record:
    error, warning, info = found.counts
    return Record(
        time,
        seen.name,
        MOVED[found.exit_code],
        found.reason,
        found.exit_code,
        error,
        warning,
        info,
        found.rules_digest,
        found.sha256,
        milliseconds,
        remark=found.beside.remark,
    )
