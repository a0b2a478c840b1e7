"""The sheet of a declaration: what it is, what decided and why, and what is not for these eyes."""

import pytest
from django.test import Client
from django.urls import reverse

from amont.declarations.models import Declaration
from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.reference.models import Administration
from amont.screening.models import ScreenedItem
from amont.screening.queries.reasons import sum_of
from tests.making import OTHER_BROKER, OTHER_OFFICE, a_declaration
from tests.site.pages.cases import GROUND, a_red, a_routed, assigned
from tests.site.pages.looking import own_queries, signed_in, source, text

pytestmark = pytest.mark.django_db


def sheet(declaration: Declaration, query: str = "") -> str:
    return reverse("declaration", args=[declaration.pk]) + query


def test_the_head_says_what_whose_and_for_how_much(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = a_routed()

    page = text(client.get(sheet(declaration)))

    assert "Déclaration C1 · circuit vert" in page
    assert "DM01 Bureau DM01 · IM4 · déposée le 23/11/2026 à 09:00" in page
    assert "2\u00a0000\u00a0000\u00a0XOF" in page
    assert "880\u00a0000\u00a0XOF" in page
    assert "1 déclaration" in page


def test_the_path_names_each_stage_asked_and_the_one_that_decided(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    declaration = a_red()

    page = text(client.get(sheet(declaration)))

    assert "Blocage A décidé\u00a0: rouge un blocage porte sur la marchandise" in page
    assert "Opérateur nouveau non, déjà connu" in page
    assert "Critère aucun n’est rempli" in page
    assert "Risque d’infraction aucun score possible ce jour" in page
    assert "Prix déclaré trop peu d’articles à comparer" in page
    assert "il fallait moins de" in page


def test_a_green_lane_says_that_nothing_was_asked(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    declaration = a_routed()

    page = text(client.get(sheet(declaration)))

    assert "Rien à contrôler A décidé\u00a0: vert aucune étape n’a demandé de contrôle" in page


def test_reasons_are_told_in_sentences_with_their_code(client: Client) -> None:
    signed_in(client, Role.DIRECTOR, office="")
    declaration = a_red()

    page = text(client.get(sheet(declaration)))

    assert f"Un blocage arrête ces marchandises\u00a0: {GROUND}." in page
    assert "hold.placed" in page


def test_reasons_and_log_odds_add_up_to_the_score() -> None:
    reasons = [
        {"code": "value.low", "lane": "red", "weight": 3.0, "facts": {"gap": 0.5}},
        {"code": "criterion.hit", "lane": "red", "weight": None, "facts": {"criterion": "x"}},
        {"code": "importer.habit", "lane": "red", "weight": 0.5, "facts": {"seen": 3}},
    ]

    found = sum_of(ScreenedItem(lane=3, probability=0.5, reasons=reasons))

    assert found is not None
    assert (found.log_odds, found.start) == (0.0, -3.5)
    assert found.weights == (("value.low", 3.0), ("importer.habit", 0.5))


def test_reasons_of_safety_add_up_to_the_score_of_safety() -> None:
    reasons = [
        {"code": "safety.at_stake", "lane": "red", "weight": None, "facts": {"probability": 0.2}},
        {"code": "goods.history", "lane": "red", "weight": 1.0, "facts": {}},
    ]

    found = sum_of(ScreenedItem(lane=3, probability=0.9, critical=0.2, reasons=reasons))

    assert found is not None
    assert found.probability == 0.2


def test_without_a_score_there_is_nothing_to_add_up() -> None:
    reasons = [{"code": "hold.placed", "lane": "red", "weight": None, "facts": {"ground": "x"}}]

    assert sum_of(ScreenedItem(lane=3, probability=0.4, reasons=reasons)) is None


def test_a_broker_reads_facts_and_states_but_no_cause_and_no_reason(client: Client) -> None:
    signed_in(client, Role.BROKER)
    declaration = a_red()

    page = source(client.get(sheet(declaration)))

    for hidden in (
        GROUND,
        "hold.placed",
        "Pourquoi ce circuit",
        "A décidé",
        "am-lane",
        "historique",
        "semblables",
    ):
        assert hidden not in page
    for shown in ("Déclaration C1", "Orientée", "Constats à la lecture", "Articles", "Chronologie"):
        assert shown in page


def test_a_broker_reads_the_lane_once_it_is_published(client: Client) -> None:
    signed_in(client, Role.BROKER)
    declaration = a_red()
    Administration.objects.update(lane_published=True)

    page = source(client.get(sheet(declaration)))

    assert "Déclaration C1 · circuit rouge" in page
    assert "Circuit rouge attribué" in page
    assert GROUND not in page
    assert "A décidé" not in page


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.BROKER, {"operator": OTHER_BROKER}),
        (Role.INSPECTOR, {"office": OTHER_OFFICE}),
        (Role.ANALYST, {"office": OTHER_OFFICE}),
    ],
)
def test_the_file_of_others_does_not_exist(role: Role, place: dict[str, str], client: Client) -> None:
    declaration = a_routed()
    signed_in(client, role, **place)

    assert client.get(sheet(declaration)).status_code == 404
    assert client.get("/declarations/999999/").status_code == 404


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECURITY])
def test_a_sheet_is_not_for_accounts_nor_for_security(role: Role, client: Client) -> None:
    declaration = a_routed()
    signed_in(client, role)

    assert client.get(sheet(declaration)).status_code == 403


