"""A progress bar for runs that take long: on a terminal only, and only after a second."""

import sys
from time import monotonic
from types import TracebackType
from typing import Any

from perfcheck.reporters.wording import visible

PATIENCE = 1.0


class Progress:
    """Call it before each file with (done, total, name); after a while it shows a bar."""

    def __init__(self) -> None:
        self._began = monotonic()
        self._wanted = sys.stderr.isatty()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _t: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, done: int, total: int, name: str) -> None:
        if not self._wanted:
            return
        if not self._bar:
            if total < 2 or monotonic() - self._began < PATIENCE:
                return
            self._open(total)
        self._bar.update(self._task, completed=done, name=visible(name))

    def _open(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=total, name="")
        self._bar.start()
