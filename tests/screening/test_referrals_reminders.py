"""The clock of a referral: a reminder at half the time, one when it is over, each once a round."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.cargo.actions.arriving import cancel_manifest
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.screening.actions.reminding import remind
from amont.screening.models import Referral
from amont.screening.queries.referrals import ReferralsAsked, referrals, referrals_waiting
from tests.cargo.announcing import a_carrier
from tests.making import NOW, an_agent
from tests.screening.referring import ANALYST, HOUR, acts, again, answered, asked, events, withdrawn

rows = pytest.mark.django_db
HALF, OVER = NOW + 12 * HOUR, NOW + 24 * HOUR


def reminded(*instants: datetime) -> list[int]:
    return [remind(by=WORKER, now=now) for now in instants]


@rows
def test_the_carrier_is_reminded_at_half_the_time_and_when_it_is_over_each_once() -> None:
    row = asked()

    done = reminded(HALF - timedelta(seconds=1), HALF, HALF + HOUR, OVER, OVER + HOUR, OVER + 500 * HOUR)

    assert done == [0, 1, 0, 1, 0, 0]
    assert acts(row) == ["ask", "remind", "overdue"]
    assert [event["is_over"] for event in events("ReferralReminded")] == [False, True]
    row.refresh_from_db()
    assert (row.halved_at, row.overdue_at, row.state) == (HALF, OVER, "asked")


@rows
def test_after_a_pause_of_the_worker_the_graver_reminder_is_enough() -> None:
    row = asked()

    assert reminded(OVER + HOUR, OVER + 2 * HOUR) == [1, 0]

    assert acts(row) == ["ask", "overdue"]


@rows
def test_who_answered_is_not_reminded() -> None:
    row = asked()
    answered(row)

    assert reminded(HALF, OVER) == [0, 0]
    assert acts(row) == ["ask", "answer"]


@rows
def test_a_new_question_has_reminders_of_its_own() -> None:
    row = asked()
    reminded(HALF)
    answered(row)
    again(row)

    assert reminded(NOW + 14 * HOUR, NOW + 26 * HOUR) == [1, 1]
    assert acts(row) == ["ask", "remind", "answer", "ask_again", "remind", "overdue"]


@rows
def test_nobody_is_reminded_of_what_was_withdrawn_or_of_a_voyage_that_does_not_come() -> None:
    row = asked()
    withdrawn(row)
    other = asked(number="BL1")
    cancel_manifest(other.bill.manifest_id, ground="avarie", by=an_agent(Role.CHIEF))

    assert reminded(OVER) == [0]


@rows
def test_an_answer_past_its_time_is_taken_all_the_same() -> None:
    row = asked()
    reminded(OVER)

    answered(row)

    row.refresh_from_db()
    assert (row.state, row.overdue_at) == ("answered", OVER)


@rows
def test_only_the_node_reminds() -> None:
    with pytest.raises(Forbidden):
        remind(by=ANALYST, now=NOW)


@rows
def test_what_is_unanswered_past_its_time_is_in_the_list_and_the_figure_of_who_targets() -> None:
    row = asked()
    late = ReferralsAsked(is_late=True)

    assert not referrals(ANALYST, late, now=OVER - HOUR).exists()
    assert list(referrals(ANALYST, late, now=OVER)) == [row]
    assert (referrals_waiting(a_carrier()), referrals_waiting(ANALYST)) == (1, None)
    reminded(OVER)
    assert referrals_waiting(ANALYST) == 1
    answered(row)
    assert (referrals_waiting(a_carrier()), referrals_waiting(ANALYST)) == (None, 1)


@rows
def test_a_walk_of_the_clock_reminds_twice_at_most() -> None:
    @settings(deadline=None)
    @given(st.lists(st.integers(0, 60), max_size=6))
    def walk(hours: list[int]) -> None:
        Referral.objects.update(state="withdrawn", ended_at=NOW, ended_by="test:end")
        row = asked(number="BL1")
        for hour in sorted(hours):
            remind(by=WORKER, now=NOW + hour * HOUR)
        last = max(hours, default=0)
        found = acts(row)[1:]
        assert found in ([], ["remind"], ["overdue"], ["remind", "overdue"])
        assert ("overdue" in found) == (last >= 24)

    asked()
    walk()
