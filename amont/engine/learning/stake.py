"""Duty at stake: what the State would lose if the declaration hid the worst that is usual."""

from __future__ import annotations

import numpy as np

from amont.engine.profiles.encode import Encoded, value_of
from amont.engine.profiles.hashing import F64
from amont.engine.profiles.profiles import Look

MOST_UPLIFT = 3.0  # a usual price never lifts the declared value further than this


def duty_at_stake(items: Encoded, look: Look) -> F64:
    """Duty at stake of each item, in national currency; 0 where nothing is known.

    The greater of the taxes printed on the declaration and of rate x value, where the rate is the greater of
    the declared and of the usual one for the goods, and the value the greater of the declared and of the
    usual one for the mass, lifted three times at most.
    """
    measures = items.measures
    value = np.nan_to_num(value_of(measures))
    usual = np.nan_to_num(look.usual_per_kg * measures["net_kg"])
    lifted = np.maximum(value, np.minimum(usual, MOST_UPLIFT * value))
    rate = np.fmax(np.nan_to_num(measures["duty_rate_pct"]), np.nan_to_num(look.usual_rate))
    printed = np.nan_to_num(measures["duties"])
    return np.maximum(np.maximum(printed, rate / 100.0 * lifted), 0.0)
