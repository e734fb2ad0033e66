"""A polite stop: Ctrl-C or SIGTERM only asks, and the gate ends between two steps."""

import signal
from time import monotonic, sleep
from types import FrameType, TracebackType
from typing import Any

STEP = 0.1
"""Seconds after which, at the latest, it is noticed that somebody asked to stop."""


class Stop:
    """While entered, a signal to stop sets `asked` and interrupts nothing."""

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "Stop":
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                self._before[number] = signal.signal(number, self._note)
            except ValueError:  # only the main thread may
                break
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than until somebody asks to stop."""
        until = monotonic() + seconds
        while not self.asked and (left := until - monotonic()) > 0:
            sleep(min(left, STEP))
