"""Terminals are told of the orders of their offices, by number and act alone."""

from __future__ import annotations

import pytest

from amont.kernel.agents import Role
from tests.api.asking import a_key
from tests.exchange.receiving import a_receiver
from tests.exchange.test_sending import a_webhook, sent
from tests.making import BROKER, OTHER_OFFICE, TERMINAL
from tests.screening.ordering import a_voyage, elsewhere, ordered

pytestmark = pytest.mark.django_db


def test_a_terminal_is_told_of_the_orders_of_its_office_and_of_nothing_let_go() -> None:
    with a_receiver() as receiver:
        a_webhook(receiver, operator=TERMINAL)
        a_webhook(receiver, operator=BROKER)
        a_key(Role.TERMINAL, operator=TERMINAL)
        bill = a_voyage()
        scan = ordered(bill)[0]
        ordered(bill, "let_go")
        ordered(a_voyage(voyage="V2", office=OTHER_OFFICE), by=elsewhere(Role.ANALYST))

        sent()

    told = [{name: value for name, value in one.items() if name not in ("id", "at")} for one in receiver.told]
    assert told == [
        {"event": "order.given", "order": {"id": scan.pk, "act": "scan"}},
        {"event": "order.withdrawn", "order": {"id": scan.pk, "act": "scan"}},
    ]
