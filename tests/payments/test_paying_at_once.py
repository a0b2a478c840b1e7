"""Payments that come at the same moment, over connections of their own: none twice, no ceiling passed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from django.db import connection
from django.db.models import Sum

from amont.kernel.agents import Role
from amont.kernel.errors import AmontError
from amont.parties.models import Operator
from amont.payments.actions.keeping import set_ceiling
from amont.payments.actions.paying import pay_from_account
from amont.payments.models import Account, LedgerEntry, Payment
from tests.making import BROKER, NOW, TODAY, an_agent
from tests.payments.cases import CHIEF, TOTAL, a_node, assessed, paid

THREADS, ASKED = 16, 50


def at_once(ask: Callable[[int], object], count: int) -> Sequence[object]:
    """What each gave, or its refusal."""

    def one(place: int) -> object:
        try:
            return ask(place)
        except AmontError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(one, range(count)))


def test_fifty_who_pay_one_notice_at_once_pay_it_once(live_rows: None) -> None:
    a_node()
    notice = assessed()

    answers = at_once(lambda _: paid(notice), ASKED)

    assert sum(isinstance(one, Payment) for one in answers) == 1
    assert set(answers) - {Payment.objects.get()} == {"state.not_now"}
    assert Account.objects.get(kind="desk").balance == TOTAL


def test_fifty_notices_paid_at_once_never_pass_the_ceiling(live_rows: None) -> None:
    a_node()
    Operator.objects.get_or_create(code=BROKER)
    set_ceiling(BROKER, ceiling=TOTAL * 10 + 5, by=CHIEF, now=NOW, today=TODAY)
    notices = [assessed(f"C{n}") for n in range(ASKED)]
    owner = an_agent(Role.BROKER)

    answers = at_once(lambda n: pay_from_account(notices[n].pk, by=owner, now=NOW, today=TODAY), ASKED)

    assert sum(isinstance(one, Payment) for one in answers) == 10
    assert {one for one in answers if isinstance(one, str)} == {"payment.overdrawn"}
    account = Account.objects.get(kind="operator")
    assert account.balance == TOTAL * 10
    assert LedgerEntry.objects.aggregate(whole=Sum("amount"))["whole"] == Decimal(0)
    assert sorted(Payment.objects.values_list("receipt", flat=True)) == [
        f"Q-DM01-26-{n:06d}" for n in range(1, 11)
    ]
