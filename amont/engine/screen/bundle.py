"""A model as one file: its card, its trees, the state of the profiles, the past scores.

The file is bound by its own digest: a changed byte is refused. Load models only from whom you trust.
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import asdict
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import numpy as np
import polars as pl
from lightgbm.basic import LightGBMError

from amont.engine.indicators.calibration import Bin
from amont.engine.indicators.ranking import Figure
from amont.engine.learning.model import Model, Target
from amont.engine.learning.parts import Part
from amont.engine.profiles.books import Arrays
from amont.engine.profiles.layout import features
from amont.engine.profiles.state import arrays_of, profiles_of
from amont.engine.screen.background import Background
from amont.engine.screen.card import Card
from amont.engine.selectivity.thresholds import Past
from amont.kernel.errors import AmontError

FORMAT = 1
LARGEST = 4 << 30
MEMBERS = ("digest.txt", "card.json", "model.json", "arrays.npz")
# What a zip whose bytes were damaged raises, besides BadZipFile.
DAMAGE = (
    BadZipFile, zlib.error, struct.error, ValueError, KeyError, OSError, EOFError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
PAST = ("probability", "expected_duty", "critical", "uncertainty", "taken")


class NotAModel(AmontError):
    """The file is no model of Amont, or not of this format. Facts: detail."""

    code = "model.not_a_model"


class ModelChanged(AmontError):
    """The file's content differs from its own digest: it was damaged or changed."""

    code = "model.changed"


def to_bytes(background: Background) -> bytes:
    """The model file. Same background, same bytes."""
    arrays = {f"profiles/{name}": array for name, array in arrays_of(background.profiles).items()}
    arrays |= {f"past/{name}": getattr(background.past, name) for name in PAST}
    parts = {
        "card.json": json.dumps(asdict(background.card), sort_keys=True).encode(),
        "model.json": json.dumps(_model_text(background), sort_keys=True).encode(),
        "arrays.npz": _packed(arrays),
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as bundle:
        for name, content in {"digest.txt": _digest(parts).encode(), **parts}.items():
            bundle.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return out.getvalue()


def from_bytes(data: bytes) -> Background:
    """The background a model file holds. NotAModel, ModelChanged."""
    try:
        with ZipFile(BytesIO(data)) as bundle:
            if sorted(bundle.namelist()) != sorted(MEMBERS):
                raise NotAModel(detail="members")
            if sum(info.file_size for info in bundle.infolist()) > LARGEST:
                raise NotAModel(detail="size")
            parts = {name: bundle.read(name) for name in MEMBERS}
    except DAMAGE as error:
        raise NotAModel(detail=type(error).__name__) from error
    if parts.pop("digest.txt").decode("ascii", "replace") != _digest(parts):
        raise ModelChanged
    try:
        return _restored(parts)
    except (ValueError, KeyError, TypeError, IndexError, EOFError, LightGBMError) as error:
        raise NotAModel(detail=type(error).__name__) from error


def _digest(parts: dict[str, bytes]) -> str:
    return sha256(b"".join(sha256(parts[name]).digest() for name in sorted(parts))).hexdigest()


def _packed(arrays: Arrays) -> bytes:
    """Arrays as .npy members of a zip, with fixed times so that the bytes depend on the content alone."""
    out = BytesIO()
    with ZipFile(out, "w") as pack:
        for name in sorted(arrays):
            member = BytesIO()
            np.save(member, arrays[name], allow_pickle=False)
            pack.writestr(ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), member.getvalue())
    return out.getvalue()


def _part_text(part: Part | None) -> dict[str, object] | None:
    return {**asdict(part), "columns": part.columns.tolist()} if part else None


def _target_text(target: Target | None) -> dict[str, object] | None:
    return {"new": _part_text(target.new), "again": _part_text(target.again)} if target else None


def _model_text(background: Background) -> dict[str, object]:
    return {
        "format": FORMAT,
        "recovery": background.recovery,
        "repeated": background.repeated,
        "offices": background.past.office.to_list(),
        "offence": _target_text(background.model.offence),
        "critical": _target_text(background.model.critical),
    }


def _part(raw: dict[str, object] | None) -> Part | None:
    if raw is None:
        return None
    given = {"columns": np.array(raw["columns"], np.int64), "texts": tuple(raw["texts"])}  # type: ignore[arg-type]
    return Part(**{**raw, **given})  # type: ignore[arg-type]


def _target(raw: dict[str, dict[str, object] | None] | None) -> Target | None:
    if raw is None:
        return None
    new = _part(raw["new"])
    if new is None:
        raise ValueError("a target needs its part for new records")
    target = Target(new, _part(raw["again"]))
    for part in (target.new, target.again):
        if part is not None and not part.boosters:  # read now: trees that cannot be read refuse the file
            raise ValueError("a part needs its trees")
    return target


def _restored(parts: dict[str, bytes]) -> Background:
    raw = json.loads(parts["model.json"])
    if raw["format"] != FORMAT:
        raise NotAModel(detail=f"format {raw['format']}")
    with np.load(BytesIO(parts["arrays.npz"]), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    rules = len(raw["repeated"])
    offence = _target(raw["offence"])
    if offence is None:
        raise NotAModel(detail="offence")
    card = _card(json.loads(parts["card.json"]))
    if card.features != tuple(feature.name for feature in features(rules)):
        raise NotAModel(detail="features")
    own = {
        name.removeprefix("profiles/"): array
        for name, array in arrays.items()
        if name.startswith("profiles/")
    }
    past = Past(
        pl.Series("office", raw["offices"], dtype=pl.String), *(arrays[f"past/{name}"] for name in PAST)
    )
    return Background(
        profiles_of(own, rules=rules),
        Model(offence, _target(raw["critical"]), features(rules)),
        past,
        float(raw["recovery"]),
        card,
        tuple(tuple(columns) for columns in raw["repeated"]),
    )


def _card(raw: dict[str, object]) -> Card:
    lists = {
        "figures": tuple(Figure(**one) for one in raw["figures"]),  # type: ignore[attr-defined]
        "calibration": tuple(Bin(**one) for one in raw["calibration"]),  # type: ignore[attr-defined]
        "gains": tuple((name, gain) for name, gain in raw["gains"]),  # type: ignore[attr-defined]
        "features": tuple(raw["features"]),  # type: ignore[arg-type]
        "parts": tuple((name, size, trees) for name, size, trees in raw["parts"]),  # type: ignore[attr-defined]
    }
    return Card(**{**raw, **lists})  # type: ignore[arg-type]
