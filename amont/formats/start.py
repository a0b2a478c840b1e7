"""A stream whose first bytes were looked at, from its first byte again: any stream, a pipe too."""

from __future__ import annotations

import io
from typing import IO, Any


def from_the_start(head: bytes, rest: IO[bytes]) -> IO[bytes]:
    """The whole stream. head: what was read of it; a pipe gives its bytes once."""
    return io.BufferedReader(_Whole(head, rest))


class _Whole(io.RawIOBase):
    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        wanted = len(buffer)
        piece, self._head = self._head[:wanted], self._head[wanted:]
        piece = piece or self._rest.read(wanted)
        buffer[: len(piece)] = piece
        return len(piece)
