"""Pages of manifests: what each reader finds there, what he may do, and what does not exist for him."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amont.cargo.actions.arriving import note_arrival
from amont.cargo.models import Alert, Bill, CargoReceipt, Manifest, ManifestVersion
from amont.cargo.states import State
from amont.formats.manifest.records import Declared, Function, Party, Scope
from amont.kernel.agents import Role
from amont.kernel.lanes import Cause
from amont.screening.models import BillDecision
from tests.cargo.announcing import BOX, a_bill, a_carrier, a_message, announced, handed_in
from tests.making import NOW, OTHER_CARRIER, OTHER_OFFICE, an_agent
from tests.pages import PLAIN, browser_of, read
from tests.screening.test_targeting import held, targeted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_files(settings: object) -> None:
    settings.STORAGES = PLAIN  # type: ignore[attr-defined]


@pytest.fixture
def carrier() -> Client:
    return browser_of(Role.CARRIER)


@pytest.fixture
def chief() -> Client:
    return browser_of(Role.CHIEF)


def test_a_carrier_hands_in_a_manifest_and_reads_that_it_waits(carrier: Client) -> None:
    file = SimpleUploadedFile("voyage.json", a_message(a_bill()))

    answer = carrier.post("/manifestes/deposer/", {"files": file, "office": "", "ground": ""}, follow=True)

    assert "voyage.json" in read(answer) and "Sa lecture commence" in read(answer)
    assert CargoReceipt.objects.get().state == "waiting"


def test_a_form_without_file_says_so(carrier: Client) -> None:
    answer = carrier.post("/manifestes/deposer/", {"office": "", "ground": ""})

    assert answer.status_code == 400
    assert "Choisissez au moins un fichier." in read(answer)


def test_the_report_names_each_finding_and_leads_to_the_manifest(carrier: Client) -> None:
    receipt = handed_in(a_message(a_bill(consignee=Party())))

    page = read(carrier.get(f"/manifestes/messages/{receipt.pk}/"))

    assert "manifest.consignee_missing" in page and "Voir le manifeste" in page and "Enregistré" in page


def test_a_refused_message_says_why_and_gives_its_bytes_back(carrier: Client) -> None:
    receipt = handed_in(b"\x00rien", name="photo.bin")

    page = read(carrier.get(f"/manifestes/messages/{receipt.pk}/"))
    source = carrier.get(f"/manifestes/messages/{receipt.pk}/fichier")

    assert "Ce message n’a pas pu être lu" in page and "manifest.unknown_kind" in page
    assert b"".join(source.streaming_content) == b"\x00rien"  # type: ignore[attr-defined]


def test_the_list_finds_a_voyage_by_its_bill_or_container(chief: Client) -> None:
    announced()

    for words in ("BL1", "mscu 663987 1", "AB652A", "étoile"):
        assert "AB652A" in read(chief.get("/manifestes/", {"q": words})), words
    assert "Aucun manifeste ne répond" in read(chief.get("/manifestes/", {"q": "INCONNU"}))


def test_the_sheet_puts_declared_totals_beside_counted_ones(chief: Client) -> None:
    manifest = announced(declared=Declared(bills=3))

    page = read(chief.get(f"/manifestes/{manifest.pk}/"))

    assert "Titres 3 1 diffère" in page
    assert "BL1" in page and "Pneus neufs de tourisme" in page


def test_a_carrier_never_sees_a_lane(carrier: Client, chief: Client) -> None:
    manifest = announced()
    Bill.objects.update(lane=3, waiting=False)
    bill = Bill.objects.get()

    own, theirs = read(carrier.get(f"/titres/{bill.pk}/")), read(chief.get(f"/titres/{bill.pk}/"))

    assert "Rouge" not in own and "Rouge" not in read(carrier.get(f"/manifestes/{manifest.pk}/"))
    assert "Rouge" in theirs
    assert carrier.get("/ciblage/").status_code == 403


def test_another_carrier_and_another_office_find_nothing(chief: Client) -> None:
    manifest = announced()
    bill = Bill.objects.get()
    other = browser_of(Role.CARRIER, operator=OTHER_CARRIER, username="autre")
    away = browser_of(Role.INSPECTOR, office=OTHER_OFFICE, username="ailleurs")

    for browser in (other, away):
        assert browser.get(f"/manifestes/{manifest.pk}/").status_code == 404
        assert browser.get(f"/titres/{bill.pk}/").status_code == 404
        assert "AB652A" not in read(browser.get("/manifestes/?vue="))
    assert chief.get(f"/titres/{bill.pk}/").status_code == 200


def test_an_agent_sees_the_voyage_of_his_house_bills_and_only_these() -> None:
    manifest = announced(a_bill("MB1", consignee=Party("Groupeur", code=OTHER_CARRIER)), a_bill("BL9"))
    house = a_message(a_bill("H1", master="MB1"), scope=Scope.MASTER, master="MB1")
    handed_in(house, by=a_carrier(OTHER_CARRIER))
    agent = browser_of(Role.CARRIER, operator=OTHER_CARRIER, username="groupeur")

    page = read(agent.get(f"/manifestes/{manifest.pk}/"))

    assert "H1" in page and "BL9" not in page and "Totaux déclarés" not in page
    assert agent.get(f"/titres/{Bill.objects.get(number='BL9').pk}/").status_code == 404


def test_a_quay_officer_notes_an_arrival_and_decides_a_change() -> None:
    manifest = announced(a_bill(), a_bill("BL2"))
    quay = browser_of(Role.QUAY)
    quay.post(f"/manifestes/{manifest.pk}/arrivee/", {"at": "01/01/2020 10:00"})
    early = Manifest.objects.get().state
    note_arrival(manifest.pk, at=NOW, by=an_agent(Role.QUAY), now=NOW)
    handed_in(a_message(a_bill(), function=Function.REPLACE), ground="resté à quai")
    version = ManifestVersion.objects.get(state="proposed")

    empty = quay.post(f"/manifestes/{manifest.pk}/modifications/{version.pk}/", {"ground": ""})
    done = quay.post(
        f"/manifestes/{manifest.pk}/modifications/{version.pk}/", {"ground": "constaté"}, follow=True
    )

    assert early == State.COMPLETE
    assert "Donnez le motif de votre décision." in read(empty)
    assert "La modification est en vigueur." in read(done)


def test_a_chief_finds_the_alerts_of_his_office_and_closes_them(chief: Client) -> None:
    manifest = announced(a_bill(consignee=Party()))
    note_arrival(manifest.pk, at=NOW, by=an_agent(Role.QUAY), now=NOW)
    alert = Alert.objects.get()

    listed = read(chief.get("/manifestes/alertes/"))
    chief.post(f"/manifestes/alertes/{alert.pk}/clore/", {"ground": "complété à quai"})

    assert "Arrivé incomplet" in listed and "AB652A" in listed
    assert "complété à quai" in read(chief.get("/manifestes/alertes/?closes=1"))


def test_an_analyst_finds_the_gravest_bill_first_and_the_way_to_hold_it() -> None:
    announced(a_bill(), a_bill("BL2", containers=()))
    targeted()
    held("bill", "BL2")
    analyst = browser_of(Role.ANALYST)

    page = analyst.get("/ciblage/?jours=0").content.decode()
    sheet = read(analyst.get(f"/titres/{Bill.objects.get(number='BL2').pk}/"))

    is_drawn = BillDecision.objects.get(bill__number="BL1", is_last=True).cause == Cause.RANDOM
    assert is_drawn or page.index("BL2") < page.index("BL1")
    assert "?field=bill&amp;value=BL1" in page
    assert "Ce qui a décidé" in sheet and "renseignement" in sheet and BOX not in sheet


def test_lists_leave_as_tables(chief: Client) -> None:
    manifest = announced()

    manifests = b"".join(chief.get("/manifestes/export?vue=").streaming_content)  # type: ignore[attr-defined]
    bills = b"".join(chief.get(f"/manifestes/{manifest.pk}/titres").streaming_content)  # type: ignore[attr-defined]

    assert "AB652A" in manifests.decode() and "BL1" in bills.decode()
