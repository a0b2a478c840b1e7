"""The day's secret: from a file, from a seed for a run one wants to repeat, else drawn."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from amont.cli.settings import file_bytes

SECRET_BYTES = 32


def secret_of(path: Path | None, seed: int | None) -> bytes:
    """The bytes of the day's draws. A seed is no secret: it serves to repeat a run, not to control."""
    if path is not None:
        text = file_bytes(path).strip()
        try:
            return bytes.fromhex(text.decode("ascii"))
        except (ValueError, UnicodeDecodeError):
            return text
    if seed is not None:
        return sha256(f"amont seed {seed}".encode()).digest()
    return os.urandom(SECRET_BYTES)
