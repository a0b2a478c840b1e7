"""Which file is read next, in whose name, and what keeps no other waiting."""

from datetime import date

import pytest

from amont.declarations.actions.receiving import read_next, read_receipt
from amont.declarations.models import Declaration, Receipt
from amont.kernel.agents import WORKER, Forbidden, Role
from tests.declarations.handing_in import a_broker, handed_in, lines_of, received
from tests.making import BROKER, NOW, TODAY, an_agent

pytestmark = pytest.mark.django_db


def test_the_oldest_file_is_read_first() -> None:
    older, newer = received(lines_of({})), received(lines_of({"reference": "R9"}))

    read_next(by=WORKER, now=NOW, today=TODAY)

    assert [one.state for one in Receipt.objects.order_by("pk")] == ["read", "waiting"]
    assert (older.pk, newer.pk) == tuple(Receipt.objects.order_by("pk").values_list("pk", flat=True))


def test_nothing_is_read_twice() -> None:
    received(lines_of({}))

    done = [read_next(by=WORKER, now=NOW, today=TODAY) for _ in range(3)]

    assert done == [1, 0, 0]


def test_a_file_of_somebody_whose_posting_ended_is_lodged_in_his_name() -> None:
    received(lines_of({}), by=a_broker())

    read_next(by=WORKER, now=NOW, today=date(2030, 1, 1))

    row = Declaration.objects.get()
    assert (row.by, row.broker) == ("test:BR001", BROKER)


def test_a_file_that_stops_its_reader_again_and_again_is_given_up_and_keeps_no_other_waiting() -> None:
    stuck, sound = received(lines_of({})), received(lines_of({"reference": "R9"}))
    Receipt.objects.filter(pk=stuck.pk).update(attempts=10)

    for _ in range(2):
        read_next(by=WORKER, now=NOW, today=TODAY)

    stuck.refresh_from_db()
    sound.refresh_from_db()
    assert (sound.state, stuck.state) == ("read", "refused")
    assert stuck.refusal == {"code": "receipt.given_up", "facts": {"times": 10}}


def test_an_inspector_reads_nothing_in() -> None:
    receipt = received(lines_of({}))

    with pytest.raises(Forbidden):
        read_receipt(receipt.pk, by=an_agent(Role.INSPECTOR), sender=a_broker(), now=NOW)

    receipt.refresh_from_db()
    assert (receipt.state, receipt.attempts) == ("waiting", 0)


def test_what_an_officer_hands_in_belongs_to_the_declarant_it_names() -> None:
    handed_in(lines_of({"declarant": "BR999"}), by=an_agent(Role.CHIEF))

    assert Declaration.objects.get().broker == "BR999"
