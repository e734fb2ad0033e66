"""What the process does that judges one form: read it, check it, write what lies beside it."""

import hashlib
import json
import os
from typing import Any, NamedTuple

from perfcheck.errors import PerfcheckError, ReadError
from perfcheck.finding import SEVERITIES, Report
from perfcheck.gate.moving import opened
from perfcheck.gate.record import REASONS, reason_of
from perfcheck.gate.slips import Beside, held, slip
from perfcheck.messages import NOTHING, Language, Message
from perfcheck.options import Options

UNABLE = 2
LARGEST = 256 * 1024 * 1024
"""Bytes of a file from which on it is not even read."""


class Job(NamedTuple):
    """One form to judge; `name` is what reports call it, `memory` a limit in MiB (0: none)."""

    path: str
    name: str
    options: Options
    slip: str
    language: Language
    seconds: float
    memory: int = 0


class Judged(NamedTuple):
    """The outcome of one form; `settings` tells that the settings are wrong, not the form.

    `modules` are those that the process had to load for it.
    """

    exit_code: int
    reason: str
    counts: tuple[int, int, int] = (0, 0, 0)
    rules_digest: str = ""
    sha256: str = ""
    beside: Beside = Beside()
    settings: Message = NOTHING
    modules: tuple[str, ...] = ()


def judged(job: Job) -> Judged:
    """Judge one form. What is wrong with it, or with perfcheck, stands in the outcome."""
    try:
        if os.path.getsize(job.path) > LARGEST:
            return unable(job, "too-big")
        with opened(job.path) as file:
            data = file.read()
    except OSError as error:
        gone = isinstance(error, FileNotFoundError | NotADirectoryError)
        return unable(job, "vanished" if gone else reason_of(error))
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return _checked(job, data)._replace(sha256=sha256)
    except ReadError:
        return unable(job, "unreadable", sha256)
    except PerfcheckError as error:
        return Judged(UNABLE, "fault", settings=Message(error.text("zh"), error.text("en")))
    except MemoryError:
        return unable(job, "memory", sha256)
    except Exception:  # what it says may quote the form; the log must not
        return unable(job, "fault", sha256)


def unable(job: Job, reason: str, sha256: str = "") -> Judged:
    """The outcome of a form that could not be judged."""
    beside = held(job.name, REASONS[reason], job.language)
    return Judged(UNABLE, reason, sha256=sha256, beside=beside)


def _checked(job: Job, data: bytes) -> Judged:
    from perfcheck.checking import check_document

    report = check_document(job.name, data, job.options)
    reason = "checked"
    if report.exit_code == UNABLE:
        reason = "incomplete" if report.documents else "unreadable"
        reason = "broken-rules" if report.broken else reason
    return Judged(
        report.exit_code,
        reason,
        _counts(report),
        report.rules_digest,
        beside=_beside(job, report, reason),
    )


def _beside(job: Job, report: Report, reason: str) -> Beside:
    match report.exit_code:
        case 0:
            return Beside()
        case 1:
            return slip(report, job.slip, job.language)
    return held(job.name, REASONS[reason], job.language, report)


def _counts(report: Report) -> tuple[int, int, int]:
    found = [
        finding.severity
        for document in report.documents
        for finding in document.findings
        if not finding.accepted
    ]
    error, warning, info = (found.count(level) for level in SEVERITIES)
    return error, warning, info


def limit_memory(mebibytes: int) -> None:
    """Let this process have no more memory than so much; raises ImportError where none can."""
    if mebibytes:
        import resource

        size = mebibytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def encode(judged: Judged) -> bytes:
    """An outcome as one line of JSON and the bytes of what lies beside the form."""
    fields: dict[str, Any] = judged._asdict()
    fields["beside"] = [judged.beside.ending, judged.beside.remark, len(judged.beside.data)]
    return json.dumps(fields).encode("ascii") + b"\n" + judged.beside.data


def decode(data: bytes) -> Judged | None:
    """The outcome, or None where it is not whole."""
    head, line_end, rest = data.partition(b"\n")
    if not line_end:
        return None
    fields = json.loads(head)
    ending, remark, length = fields.pop("beside")
    if len(rest) != length:
        return None
    error, warning, info = fields.pop("counts")
    settings = Message(*fields.pop("settings"))
    modules = tuple(fields.pop("modules"))
    beside = Beside(ending, rest, Message(*remark))
    return Judged(
        **fields,
        counts=(error, warning, info),
        beside=beside,
        settings=settings,
        modules=modules,
    )


def serve() -> None:
    """Judge the job on standard input and write the outcome to standard output.

    What anything else prints goes nowhere.
    """
    import pickle
    import sys

    job: Job = pickle.load(sys.stdin.buffer)
    out = os.dup(1)
    silence()
    limit_memory(job.memory)
    with os.fdopen(out, "wb") as pipe:
        pipe.write(encode(judged(job)))


def silence() -> None:
    """Let nothing that a library prints reach the gate's own output."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
