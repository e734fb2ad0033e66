"""One gate at a time on an inbox: a lock that the system takes back when its owner dies."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from perfcheck.errors import ConfigError
from perfcheck.messages import Message


@contextmanager
def locked(folder: str) -> Iterator[int]:
    """Hold the lock in the gate's own folder; the file stays, so that no two are ever held.

    Raises ConfigError where another gate holds it, OSError where the folder cannot be written.
    """
    number = os.open(os.path.join(folder, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _take(number):
            who = os.read(number, 20).decode("ascii", "replace").strip()
            raise ConfigError(
                Message(
                    f"另一个 perfcheck gate（进程 {who}）正在处理这个收件夹",
                    f"another perfcheck gate (process {who}) is at work on this inbox",
                ),
                os.path.dirname(folder),
            )
        os.ftruncate(number, 0)
        os.write(number, f"{os.getpid()}\n".encode())
        yield number
    finally:
        with suppress(OSError):
            os.close(number)


def _take(number: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return _take_on_windows(number)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_on_windows(number: int) -> bool:
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
