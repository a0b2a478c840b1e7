"""Public tracking: by number and secret, where a bill is and no more; guessing is slow and learns nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from amont.cargo.actions.arriving import cancel_manifest, note_arrival
from amont.cargo.models import Bill, BoxEvent, CargoReceipt, FoundLine, Manifest, TakeOver
from amont.cargo.queries.tracking import SIGNS, Step, secret_of, tracked
from amont.exchange.models import Pace
from amont.formats.manifest.records import Function
from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.security.models import Attempt
from tests.cargo.announcing import BOX, a_bill, a_carrier, a_message, announced, handed_in
from tests.making import NOW, OFFICE, OTHER_CARRIER, a_person, an_agent
from tests.pages import PLAIN, a_browser, browser_of, read

pytestmark = pytest.mark.django_db
CHIEF, QUAY = an_agent(Role.CHIEF), an_agent(Role.QUAY)
UNKNOWN = "Aucun titre ne répond à ce numéro et à ce code. Vérifiez les deux."


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN


def a_tracked_bill() -> Bill:
    announced()
    return Bill.objects.get()


def step_of(bill: Bill) -> Step | None:
    found = tracked(bill.number, secret_of(bill.pk))
    return found and found.step


def asked(number: str, secret: str, *, address: str = "192.0.2.1") -> Any:
    browser = Client(headers={"accept-language": "fr"}, REMOTE_ADDR=address)
    return browser.post("/suivi/", {"number": number, "secret": secret})


def counted(bill: Bill, **facts: Any) -> None:
    """A count at the quay found this bill."""
    told = {"manifest": bill.manifest, "key": "k1", "digest": "d", "seen": 1, "by": QUAY.name}
    row = TakeOver.objects.create(counted_at=NOW, received_at=NOW, is_officer=True, **told)
    FoundLine.objects.create(take_over=row, bill=bill, **facts)


def test_a_secret_is_ten_signs_that_only_this_node_makes(settings: Settings) -> None:
    first, second = secret_of(1), secret_of(2)
    settings.SECRET_KEY = "another node"

    assert len(first) == SIGNS and first.isalnum() and first.isupper()
    assert len({first, second, secret_of(1)}) == 3


def test_a_bill_is_found_by_its_number_and_its_secret() -> None:
    bill = a_tracked_bill()

    found = tracked(" bl1 ", secret_of(bill.pk))

    assert found is not None
    assert (found.number, found.step, found.packages) == ("BL1", Step.ANNOUNCED, 100)
    assert (found.announced_at, found.arrived_at, found.taken_over_at) == (NOW, None, None)


def test_a_secret_is_read_as_people_write_it() -> None:
    bill = a_tracked_bill()
    secret = secret_of(bill.pk)
    spoken = f"{secret[:5]} {secret[5:]}".lower().replace("o", "0").replace("i", "1").replace("b", "8")

    assert tracked("BL1", spoken) is not None


@pytest.mark.parametrize("wrong", ["", "AAAAAAAAAA", "é" * 10, "\0", "A" * 400])
def test_neither_a_wrong_secret_nor_an_unknown_number_says_which_it_is(wrong: str) -> None:
    bill = a_tracked_bill()

    assert tracked("BL1", wrong) is None
    assert tracked("NONE", secret_of(bill.pk)) is None
    assert tracked("", secret_of(bill.pk)) is None


def test_a_secret_opens_no_bill_but_its_own() -> None:
    announced(a_bill(), a_bill("BL2"))
    first, second = Bill.objects.order_by("pk")

    assert tracked(second.number, secret_of(first.pk)) is None


def test_of_several_bills_of_one_number_the_secret_says_which() -> None:
    announced()
    announced(voyage="NEXT")
    first, second = Bill.objects.order_by("pk")
    note_arrival(second.manifest_id, at=NOW, by=QUAY, now=NOW)

    assert [step_of(first), step_of(second)] == [Step.ANNOUNCED, Step.ARRIVED]


def test_its_way_is_told_step_by_step() -> None:
    bill = a_tracked_bill()
    steps = [step_of(bill)]

    note_arrival(bill.manifest_id, at=NOW, by=QUAY, now=NOW)
    steps.append(step_of(bill))
    facts = {"receipt": CargoReceipt.objects.all()[0], "by": "t", "kind": "discharged", "box": BOX}
    BoxEvent.objects.create(at=NOW, office=OFFICE, manifest=bill.manifest, **facts)
    steps.append(step_of(bill))
    counted(bill, packages=98)
    steps.append(step_of(bill))

    assert steps == [Step.ANNOUNCED, Step.ARRIVED, Step.UNLOADED, Step.TAKEN_OVER]


def test_what_was_looked_for_and_not_found_is_not_taken_over() -> None:
    bill = a_tracked_bill()
    note_arrival(bill.manifest_id, at=NOW, by=QUAY, now=NOW)

    counted(bill, is_missing=True)

    assert step_of(bill) == Step.ARRIVED


def test_a_cancelled_bill_and_that_of_a_cancelled_voyage_say_so() -> None:
    announced(a_bill(), a_bill("BL2"))
    handed_in(a_message(a_bill(), function=Function.REPLACE))
    steps = [step_of(Bill.objects.get(number="BL2"))]
    cancel_manifest(Manifest.objects.get().pk, ground="dérouté", by=CHIEF)
    steps.append(step_of(Bill.objects.get(number="BL1")))

    assert steps == [Step.CANCELLED, Step.CANCELLED]


def test_everybody_reads_progress_dates_and_packages_and_nothing_else() -> None:
    bill = a_tracked_bill()
    Bill.objects.update(lane=Lane.RED, held=True)
    note_arrival(bill.manifest_id, at=NOW - timedelta(hours=1), by=QUAY, now=NOW)

    answer = asked("BL1", secret_of(bill.pk))

    page = read(answer)
    assert answer.status_code == 200
    assert "Titre BL1" in page and "Où il en est Arrivé" in page
    assert "Colis annoncés 100" in page and "Arrivé le 23/11/2026" in page
    for word in ("Comptoir", "Qingdao", "Golfe", "rouge", "Rouge", "AB652A", "Étoile", "Pneus", "1 080"):
        assert word not in page
    assert "no-store" in answer["Cache-Control"]


def test_the_answer_is_the_same_for_a_wrong_number_and_a_wrong_secret() -> None:
    a_tracked_bill()

    pages = {
        read(asked("BL1", "AAAAAAAAAA")).replace("BL1", ""),
        read(asked("NONE", "AAAAAAAAAA")).replace("NONE", ""),
    }

    assert len(pages) == 1
    assert UNKNOWN in pages.pop()


def test_guessing_is_slow_by_address_and_the_right_secret_waits_too() -> None:
    bill = a_tracked_bill()
    minute = datetime(2100, 1, 1, tzinfo=UTC)  # one that does not end during the test
    Pace.objects.create(key="suivi:192.0.2.1", minute=minute, count=0)
    guessed = [asked("BL1", "AAAAAAAAAA").status_code for _ in range(10)]

    slowed = asked("BL1", secret_of(bill.pk))
    elsewhere = asked("BL1", secret_of(bill.pk), address="192.0.2.9")

    assert set(guessed) == {400}
    assert (slowed.status_code, elsewhere.status_code) == (429, 200)
    assert "Trop de demandes depuis cette adresse." in read(slowed)
    assert [row.what for row in Attempt.objects.all()] == ["slowed"]


def test_a_whole_network_of_ipv6_is_one_address() -> None:
    asked("BL1", "AAAAAAAAAA", address="2001:db8::1")
    asked("BL1", "AAAAAAAAAA", address="2001:db8::2")

    assert list(Pace.objects.values_list("key", flat=True)) == ["suivi:2001:db8::/64"]


def test_nothing_of_it_stands_in_the_journal() -> None:
    bill = a_tracked_bill()
    before = Entry.objects.count()

    asked("BL1", secret_of(bill.pk))
    asked("BL1", "AAAAAAAAAA")

    assert Entry.objects.count() == before


def test_the_form_says_what_is_missing() -> None:
    answer = asked("", "")

    assert answer.status_code == 400
    assert "Écrivez le numéro du titre." in read(answer) and "Écrivez le code de suivi." in read(answer)


def test_the_carrier_finds_the_code_on_its_sheet_and_officers_do_not() -> None:
    bill = a_tracked_bill()
    secret = secret_of(bill.pk)
    path, shown = f"/titres/{bill.pk}/", f"{secret[:5]} {secret[5:]}"

    assert shown in read(browser_of(Role.CARRIER).get(path))
    assert "Suivi public" not in read(browser_of(Role.CHIEF).get(path))


def test_another_carrier_finds_neither_sheet_nor_code() -> None:
    announced(by=a_carrier())
    other = a_browser(a_person(Role.CARRIER, operator=OTHER_CARRIER))

    assert other.get(f"/titres/{Bill.objects.get().pk}/").status_code == 404


def test_who_signs_in_finds_the_way_to_tracking() -> None:
    assert "Suivre un titre de transport" in read(
        Client(headers={"accept-language": "fr"}).get("/compte/login/")
    )
