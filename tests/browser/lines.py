"""A line that can be cut: what lies between a browser and the node, byte for byte, TLS or not."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

HERE = "127.0.0.1"
AT_ONCE = 65_536


class Line:
    """Carries each connection to a port of this machine, until it is cut; then nobody answers."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._open: list[socket.socket] = []
        self._ear = self._listening(0)
        self.port: int = self._ear.getsockname()[1]

    def _listening(self, port: int) -> socket.socket:
        ear = socket.create_server((HERE, port))
        threading.Thread(target=self._accept, args=(ear,), daemon=True).start()
        return ear

    def _accept(self, ear: socket.socket) -> None:
        with suppress(OSError):
            while True:
                caller, _ = ear.accept()
                called = socket.create_connection((HERE, self._to))
                self._open += [caller, called]
                for one, other in ((caller, called), (called, caller)):
                    threading.Thread(target=_carry, args=(one, other), daemon=True).start()

    def cut(self) -> None:
        """Nothing passes any more, not even what is under way."""
        for one in (self._ear, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def mend(self) -> None:
        """The same address answers again."""
        self._ear = self._listening(self.port)


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(AT_ONCE):
            other.sendall(data)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
