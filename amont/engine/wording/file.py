"""The model of words as one file: card and headings as JSON, weights as arrays, bound by a digest.

Nothing in it is run when it is read.
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import asdict
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import numpy as np

from amont.engine.wording.learning import WordCard
from amont.engine.wording.model import Wording
from amont.kernel.errors import AmontError

FORMAT = 1
LARGEST = 1 << 30
ARRAYS = {
    "vocabulary": np.uint64, "rarity": np.float32, "starts": np.int64, "heading": np.int64,
    "weight": np.float32, "bias": np.float32,
}  # fmt: skip
NUMBERS = ("unknown", "temperature", "doubt")
MEMBERS = ("digest.txt", "card.json", "model.json", *(f"{name}.npy" for name in ARRAYS))
DAMAGE = (
    BadZipFile, zlib.error, struct.error, ValueError, KeyError, TypeError, OSError, EOFError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


class NotAWording(AmontError):
    """The file is no model of words, or not of this format. Facts: detail."""

    code = "wording.not_a_model"


class WordingChanged(AmontError):
    """The content differs from its own digest: it was damaged or changed."""

    code = "wording.changed"


def to_bytes(model: Wording, card: WordCard) -> bytes:
    """The file. Same model and card, same bytes."""
    said = {
        "format": FORMAT,
        "headings": model.headings,
        **{name: getattr(model, name) for name in NUMBERS},
    }
    parts = {
        "card.json": json.dumps(asdict(card), sort_keys=True).encode(),
        "model.json": json.dumps(said, sort_keys=True).encode(),
        **{f"{name}.npy": _packed(getattr(model, name)) for name in ARRAYS},
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as bundle:
        for name, content in {"digest.txt": digest_of(parts).encode(), **parts}.items():
            bundle.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return out.getvalue()


def from_bytes(data: bytes) -> tuple[Wording, WordCard]:
    """Model and card of a file. NotAWording, WordingChanged."""
    try:
        with ZipFile(BytesIO(data)) as bundle:
            if sorted(bundle.namelist()) != sorted(MEMBERS):
                raise NotAWording(detail="members")
            if sum(info.file_size for info in bundle.infolist()) > LARGEST:
                raise NotAWording(detail="size")
            parts = {name: bundle.read(name) for name in MEMBERS}
    except DAMAGE as error:
        raise NotAWording(detail=type(error).__name__) from error
    if parts.pop("digest.txt").decode("ascii", "replace") != digest_of(parts):
        raise WordingChanged
    try:
        return _restored(parts)
    except DAMAGE as error:
        raise NotAWording(detail=type(error).__name__) from error


def digest_of(parts: dict[str, bytes]) -> str:
    """SHA-256 of the parts, by name."""
    return sha256(b"".join(sha256(parts[name]).digest() for name in sorted(parts))).hexdigest()


def _packed(array: Any) -> bytes:
    out = BytesIO()
    np.save(out, array, allow_pickle=False)
    return out.getvalue()


def _restored(parts: dict[str, bytes]) -> tuple[Wording, WordCard]:
    raw = json.loads(parts["model.json"])
    if raw["format"] != FORMAT:
        raise NotAWording(detail=f"format {raw['format']}")
    arrays: dict[str, Any] = {
        name: np.load(BytesIO(parts[f"{name}.npy"]), allow_pickle=False) for name in ARRAYS
    }
    numbers: dict[str, Any] = {name: float(raw[name]) for name in NUMBERS}
    if not all(one.dtype == ARRAYS[name] and one.ndim == 1 for name, one in arrays.items()):
        raise NotAWording(detail="arrays")
    model = Wording(headings=tuple(raw["headings"]), **arrays, **numbers)
    if not _fits_together(model):
        raise NotAWording(detail="arrays")
    card = json.loads(parts["card.json"])
    return model, WordCard(**{**card, "calibration": tuple(tuple(line) for line in card["calibration"])})


def _fits_together(model: Wording) -> bool:
    """Compiled loops trust the arrays: no place may lead out of them."""
    pieces, headings = len(model.vocabulary), len(model.headings)
    return (
        len(model.rarity) == pieces > 0
        and len(model.bias) == headings
        and len(model.starts) == pieces + 1
        and len(model.heading) == len(model.weight) == int(model.starts[-1])
        and int(model.starts[0]) == 0
        and bool((np.diff(model.starts) >= 0).all())
        and bool(((model.heading >= 0) & (model.heading < headings)).all())
        and bool((model.vocabulary[1:] > model.vocabulary[:-1]).all())
        and model.temperature > 0
    )