def test_an_inspector_reads_the_reasons_of_the_files_given_to_him_alone(client: Client) -> None:
    declaration = a_red()
    signed_in(client, Role.INSPECTOR, username="awa")

    before = text(client.get(sheet(declaration)))
    control = assigned(declaration)
    after = text(client.get(sheet(declaration)))

    assert "hold.placed" not in before
    assert "Circuit rouge attribué" in before
    assert "hold.placed" in after
    assert "Ouvrir la visite" in after
    assert reverse("control", args=[control.pk]) in source(client.get(sheet(declaration)))


def test_an_analyst_never_reads_who_inspects_a_live_file(client: Client) -> None:
    signed_in(Client(), Role.INSPECTOR, username="awa")
    declaration = a_red()
    assigned(declaration)
    signed_in(client, Role.ANALYST)

    analyst = text(client.get(sheet(declaration)))
    chief = Client()
    signed_in(chief, Role.CHIEF)

    assert "Awa Diop" not in analyst
    assert "Contrôle confié à Awa Diop" in text(chief.get(sheet(declaration)))


def test_reading_reasons_is_noted_once_a_day_for_each_person(client: Client) -> None:
    analyst = signed_in(client, Role.ANALYST)
    declaration = a_red()

    client.get(sheet(declaration))
    client.get(sheet(declaration))

    told = Entry.objects.filter(kind="read", name="screening.read_reasons")
    assert [(one.by, one.subject, one.facts) for one in told] == [
        (analyst.name, declaration.subject, {"version": 1})
    ]


def test_a_reader_without_reasons_leaves_no_note_of_them(client: Client) -> None:
    signed_in(client, Role.BROKER)
    declaration = a_red()

    client.get(sheet(declaration))

    assert not Entry.objects.filter(name="screening.read_reasons").exists()


def test_a_hold_placed_after_the_lane_is_said_to_officers(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    declaration = a_routed()
    client.post(
        reverse("hold_place"),
        {"field": "reference", "value": declaration.reference, "ground": GROUND, "until": ""},
    )

    page = text(client.get(sheet(declaration)))

    assert f"Un blocage est en vigueur Référence C1\u00a0: {GROUND}." in page


def test_neighbours_of_a_list_are_one_step_away(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    keys = [a_declaration({"reference": f"C{n}"}).pk for n in range(3)]
    kept = ",".join(str(key) for key in keys)

    page = source(client.get(f"/declarations/{keys[1]}/?de={kept}"))

    assert "dossier 2 sur 3" in page
    assert f'href="/declarations/{keys[0]}/?de={kept}" rel="prev"' in page
    assert f'href="/declarations/{keys[2]}/?de={kept}" rel="next"' in page


@pytest.mark.parametrize("kept", ["", "x,y", "1;DROP", "9" * 400, "-1,2"])
def test_a_list_that_says_nothing_changes_nothing(kept: str, client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = a_routed()

    response = client.get(sheet(declaration, f"?de={kept}&article={kept}&depuis={kept}"))

    assert response.status_code == 200
    assert "dossier 1 sur" not in text(response)


def test_a_sheet_costs_the_same_with_one_item_or_many(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    one = a_red()
    many = a_routed(*[{"reference": "C2", "description": f"Pneus {n}"} for n in range(40)])

    assert (own_queries(client, sheet(one)), own_queries(client, sheet(many))) == (OFFICER, OFFICER)


def test_a_broker_pays_for_what_he_sees(client: Client) -> None:
    signed_in(client, Role.BROKER)
    declaration = a_red()

    assert own_queries(client, sheet(declaration)) == BROKER_SIDE


OFFICER = 22
BROKER_SIDE = 10
