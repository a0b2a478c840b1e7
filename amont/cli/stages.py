"""Progress of long work on the error stream, and the seconds each stage took."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from amont.cli.language import WORDS
from amont.site.report.render import STAGES


class Stages:
    """A bar for people on a terminal, nothing elsewhere; seconds of each stage in any case."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._name = ""
        self._since = 0.0
        self._task: TaskID | None = None
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
            transient=True,
        )

    def __enter__(self) -> Stages:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        self._bar.stop()

    def __call__(self, name: str, done: float = 0.0) -> None:
        """A stage is under way, `done` of it from 0 to 1 (0: unknown)."""
        if name != self._name:
            self._close()
            self._name, self._since = name, time.perf_counter()
            self._task = self._bar.add_task(WORDS.sentence(STAGES[name]), total=None)
        if self._task is not None and done > 0:
            self._bar.update(self._task, total=1.0, completed=done)

    def _close(self) -> None:
        if self._name:
            spent = time.perf_counter() - self._since
            self.seconds[self._name] = round(self.seconds.get(self._name, 0.0) + spent, 3)
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._name, self._task = "", None
