from dataclasses import replace

import numpy as np
import pytest

from amont.engine.learning.parts import calibrate, log_loss, probability
from amont.engine.learning.reasons import explain
from amont.engine.learning.train import Lessons, learn
from amont.engine.profiles.encode import encode, outcomes
from amont.engine.profiles.profiles import Profiles
from amont.kernel.lanes import Lane
from tests.engine.trade import RECORD, RULES, trade


def lessons(items):
    profiles = Profiles(rules=RULES)
    encoded, found = encode(items, repeated=RECORD), outcomes(items)
    look = profiles.advance(encoded, results=encoded, found=found)
    return Lessons(look, encoded.day, encoded.records, found.offence, found.critical, profiles.features)


def silent(name: str, done: float) -> None:
    """Progress nobody looks at."""


@pytest.fixture(scope="module")
def learned():
    history = lessons(trade(items=2_500, seed=4))
    return history, learn(history, seed=1, progress=silent)


def test_the_reasons_and_the_constant_add_up_to_the_log_odds_of_the_score(learned):
    history, found = learned
    values, repeated = history.look.values[-200:], history.look.repeated[-200:]

    told = explain(
        found.model.offence, values, repeated=repeated, base=history.look.base[-200:],
        features=history.features, lanes=[Lane.RED] * 200,
    )  # fmt: skip

    weights = np.array([sum(reason.weight for reason in reasons) for reasons in told.reasons])
    score = found.model.offence.log_odds(values, repeated=repeated)
    np.testing.assert_allclose(told.constant + weights + told.rest, score, atol=1e-9)
    assert max(len(reasons) for reasons in told.reasons) in (3, 4, 5)


def test_the_same_history_and_seed_give_the_same_trees(learned):
    history, found = learned

    again = learn(history, seed=1, progress=silent)

    assert again.model.offence.new.texts == found.model.offence.new.texts


def test_the_score_ranks_offences_above_compliant_items_on_days_it_had_not_seen(learned):
    history, found = learned
    hit = history.offence[found.held_out]

    ranked = hit[np.argsort(-found.offence)]

    assert ranked[:100].mean() > 1.5 * hit.mean()


def test_too_few_results_teach_no_score():
    assert learn(lessons(trade(items=150, seed=4)), seed=1, progress=silent) is None


def test_a_history_without_offences_teaches_no_score():
    clean = trade(items=800, seed=4).with_columns(offence=0 * trade(items=800, seed=4)["offence"])

    assert learn(lessons(clean), seed=1, progress=silent) is None


def test_items_that_were_not_inspected_do_not_change_the_score():
    items = trade(items=1_500, seed=8, inspected=0.5)
    known = items["offence"].is_not_null().to_numpy()
    history = lessons(items)

    guessed = replace(history, offence=np.where(known, history.offence, -1))

    one, other = (learn(told, seed=1, progress=silent) for told in (guessed, history))
    assert (history.offence[~known] == -1).all()
    assert one.model.offence.new.texts == other.model.offence.new.texts


def test_calibration_brings_true_log_odds_back():
    draw = np.random.default_rng(1)
    truth = draw.normal(-1, 1.5, 20_000)
    hit = (draw.random(20_000) < probability(truth)).astype(float)

    slope, intercept = calibrate(2 * truth + 1, hit)

    assert slope == pytest.approx(0.5, abs=0.03)
    assert intercept == pytest.approx(-0.5, abs=0.05)
    assert log_loss(hit, slope * (2 * truth + 1) + intercept) < log_loss(hit, 2 * truth + 1)


def test_a_held_out_period_that_says_the_contrary_never_turns_the_order_round():
    slope, _ = calibrate(np.array([-2.0, 2.0] * 50), np.array([1.0, 0.0] * 50))

    assert slope == 0.05
