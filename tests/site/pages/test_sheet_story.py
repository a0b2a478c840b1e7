"""What happened to a declaration and what one can do: timeline, versions, results, acts, cancellation."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amont.controls.actions.elsewhere import Elsewhere, note_elsewhere
from amont.controls.actions.results import Found
from amont.declarations.actions.loading import load_past
from amont.declarations.models import Declaration, Item
from amont.declarations.states import State
from amont.holds.actions import lift, place
from amont.holds.models import HoldRow
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Role
from amont.screening.actions.again import decide_again, note_holds
from amont.site.pages.sheet.telling import differences
from tests.making import NOW, OTHER_OFFICE, TODAY, a_person, a_table, an_administration, an_agent
from tests.site.pages.cases import a_red, a_result, a_routed, assigned, screened
from tests.site.pages.looking import signed_in, source, text

pytestmark = pytest.mark.django_db


def sheet(declaration: Declaration) -> str:
    return reverse("declaration", args=[declaration.pk])


def cancelling(declaration: Declaration) -> str:
    return reverse("declaration_cancel", args=[declaration.pk])


def amended() -> Declaration:
    """Version 2 changes a value, takes the second item away and brings a third."""
    a_routed({"item": 1}, {"item": 2, "description": "Chambres à air"})
    second = {"item": 1, "version": 2, "customs_value": 2_500_000.0}
    third = {"item": 3, "version": 2, "description": "Valves"}
    return a_routed(second, third)


def test_the_timeline_tells_each_step_in_order(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = amended()

    page = text(client.get(sheet(declaration)))

    places = [
        page.index(said)
        for said in ("Déclaration déposée", "Circuit vert attribué", "Version 2 déposée", "cause\u00a0: ")
    ]
    assert places == sorted(places)


def test_the_differences_between_versions_are_said_item_by_item(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = amended()

    page = text(client.get(sheet(declaration)))

    assert "De la version 1 à la version 2" in page
    assert "1 Valeur en douane 2\u00a0000\u00a0000\u00a0XOF 2\u00a0500\u00a0000\u00a0XOF" in page
    assert "2 Article retiré Chambres à air –" in page
    assert "3 Article ajouté – Valves" in page


def test_a_difference_too_small_to_be_written_is_still_told() -> None:
    before = [Item(item=1, customs_value=Decimal("10.1"))]
    after = [Item(item=1, customs_value=Decimal("10.2"))]

    rows = differences(before, after, "XOF")

    assert [(row["term"], row["before"], row["after"]) for row in rows] == [
        ("Valeur en douane", "10.1", "10.2")
    ]


def test_one_version_alone_needs_no_comparison(client: Client) -> None:
    signed_in(client, Role.CHIEF)

    assert 'id="h-versions"' not in source(client.get(sheet(a_routed())))


def test_what_the_control_found_is_told_to_officers_only(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    declaration = a_routed()
    a_result(declaration, offence=1, duty=250_000)
    broker = Client()
    signed_in(broker, Role.BROKER)

    officer_page, broker_page = text(client.get(sheet(declaration))), text(broker.get(sheet(declaration)))

    assert "Ce que le contrôle a trouvé" in officer_page
    assert "Infraction" in officer_page
    assert "250\u00a0000" in officer_page
    assert "Infraction" not in broker_page


def test_a_past_declaration_is_read_without_any_act(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    an_administration()
    load_past(a_table({"reference": "P1"}), by=WORKER, now=NOW)

    page = source(client.get(sheet(Declaration.objects.get(reference="P1"))))

    assert "Reprise du système précédent" in page
    assert "elle se lit, sans acte possible" in page
    assert "Annuler la déclaration" not in page


def test_what_belongs_to_others_is_said_with_its_way(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    declaration = a_red()

    page = source(client.get(sheet(declaration)))

    assert "Le contrôle est confié par tirage au sort." in page
    assert "L’annulation revient au chef de visite du bureau." in page
    assert cancelling(declaration) not in page


def test_a_broker_is_shown_the_way_to_correct(client: Client) -> None:
    signed_in(client, Role.BROKER)

    page = source(client.get(sheet(a_routed())))

    assert "Déposer une nouvelle version" in page
    assert reverse("receive") in page
    assert "Placer un blocage" not in page


def test_a_chief_cancels_on_a_page_that_says_what_happens(client: Client) -> None:
    chief = signed_in(client, Role.CHIEF)
    declaration = a_routed()

    asked = text(client.get(cancelling(declaration)))
    done = text(client.post(cancelling(declaration), {"ground": "Doublon de C9"}, follow=True))

    declaration.refresh_from_db()
    assert "Annuler la déclaration C1\u00a0?" in asked
    assert "Elle n’aura plus d’effet." in asked
    assert declaration.state == State.CANCELLED
    assert "Déclaration C1 annulée." in done
    assert "Doublon de C9" in done
    told = Entry.objects.get(name="declarations.cancel")
    assert (told.by, told.facts) == (chief.name, {"ground": "Doublon de C9"})


def test_a_cancellation_says_why(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = a_routed()

    page = source(client.post(cancelling(declaration), {"ground": "  "}))

    declaration.refresh_from_db()
    assert declaration.state == State.ROUTED
    assert "Indiquez pourquoi la déclaration est annulée." in page
    assert "1 erreur" in page


def test_the_same_cancellation_sent_twice_is_harmless(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = a_routed()
    client.post(cancelling(declaration), {"ground": "Doublon"})

    again = client.post(cancelling(declaration), {"ground": "Doublon"})

    assert again.status_code == 302
    assert Entry.objects.filter(name="declarations.cancel").count() == 1


def test_a_declaration_under_control_is_not_cancelled(client: Client) -> None:
    signed_in(Client(), Role.INSPECTOR, username="awa")
    signed_in(client, Role.CHIEF)
    declaration = a_red()
    assigned(declaration)
    Declaration.objects.filter(pk=declaration.pk).update(state=State.IN_CONTROL)

    assert client.get(cancelling(declaration)).status_code == 409
    assert client.post(cancelling(declaration), {"ground": "Doublon"}).status_code == 409
    assert "la déclaration ne s’annule plus" in text(client.get(sheet(declaration)))


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        (Role.BROKER, "DM01", 403),
        (Role.ANALYST, "DM01", 403),
        (Role.DIRECTOR, "", 403),
        (Role.CHIEF, OTHER_OFFICE, 404),
    ],
)
def test_cancelling_belongs_to_the_chief_of_the_office(
    role: Role, office: str, status: int, client: Client
) -> None:
    declaration = a_routed()
    signed_in(client, role, office=office)

    assert client.post(cancelling(declaration), {"ground": "Doublon"}).status_code == status
    declaration.refresh_from_db()
    assert declaration.state == State.ROUTED


def test_versions_cost_the_same_however_many(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = amended()
    for number in range(3, 9):
        a_routed({"item": 1, "version": number, "customs_value": 1_000_000.0 * number})
    screened()

    page = text(client.get(sheet(declaration)))

    assert "De la version 7 à la version 8" in page
    assert "De la version 1 à la version 2" not in page


def held_since(declaration: Declaration, *, ground: str = "Plainte du titulaire") -> HoldRow:
    """A hold placed after the lane was known, and what follows."""
    facts: dict[str, Any] = {"until_on": None, "by": an_agent(Role.CHIEF), "now": NOW, "today": TODAY}
    hold = place("reference", value=declaration.reference, ground=ground, **facts)
    note_holds([hold.pk], by=WORKER, now=NOW)
    decide_again(by=WORKER, now=NOW + timedelta(hours=2), today=TODAY)
    declaration.refresh_from_db()
    return hold


def test_the_sheet_says_that_a_lane_was_decided_again_when_why_and_what_it_was_before(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = a_routed()
    hold = held_since(declaration)

    page = text(client.get(sheet(declaration)))

    assert "Circuit décidé de nouveau le 23/11/2026 à 11:00" in page
    assert "Avant\u00a0: circuit vert (cause\u00a0: rien à contrôler)." in page
    since = "Depuis\u00a0: circuit rouge, par un blocage (Référence C1)\u00a0: Plainte du titulaire."
    assert since in page
    assert "A décidé\u00a0: rouge" in page
    assert "Un blocage est en vigueur" not in page
    lift(hold.pk, why="Vérifié", by=an_agent(Role.CHIEF), now=NOW + timedelta(hours=3))
    assert "Ce blocage est levé depuis le 23/11/2026 à 12:00." in text(client.get(sheet(declaration)))


def test_the_timeline_gives_each_decision_its_own_cause(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = a_routed()
    held_since(declaration)

    page = text(client.get(sheet(declaration)))

    places = [
        page.index(said)
        for said in (
            "Circuit vert attribué cause\u00a0: rien à contrôler",
            "Circuit rouge attribué cause\u00a0: blocage",
        )
    ]
    assert places == sorted(places)


def test_a_broker_reads_nothing_of_a_hold_that_had_his_lane_decided_again(client: Client) -> None:
    signed_in(client, Role.BROKER)
    declaration = a_routed()
    held_since(declaration)

    page = source(client.get(sheet(declaration)))

    assert "décidé de nouveau" not in page
    assert "Plainte" not in page


def test_a_result_received_from_elsewhere_ends_the_story_of_the_control(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    a_person(Role.INSPECTOR)
    declaration = a_red()
    control = assigned(declaration)
    found = Elsewhere(declaration.reference, 1, Found(outcome="compliant"))
    note_elsewhere([found], by=an_agent(Role.CHIEF), on=TODAY)

    pages = [
        text(client.get(path))
        for path in (sheet(declaration), f"/controles/{control.pk}/", "/controles/?vue=retires")
    ]

    assert "Contrôle retiré résultat reçu d’un autre système" in pages[0]
    assert "Un autre système a donné le résultat de chaque article." in pages[1]
    assert "Résultat reçu d’ailleurs" in pages[2]
