"""Stages of a start on the terminal: what is under way, then what it took; plain lines where nobody looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

from rich.console import Console
from rich.markup import escape

from amont.cli.language import say

SHOWN = 80  # signs of a detail


class Progress:
    """Numbers the stages; `count` of them are expected."""

    def __init__(self, count: int) -> None:
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.count = count
        self.done = 0

    @contextmanager
    def stage(self, title: str) -> Iterator[Callable[[str], None]]:
        """One stage, told with its seconds when it ends well. Gives what shows a word of how far it is."""
        self.done += 1
        since = time.perf_counter()
        with self.console.status(escape(self._words(title)), spinner="dots") as status:
            yield lambda detail: status.update(escape(f"{self._words(title)}  {detail[:SHOWN]}"))
        spent = say("up.seconds", seconds=Decimal(f"{time.perf_counter() - since:.1f}"))
        self.console.print(f"{self._words(title)}  {spent}", markup=False)

    def _words(self, title: str) -> str:
        return f"{self.done}/{self.count} {title}"

    def show(self, lines: list[str]) -> None:
        """What a program told, as it told it."""
        for line in lines:
            self.console.print(f"  {line}", style="dim", markup=False)


def tell(code: str, **facts: object) -> None:
    """One line for what happens while the node runs."""
    print(say(code, **facts), flush=True)
