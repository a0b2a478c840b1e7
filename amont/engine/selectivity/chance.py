"""Lawful chance: draws nobody could foresee, nobody can change, and everybody can compute again.

Before the day the administration publishes the SHA-256 of a secret (the commitment). Each declaration then
draws by HMAC-SHA256(secret, "sequence|reference|content"), where sequence is its number in the day and
content its fingerprint. When the secret is published, anyone computes every draw again. Neither a declarant
(who lacks the secret) nor an officer (whom the commitment binds) can choose a draw.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from amont.engine.selectivity.arrays import Floats
from amont.engine.selectivity.content import Declarations
from amont.engine.selectivity.hits import Hits
from amont.engine.selectivity.refusals import SecretTooShort

SECRET_BYTES = 16  # at least; 32 is the usual
BLOCK = 64  # of SHA-256, in bytes
UNIT = 2.0**-53


@dataclass(frozen=True, slots=True)
class Draws:
    """Four independent uniform numbers in [0, 1) for each declaration: eight bytes each of its HMAC."""

    random: Floats
    exploration: Floats
    operator: Floats
    spare: Floats

    def __len__(self) -> int:
        return len(self.random)


def draws_of(declarations: Declarations, *, secret: bytes) -> Draws:
    """The numbers of every declaration of a file. SecretTooShort."""
    return draws(
        secret,
        sequences=declarations.sequences,
        references=declarations.references,
        contents=declarations.contents,
    )


@dataclass(frozen=True, slots=True)
class Draw:
    """The four numbers of one declaration."""

    random: float
    exploration: float
    operator: float
    spare: float


def commitment(secret: bytes) -> str:
    """What is published before the day: it binds the secret and tells nothing of it. SecretTooShort."""
    if len(secret) < SECRET_BYTES:
        raise SecretTooShort(found=len(secret), least=SECRET_BYTES)
    return sha256(secret).hexdigest()


def draws(
    secret: bytes, *, sequences: Iterable[int], references: Iterable[str], contents: Iterable[str]
) -> Draws:
    """The numbers of many declarations. SecretTooShort."""
    texts = (
        f"{sequence}|{reference}|{content}"
        for sequence, reference, content in zip(sequences, references, contents, strict=True)
    )
    numbers = _uniform(secret, texts)
    return Draws(*(np.ascontiguousarray(numbers[:, place]) for place in range(4)))


def draw(secret: bytes, *, sequence: int, reference: str, content: str) -> Draw:
    """The numbers of one declaration: the same as in bulk. SecretTooShort."""
    commitment(secret)
    digest = hmac.digest(secret, _message(f"{sequence}|{reference}|{content}"), "sha256")
    return Draw(*((int.from_bytes(digest[at : at + 8], "big") >> 11) * UNIT for at in range(0, 32, 8)))


def criterion_draws(
    secret: bytes,
    *,
    criterion: str,
    sequences: Iterable[int],
    references: Iterable[str],
    contents: Iterable[str],
) -> Floats:
    """This criterion's own number for each declaration: HMAC of "sequence|reference|content|criterion".

    Two criteria draw independently; two versions of one criterion, or two items of one declaration, draw
    alike.
    """
    texts = (
        f"{sequence}|{reference}|{content}|{criterion}"
        for sequence, reference, content in zip(sequences, references, contents, strict=True)
    )
    return np.ascontiguousarray(_uniform(secret, texts)[:, 0])


def thinned(met: Hits, *, secret: bytes, declarations: Declarations) -> Hits:
    """The hits that really select: a criterion keeps its share of the declarations that meet it."""
    rows = []
    for criterion, found in zip(met.criteria, met.rows, strict=True):
        if criterion.share >= 1 or not len(found):
            rows.append(found)
            continue
        places, back = np.unique(declarations.index[found], return_inverse=True)
        numbers = criterion_draws(
            secret,
            criterion=criterion.id,
            sequences=(declarations.sequences[place] for place in places.tolist()),
            references=(declarations.references[place] for place in places.tolist()),
            contents=(declarations.contents[place] for place in places.tolist()),
        )
        rows.append(found[numbers[back] < criterion.share])
    return Hits(met.criteria, tuple(rows), met.size)


def _uniform(secret: bytes, texts: Iterable[str]) -> npt.NDArray[np.float64]:
    """Four columns of numbers, one row a text. HMAC as in RFC 2104, both key blocks hashed once for all."""
    commitment(secret)
    key = (sha256(secret).digest() if len(secret) > BLOCK else secret).ljust(BLOCK, b"\0")
    inner, outer = sha256(bytes(byte ^ 0x36 for byte in key)), sha256(bytes(byte ^ 0x5C for byte in key))
    digests = bytearray()
    for text in texts:
        first, second = inner.copy(), outer.copy()
        first.update(_message(text))
        second.update(first.digest())
        digests += second.digest()
    whole = np.frombuffer(bytes(digests), dtype=">u8").reshape(-1, 4)
    return (whole >> np.uint64(11)).astype(np.float64) * UNIT


def _message(text: str) -> bytes:
    return text.encode("utf-8", "replace")
