"""A voyage asked part by part gives what it gives as a whole, however it is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amont.engine.targeting.target import Targeted, target
from amont.engine.targeting.within import traces_of, within_of
from tests.engine.targeting import making

CONSIGNEES = ("Établissements Ndiaye & Fils", "ETS KOUYATE", "To order", None)


def changes() -> st.SearchStrategy[dict[str, object]]:
    """Bills that are often alike: of two voyages, numbers and parties, said or not."""
    return st.fixed_dictionaries(
        {
            "voyage": st.sampled_from(["VX1", "VX2", None]),
            "number": st.sampled_from(["NGB 1", "ngb1", "NGB2", "", None]),
            "carrier": st.sampled_from(["MSC", None]),
            "shipper": st.sampled_from(["Ningbo Textile Co", None]),
            "consignee": st.sampled_from(CONSIGNEES),
            "packages": st.sampled_from([800.0, 0.0, None]),
            "gross_kg": st.sampled_from([12_345.0, 12_346.0]),
        }
    )


def told(found: Targeted) -> list[tuple[object, ...]]:
    """Lane, cause, score and reasons of each bill."""
    scores = found.scores.value.tolist()
    return list(zip(found.lanes(), found.causes(), scores, found.reasons(), strict=True))


@given(
    st.lists(changes(), min_size=1, max_size=14),
    st.lists(st.sampled_from(["MSCU1234566", "MSCU 123456-6", "TGHU4172206", "x"]), max_size=14),
    st.integers(1, 5),
)
def test_slices_of_a_voyage_are_told_what_the_whole_is_told(
    asked: list[dict[str, object]], numbers: list[str], size: int
) -> None:
    bills = making.bills(*asked)
    bearers = [str(1 + place % len(asked)) for place in range(len(numbers))]
    boxes = making.boxes(
        *({"bill": bill, "number": number} for bill, number in zip(bearers, numbers, strict=True))
    )
    parts = [bills.slice(first, size) for first in range(0, bills.height, size)]
    carried = [boxes.filter(boxes["bill"].is_in(part["key"].implode())) for part in parts]

    within = within_of([traces_of(part, some) for part, some in zip(parts, carried, strict=True)])
    found = [target(part, some, within=within) for part, some in zip(parts, carried, strict=True)]

    assert [one for part in found for one in told(part)] == told(target(bills, boxes))


def test_one_box_for_ten_consignees_of_two_slices_is_groupage_in_both() -> None:
    bills = making.bills(*({"consignee": f"Client {place}"} for place in range(10)))
    boxes = making.boxes(*({"bill": str(place)} for place in range(1, 11)))
    halves = [(bills.slice(first, 5), boxes.slice(first, 5)) for first in (0, 5)]

    within = within_of([traces_of(*half) for half in halves])

    for half in halves:
        answers = target(*half, within=within).scores.answers["targeting.many_consignees"]
        assert answers.to_list() == [True] * 5
        assert target(*half).scores.answers["targeting.many_consignees"].to_list() == [False] * 5
