"""What was learned before the day: profiles, the model, the past scores that thresholds are solved from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import polars as pl

from amont.engine.learning.model import Model
from amont.engine.learning.parts import probability
from amont.engine.learning.stake import duty_at_stake
from amont.engine.learning.train import Learned, Lessons, Progress, learn
from amont.engine.profiles.encode import Outcomes, encode, measure, outcomes
from amont.engine.profiles.hashing import F64, I64
from amont.engine.profiles.kernels import Bools
from amont.engine.profiles.profiles import Look, Profiles
from amont.engine.screen.card import Card, card_of
from amont.engine.screen.policy import Policy
from amont.engine.selectivity.chance import draws_of, thinned
from amont.engine.selectivity.content import Declarations
from amont.engine.selectivity.hits import hits
from amont.engine.selectivity.lanes import uncertainty
from amont.engine.selectivity.thresholds import ANY_OFFICE, Past, Shares, past_of
from amont.kernel.lanes import Lane

LEAST_UNSEEN = 500
REPEATED = (("importer", "hs_code", "origin", "net_kg", "customs_value"),)  # where a mapping names none


@dataclass
class Background:
    """Ready to score. `profiles` moves forward as items are read.

    past: scores of past declarations, for thresholds. recovery: part of its duty at stake that an offence
    brought on average.
    repeated: the column sets by which a record repeats.
    """

    profiles: Profiles
    model: Model
    past: Past
    recovery: float
    card: Card
    repeated: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PastItems:
    """Scores of the items of the held-out period."""

    probability: F64
    expected_duty: F64
    critical: F64 | None
    uncertainty: F64


def remember(
    history: pl.DataFrame,
    *,
    repeated: Sequence[Sequence[str]],
    policy: Policy,
    seed: int,
    progress: Progress,
) -> Background | None:
    """Profiles and model from a history with results; None when it holds too few results to score.

    history: canonical columns with outcomes, in any order. repeated: from the mapping.
    """
    progress("profiles", 0.0)
    encoded, found = encode(history, repeated=repeated), outcomes(history)
    profiles = Profiles(rules=len(repeated))
    look = profiles.advance(encoded, results=encoded, found=found)
    progress("learning", 0.1)
    lessons = Lessons(look, encoded.day, encoded.records, found.offence, found.critical, profiles.features)
    learned = learn(lessons, seed=seed, progress=progress)
    if learned is None:
        return None
    progress("thresholds", 0.9)
    stake = duty_at_stake(encoded, look)
    recovery = _recovery(history, found, stake)
    items, honest = _past_items(learned, found, look, stake, recovery)
    past = _past(history, learned, items, look, policy, seed=seed)
    card = card_of(learned, found, honest, history=history, seed=seed)
    return Background(profiles, learned.model, past, recovery, card, tuple(tuple(one) for one in repeated))


def _recovery(history: pl.DataFrame, found: Outcomes, stake: F64) -> float:
    """Part of the duty at stake that an offence brought on average; 1 when recoveries were not recorded."""
    recovered = np.nan_to_num(measure(history, "duty_recovered"))
    offences = found.offence == 1
    if recovered[offences].sum() <= 0 or stake[offences].sum() <= 0:
        return 1.0
    return float(np.clip(recovered[offences].sum() / stake[offences].sum(), 0.01, 1.0))


def _past_items(
    learned: Learned, found: Outcomes, look: Look, stake: F64, recovery: float
) -> tuple[PastItems, F64]:
    """Scores that thresholds are solved from, and the honest probabilities that the card speaks of."""
    rows = learned.held_out
    values, repeated = look.values[rows], look.repeated[rows]
    unseen = found.offence[rows] < 0
    honest = probability(learned.offence)
    p = as_today(learned.model.offence_probability(values, repeated=repeated), honest=honest, unseen=unseen)
    critical = learned.model.critical_probability(values, repeated=repeated)
    if critical is not None and learned.critical is not None:
        critical = as_today(critical, honest=probability(learned.critical), unseen=unseen)
    past = PastItems(p, p * stake[rows] * recovery, critical, uncertainty(p, known=look.results_known[rows]))
    return past, honest


def as_today(grown: F64, *, honest: F64, unseen: Bools) -> F64:
    """Past scores as today's trees would have given them without having learned from those very items.

    grown: by today's trees. honest: by trees that stopped before. unseen: items that were not inspected, so
    that today's trees never learned from them. The others are brought from the honest score to today's by the
    quantiles of the unseen ones; with too few of these, the honest scores stand.
    """
    if unseen.sum() < LEAST_UNSEEN:
        return honest
    steps = np.linspace(0, 1, 201)
    brought = np.interp(honest, np.quantile(honest[unseen], steps), np.quantile(grown[unseen], steps))
    return np.where(unseen, grown, brought)


def _past(
    history: pl.DataFrame, learned: Learned, scores: PastItems, look: Look, policy: Policy, *, seed: int
) -> Past:
    """Past declarations with the lane that criteria and new operators had already taken."""
    rows = learned.held_out
    items = history[rows]
    index = declaration_index(items)
    names = items["reference"].cast(pl.String).fill_null("").to_list()
    _, first = np.unique(index, return_index=True)
    references = tuple(names[place] for place in first)
    declarations = Declarations(
        index.astype(np.int32), tuple(range(1, len(references) + 1)), references, ("",) * len(references)
    )
    days = items["declared_on"].to_numpy().astype("datetime64[D]")
    secret = sha256(f"past {seed}".encode()).digest()
    met = thinned(hits(policy.criteria, items, on=days), secret=secret, declarations=declarations)
    taken = np.zeros(len(rows), np.int8)
    for criterion, found in zip(met.criteria, met.rows, strict=True):
        taken[found] = np.maximum(taken[found], np.int8(criterion.lane))
    new = (look.importer_seen[rows] < policy.new_below) & (items_have(items, "importer"))
    inspected = draws_of(declarations, secret=secret).operator[index] < _usual(policy).new_operator
    lane = np.where(inspected, np.int8(Lane.RED), np.int8(Lane.YELLOW))
    taken[new] = np.maximum(taken[new], lane[new])
    office = items["office"] if "office" in items.columns else pl.Series([""] * len(rows))
    return past_of(
        office,
        declaration=index.astype(np.int32),
        taken=taken,
        probability=scores.probability,
        expected_duty=scores.expected_duty,
        critical=scores.critical,
        uncertainty=scores.uncertainty,
    )


def _usual(policy: Policy) -> Shares:
    """Shares of the offices that have none of their own."""
    return policy.shares.get(ANY_OFFICE, Shares())


def items_have(items: pl.DataFrame, name: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """True where a text column is filled."""
    if name not in items.columns:
        return np.zeros(items.height, np.bool_)
    return (items[name].cast(pl.String).fill_null("") != "").to_numpy()


def declaration_index(items: pl.DataFrame) -> I64:
    """Place of each item's declaration (reference and version), from 0 in order of first appearance."""
    version = pl.col("version").fill_null(1) if "version" in items.columns else pl.lit(1).alias("version")
    keys = items.select(pl.col("reference").fill_null(""), version)
    first = keys.unique(maintain_order=True).with_row_index("place")
    joined = keys.join(first, on=["reference", "version"], how="left", maintain_order="left")
    return joined["place"].cast(pl.Int64).to_numpy()
