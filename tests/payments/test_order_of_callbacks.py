"""Whatever is told of a payment, how often, in which order, by callback or when asked: it has one end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amont.kernel.agents import WORKER
from amont.payments.actions.hearing import hear, note_told
from amont.payments.adapter import Said, Told
from amont.payments.models import Asking, LedgerEntry, Payment
from tests.making import BROKER, NOW, TODAY
from tests.payments.cases import TOTAL, balance
from tests.payments.sandbox import Sandbox
from tests.payments.test_asking import follow, started
from tests.payments.test_paying_at_once import at_once

ORDERS = st.lists(st.sampled_from([*Said, "asked"]), min_size=1, max_size=8)
HIGH = {Said.PENDING: 0, Said.FAILED: 1, Said.PAID: 2, Said.REVERSED: 3}


@pytest.mark.django_db
def test_the_end_does_not_depend_on_the_order(box: Sandbox) -> None:
    row = started(box)

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(ORDERS)
    def property_holds(said: Sequence[str]) -> None:
        with transaction.atomic():
            _told(box, row, said)
            _one_end(row, said)
            transaction.set_rollback(True)

    property_holds()


def _told(box: Sandbox, row: Asking, said: Sequence[str]) -> None:
    for one in said:
        if one == "asked":
            Asking.objects.filter(pk=row.pk).update(next_at=NOW)
            follow()
            continue
        box.settle(row.reference, one)
        told = Told(row.reference, "MM00000001", Said(one), TOTAL, "XOF")
        note_told(row.provider, told, by=WORKER, now=NOW, today=TODAY)
    box.settle(row.reference, "pending")


def _one_end(row: Asking, said: Sequence[str]) -> None:
    told = [Said(one) for one in said if one != "asked"]
    highest = max(told, key=HIGH.__getitem__, default=Said.PENDING)
    row.refresh_from_db()
    row.notice.refresh_from_db()
    assert row.state == highest
    assert Payment.objects.filter(reversed_at__isnull=True).count() == (highest is Said.PAID)
    assert row.notice.state == ("paid" if highest is Said.PAID else "issued")
    assert balance("provider", "wave") == (TOTAL if highest is Said.PAID else 0)
    assert balance("owed", BROKER) == (0 if highest is Said.PAID else TOTAL)
    assert sum(LedgerEntry.objects.values_list("amount", flat=True)) == 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_fifty_callbacks_at_once_pay_once(live_rows: None, box: Sandbox) -> None:
    row = started(box)
    body = box.settle(row.reference, "paid")
    signed = box.signed(body, at=int(NOW.timestamp()))

    def one(_: int) -> object:
        return hear(row.provider, body, signed=signed, by=WORKER, now=NOW, today=TODAY)

    answers = at_once(one, 50)

    assert {type(answer) for answer in answers} == {Asking}
    assert Payment.objects.count() == 1
    assert balance("provider", "wave") == TOTAL


def test_fifty_payments_and_reversals_at_once_leave_nothing(live_rows: None, box: Sandbox) -> None:
    row = started(box)

    def one(place: int) -> object:
        said = Said.REVERSED if place % 2 else Said.PAID
        told = Told(row.reference, "MM00000001", said, TOTAL, "XOF")
        return note_told(row.provider, told, by=WORKER, now=NOW, today=TODAY)

    at_once(one, 50)

    row.refresh_from_db()
    assert row.state == "reversed"
    assert (balance("provider", "wave"), balance("owed", BROKER)) == (0, TOTAL)
