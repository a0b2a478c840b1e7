"""The model's card as the report shows it."""

from __future__ import annotations

from datetime import date

import numpy as np

from amont.engine.indicators.calibration import wilson
from amont.engine.indicators.ranking import TOPS
from amont.engine.profiles.layout import Feature as Column
from amont.engine.screen.background import Background
from amont.site.report.data import CalibrationPoint, Feature, Metric, ModelCard, PrecisionAt, Rate

SHOWN = ("auc", "average_precision", "calibration_error")


def model_card(background: Background) -> ModelCard:
    """What the model learned from and how it did on a period it had not seen."""
    card = background.card
    figures = {one.name: one for one in card.figures}
    low, high = wilson(card.offences, card.inspected)
    return ModelCard(
        name=card.version,
        version=card.version,
        learnt_from=date.fromisoformat(card.first_day),
        learnt_to=date.fromisoformat(card.last_day),
        rows=card.rows,
        inspected=card.inspected,
        offences=Rate(card.offences / max(card.inspected, 1), low, high),
        data_hash=card.data_hash,
        metrics=tuple(
            Metric("ece" if name == "calibration_error" else name, one.value, one.low, one.high)
            for name in SHOWN
            if (one := figures.get(name)) is not None
        ),
        precision=tuple(
            PrecisionAt(share, one.value, one.low, one.high, card.oracle(share), card.held_out_rate)
            for share in TOPS
            if (one := figures.get(f"precision_at_{round(share * 100)}")) is not None
        ),
        calibration=tuple(
            CalibrationPoint(one.foreseen, one.observed, one.count, one.low, one.high)
            for one in card.calibration
        ),
        features=_features(background),
        tested_from=date.fromisoformat(card.held_out_from),
        tested_to=date.fromisoformat(card.last_day),
        tested=card.held_out,
    )


def _features(background: Background) -> tuple[Feature, ...]:
    """The twenty columns the score of new records looks at most."""
    part = background.model.offence.new
    columns: list[Column] = [background.model.features[int(place)] for place in part.columns]
    gains = part.gains()
    whole = float(gains.sum()) or 1.0
    best = np.argsort(-gains)[:20]
    return tuple(
        Feature(columns[place].name, columns[place].group.value, float(gains[place]) / whole)
        for place in best
        if gains[place] > 0
    )
