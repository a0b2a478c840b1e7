"""Pages of screening: what an analyst reads, what a broker never sees, what two persons decide."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amont.cli.node.setting_up import set_up
from amont.declarations.models import Version
from amont.kernel.agents import WORKER, Role
from amont.screening.actions.deciding import Screener, screen_waiting
from amont.screening.models import DrawDay, ModelRow, OtherLane
from tests.making import NOW, OFFICE, a_declaration, a_person, an_administration

pytestmark = pytest.mark.django_db
PAGES = ("/criteres/", "/seuils/", "/modeles/", "/tirages/", "/comparaison/", "/indicateurs/")


def signed_in(role: Role, **where: str) -> Client:
    client = Client()
    client.force_login(a_person(role, **where))
    return client


def a_screened_day() -> DrawDay:
    an_administration()
    set_up("demo", mapping="amont", now=NOW, today=NOW.date())
    a_declaration({"office": OFFICE})
    screen_waiting(Screener(), by=WORKER, now=NOW, today=NOW.date())
    return DrawDay.objects.get(day=NOW.date())


def a_model(**facts: object) -> ModelRow:
    card = {
        "version": "m1",
        "rows": 10,
        "inspected": 5,
        "offences": 1,
        "first_day": "2026-01-01",
        "last_day": "2026-02-01",
        "held_out_from": "2026-01-15",
        "held_out": 2,
        "held_out_rate": 0.5,
        "data_hash": "0" * 64,
        "figures": [{"name": "auc", "value": 0.8, "low": 0.7, "high": 0.9}],
        "calibration": [],
        "gains": [["price", 1.0]],
    }
    given = {"version": "m1", "made_at": NOW, "card": card, "body": b"", "digest": "0" * 64, "screenings": 0}
    return ModelRow.objects.create(**{**given, "labels_until": NOW.date(), "by": "system:worker", **facts})


@pytest.mark.parametrize("page", PAGES)
def test_an_analyst_reads_every_page_of_screening(page: str) -> None:
    a_screened_day()

    answer = signed_in(Role.ANALYST, office="").get(page)

    assert answer.status_code == 200
    assert b"<h1>" in answer.content


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.BROKER, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_brokers_inspectors_and_administrators_read_none_of_them(page: str, role: Role) -> None:
    answer = signed_in(role).get(page)

    assert answer.status_code == 403


def test_a_criterion_shows_its_condition_and_source() -> None:
    a_screened_day()

    answer = signed_in(Role.ANALYST, office="").get("/criteres/spirits/")

    text = answer.content.decode()
    assert "hs4 eq 2208" in text
    assert "inventé pour la démonstration" in text


def test_an_unknown_criterion_is_not_found() -> None:
    assert signed_in(Role.ANALYST).get("/criteres/nothing/").status_code == 404


def test_a_chief_lets_a_model_decide_and_the_former_one_is_retired() -> None:
    former, fresh = a_model(state="deciding"), a_model(version="m2")

    answer = signed_in(Role.CHIEF).post(f"/modeles/{fresh.pk}/mettre-en-service/")

    former.refresh_from_db()
    fresh.refresh_from_db()
    assert answer.status_code == 302
    assert (former.state, fresh.state) == ("retired", "deciding")


def test_who_had_a_model_learned_does_not_let_it_decide() -> None:
    chief = a_person(Role.CHIEF)
    model = a_model(by=chief.agent_name)
    client = Client()
    client.force_login(chief)

    answer = client.post(f"/modeles/{model.pk}/mettre-en-service/")

    model.refresh_from_db()
    assert (answer.status_code, model.state) == (403, "shadow")


def test_the_secret_of_today_stays_sealed() -> None:
    day = a_screened_day()
    client = signed_in(Role.CHIEF)

    page = client.get(f"/tirages/{day.day}/").content.decode()
    refused = client.post(f"/tirages/{day.day}/reveler/")

    assert day.commitment in page
    assert bytes(day.secret).hex() not in page
    assert refused.status_code in (302, 409)


def test_a_past_day_is_revealed_and_every_draw_done_again() -> None:
    a_screened_day()
    past = NOW.date() - timedelta(days=400)
    screen_waiting(Screener(), by=WORKER, now=NOW, today=past)
    a_declaration({"reference": "C2"})
    screen_waiting(Screener(), by=WORKER, now=NOW, today=past)
    client = signed_in(Role.CHIEF)

    client.post(f"/tirages/{past}/reveler/")
    page = client.get(f"/tirages/{past}/?refaire=1").content.decode()

    secret = bytes(DrawDay.objects.get(day=past).secret).hex()
    assert secret in page
    assert "1 tirage refait" in page


def test_lanes_of_the_system_beside_are_noted_and_unknown_references_told() -> None:
    a_screened_day()
    client = signed_in(Role.ANALYST, office="")
    file = SimpleUploadedFile("lanes.csv", b"reference,lane\nC1,red\nC99,green\n")

    answer = client.post("/comparaison/", {"system": "SYDONIA", "file": file}, follow=True)

    noted = OtherLane.objects.get()
    assert noted.version == Version.objects.get(declaration__reference="C1")
    assert (noted.lane, noted.system) == (3, "SYDONIA")
    assert "C99" in answer.content.decode()


def test_the_criteria_page_asks_the_same_number_of_questions_whatever_it_shows(
    django_assert_max_num_queries,
) -> None:
    a_screened_day()
    client = signed_in(Role.ANALYST, office="")
    client.get("/criteres/")

    with django_assert_max_num_queries(12):
        client.get("/criteres/")
