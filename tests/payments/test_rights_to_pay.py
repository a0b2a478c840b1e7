"""Who may take money, give it back or give credit; and until when."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from amont.declarations.actions.clearing import locked, note_cleared
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.states import NotNow
from amont.payments.actions.keeping import deposit, set_ceiling
from amont.payments.actions.paying import ask_reversal, reverse
from tests.making import BROKER, NOW, OFFICE, TODAY, an_agent
from tests.payments.cases import CASHIER, CHIEF, TOTAL, a_node, assessed, balance, paid

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CASHIER, Role.SYSTEM)])
def test_only_a_cashier_takes_an_advance_or_asks_for_a_reversal(role: Role) -> None:
    a_node()
    payment = paid(assessed())
    agent = an_agent(role)

    with pytest.raises(Forbidden):
        deposit(BROKER, amount=Decimal(5), office=OFFICE, by=agent, now=NOW, today=TODAY)
    with pytest.raises(Forbidden):
        ask_reversal(payment.pk, ground="Pourquoi pas", by=agent)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CHIEF, Role.SYSTEM)])
def test_only_a_chief_confirms_a_reversal_or_gives_credit(role: Role) -> None:
    a_node()
    payment = paid(assessed())
    ask_reversal(payment.pk, ground="Chèque sans provision", by=CASHIER)
    agent = an_agent(role)

    with pytest.raises(Forbidden):
        reverse(payment.pk, by=agent, now=NOW, today=TODAY)
    with pytest.raises(Forbidden):
        set_ceiling(BROKER, ceiling=Decimal(5), by=agent, now=NOW, today=TODAY)


def test_a_payment_is_not_reversed_once_its_goods_are_released() -> None:
    a_node()
    notice = assessed()
    payment = paid(notice)
    ask_reversal(payment.pk, ground="Chèque sans provision", by=CASHIER)
    with transaction.atomic():
        note_cleared(locked([notice.declaration_id]), "release", by=WORKER)

    with pytest.raises(NotNow):
        reverse(payment.pk, by=CHIEF, now=NOW, today=TODAY)

    assert balance("desk", OFFICE) == TOTAL
