"""Who held the clock: the one whose act was waited for, from the arrival of goods to the gate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amont.engine.indicators.passage import AWAITED, Holder, Milestone, passage

START = datetime(2026, 11, 2, 8, tzinfo=UTC)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


WHOLE = {
    Milestone.MANIFEST_FILED: at(-30), Milestone.DECL_LODGED: at(30), Milestone.ARRIVAL: at(0),
    Milestone.UNLOADED: at(6), Milestone.TAKEN_OVER: at(10), Milestone.LANE: at(31),
    Milestone.ASSIGNED: at(32), Milestone.INSPECT_START: at(40), Milestone.INSPECT_END: at(42),
    Milestone.ASSESSED: at(43), Milestone.PAID: at(67), Milestone.RELEASED: at(68),
    Milestone.GATE_OUT: at(80),
}  # fmt: skip


def test_a_file_declared_late_tells_each_wait_and_who_ended_it() -> None:
    found = passage(WHOLE)

    assert found is not None
    assert [
        (one.holder.value, one.length / timedelta(hours=1), one.ended_by.value) for one in found.waits
    ] == [
        ("port", 10, "taken_over"),
        ("trader", 20, "decl_lodged"),
        ("customs", 13, "assessed"),
        ("trader", 24, "paid"),
        ("customs", 1, "released"),
        ("port", 12, "gate_out"),
    ]
    assert (found.total, found.is_early) == (timedelta(hours=80), False)
    assert found.of(Holder.TRADER) == timedelta(hours=44)


def test_what_was_done_before_arrival_holds_no_clock() -> None:
    early = {
        **WHOLE, Milestone.DECL_LODGED: at(-48), Milestone.LANE: at(-47), Milestone.ASSIGNED: at(-46),
    }  # fmt: skip

    found = passage(early)

    assert found is not None and found.is_early
    assert found.of(Holder.TRADER) == timedelta(hours=24)
    assert found.of(Holder.CUSTOMS) == timedelta(hours=34)


def test_goods_whose_arrival_nobody_noted_are_timed_from_their_declaration() -> None:
    found = passage({Milestone.DECL_LODGED: at(0), Milestone.PAID: at(5), Milestone.GATE_OUT: at(7)})

    assert found is not None
    assert (found.total, found.is_early, len(found.waits)) == (timedelta(hours=7), None, 2)


def test_goods_that_are_still_there_are_not_timed() -> None:
    assert passage({Milestone.ARRIVAL: at(0), Milestone.RELEASED: at(3)}) is None
    assert passage({}) is None


def test_a_gate_that_was_noted_before_all_else_takes_no_time() -> None:
    found = passage({Milestone.ARRIVAL: at(5), Milestone.GATE_OUT: at(1)})

    assert found is not None and found.total == timedelta(0)


instants = st.dictionaries(
    st.sampled_from([one for one, _ in AWAITED] + [Milestone.ARRIVAL, Milestone.MANIFEST_FILED]),
    st.integers(-200, 500).map(at),
)


@given(instants)
def test_waits_fill_the_time_between_arrival_and_gate_without_gap(noted: dict[Milestone, datetime]) -> None:
    found = passage(noted)
    start = noted.get(Milestone.ARRIVAL) or noted.get(Milestone.DECL_LODGED)

    if found is None:
        assert start is None or Milestone.GATE_OUT not in noted
        return
    assert start is not None
    assert found.total == max(noted[Milestone.GATE_OUT] - start, timedelta(0))
    assert all(one.until == two.since for one, two in zip(found.waits, found.waits[1:], strict=False))
    assert all(one.holder != two.holder for one, two in zip(found.waits, found.waits[1:], strict=False))
    assert sum((found.of(holder) for holder in Holder), timedelta(0)) == found.total
