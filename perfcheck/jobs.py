"""The same work on many files by several processes: the outcomes are those of one."""

import os
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

from perfcheck.files import size_of

if TYPE_CHECKING:
    from threading import Thread

Outcome = TypeVar("Outcome")

WORTH = 0.06
"""Seconds of work from which on a second process gains more than it takes to start."""


class _Worker(NamedTuple):
    """A process at work, and where its outcomes are read."""

    process: int
    outcomes: BinaryIO


def mapped(
    here: Callable[[int], Outcome],
    elsewhere: Callable[[int], Outcome],
    paths: Sequence[str],
    jobs: int,
) -> list[Outcome]:
    """Return the outcome for each of the files, which the work takes by number, in their order.

    The first files are worked on here, until it is known that what is left is worth a process.
    What another process does not return (it failed, or was killed) is worked on here, so errors
    are raised as with one process.
    """
    sizes = [size_of(path) for path in paths]
    done: dict[int, Outcome] = {}
    start = perf_counter()
    for number in range(len(paths)):
        if jobs > 1 and _is_worth(perf_counter() - start, sizes, number):
            done |= _shared(here, elsewhere, _shares(sizes, number, jobs))
            jobs = 1
        if number not in done:
            done[number] = here(number)
    return [done[number] for number in range(len(paths))]


def _is_worth(spent: float, sizes: Sequence[int], number: int) -> bool:
    """Whether two processes would be done with the files from `number` on sooner than one."""
    so_far, left = sum(sizes[:number]), sum(sizes[number:])
    several = len(sizes) - number > 1 and number > 0
    return several and hasattr(os, "fork") and spent * left > WORTH * so_far


def _shares(sizes: Sequence[int], first: int, jobs: int) -> list[list[int]]:
    """The files from `first` on in shares of about the same size, the largest files first."""
    shares: list[list[int]] = [[] for _ in range(min(jobs, len(sizes) - first))]
    loads = [0] * len(shares)
    for number in sorted(range(first, len(sizes)), key=lambda number: -sizes[number]):
        least = loads.index(min(loads))
        shares[least].append(number)
        loads[least] += sizes[number] + 1
    return shares


def _shared(
    here: Callable[[int], Any], elsewhere: Callable[[int], Any], shares: Sequence[Sequence[int]]
) -> dict[int, Any]:
    """The outcomes of all shares, the first of them worked on here."""
    from signal import SIGTERM

    done: dict[int, Any] = {}
    workers: list[_Worker] = []
    readers: list[Thread] = []
    try:
        for share in shares[1:]:
            workers.append(_started(elsewhere, share))
        for worker in workers:  # after the last fork, which would copy a thread's locks
            readers.append(_reader(worker.outcomes, done))
        for number in shares[0]:
            done[number] = here(number)
        for reader in readers:
            reader.join()
    except Exception:
        return done  # whoever asks works on the rest, and meets the same error in its turn
    finally:
        for worker in workers:
            os.kill(worker.process, SIGTERM)  # nothing to one that has returned all
            os.waitpid(worker.process, 0)
        for reader in readers:
            reader.join()
        for worker in workers:
            worker.outcomes.close()
    return done


def _started(work: Callable[[int], Any], share: Sequence[int]) -> _Worker:
    from pickle import HIGHEST_PROTOCOL, dump

    read, write = os.pipe()
    process = os.fork()
    if process:
        os.close(write)
        return _Worker(process, os.fdopen(read, "rb"))
    try:
        os.close(read)
        with os.fdopen(write, "wb") as pipe:
            for number in share:
                dump((number, work(number)), pipe, HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _reader(pipe: BinaryIO, done: dict[int, Any]) -> "Thread":
    """A thread that takes in outcomes as they come: behind a full pipe a process stands still."""
    from threading import Thread

    reader = Thread(target=_take_in, args=(pipe, done), daemon=True)
    reader.start()
    return reader


def _take_in(pipe: BinaryIO, done: dict[int, Any]) -> None:
    """What a process returned, up to where it ended."""
    from pickle import load

    while True:
        try:
            number, outcome = load(pipe)
        except Exception:  # what is cut off may be an error of any kind
            return
        done[number] = outcome
