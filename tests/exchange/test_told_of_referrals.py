"""Carriers and offices are told of what customs asks: whose it is, in order, ids and codes only."""

from __future__ import annotations

from typing import Any

import pytest

from amont.kernel.agents import WORKER
from amont.screening.actions.reminding import remind
from tests.exchange.receiving import Receiver, a_receiver
from tests.exchange.test_sending import a_webhook, sent
from tests.making import CARRIER, NOW, OFFICE, OTHER_CARRIER, OTHER_OFFICE
from tests.screening.referring import HOUR, again, answered, asked, closed

pytestmark = pytest.mark.django_db


def told(receiver: Receiver) -> list[dict[str, Any]]:
    return [{name: value for name, value in one.items() if name not in ("id", "at")} for one in receiver.told]


def test_a_carrier_is_told_of_each_step_of_what_it_is_asked() -> None:
    with a_receiver() as receiver:
        a_webhook(receiver, operator=CARRIER)
        row = asked()
        remind(by=WORKER, now=NOW + 12 * HOUR)
        remind(by=WORKER, now=NOW + 24 * HOUR)
        answered(row)
        again(row)
        answered(row, round=2)
        closed(row, seen=2)

        sent()

    about = {"referral": {"id": row.pk, "bill": row.bill_id, "number": "BL1"}, "kind": "information"}
    assert told(receiver) == [
        {"event": "referral.asked", **about, "round": 1},
        {"event": "referral.reminded", **about, "is_over": False},
        {"event": "referral.reminded", **about, "is_over": True},
        {"event": "referral.answered", **about},
        {"event": "referral.asked", **about, "round": 2},
        {"event": "referral.answered", **about},
        {"event": "referral.ended", **about, "state": "closed"},
    ]


@pytest.mark.parametrize(
    ("whose", "n"),
    [
        ({"operator": OTHER_CARRIER}, 0),
        ({"operator": "", "office": OFFICE}, 1),
        ({"operator": "", "office": OTHER_OFFICE}, 0),
        ({"operator": CARRIER, "events": ("lane.noted",)}, 0),
    ],
)
def test_nobody_else_is_told_of_what_a_carrier_is_asked(whose: dict[str, Any], n: int) -> None:
    with a_receiver() as receiver:
        a_webhook(receiver, **whose)
        asked()

        sent()

    assert len(receiver.told) == n
