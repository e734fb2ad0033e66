"""Each form is judged in a process of its own, which is killed when it takes too long."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from time import monotonic

from perfcheck.gate.child import Job, Judged, decode, encode, judged, limit_memory, silence, unable
from perfcheck.gate.stopping import STEP, Stop

_CHUNK = 1 << 16
_GRACE = 5


class Stopped(Exception):
    """Somebody asked the gate to stop while a form was being judged."""


def judged_apart(job: Job, stop: Stop, *, fork: bool = hasattr(os, "fork")) -> Judged:
    """Judge one form in another process, within its limits of time and memory.

    `fork`: the process begins as a copy of this one, which has the rules at hand. Raises Stopped.
    """
    data = _forked(job, stop) if fork else _started(job, stop)
    if data is None:
        return unable(job, "timeout")
    found = decode(data)
    if found is None:
        return unable(job, "crashed")
    _load(found.modules)
    return found


def _load(modules: Sequence[str]) -> None:
    """Load what a form needed, which its process took with it; the next one begins with a copy."""
    for name in modules:
        with suppress(Exception):  # whoever needs it is told what is wrong with it
            import_module(name)


def _forked(job: Job, stop: Stop) -> bytes | None:
    """What the process returned; None where it took too long."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        _live(job, write)
    os.close(write)
    with suppress(OSError):
        os.setpgid(child, child)
    try:
        return _collected(read, monotonic() + job.seconds, stop)
    finally:
        os.close(read)
        for kill in (os.killpg, os.kill):  # nothing to one that has returned all
            with suppress(OSError):
                kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _live(job: Job, write: int) -> None:
    """The life of a forked process: it holds nothing of the gate's, and outlives it by little."""
    try:
        with suppress(OSError):
            os.setpgid(0, 0)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        signal.alarm(int(job.seconds) + _GRACE)
        os.closerange(3, write)
        os.closerange(write + 1, write + 256)
        silence()
        limit_memory(job.memory)
        before = frozenset(sys.modules)
        found = judged(job)
        outcome = encode(found._replace(modules=tuple(sys.modules.keys() - before)))
        while outcome:
            outcome = outcome[os.write(write, outcome) :]
    finally:
        os._exit(0)


def _collected(read: int, deadline: float, stop: Stop) -> bytes | None:
    from select import select

    parts: list[bytes] = []
    while (left := deadline - monotonic()) > 0:
        if stop.asked:
            raise Stopped
        if select([read], [], [], min(left, STEP))[0]:
            part = os.read(read, _CHUNK)
            if not part:
                return b"".join(parts)
            parts.append(part)
    return None


def _started(job: Job, stop: Stop) -> bytes | None:
    """The same where processes cannot be copied."""
    import pickle
    from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

    deadline = monotonic() + job.seconds
    with Popen(_command(sys.path), stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as process:
        given: bytes | None = pickle.dumps(job)
        try:
            while (left := deadline - monotonic()) > 0:
                if stop.asked:
                    raise Stopped
                try:
                    return process.communicate(given, timeout=min(left, STEP))[0]
                except TimeoutExpired:
                    given = None
            return None
        finally:
            process.kill()


def _command(path: Sequence[str]) -> list[str]:
    """The interpreter again, with the modules that this one has and no others."""
    begin = f"import sys; sys.path[:] = {list(path)!r}; from perfcheck.gate.child import serve"
    return [sys.executable, "-I", "-c", f"{begin}; serve()"]
