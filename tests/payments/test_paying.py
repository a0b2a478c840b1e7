"""A notice is paid in full and once; the ledger, the receipt and the declaration say the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from amont.journal.models import Entry as Told
from amont.kernel.agents import Forbidden, Role
from amont.kernel.states import NotNow
from amont.parties.models import Operator
from amont.payments.actions.keeping import (
    AmountNotAbove,
    CeilingTooLow,
    OperatorUnknown,
    RemarkMissing,
    close_day,
    deposit,
    set_ceiling,
)
from amont.payments.actions.ledger import Overdrawn
from amont.payments.actions.paying import (
    AmountDiffers,
    AskedByYou,
    DayClosed,
    NotAsked,
    ReferenceMissing,
    ReferenceTaken,
    ask_reversal,
    pay_from_account,
    receive,
    reverse,
)
from amont.payments.models import Day, Payment
from tests.making import BROKER, NOW, OFFICE, OTHER_BROKER, OTHER_OFFICE, TODAY, an_agent
from tests.payments.cases import CASHIER, CHIEF, TOTAL, a_node, assessed, balance, paid

pytestmark = pytest.mark.django_db
OWNER = an_agent(Role.BROKER)


def put(amount: int, *, operator: str = BROKER) -> None:
    Operator.objects.get_or_create(code=operator)
    deposit(operator, amount=Decimal(amount), office=OFFICE, by=CASHIER, now=NOW, today=TODAY)


def credit(amount: int) -> None:
    Operator.objects.get_or_create(code=BROKER)
    set_ceiling(BROKER, ceiling=Decimal(amount), by=CHIEF, now=NOW, today=TODAY)


def test_cash_at_the_desk_pays_a_notice_and_gives_a_receipt() -> None:
    a_node()
    notice = assessed()

    payment = paid(notice)

    notice.refresh_from_db()
    assert (notice.state, notice.declaration.state) == ("paid", "paid")
    assert (payment.receipt, payment.amount, payment.office) == ("Q-DM01-26-000001", TOTAL, OFFICE)
    assert len(payment.code) == 12
    assert (balance("desk", OFFICE), balance("owed", BROKER)) == (TOTAL, 0)
    assert Told.objects.get(name="NoticePaid").facts["notice"] == notice.pk


def test_receipts_of_an_office_follow_each_other_without_a_gap() -> None:
    a_node()
    notices = [assessed(f"C{n}") for n in range(3)]
    with pytest.raises(AmountDiffers):
        receive(
            notices[0].pk, amount=Decimal(1), means="cash", reference="", by=CASHIER, now=NOW, today=TODAY
        )

    receipts = [paid(notice).receipt for notice in notices]

    assert receipts == ["Q-DM01-26-000001", "Q-DM01-26-000002", "Q-DM01-26-000003"]


def test_a_notice_is_paid_once() -> None:
    a_node()
    notice = assessed()
    paid(notice)

    with pytest.raises(NotNow):
        paid(notice)

    assert balance("desk", OFFICE) == TOTAL


@pytest.mark.parametrize("amount", [TOTAL - 1, TOTAL + 1, Decimal(0)])
def test_less_or_more_than_what_is_owed_is_refused(amount: Decimal) -> None:
    a_node()
    notice = assessed()

    with pytest.raises(AmountDiffers) as refused:
        receive(notice.pk, amount=amount, means="cash", reference="", by=CASHIER, now=NOW, today=TODAY)

    assert refused.value.facts == {"amount": amount, "total": TOTAL}


def test_a_cheque_has_a_number_and_pays_one_notice() -> None:
    a_node()
    one, two = assessed("C1"), assessed("C2")
    with pytest.raises(ReferenceMissing):
        paid(one, means="cheque")
    paid(one, means="cheque", reference="ch 12")

    with pytest.raises(ReferenceTaken):
        paid(two, means="cheque", reference="CH 12")
    assert balance("desk", OFFICE) == TOTAL


def test_an_operator_pays_from_what_it_paid_ahead() -> None:
    a_node()
    put(7_000_000)
    notice = assessed()

    payment = pay_from_account(notice.pk, by=OWNER, now=NOW, today=TODAY)

    assert (payment.means, balance("operator", BROKER)) == ("account", -7_000_000 + TOTAL)
    assert balance("desk", OFFICE) == 7_000_000


def test_an_account_pays_to_its_ceiling_and_not_beyond() -> None:
    a_node()
    credit(int(TOTAL))
    pay_from_account(assessed("C1").pk, by=OWNER, now=NOW, today=TODAY)
    notice = assessed("C2")

    with pytest.raises(Overdrawn) as refused:
        pay_from_account(notice.pk, by=OWNER, now=NOW, today=TODAY)

    assert refused.value.facts == {"holder": BROKER, "asked": TOTAL, "left": 0}
    notice.refresh_from_db()
    assert notice.state == "issued"


def test_a_ceiling_is_not_set_below_what_is_owed_already() -> None:
    a_node()
    credit(int(TOTAL))
    pay_from_account(assessed().pk, by=OWNER, now=NOW, today=TODAY)

    with pytest.raises(CeilingTooLow):
        credit(1_000)
    with pytest.raises(AmountNotAbove):
        credit(-1)


def test_nobody_pays_with_the_account_of_another() -> None:
    a_node()
    put(9_000_000)
    notice = assessed()

    for agent in (an_agent(Role.BROKER, operator=OTHER_BROKER), CASHIER, CHIEF):
        with pytest.raises(Forbidden):
            pay_from_account(notice.pk, by=agent, now=NOW, today=TODAY)


def test_a_deposit_is_above_nothing_and_for_an_operator_that_is_known() -> None:
    a_node()
    with pytest.raises(AmountNotAbove):
        put(0)
    with pytest.raises(OperatorUnknown):
        deposit("NOBODY", amount=Decimal(5), office=OFFICE, by=CASHIER, now=NOW, today=TODAY)


def test_a_payment_that_came_to_nothing_is_reversed_by_two() -> None:
    a_node()
    notice = assessed()
    payment = paid(notice, means="cheque", reference="CH 12")
    with pytest.raises(NotAsked):
        reverse(payment.pk, by=CHIEF, now=NOW, today=TODAY)

    ask_reversal(payment.pk, ground="Chèque sans provision", by=CASHIER)
    reverse(payment.pk, by=CHIEF, now=NOW, today=TODAY)

    notice.refresh_from_db()
    notice.declaration.refresh_from_db()
    assert (notice.state, notice.declaration.state) == ("issued", "assessed")
    assert (balance("desk", OFFICE), balance("owed", BROKER)) == (0, TOTAL)
    with pytest.raises(NotAsked):
        reverse(payment.pk, by=CHIEF, now=NOW, today=TODAY)
    assert paid(notice).receipt == "Q-DM01-26-000002"


def test_who_asks_for_a_reversal_does_not_confirm_it() -> None:
    a_node()
    payment = paid(assessed())
    both = an_agent(Role.CASHIER, name="test:both")
    ask_reversal(payment.pk, ground="Erreur", by=both)

    with pytest.raises(AskedByYou):
        reverse(payment.pk, by=an_agent(Role.CHIEF, name="test:both"), now=NOW, today=TODAY)


def test_a_desk_that_is_closed_receives_nothing_more_today() -> None:
    a_node()
    first, second = assessed("C1"), assessed("C2")
    paid(first)

    row = close_day(OFFICE, counted=TOTAL, remark="", by=CASHIER, now=NOW, today=TODAY)

    assert (row.expected, row.counted, row.payments) == (TOTAL, TOTAL, 1)
    with pytest.raises(DayClosed):
        paid(second)
    with pytest.raises(DayClosed):
        put(5)
    with pytest.raises(DayClosed):
        close_day(OFFICE, counted=TOTAL, remark="", by=CASHIER, now=NOW, today=TODAY)


def test_a_desk_that_does_not_hold_what_the_ledger_says_tells_why() -> None:
    a_node()
    paid(assessed())
    with pytest.raises(RemarkMissing):
        close_day(OFFICE, counted=Decimal(0), remark=" ", by=CASHIER, now=NOW, today=TODAY)

    close_day(OFFICE, counted=Decimal(0), remark="Caisse volée", by=CASHIER, now=NOW, today=TODAY)

    assert Day.objects.get().remark == "Caisse volée"


def test_only_the_cashier_of_the_office_receives() -> None:
    a_node()
    notice = assessed()
    for agent in (CHIEF, an_agent(Role.CASHIER, office=OTHER_OFFICE), OWNER, an_agent(Role.DIRECTOR)):
        with pytest.raises(Forbidden):
            paid(notice, by=agent)
        with pytest.raises(Forbidden):
            close_day(OFFICE, counted=TOTAL, remark="", by=agent, now=NOW, today=TODAY)


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments_entry SET amount = 1",
        "DELETE FROM payments_movement",
        "UPDATE payments_noticeline SET amount = 0",
        "UPDATE payments_notice SET total = 0",
        "DELETE FROM payments_notice",
        "UPDATE payments_payment SET amount = 1",
        "UPDATE payments_account SET balance = 0",
        "INSERT INTO payments_entry (movement_id, account_id, amount, balance)"
        " SELECT movement_id, account_id, 5, balance + 5 FROM payments_entry ORDER BY id DESC LIMIT 1",
        "UPDATE payments_payment SET reversed_at = now(), reversed_by = by, reversal_asked_by = by,"
        " reversal_why = 'x'",
    ],
)
def test_the_database_refuses_what_no_verb_does(statement: str) -> None:
    a_node()
    paid(assessed())

    with pytest.raises(DatabaseError):
        sql(statement)

    assert Payment.objects.get().amount == TOTAL
