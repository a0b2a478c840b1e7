"""The model's card: what it learned from, and how good it was on a period it had not seen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

import numpy as np
import polars as pl

from amont.engine.indicators.calibration import Bin, bins, calibration_error
from amont.engine.indicators.ranking import TOPS, Figure, figures
from amont.engine.learning.parts import Part
from amont.engine.learning.train import Learned
from amont.engine.profiles.encode import Outcomes, measure
from amont.engine.profiles.hashing import F64


@dataclass(frozen=True)
class Card:
    """What a reader must know before trusting a score. Days are ISO text.

    data_hash: SHA-256 of the history. first_day, last_day: of the history. held_out_from: first day that the
    figures speak of. rows, inspected, offences: of the history. held_out: inspected items of that period, of
    which held_out_rate is the share with an offence. gains: share of the gain of each group of features.
    """

    version: str
    data_hash: str
    first_day: str
    last_day: str
    held_out_from: str
    rows: int
    inspected: int
    offences: int
    critical: int
    held_out: int
    held_out_rate: float
    figures: tuple[Figure, ...]
    calibration: tuple[Bin, ...]
    gains: tuple[tuple[str, float], ...]
    features: tuple[str, ...]
    parts: tuple[tuple[str, str, int], ...]

    def oracle(self, share: float) -> float:
        """The best precision anyone could have at the top `share` of the held-out period."""
        return min(1.0, self.held_out_rate / share) if share else 0.0

    def plain(self) -> dict[str, object]:
        """As numbers and texts, for a machine."""
        out = asdict(self)
        out["oracle"] = {f"precision_at_{round(s * 100)}": self.oracle(s) for s in TOPS}
        return out


def card_of(learned: Learned, found: Outcomes, past: F64, *, history: pl.DataFrame, seed: int) -> Card:
    """The card of what was learned. past: probabilities over the held-out period, inspected or not."""
    known = found.offence[learned.held_out] >= 0
    hit = found.offence[learned.held_out][known].astype(np.float64)
    foreseen = past[known]
    duty = None
    if "duty_recovered" in history.columns:
        duty = np.nan_to_num(measure(history, "duty_recovered"))[learned.held_out][known]
        duty = duty if duty.sum() > 0 else None
    measured = figures(hit, foreseen, duty=duty, seed=seed) + (calibration_error(hit, foreseen, seed=seed),)
    fingerprint = data_hash(history)
    return Card(
        version=f"{_day(history, -1)}-{_trees_hash(learned)[:8]}",
        data_hash=fingerprint,
        first_day=_day(history, 0),
        last_day=_day(history, -1),
        held_out_from=str(date.fromordinal(date(1970, 1, 1).toordinal() + learned.since)),
        rows=history.height,
        inspected=int((found.offence >= 0).sum()),
        offences=int((found.offence == 1).sum()),
        critical=int((found.critical == 1).sum()),
        held_out=len(hit),
        held_out_rate=float(hit.mean()),
        figures=measured,
        calibration=bins(hit, foreseen),
        gains=_gains(learned),
        features=tuple(feature.name for feature in learned.model.features),
        parts=tuple(_parts(learned)),
    )


def _trees_hash(learned: Learned) -> str:
    """SHA-256 of all trees: another seed or another history is another model."""
    targets = [target for target in (learned.model.offence, learned.model.critical) if target]
    parts = [part for target in targets for part in (target.new, target.again) if part]
    whole = sha256()
    for text in (text for part in parts for text in part.texts):
        whole.update(text.encode())
    return whole.hexdigest()


def data_hash(history: pl.DataFrame) -> str:
    """SHA-256 of the history's rows: columns in alphabetical order, rows as they came."""
    return sha256(history.select(sorted(history.columns)).write_csv().encode()).hexdigest()


def _day(history: pl.DataFrame, place: int) -> str:
    """First (0) or last (-1) declared day of the history, in ISO 8601."""
    days = history["declared_on"].drop_nulls().sort()
    return days.cast(pl.String)[place] if len(days) else ""


def _gains(learned: Learned) -> tuple[tuple[str, float], ...]:
    part, features = learned.model.offence.new, learned.model.features
    total: dict[str, float] = {}
    for place, gain in zip(part.columns, part.gains(), strict=True):
        group = features[int(place)].group.value
        total[group] = total.get(group, 0.0) + float(gain)
    whole = sum(total.values()) or 1.0
    return tuple(sorted(((group, gain / whole) for group, gain in total.items()), key=lambda one: -one[1]))


def _parts(learned: Learned) -> list[tuple[str, str, int]]:
    """Name, size and trees of each part."""
    found: list[tuple[str, Part | None]] = [
        ("offence.new", learned.model.offence.new),
        ("offence.again", learned.model.offence.again),
    ]
    if learned.model.critical:
        found += [
            ("critical.new", learned.model.critical.new),
            ("critical.again", learned.model.critical.again),
        ]
    return [(name, part.size, part.trees) for name, part in found if part]
