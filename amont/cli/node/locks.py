"""Locks between processes that the system itself lifts when a process dies, kill -9 included."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amont.kernel.errors import AmontError

STEP = 0.05


class Busy(AmontError):
    """Another process has been at the same thing for too long. Facts: path, seconds."""

    code = "node.busy"
    status = 409


class Lock:
    """A lock on a file: alone, or together with others who share it.

    A program that is given `handle` holds the lock too, until it ends and all that it started.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle: int | None = None

    def take(self, *, shared: bool = False) -> bool:
        """Whether the lock was to be had; nothing is waited for. A shared one may become exclusive."""
        if self.handle is None:
            self.handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self.handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def take_within(self, seconds: float) -> bool:
        """As `take`, trying for a while."""
        until = time.monotonic() + seconds
        while not self.take():
            if time.monotonic() > until:
                return False
            time.sleep(STEP)
        return True

    def release(self) -> None:
        """Lets the others in; harmless when nothing is held."""
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


@contextmanager
def alone(path: Path, *, seconds: float) -> Iterator[None]:
    """One process at a time; refuses after `seconds` of waiting."""
    lock = Lock(path)
    try:
        if not lock.take_within(seconds):
            raise Busy(path=str(path), seconds=round(seconds))
        yield
    finally:
        lock.release()


def is_held(path: Path) -> bool:
    """Whether some process holds this lock alone. Asking hinders who takes it for an instant."""
    if not path.exists():
        return False
    lock = Lock(path)
    try:
        return not lock.take(shared=True)
    finally:
        lock.release()
