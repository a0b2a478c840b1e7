"""What a carrier leaves unanswered past its time: told once, closed when answered, counted in the lane."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amont.cargo.actions.arriving import cancel_manifest
from amont.cargo.forms.lists import alert_code
from amont.cargo.models import Alert, Bill, TakeOver
from amont.cargo.queries.punctuality import Share, counted_before
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.screening.actions.acknowledging import watch_orders
from amont.screening.actions.reminding import close_answered, remind
from amont.screening.actions.targeting import Targeter, target_waiting
from amont.screening.models import BillDecision
from tests.cargo.announcing import announced
from tests.cargo.cases import a_bill, a_line, arrived, taken
from tests.making import CARRIER, NOW, TODAY, an_agent
from tests.screening.referring import ANALYST, HOUR, again, answered, asked, withdrawn

pytestmark = pytest.mark.django_db
OVER = NOW + 24 * HOUR


def targeted() -> list[dict[str, Any]]:
    """All that waits, decided; the reasons of the last decision."""
    while target_waiting(Targeter(), by=WORKER, now=NOW, today=TODAY):
        pass
    reasons: list[dict[str, Any]] = BillDecision.objects.order_by("-pk")[0].reasons
    return reasons


def alerts() -> list[tuple[str, bool]]:
    return [(one.about, one.closed_at is None) for one in Alert.objects.order_by("pk")]


def test_what_stays_unanswered_past_its_time_asks_for_attention_once() -> None:
    row = asked()

    remind(by=WORKER, now=OVER - HOUR)
    assert alerts() == []
    remind(by=WORKER, now=OVER)
    remind(by=WORKER, now=OVER + HOUR)

    alert = Alert.objects.get()
    assert (alert.about, alert.office, alert.manifest) == (
        f"referral:{row.pk}:1",
        row.office,
        row.bill.manifest,
    )
    assert alert.facts == {"bill": "BL1", "voyage": "AB652A", "hours": 24, "said": "referral"}
    assert alert_code(alert) == "cargo.alert_order_referral"
    assert close_answered(by=WORKER, now=OVER + HOUR) == 0
    assert watch_orders(by=WORKER, now=OVER + HOUR) == 0


@pytest.mark.parametrize("how", ["answered", "withdrawn", "cancelled"])
def test_an_alert_closes_once_nothing_is_waited_for_any_more(how: str) -> None:
    row = asked()
    remind(by=WORKER, now=OVER)
    if how == "answered":
        answered(row)
    elif how == "withdrawn":
        withdrawn(row)
    else:
        cancel_manifest(row.bill.manifest_id, ground="avarie", by=an_agent(Role.CHIEF))

    assert [close_answered(by=WORKER, now=OVER + HOUR) for _ in range(2)] == [1, 0]

    alert = Alert.objects.get()
    assert (alert.closed_by, alert.closed_why) == (WORKER.name, "cargo.referral_answered")


def test_a_question_asked_again_has_an_alert_of_its_own() -> None:
    row = asked()
    remind(by=WORKER, now=OVER)
    answered(row)
    again(row)
    remind(by=WORKER, now=OVER + 48 * HOUR)

    close_answered(by=WORKER, now=OVER + 49 * HOUR)

    assert alerts() == [(f"referral:{row.pk}:1", False), (f"referral:{row.pk}:2", True)]


def test_only_the_node_closes_what_was_answered() -> None:
    with pytest.raises(Forbidden):
        close_answered(by=ANALYST, now=NOW)


def test_an_unanswered_question_counts_in_the_lane_of_its_bill() -> None:
    announced()
    targeted()
    asked(number="BL1")

    remind(by=WORKER, now=OVER)

    assert Bill.objects.get().waiting
    reasons = {one["code"]: one["facts"] for one in targeted()}
    assert reasons["targeting.referral_unanswered"] == {"count": 1}
    assert BillDecision.objects.count() == 2


def test_a_question_within_its_time_says_nothing_of_the_bill() -> None:
    asked()

    assert "targeting.referral_unanswered" not in {one["code"] for one in targeted()}


def test_the_counts_of_an_agent_are_known_from_the_day_after() -> None:
    manifest = arrived(a_bill("BL1"), a_bill("BL2"), a_bill("BL3"))
    taken(manifest, a_line("BL1", packages=500), key="a")
    taken(manifest, a_line("BL2", packages=480), key="b")
    counted_on = TakeOver.objects.order_by("pk")[0].received_at.date()

    known = [counted_before(counted_on + timedelta(days=days)) for days in (0, 1)]

    assert known == [{}, {CARRIER: Share(1, 2)}]
