"""The log's own key: a private file of the node, made at its first use."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amont.journal.checkpoints import SigningKey

FILE = "journal_key"


@lru_cache(maxsize=4)
def signing_key(folder: Path, origin: str) -> SigningKey:
    """The key that signs tree heads; two processes that make it at once end with the same one."""
    path = folder / FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(path)
    return SigningKey(origin, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip())))


def _make(path: Path) -> None:
    """The file appears whole: nobody ever reads half a key."""
    seed = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    part = path.with_name(f".{FILE}.{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(seed)
    with suppress(FileExistsError):
        os.link(part, path)  # noqa: PTH122  fails when another process was first
    part.unlink()
