"""The pages of holds: what is listed, what each role may do there, what a refusal says."""

import pytest
from django.test import Client
from django.urls import reverse

from amont.declarations.actions.routing import note_lanes
from amont.holds.actions import place
from amont.holds.models import HoldRow
from amont.kernel.agents import WORKER, Agent, Role
from amont.kernel.lanes import Lane
from tests.making import NOW, TODAY, a_declaration, an_agent
from tests.site.pages.looking import own_queries, signed_in, source

pytestmark = pytest.mark.django_db


def a_hold(value: str = "IMP001", *, by: Agent | None = None) -> HoldRow:
    who = by or an_agent(Role.CHIEF)
    return place("importer", value=value, ground="Renseignement", until_on=None, by=who, now=NOW, today=TODAY)


def test_an_inspector_reads_the_holds_and_places_none(client: Client) -> None:
    signed_in(client, Role.INSPECTOR)
    a_hold()

    page = source(client.get(reverse("holds")))

    assert "IMP001" in page
    assert reverse("hold_place") not in page
    assert client.get(reverse("hold_place")).status_code == 403


@pytest.mark.parametrize("role", [Role.BROKER, Role.ADMINISTRATOR, Role.SECURITY])
def test_holds_are_not_for_these_roles(role: Role, client: Client) -> None:
    signed_in(client, role)

    assert client.get(reverse("holds")).status_code == 403


def test_an_analyst_places_a_hold_and_sees_it_in_the_list(client: Client) -> None:
    agent = signed_in(client, Role.ANALYST)
    facts = {"field": "hs_code", "value": "4011.10.00", "ground": "Sous-évaluation", "until": ""}

    page = source(client.post(reverse("hold_place"), facts, follow=True))

    row = HoldRow.objects.get()
    assert (row.value, row.placed_by) == ("40111000", agent.name)
    assert "Blocage placé sur 40111000." in page
    assert "Sous-évaluation" in page


def test_an_address_fills_the_form_beforehand(client: Client) -> None:
    signed_in(client, Role.ANALYST)

    page = source(client.get(reverse("hold_place") + "?field=reference&value=C 41872"))

    assert '<option value="reference" selected>' in page
    assert 'value="C 41872"' in page


def test_a_hold_placed_twice_is_told_at_its_field_and_kept_as_typed(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    a_hold()
    facts = {"field": "importer", "value": "IMP001", "ground": "Renseignement", "until": ""}

    page = source(client.post(reverse("hold_place"), facts))

    assert HoldRow.objects.count() == 1
    assert 'aria-invalid="true"' in page
    assert "1 erreur" in page
    assert "Renseignement</textarea>" in page


@pytest.mark.parametrize("written", ["25/11/2099", "25-11-99", "2099-11-25"])
def test_the_last_day_is_read_as_people_write_it(written: str, client: Client) -> None:
    signed_in(client, Role.CHIEF)
    facts = {"field": "importer", "value": "IMP001", "ground": "Renseignement", "until": written}

    client.post(reverse("hold_place"), facts)

    assert [row.until_on.day for row in HoldRow.objects.all() if row.until_on] == (
        [] if written == "25-11-99" else [25]
    )


def test_who_placed_a_hold_lifts_it_from_the_list(client: Client) -> None:
    agent = signed_in(client, Role.ANALYST)
    row = a_hold(by=agent)

    listed = source(client.get(reverse("holds")))
    done = source(client.post(reverse("hold_lift", args=[row.pk]), {"why": "Vérifié"}, follow=True))

    row.refresh_from_db()
    assert reverse("hold_lift", args=[row.pk]) in listed
    assert row.lifted_why == "Vérifié"
    assert "Blocage levé\u00a0: IMP001." in done


def test_an_analyst_is_told_that_another_lifts_this_hold(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    row = a_hold()

    listed = source(client.get(reverse("holds")))

    assert reverse("hold_lift", args=[row.pk]) not in listed
    assert client.get(reverse("hold_lift", args=[row.pk])).status_code == 403


def test_a_hold_that_does_not_exist_is_not_found(client: Client) -> None:
    signed_in(client, Role.CHIEF)

    assert client.get(reverse("hold_lift", args=[999])).status_code == 404


def test_a_hold_lifted_meanwhile_is_said(client: Client) -> None:
    agent = signed_in(client, Role.CHIEF)
    row = a_hold(by=agent)
    client.post(reverse("hold_lift", args=[row.pk]), {"why": "Vérifié"})

    again = client.post(reverse("hold_lift", args=[row.pk]), {"why": "Encore"})

    assert again.status_code == 409


def test_lists_are_narrowed_by_value_ground_and_column(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    a_hold("IMP001")
    a_hold("IMP002")

    page = source(client.get(reverse("holds") + "?q=002&sur=importer"))
    none = source(client.get(reverse("holds") + "?q=zzz"))

    assert "IMP002" in page
    assert "IMP001" not in page
    assert "Aucun blocage ne répond à ces filtres" in none


def test_a_list_of_holds_costs_the_same_however_long(client: Client) -> None:
    agent = signed_in(client, Role.CHIEF)
    a_hold("IMP", by=agent)
    short = own_queries(client, reverse("holds"))
    for n in range(12):
        a_hold(f"IMP{n:03}", by=agent)

    assert (short, own_queries(client, reverse("holds"))) == (5, 5)


def routed(n: int, **item: str) -> None:
    """As many declarations whose lane is known."""
    for place_ in range(n):
        row = a_declaration({"reference": f"C{place_}", **item})
        note_lanes({row.versions.get().pk: Lane.GREEN}, by=WORKER)


def placing(**changed: str) -> dict[str, str]:
    return {"field": "importer", "value": "IMP001", "ground": "Renseignement", "until": ""} | changed


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "Aucune déclaration en cours ne porte cette valeur."),
        (1, "1 déclaration en cours la porte\u00a0: son circuit est décidé de nouveau."),
        (3, "3 déclarations en cours la portent\u00a0: leur circuit est décidé de nouveau."),
    ],
)
def test_who_places_a_hold_is_told_how_many_declarations_under_way_it_concerns(
    n: int, said: str, client: Client
) -> None:
    signed_in(client, Role.ANALYST)
    routed(n)

    page = source(client.post(reverse("hold_place"), placing(), follow=True))

    assert said in page


def test_a_hold_on_many_declarations_is_asked_for_twice(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    routed(21)

    asked = source(client.post(reverse("hold_place"), placing()))
    other = source(
        client.post(reverse("hold_place"), placing(field="origin", value="CN", sure="importer IMP001"))
    )
    before = HoldRow.objects.count()
    done = source(client.post(reverse("hold_place"), placing(sure="importer IMP001"), follow=True))

    warned = "21 déclarations en cours portent cette valeur. Toutes iront au circuit rouge."
    assert warned in asked
    assert 'name="sure" value="importer IMP001"' in asked
    assert warned in other
    assert (before, HoldRow.objects.count()) == (0, 1)
    assert "21 déclarations en cours la portent" in done


def test_who_lifts_a_hold_reads_that_nothing_becomes_lighter(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    row = a_hold()

    page = source(client.get(reverse("hold_lift", args=[row.pk])))

    assert "Celles qui sont au circuit rouge y restent." in page
