"""The pages of an inspector on his telephone, read and answered without any script."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amont.controls.models import Control, ItemResult, Photo
from amont.declarations.models import Declaration
from amont.kernel.agents import Agent, Role
from amont.parties.models import Person
from tests.controls.browsing import signed_in, text_of, title_of
from tests.controls.cases import a_photo, agent_for, assigned, items_of, note, started
from tests.making import a_person

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


def test_a_control_is_begun_and_leads_to_its_first_item(officer: Agent, phone: Client) -> None:
    control = assigned({}, {})

    page = phone.post(f"/controles/{control.pk}/debut/", follow=True)

    assert page.redirect_chain == [(address(control), 302)]
    control.refresh_from_db()
    assert (control.state, control.officer) == ("started", officer.name)


def test_an_item_shows_what_is_declared_beside_what_is_found(officer: Agent, phone: Client) -> None:
    control = started(officer)

    text = text_of(phone.get(address(control)))

    assert "Pneus neufs de tourisme" in text
    assert "Colis déclarés100" in text and "Masse nette déclarée1 000 kg" in text
    assert "Origine déclaréeChine" in text and "Valeur déclarée2 000 000 XOF" in text
    assert "Non visiténe vaut pas conforme" in text


def test_an_item_is_saved_on_the_way_to_the_next(officer: Agent, phone: Client) -> None:
    control = started(officer, {}, {})
    answers = ANSWERS | {"outcome": "minor", "found_packages": " 1 436 ", "found_net_kg": "12 924,5"}

    page = phone.post(address(control), answers)

    assert page.headers["Location"] == address(control, 1)
    result = ItemResult.objects.get()
    assert (result.found_packages, result.found_net_kg, result.by) == (1436, Decimal("12924.5"), officer.name)


def test_the_difference_is_told_in_words(officer: Agent, phone: Client) -> None:
    control = started(officer)
    note(control, officer, outcome="minor", found_packages=Decimal(116), found_net_kg=Decimal(900),
         found_origin="IN", found_hs_code="401120", found_value=Decimal(2_400_000))  # fmt: skip

    text = text_of(phone.get(address(control)))

    assert "16 colis de plus que déclaré (+16 %)" in text
    assert "100 kg de moins que déclaré (+10 %)".replace("+", "\u2212") in text
    assert "Origine trouvée : Inde ; déclarée : Chine" in text
    assert "Position trouvée 401120, déclarée 40111000" in text
    assert "400 000 XOF de plus que déclaré (+20 %)" in text


def test_a_difference_is_told_as_soon_as_it_is_typed(officer: Agent, phone: Client) -> None:
    control = started(officer)

    more = text_of(phone.get(f"{address(control)}ecart/", {"found_packages": "150"}))
    unread = text_of(phone.get(f"{address(control)}ecart/", {"found_packages": "beaucoup"}))
    same = phone.get(f"{address(control)}ecart/", {"found_packages": "100"}).content.strip()

    assert more == "50 colis de plus que déclaré (+50 %)"
    assert "« beaucoup » ne se lit pas comme un nombre" in unread
    assert same == b""


def test_another_item_is_reached_with_this_one_saved_even_without_a_result(
    officer: Agent, phone: Client
) -> None:
    control = started(officer, {}, {})
    answers = {"seen": "0", "found_packages": "98", "suite": str(items_of(control)[1].pk)}

    page = phone.post(address(control), answers)

    assert page.headers["Location"] == address(control, 1)
    assert ItemResult.objects.values_list("outcome", "found_packages").get() == ("", 98)


def test_going_on_asks_for_the_result_and_keeps_what_was_typed(officer: Agent, phone: Client) -> None:
    control = started(officer)

    page = phone.post(address(control), ANSWERS | {"outcome": "", "found_packages": "98"})

    assert title_of(page).startswith("1 erreur · ")
    assert "Choisissez le résultat de la visite. « Non visité » ne vaut pas « conforme »." in text_of(page)
    assert b'value="98"' in page.content and not ItemResult.objects.exists()


def test_every_error_is_said_at_once_at_its_field(officer: Agent, phone: Client) -> None:
    control = started(officer)

    page = phone.post(address(control), ANSWERS | {"found_packages": "x", "fine": "y"})

    assert title_of(page).startswith("2 erreurs · ")
    assert b'href="#id_found_packages"' in page.content and b'href="#id_fine"' in page.content


def test_answers_that_contradict_each_other_are_said_at_the_result(officer: Agent, phone: Client) -> None:
    control = started(officer)

    page = phone.post(address(control), ANSWERS | {"found_packages": "98"})

    assert b'href="#id_outcome_0"' in page.content
    assert not ItemResult.objects.exists()


def test_later_saves_and_comes_back_to_the_control(officer: Agent, phone: Client) -> None:
    control = started(officer)

    page = phone.post(address(control), ANSWERS | {"suite": "plus-tard"}, follow=True)

    assert page.redirect_chain == [(f"/controles/{control.pk}/", 302)]
    assert "Article 1 enregistré." in text_of(page) and "Articles : 1 sur 1" in text_of(page)


def test_leaving_an_untouched_item_keeps_nothing(officer: Agent, phone: Client) -> None:
    control = started(officer)

    phone.post(address(control), {"seen": "0", "suite": "plus-tard", "duty_before": "880 000"})

    assert not ItemResult.objects.exists()


def test_photos_are_kept_even_when_an_answer_is_to_be_seen_again(officer: Agent, phone: Client) -> None:
    control = started(officer)
    answers = {**ANSWERS, "outcome": "", "photos": [picture(), picture(colour="red")]}

    page = phone.post(address(control), answers)

    assert "Photos (2)" in text_of(page)
    assert set(Photo.objects.values_list("item", flat=True)) == {items_of(control)[0].pk}


def test_a_file_that_is_no_photo_is_told_and_the_rest_kept(officer: Agent, phone: Client) -> None:
    control = started(officer)
    broken = SimpleUploadedFile("photo.jpg", b"rien", "image/jpeg")

    page = phone.post(address(control), {**ANSWERS, "photos": [picture(), broken]})

    assert title_of(page).startswith("1 erreur · ") and Photo.objects.count() == 1


def test_a_photo_is_sent_as_soon_as_it_is_taken(officer: Agent, phone: Client) -> None:
    control = started(officer)
    item = items_of(control)[0].pk

    part = phone.post(
        f"/controles/{control.pk}/photos/",
        {"item": item, "photos": picture()},
        headers={"HX-Request": "true"},
    )
    whole = phone.post(f"/controles/{control.pk}/photos/", {"photos": picture(colour="red")})

    assert text_of(part).startswith("Photos (1)")
    assert whole.headers["Location"] == f"/controles/{control.pk}/#photos"
    assert list(Photo.objects.order_by("pk").values_list("item", flat=True)) == [item, None]


def test_a_photo_is_opened_by_who_reads_the_control_only(officer: Agent, phone: Client) -> None:
    control = started(officer)
    phone.post(f"/controles/{control.pk}/photos/", {"photos": picture()})
    url = f"/controles/{control.pk}/photos/{Photo.objects.get().pk}/"
    stranger = signed_in(a_person(Role.INSPECTOR, username="stranger"))

    mine, small, theirs = phone.get(url), phone.get(url, {"vue": "petite"}), stranger.get(url)

    assert (mine.status_code, mine.headers["Content-Type"]) == (200, "image/jpeg")
    assert small.content[:2] == b"\xff\xd8"
    assert theirs.status_code == 404


def test_a_result_changed_elsewhere_shows_both_versions(officer: Agent, phone: Client) -> None:
    control = started(officer)
    note(control, officer, outcome="offence", offence_kind="value", remark="Facture corrigée")

    page = phone.post(address(control), ANSWERS | {"outcome": "minor", "found_packages": "98"})

    text = text_of(page)
    assert page.status_code == 409
    assert "Votre version" in text and "Écart mineur" in text
    assert "Le dossier aujourd’hui" in text and "Facture corrigée" in text
    assert ItemResult.objects.get().outcome == "offence"


def test_a_declaration_amended_since_the_draw_shows_both_versions(officer: Agent, phone: Client) -> None:
    control = assigned()
    declaration = Declaration.objects.get()
    control.version.__class__.objects.create(
        declaration=declaration, number=2, lodged_at=declaration.lodged_at, by="person:9", content="x"
    )
    Declaration.objects.update(version=2)

    page = phone.post(f"/controles/{control.pk}/debut/")

    text = text_of(page)
    assert page.status_code == 409
    assert "Votre version Version1" in text and "Le dossier aujourd’hui Version2" in text
