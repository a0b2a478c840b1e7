import numpy as np
import polars as pl

from amont.engine.selectivity.chance import Draws
from amont.engine.selectivity.hits import Hits
from amont.engine.selectivity.lanes import Candidates, decide
from amont.engine.selectivity.reasons import reasons_of
from amont.kernel.lanes import Cause, Lane
from amont.kernel.reasons import Reason
from tests.engine.selectivity import making
from tests.engine.selectivity.day import screened
from tests.engine.selectivity.test_lanes import THRESHOLDS

NOT_OF_A_SCORE = {
    Cause.BLOCK,
    Cause.EARLIER,
    Cause.NEW_OPERATOR,
    Cause.CRITERION,
    Cause.PRICE,
    Cause.EXPLORATION,
    Cause.RANDOM,
}


def test_everything_that_asked_gives_its_reason_in_order():
    candidates = Candidates(
        declaration=np.zeros(1, dtype=np.int32),
        office=pl.Series(["PORT"]),
        uncertainty=np.array([0.25]),
        is_new_operator=np.array([True]),
        held=np.array([True]),
        blocked=np.array([True]),
        price_gap=np.array([-0.6]),
        earlier_lane=np.array([1], dtype=np.int8),
    )
    met = Hits((making.criterion(version=3),), (np.array([0], dtype=np.int32),), 1)
    drawn = Draws(np.array([0.004]), np.array([0.1]), np.array([0.2]), np.array([0.9]))
    decision = decide(candidates, hits=met, thresholds=THRESHOLDS, draws=drawn)

    reasons = reasons_of(0, candidates=candidates, decision=decision, thresholds=THRESHOLDS, draws=drawn)

    titles = {"title_fr": "Véhicules usagés", "title_en": "Used vehicles", "title_pt": "Veículos usados"}
    assert reasons == (
        Reason("data.blocked", Lane.RED),
        Reason("data.held", Lane.YELLOW),
        Reason("earlier.lane", Lane.BLUE, {"lane": "blue"}),
        Reason("operator.new_inspected", Lane.RED, {"draw": 0.2, "share": 0.3}),
        Reason("criterion.hit", Lane.YELLOW, {"criterion": "used-vehicles", "version": "3", **titles}),
        Reason("price.low_in_file", Lane.YELLOW, {"gap": -0.6, "below": 0.6}),
        Reason("chance.exploration", Lane.RED, {"draw": 0.1}),
        Reason("chance.random", Lane.RED, {"draw": 0.004, "share": 0.01}),
    )


def test_a_new_operator_that_is_not_drawn_shows_its_documents():
    candidates = Candidates(
        np.zeros(1, dtype=np.int32), pl.Series(["PORT"]), is_new_operator=np.array([True])
    )
    late = np.array([0.9])
    drawn = Draws(late, late, late, late)
    decision = decide(candidates, hits=Hits((), (), 1), thresholds=THRESHOLDS, draws=drawn)

    reasons = reasons_of(0, candidates=candidates, decision=decision, thresholds=THRESHOLDS, draws=drawn)

    assert reasons == (Reason("operator.new", Lane.YELLOW, {"draw": 0.9, "share": 0.3}),)


def test_an_item_whose_lane_is_not_of_its_score_always_has_a_reason_for_that_lane():
    day = screened(150)

    for row, cause in enumerate(day.decision.causes()):
        reasons = reasons_of(
            row,
            candidates=day.candidates,
            decision=day.decision,
            thresholds=day.plan.thresholds,
            draws=day.draws,
        )

        if cause in NOT_OF_A_SCORE:
            assert max(reason.lane for reason in reasons) == day.decision.lane[row]
        assert all(reason.lane <= day.decision.lane[row] and reason.weight is None for reason in reasons)
