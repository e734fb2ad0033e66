"""A pass over the inbox, and a watch that goes on until it is stopped."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from typing import NamedTuple

from perfcheck.errors import ConfigError, PerfcheckError
from perfcheck.files import os_message
from perfcheck.finding import Report
from perfcheck.gate.child import Job, Judged, unable
from perfcheck.gate.clock import monotonic, utc
from perfcheck.gate.delivering import deliver, left, reason_of, recovered
from perfcheck.gate.desk import Desk, open_desk, tidy
from perfcheck.gate.judging import Stopped, judged_apart
from perfcheck.gate.lock import locked
from perfcheck.gate.looking import Looks, Seen, Signature, has_settled, is_setting, look, looks
from perfcheck.gate.places import Places
from perfcheck.gate.record import Record, log
from perfcheck.gate.slips import slip
from perfcheck.gate.stopping import Stop
from perfcheck.messages import Language, Message
from perfcheck.options import Options

TRIES = 3
"""How often a form is judged that changes meanwhile, before it is left for the next pass."""

Tried = dict[str, tuple[Signature, str]]
"""Files that were left, as they then were and why."""


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
        first = looks(look(gate.places.inbox), {}, monotonic())
        if gate.settle and first:
            stop.wait(gate.settle)
        seen = [one for one in look(gate.places.inbox) if one.name in first]
        known, now = looks(seen, first, monotonic()), monotonic()
        unsettled = [
            one if one.reason or has_settled(one, known, now, gate.settle)
            else one._replace(reason="unsettled")
            for one in seen
        ]  # fmt: skip
        yield from _round(gate, desk, unsettled, stop, {})


def watch(gate: Gate, stop: Stop, interval: float) -> Iterator[Record | PerfcheckError]:
    """Go on with passes until stopped; what is left is tried again only once it has changed.

    What keeps a pass from being made is told once, and the gate tries again. Raises ConfigError
    at the beginning only.
    """
    with ExitStack() as held:
        desk = _desk(gate, held)
        known: Looks = {}
        tried: Tried = {}
        said = ""
        while not stop.asked:
            try:
                yield from _begun(gate, desk)
                seen = list(look(gate.places.inbox))
                now = monotonic()
                known = looks(seen, known, now)
                _forget(tried, known)
                fresh = [one for one in seen if _is_new(one, tried, known, now, gate.settle)]
                yield from _round(gate, desk, fresh, stop, tried)
                said = ""
            except PerfcheckError as error:
                if error.text("zh") != said:
                    said = error.text("zh")
                    yield error
            stop.wait(interval)


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


def _made_ready(gate: Gate) -> None:
    """Load here, once, what slips are written with: each process is a copy of this one."""
    with suppress(Exception):  # what is wrong with it is told where a slip is written
        slip(Report(), gate.slip, gate.language)


def _desk(gate: Gate, held: ExitStack) -> Desk | None:
    """The gate's own folder, under its lock; None where nothing can be moved in the inbox."""
    try:
        desk = open_desk(gate.places.work)
        held.enter_context(locked(desk.root))
        tidy(desk)
    except OSError:
        return None
    return desk


def _begun(gate: Gate, desk: Desk | None) -> Iterator[Record]:
    """Finish what an interrupted pass had begun."""
    if desk is None:
        return
    try:
        for record in recovered(gate.places, desk):
            if record.verdict not in ("accepted", "returned", "held"):
                log(gate.places.log, record)
            yield record
    except OSError as error:
        said = os_message(error)
        message = Message(
            f"上次没有移完的表仍在这里，请先处理：{said.zh}",
            f"a form that an earlier pass was moving still lies here: {said.en}",
        )
        raise PerfcheckError(message, desk.root) from error


def _forget(tried: Tried, known: Looks) -> None:
    for name in [name for name in tried if name not in known]:
        del tried[name]


def _is_new(seen: Seen, tried: Tried, known: Looks, now: float, settle: float) -> bool:
    """Whether a file is to be handled in this round of a watch."""
    before = tried.get(seen.name)
    if before is not None and before[0] == seen.signature:
        waited = before[1] == "open" and not seen.reason
        return waited and has_settled(seen, known, now, settle)
    return bool(seen.reason) or has_settled(seen, known, now, settle)


def _round(
    gate: Gate, desk: Desk | None, files: Iterable[Seen], stop: Stop, tried: Tried
) -> Iterator[Record]:
    """Handle files one by one; what is left is logged and remembered."""
    fresh = True
    for seen in files:
        if stop.asked:
            return
        if fresh:
            try_settings(gate.options)
            _made_ready(gate)
            fresh = False
        record = _handled(gate, desk, seen, stop)
        if record is None:
            return
        if record.verdict in ("left", "gone"):
            tried[seen.name] = (seen.signature, record.reason)
            log(gate.places.log, record)
        yield record


def _handled(gate: Gate, desk: Desk | None, seen: Seen, stop: Stop) -> Record | None:
    """What became of one file; None where the gate was asked to stop meanwhile."""
    record = Record(utc(), seen.name, "left", seen.reason)
    if seen.reason:
        return record
    if desk is None:
        return record._replace(reason="no-right")
    try:
        for _ in range(TRIES):
            record = _judged_and_moved(gate, desk, seen, stop)
            if record.reason != "changed":
                break
    except Stopped:
        return None
    except OSError as error:
        return left(record, reason_of(error))
    except PerfcheckError:
        raise
    except Exception:  # one form must not keep the others; what was begun the next pass finishes
        return left(record, "fault")
    return record


def _judged_and_moved(gate: Gate, desk: Desk, seen: Seen, stop: Stop) -> Record:
    began, time = monotonic(), utc()
    job = Job(
        seen.path, seen.name, gate.options, gate.slip, gate.language, gate.timeout, gate.memory
    )
    found = unable(job, "not-obeyed") if is_setting(seen.name) else judged_apart(job, stop)
    if found.settings.zh:
        raise ConfigError(found.settings)
    record = _record(seen, found, time, int((monotonic() - began) * 1000))
    if found.reason in ("vanished", "no-right"):
        return left(record, found.reason)
    if not record.sha256:
        record = record._replace(sha256=_digest(seen.path))
    return deliver(gate.places, desk, seen, record, found.beside)


def _record(seen: Seen, found: Judged, time: str, milliseconds: int) -> Record:
    error, warning, info = found.counts
    return Record(
        time,
        seen.name,
        ("accepted", "returned", "held")[found.exit_code],
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


def _digest(path: str) -> str:
    from perfcheck.gate.moving import digest

    return digest(path) if os.path.isfile(path) else ""
