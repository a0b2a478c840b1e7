"""What was known the day before: counted strictly before, and alike one by one and in bulk."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from amont.engine.targeting.past import boxes_with_past, past_of, with_past
from amont.engine.targeting.target import target
from tests.engine.targeting import making

FIRST, SECOND = date(2026, 9, 1), date(2026, 9, 2)


def counts(asked: pl.DataFrame, past: pl.DataFrame, *names: str) -> dict[str, object]:
    return with_past(asked, past=past_of(past, making.boxes())).select(names).row(0, named=True)


@pytest.mark.parametrize(("day", "bills"), [(FIRST, 0), (SECOND, 1)])
def test_a_bill_counts_from_the_day_after_it_was_announced(day, bills):
    past = making.bills({"key": "p", "announced_on": FIRST})

    found = counts(making.bills({"announced_on": day}), past, "consignee.bills", "pair.bills", "office.bills")

    assert found == {"consignee.bills": bills, "pair.bills": bills, "office.bills": bills}


@pytest.mark.parametrize(("day", "known"), [(SECOND, 0), (SECOND + timedelta(days=1), 1)])
def test_the_result_of_a_bill_counts_from_the_next_day(day, known):
    past = making.bills({"key": "p", "announced_on": FIRST, "offence": 1, "resulted_on": SECOND})

    found = counts(
        making.bills({"announced_on": day}), past, "shipper.bills", "shipper.inspected", "shipper.offences"
    )

    assert found == {"shipper.bills": 1, "shipper.inspected": known, "shipper.offences": known}


def test_a_bill_not_looked_at_is_no_compliant_bill():
    past = making.bills({"key": "p", "announced_on": FIRST, "offence": None, "resulted_on": SECOND})

    assert counts(making.bills({}), past, "consignee.inspected") == {"consignee.inspected": 0}


@pytest.mark.parametrize(
    ("now", "seen"),
    [
        ({}, 1),
        ({"consignee": "ETABLISSEMENTS  NDIAYE ET FILS"}, 0),
        ({"consignee": "etablissements ndiaye fils"}, 1),
        ({"consignee": "Nobody Else", "consignee_match": "SN1", "consignee_match_certainty": 0.95}, 0),
        ({"consignee": "TO ORDER"}, None),
        ({"consignee": "", "consignee_code": "0"}, None),
    ],
)
def test_a_consignee_is_known_by_its_operator_its_code_or_its_folded_name(now, seen):
    past = making.bills({"key": "p", "announced_on": FIRST})

    assert counts(making.bills(now), past, "consignee.bills") == {"consignee.bills": seen}


def test_two_names_of_one_operator_have_one_history():
    matched = {"consignee_match": "SN1", "consignee_match_certainty": 0.95}
    past = making.bills(matched | {"key": "p", "announced_on": FIRST, "consignee": "Ndiaye"})

    asked = making.bills(matched | {"consignee": "Ets Ndiaye et Fils"})

    assert counts(asked, past, "consignee.bills") == {"consignee.bills": 1}


def test_the_usual_weight_of_packages_is_kept_by_heading():
    past = making.bills(
        {"key": "p", "announced_on": FIRST, "packages": 10.0, "gross_kg": 100.0},
        {"key": "q", "announced_on": FIRST, "packages": 1.0, "gross_kg": 1.0},
        {"key": "r", "announced_on": FIRST, "packages": 0.0, "gross_kg": 1.0},
    )

    assert counts(making.bills({}), past, "goods.weighed", "goods.logs", "goods.squares") == {
        "goods.weighed": 2,
        "goods.logs": 2303,
        "goods.squares": 2303**2,
    }


def test_a_box_remembers_its_last_arrival():
    past = making.bills(
        {"key": "p", "announced_on": FIRST, "voyage": "A", "arrives_on": SECOND},
        {"key": "q", "announced_on": SECOND, "voyage": "B", "arrives_on": SECOND + timedelta(days=9)},
        {"key": "r", "announced_on": making.DAY, "voyage": "C"},
    )
    past_boxes = making.boxes({"bill": "p"}, {"bill": "q", "number": "MSCU 123456-6"}, {"bill": "r"})

    found = boxes_with_past(making.boxes({}), bills=making.bills({}), past=past_of(past, past_boxes))

    assert found.select("box.boxes", "box.arrived_on", "box.voyage", "carrier_owner.boxes").row(0) == (
        2,
        SECOND + timedelta(days=9),
        "B",
        2,
    )


def test_seals_are_known_by_their_shape_and_carrier():
    past = making.bills(
        {"key": "p", "announced_on": FIRST}, {"key": "q", "announced_on": FIRST, "carrier": "CMA"}
    )
    past_boxes = making.boxes(
        {"bill": "p", "seals": ["ML-7654321"]}, {"bill": "p", "seals": []}, {"bill": "q", "seals": ["F1"]}
    )
    asked = making.boxes({"seals": ["ml 0000001"]}, {"seals": ["F9"]}, {"seals": []})

    found = boxes_with_past(asked, bills=making.bills({}), past=past_of(past, past_boxes))

    assert found["carrier_seal.sealed"].to_list() == [1, 0, None]
    assert found["carrier.sealed"].to_list() == [1, 1, 1]


def test_nothing_is_counted_for_a_bill_without_a_day():
    past = making.bills({"key": "p", "announced_on": FIRST})

    assert counts(making.bills({"announced_on": None}), past, "office.bills") == {"office.bills": None}


def history(size: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A small port over forty days: few parties, so that histories grow; some results, some days unsaid."""
    luck = np.random.default_rng(11)

    def one_of(words: list[object]) -> object:
        return words[int(luck.integers(len(words)))]

    rows = []
    for place in range(size):
        day = date(2026, 3, 1) + timedelta(days=int(luck.integers(40)))
        looked_at = luck.random() < 0.4
        rows.append({
            "key": str(place),
            "announced_on": day if luck.random() < 0.97 else None,
            "arrives_on": day + timedelta(days=int(luck.integers(5, 15))),
            "voyage": f"V{luck.integers(30)}",
            "consignee": one_of(["Ndiaye", "NDIAYE ", "Diop", "Sow", "TO ORDER", "", None]),
            "shipper": one_of(["Ningbo", "Porto Lda", "Accra Ltd"]),
            "carrier": one_of(["MSC", "CMA", None]),
            "loading": one_of(["CNNGB", "PTLIS", "AEJEA"]),
            "origin_port": one_of(["CNNGB", "", "PTLIS"]),
            "hs_code": one_of(["6205", "2203", "", "87"]),
            "packages": float(luck.integers(0, 50)),
            "gross_kg": float(luck.integers(1, 9_000)),
            "offence": int(luck.random() < 0.3) if looked_at else None,
            "resulted_on": day + timedelta(days=int(luck.integers(20))) if looked_at else None,
        })  # fmt: skip
    boxes = [
        {
            "bill": str(place % size),
            "number": one_of(["MSCU1234566", "MSCU1234571", "CMAU7654321", "N/A"]),
            "seals": one_of([["ML123"], ["F1"], [], None]),
        }
        for place in range(size * 5 // 4)
    ]
    return making.bills(*rows), making.boxes(*boxes)


def known_on(past: pl.DataFrame, day: date | None) -> pl.DataFrame:
    """The past as it stood that morning: earlier bills, with the results recorded until then."""
    if day is None:
        return past.clear()
    earlier = past.filter(pl.col("announced_on") < day)
    return earlier.with_columns(pl.when(pl.col("resulted_on") < day).then("offence").alias("offence"))


def test_history_replayed_bill_by_bill_gives_what_the_whole_gives_at_once():
    past, past_boxes = history(60)

    memory = past_of(past, past_boxes)
    whole = with_past(past, past=memory)
    whole_boxes = boxes_with_past(past_boxes, bills=past, past=memory)

    for place in range(past.height):
        one = past[place]
        known = past_of(known_on(past, one["announced_on"][0]), past_boxes)
        assert_frame_equal(with_past(one, past=known), whole[place])
        mine = pl.col("bill") == one["key"][0]
        found = boxes_with_past(past_boxes.filter(mine), bills=one, past=known)
        assert_frame_equal(found, whole_boxes.filter(mine))


def test_the_order_of_the_past_changes_nothing():
    past, past_boxes = history(160)
    other, other_boxes = (table.sample(fraction=1, shuffle=True, seed=5) for table in (past, past_boxes))
    memory, shuffled = past_of(past, past_boxes), past_of(other, other_boxes)

    assert_frame_equal(with_past(past, past=shuffled), with_past(past, past=memory))
    assert_frame_equal(
        boxes_with_past(past_boxes, bills=past, past=shuffled),
        boxes_with_past(past_boxes, bills=past, past=memory),
    )


def test_voyages_replayed_one_by_one_have_the_scores_and_reasons_of_the_whole_year():
    past, past_boxes = history(160)
    memory = past_of(past, past_boxes)

    def screened(bills: pl.DataFrame) -> dict[str, tuple[object, ...]]:
        mine = past_boxes.filter(pl.col("bill").is_in(bills["key"].implode()))
        boxes = boxes_with_past(mine, bills=bills, past=memory)
        found = target(with_past(bills, past=memory), boxes)
        return dict(zip(bills["key"], zip(found.scores.value, found.reasons(), strict=True), strict=True))

    whole = screened(past)

    for voyage in past.partition_by("voyage"):
        for key, answer in screened(voyage).items():
            assert answer == whole[key]
