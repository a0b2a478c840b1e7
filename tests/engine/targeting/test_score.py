"""The score adds up, never falls when more is noticed, and is the same alone and in bulk."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.engine.targeting.rates import BASE_RATE
from amont.engine.targeting.refusals import WeightOutOfRange
from amont.engine.targeting.scoring import scores_of, terms
from amont.engine.targeting.sheet import sheet_of
from amont.engine.targeting.target import target
from amont.engine.targeting.weights import DEFAULT, Weights
from tests.engine.targeting import making

# What may be noticed of an ordinary bill of a well known office, one change each.
NOTICED: dict[str, dict[str, object]] = {
    "targeting.consignee_unnamed": {"consignee": "TO ORDER"},
    "targeting.goods_vague": {"vague": ["general cargo"]},
    "targeting.goods_unlike_code": {"heading": "2203"},
    "targeting.danger_undeclared": {"description": "Acetone"},
    "targeting.density_odd": {"volume_m3": 1.0},
    "targeting.package_weight_odd": {"package_kind": "AE"},
    "targeting.transhipped_often": {"transhipments": ["ESALG", "MATNG"]},
    "targeting.route_rare": {"route.bills": 0},
    "targeting.goods_new_from_port": {"goods_port.bills": 0},
    "targeting.freight_missing": {"freight": None},
    "targeting.amended_late": {"amendments": 1, "last_amended_h": 3.0},
    "targeting.announced_late": {"announced_at": 5.0},
    "targeting.listed": {"listed": ["WL-7"]},
    "targeting.offender_resembled": {"offender_match_certainty": 0.9},
}


def log_odds(*changes: dict[str, object]) -> np.ndarray:
    asked = making.bills(*(making.KNOWN | change for change in changes))
    return scores_of(sheet_of(asked, making.boxes()).bills, DEFAULT).log_odds


def test_every_indicator_and_history_has_a_weight_and_no_weight_is_of_nothing():
    assert {term.code for term in terms()} == set(DEFAULT.of)


def test_a_bill_without_indicator_stands_below_its_office_by_the_intercept():
    rate = (40 + 2) / (400 + 20)

    assert log_odds({}) == pytest.approx([np.log(rate / (1 - rate)) + DEFAULT.intercept])


def test_an_office_without_results_leans_on_the_usual_rate():
    unknown = {"office.inspected": None, "office.offences": None}

    assert log_odds(unknown) == pytest.approx([np.log(BASE_RATE / (1 - BASE_RATE)) + DEFAULT.intercept])


@pytest.mark.parametrize("code", NOTICED)
def test_an_indicator_adds_its_weight_to_the_log_odds(code):
    ordinary, noticed = log_odds({}, NOTICED[code])

    assert noticed - ordinary == pytest.approx(DEFAULT.of[code])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(sorted(NOTICED)), unique=True), st.sampled_from(sorted(NOTICED)))
def test_a_score_never_falls_when_more_is_noticed(few, one):
    less = {name: fact for code in few for name, fact in NOTICED[code].items()}

    before, after = log_odds(less, less | NOTICED[one])

    assert after >= before


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["consignee", "shipper", "carrier", "pair", "route", "trade"]),
    st.integers(1, 200),
    st.integers(0, 199),
)
def test_a_score_never_falls_with_an_offence_that_controls_found(name, inspected, offences):
    found = min(offences, inspected - 1)
    known = {f"{name}.inspected": inspected}

    before, after = log_odds(known | {f"{name}.offences": found}, known | {f"{name}.offences": found + 1})

    assert after >= before


def test_a_history_at_the_rate_of_its_office_weighs_nothing():
    office, like_it = {"office.inspected": 380, "office.offences": 76}, {"consignee.inspected": 50}

    assert log_odds(office, office | like_it | {"consignee.offences": 10})[1] > log_odds(office)[0]
    rate = (76 + 2) / (380 + 20)
    assert log_odds({"shipper.inspected": 1000} | office | {"shipper.offences": int(1000 * rate)}) == (
        pytest.approx(log_odds(office))
    )


def test_a_clean_past_halves_the_odds_at_most():
    clean = {"consignee.inspected": 5_000, "consignee.offences": 0}

    ordinary, trusted = log_odds({}, clean)

    assert trusted - ordinary == pytest.approx(-0.7 * DEFAULT.of["targeting.consignee_history"])


def test_one_result_moves_a_rate_less_than_many():
    once = {"consignee.inspected": 1, "consignee.offences": 1}
    often = {"consignee.inspected": 20, "consignee.offences": 20}

    ordinary, one, many = log_odds({}, once, often)

    assert 0 < one - ordinary < many - ordinary


def test_the_weights_of_all_reasons_add_up_to_the_log_odds():
    change = NOTICED["targeting.goods_vague"] | NOTICED["targeting.route_rare"]
    history = {"consignee.inspected": 20, "consignee.offences": 9}
    bills = making.bills(making.KNOWN | change | history)

    found = target(bills, making.boxes({"seals": []}))

    (reasons,) = found.reasons()
    assert [reason.code for reason in reasons] == [
        "targeting.consignee_history",
        "targeting.goods_vague",
        "targeting.route_rare",
        "targeting.seal_missing",
    ]
    total = found.scores.base[0] + DEFAULT.intercept + sum(reason.weight for reason in reasons)
    assert total == pytest.approx(found.scores.log_odds[0])


def test_a_bill_has_the_same_score_alone_and_among_others():
    changes = [making.KNOWN | change for change in NOTICED.values()]
    boxes = making.boxes(*(making.KNOWN_BOX | {"bill": str(n + 1)} for n in range(len(changes))))
    whole = making.bills(*(change | {"voyage": f"V{n}"} for n, change in enumerate(changes)))

    together = target(whole, boxes).scores.value.tolist()

    alone = [
        target(whole[n], boxes.filter(pl.col("bill") == str(n + 1))).scores.value[0]
        for n in range(whole.height)
    ]
    assert together == alone


def test_a_table_with_nothing_but_keys_has_the_score_of_its_unknown_office():
    bare = target(pl.DataFrame({"key": ["1"]}), pl.DataFrame({"bill": ["1"]}))

    rest = {code: column[0] for code, column in bare.scores.answers.items() if column[0]}
    assert rest == {"targeting.freight_missing": True}


def test_an_empty_voyage_is_screened_too():
    nothing = target(making.bills()[:0], making.boxes())

    assert nothing.lanes() == []
    assert nothing.reasons() == []


def weights(**changes: object) -> Weights:
    raw: dict[str, object] = {
        "version": "1", "made_on": date(2026, 1, 1), "valid_from": date(2026, 1, 1), "evidence": "D",
        "intercept": -1.0, "of": {"targeting.listed": 1.0},
    }  # fmt: skip
    return Weights(**(raw | changes))


@pytest.mark.parametrize("weight", [-0.1, float("nan"), float("inf")])
def test_a_weight_is_a_number_that_never_speaks_for_a_bill(weight):
    with pytest.raises(WeightOutOfRange) as refused:
        weights(of={"targeting.listed": weight})

    assert refused.value.facts["indicator"] == "targeting.listed"


def test_the_digest_names_what_decides_and_nothing_else():
    same = weights(version="2", of={"targeting.freight_missing": 0.0, "targeting.listed": 1.0000000001})

    assert same.digest == weights().digest
    assert weights(intercept=-1.1).digest != weights().digest
    assert weights(of={"targeting.listed": 1.1}).digest != weights().digest
