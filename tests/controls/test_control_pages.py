"""A control from outside its items: signed, printed, drawn again, closed to strangers, in three languages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amont.controls.models import Control, ItemResult
from amont.journal.models import Entry
from amont.kernel.agents import Agent, Role
from amont.parties.models import Person
from amont.parties.models import Posting as PostingRow
from amont.reference.models import Office
from amont.screening.models import Label
from tests.controls.browsing import MOST_QUERIES, links_of, queries_of, signed_in, text_of
from tests.controls.cases import a_photo, agent_for, an_inspector, assigned, closed, items_of, note, started
from tests.making import OFFICE, OTHER_OFFICE, TODAY, a_person

pytestmark = pytest.mark.django_db
ANSWERS = {"outcome": "compliant", "seen": "0", "suite": "suivant"}


@pytest.fixture
def officer() -> Agent:
    return agent_for(a_person(Role.INSPECTOR, username="officer"))


@pytest.fixture
def phone(officer: Agent) -> Client:
    return signed_in_as(officer)


def signed_in_as(agent: Agent) -> Client:
    return signed_in(Person.objects.get(pk=int(agent.name.removeprefix("person:"))))


def address(control: Control, place: int = 0) -> str:
    return f"/controles/{control.pk}/articles/{items_of(control)[place].pk}/"


def picture(name: str = "photo.jpg", **options: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_photo(size=(64, 48), **options), "image/jpeg")


def test_a_control_is_signed_on_a_page_of_its_own(officer: Agent, phone: Client) -> None:
    control = started(officer)
    note(control, officer, outcome="offence", offence_kind="value")
    before = phone.get(f"/controles/{control.pk}/cloture/")

    after = phone.post(
        f"/controles/{control.pk}/cloture/",
        {"minutes": "45", "means": "physical", "conclusion": "Dépoté.", "case_reference": "PV 12"},
        follow=True,
    )

    assert "Il ne se modifie plus." in text_of(before)
    control.refresh_from_db()
    assert (control.state, control.minutes, control.case_reference) == ("closed", 45, "PV 12")
    assert "Acte de visite de C1 signé." in text_of(after)
    assert Label.objects.get().offence == 1


def test_the_page_of_the_signature_names_the_items_left(officer: Agent, phone: Client) -> None:
    control = started(officer, {}, {})
    note(control, officer)

    page = phone.get(f"/controles/{control.pk}/cloture/")

    assert "1 article attend votre résultat" in text_of(page)
    assert address(control, 1) in links_of(page)


def test_nothing_inspected_asks_why(officer: Agent, phone: Client) -> None:
    control = started(officer)
    note(control, officer, outcome="not_inspected")

    page = phone.post(f"/controles/{control.pk}/cloture/", {"minutes": "5", "means": "documents"})

    assert "Dites pourquoi aucun article n’est visité." in text_of(page)
    assert Control.objects.get().state == "started"


def test_the_act_is_printed_with_its_fingerprint(officer: Agent, phone: Client) -> None:
    control = closed(officer, outcome="offence", offence_kind="quantity", found_packages=Decimal(80))

    text = text_of(phone.get(f"/controles/{control.pk}/acte/"))

    assert "Acte de visite" in text and "20 colis de moins que déclaré" in text
    assert (
        control.digest in text and Entry.objects.get(name="ControlClosed").facts["digest"] == control.digest
    )
    assert Entry.objects.filter(name="controls.act", kind="read").count() == 1


def test_an_act_that_is_not_signed_is_not_printed(officer: Agent, phone: Client) -> None:
    control = started(officer)

    assert phone.get(f"/controles/{control.pk}/acte/").status_code == 409


def test_a_chief_sees_how_the_officer_was_drawn_and_has_another_one_drawn(officer: Agent) -> None:
    control = assigned()
    second = an_inspector("second")
    chief = signed_in(a_person(Role.CHIEF))
    before = text_of(chief.get(f"/controles/{control.pk}/"))

    empty = chief.post(f"/controles/{control.pk}/autre-inspecteur/", {"seen": "0", "reason": " "})
    after = chief.post(
        f"/controles/{control.pk}/autre-inspecteur/", {"seen": "0", "reason": "Absent"}, follow=True
    )

    assert "Officer Diop, seul inspecteur possible" in before
    assert "Indiquez pourquoi un autre inspecteur est tiré au sort." in text_of(empty)
    assert "Le tirage au sort confie ce contrôle à Second Diop." in text_of(after)
    assert "Nouveau tirage demandé par Chief Diop : Absent" in text_of(after)
    control.refresh_from_db()
    assert control.officer == second.name


def test_an_officer_does_not_read_how_he_was_drawn(officer: Agent, phone: Client) -> None:
    control = assigned()

    assert "inspecteur possible" not in text_of(phone.get(f"/controles/{control.pk}/"))


def test_a_result_of_the_officer_before_is_shown_as_to_take_again(officer: Agent, phone: Client) -> None:
    control = started(officer)
    note(control, officer, outcome="minor")
    ItemResult.objects.update(by="person:0")

    text = text_of(phone.get(f"/controles/{control.pk}/"))

    assert "à reprendre" in text and "Articles : 0 sur 1" in text


@pytest.mark.parametrize("page", ["", "cloture/", "acte/", "autre-inspecteur/", "articles/1/", "photos/1/"])
@pytest.mark.parametrize(
    ("role", "office"),
    [(Role.INSPECTOR, ""), (Role.CHIEF, OTHER_OFFICE), (Role.ANALYST, ""), (Role.BROKER, "")],
)
def test_the_pages_of_a_control_are_closed_to_strangers(
    officer: Agent, page: str, role: Role, office: str
) -> None:
    control = started(officer)

    answer = signed_in(a_person(role, office=office, username="stranger")).get(
        f"/controles/{control.pk}/{page}"
    )

    assert answer.status_code in (403, 404)
    assert "C1" not in text_of(answer)


@pytest.mark.parametrize("page", ["", "cloture/", "acte/", "autre-inspecteur/", "articles/1/", "photos/1/"])
def test_a_control_that_does_not_exist_is_not_found(page: str) -> None:
    person = a_person(Role.INSPECTOR, username="both")
    chief = a_person(Role.CHIEF, username="chief")
    wanted = chief if page == "autre-inspecteur/" else person

    assert signed_in(wanted).get(f"/controles/999999/{page}").status_code == 404


def test_a_chief_reads_and_does_not_answer(officer: Agent) -> None:
    control = started(officer)
    chief = signed_in(a_person(Role.CHIEF))

    assert chief.get(f"/controles/{control.pk}/").status_code == 200
    assert chief.get(address(control)).status_code == 403
    assert chief.post(address(control), ANSWERS).status_code == 403
    assert chief.post(f"/controles/{control.pk}/debut/").status_code == 403
    assert chief.post(f"/controles/{control.pk}/photos/", {"photos": picture()}).status_code == 403


def test_a_chief_who_also_inspects_does_not_answer_for_the_officer(officer: Agent) -> None:
    control = started(officer)
    person = a_person(Role.CHIEF, username="both")
    PostingRow.objects.create(
        person=person, role="inspector", office=Office.objects.get(code=OFFICE), from_on=TODAY,
        state="active", proposed_by="test:one", approved_by="test:two",
    )  # fmt: skip
    both = signed_in(person)

    assert both.get(f"/controles/{control.pk}/").status_code == 200
    assert both.get(address(control)).status_code == 403
    assert both.post(address(control), ANSWERS).status_code == 403
    assert both.get(f"/controles/{control.pk}/cloture/").status_code == 403


def test_reading_a_control_is_noted(officer: Agent, phone: Client) -> None:
    control = assigned()

    phone.get(f"/controles/{control.pk}/")

    entry = Entry.objects.get(name="controls.read")
    assert (entry.kind, entry.by, entry.subject) == ("read", officer.name, control.subject)


def test_an_item_asks_the_database_as_often_for_twelve_items_as_for_one(
    officer: Agent, phone: Client
) -> None:
    short, long = started(officer), started(officer, *[{} for _ in range(12)], reference="C2")

    few, many = queries_of(phone, address(short)), queries_of(phone, address(long))

    assert few == many <= MOST_QUERIES


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_every_page_of_a_control_opens_in_the_three_languages(
    officer: Agent, phone: Client, language: str
) -> None:
    live, signed = started(officer), closed(officer, reference="C2", outcome="minor")
    pages = [f"/controles/{live.pk}/", address(live), f"/controles/{live.pk}/cloture/",
             f"/controles/{signed.pk}/", f"/controles/{signed.pk}/acte/"]  # fmt: skip

    for page in pages:
        answer = phone.get(page, {"langue": language})
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
