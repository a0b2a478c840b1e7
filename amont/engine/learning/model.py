"""The learned model: which part speaks for which item, and what each feature weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from amont.engine.learning.parts import Part, probability
from amont.engine.profiles.hashing import F64
from amont.engine.profiles.kernels import F32, Bools
from amont.engine.profiles.layout import Feature


@dataclass(frozen=True)
class Target:
    """What is foreseen (an offence, a threat to safety): a part for new records, one for repeated ones."""

    new: Part
    again: Part | None

    def log_odds(self, values: F32, *, repeated: Bools) -> F64:
        """Calibrated log-odds. repeated: the record had a result before."""
        if self.again is None or not repeated.any():
            return self.new.log_odds(values)
        out = np.empty(len(values))
        for part, rows in ((self.new, ~repeated), (self.again, repeated)):
            if rows.any():
                out[rows] = part.log_odds(values[rows])
        return out

    def explain(self, values: F32, *, repeated: Bools) -> tuple[F64, F64]:
        """(items, features) shares of the log-odds, and the constant of each item; they add up to it."""
        shares = np.zeros(values.shape)
        constants = np.zeros(len(values))
        for part, rows in ((self.new, ~repeated), (self.again, repeated)):
            part = part or self.new
            places = np.flatnonzero(rows)
            if len(places):
                found, constants[places] = part.contributions(values[places])
                shares[np.ix_(places, part.columns)] = found
        return shares, constants


@dataclass(frozen=True)
class Model:
    """Probability of an offence and, apart, of a threat to safety."""

    offence: Target
    critical: Target | None
    features: tuple[Feature, ...]

    def offence_probability(self, values: F32, *, repeated: Bools) -> F64:
        """Probability that a control finds an offence."""
        return probability(self.offence.log_odds(values, repeated=repeated))

    def critical_probability(self, values: F32, *, repeated: Bools) -> F64 | None:
        """Probability that a control finds a threat to safety; None when history could not teach it."""
        if self.critical is None:
            return None
        return probability(self.critical.log_odds(values, repeated=repeated))
