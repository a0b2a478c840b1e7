"""A refusal as the terminal tells it; exit codes that every program of the command shares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from amont.cli.language import WORDS, say
from amont.kernel.errors import AmontError

DIFFERS, REFUSED, FAULT = 1, 3, 70


@contextmanager
def refused() -> Iterator[None]:
    """A foreseen refusal becomes a sentence and exit code 3."""
    try:
        yield
    except AmontError as refusal:
        Console(stderr=True, highlight=False).print(
            f"[bold]{say('refused')}[/bold] {_escaped(WORDS.refusal(refusal))}  [dim]({refusal.code})[/dim]",
            soft_wrap=True,
        )
        sys.exit(REFUSED)


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")
