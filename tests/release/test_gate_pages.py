"""What is read at the gate, on the list, the sheet and the reconciliation, and what the API answers."""

from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from amont.kernel.agents import Role
from amont.release.models import Exit
from tests.api.asking import a_system
from tests.making import TERMINAL
from tests.release.paying import a_release
from tests.site.pages.looking import signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(tmp_path: Path) -> object:
    with override_settings(HOME=tmp_path) as home:
        yield home


def test_the_gate_answers_in_big_and_notes_the_exit(client: Client) -> None:
    row = a_release()
    signed_in(client, Role.GATE)

    answer = client.post(reverse("gate"), {"shown": row.token})
    left = {"shown": row.token, "key": "k1", "vehicle": "dk 1234 a"}
    done = client.post(reverse("gate_exit"), left, follow=True)

    assert "Peut sortir" in text(answer)
    assert "Tout ce que couvre la mainlevée est sorti" in text(done)
    assert Exit.objects.get().vehicle == "DK 1234 A"
    assert "Déjà sorti" in text(client.post(reverse("gate"), {"shown": row.number}))


def test_the_gate_says_unknown_and_keeps_what_is_out_already(client: Client) -> None:
    a_release()
    signed_in(client, Role.GATE)

    assert "Inconnu" in text(client.post(reverse("gate"), {"shown": "M-2026-0000009"}))
    out = {"shown": "M-2026-0000009", "key": "k1", "vehicle": "", "dehors": "1"}
    client.post(reverse("gate_exit"), out)

    assert Exit.objects.get().release is None


def test_a_chief_reads_explains_and_takes_away_what_left_without_release(client: Client) -> None:
    signed_in(client, Role.GATE, username="porte")
    client.post(reverse("gate_exit"), {"shown": "M-9", "key": "k1", "vehicle": "", "dehors": "1"})
    signed_in(client, Role.CHIEF)
    row = Exit.objects.get()

    assert "M-9" in text(client.get(reverse("exits")))
    assert client.get(reverse("exits") + "?export=csv").status_code == 200
    client.post(reverse("exit_explain", args=[row.pk]), {"ground": "Erreur de numéro"})

    assert "Erreur de numéro" in text(client.get(reverse("exits") + "?vue=expliquees"))
    assert "Rien à rapprocher ici" in text(client.get(reverse("exits") + "?vue=retard"))


def test_a_broker_reads_its_release_and_prints_its_code(client: Client) -> None:
    row = a_release()
    signed_in(client, Role.BROKER)

    assert row.number in text(client.get(reverse("releases")))
    assert "Ce qui a été vérifié" not in text(client.get(reverse("release", args=[row.pk])))
    assert b"<svg" in client.get(reverse("release_paper", args=[row.pk])).content
    assert client.get(reverse("release_withdraw", args=[row.pk])).status_code == 403
    assert "Voir la mainlevée" in text(client.get(reverse("declaration", args=[row.declaration_id])))


def test_a_broker_sees_no_release_of_another(client: Client) -> None:
    row = a_release()
    signed_in(client, Role.BROKER, operator="BR002")

    assert client.get(reverse("release", args=[row.pk])).status_code == 404


def test_a_chief_withdraws_a_release_on_its_page(client: Client) -> None:
    row = a_release()
    signed_in(client, Role.CHIEF)

    page = client.post(reverse("release_withdraw", args=[row.pk]), {"ground": "Avis"}, follow=True)

    assert "Cette mainlevée est retirée" in text(page)
    assert "Ce qui a été vérifié" in text(page)


def test_a_terminal_asks_and_tells_by_the_api() -> None:
    row = a_release()
    system = a_system(Role.TERMINAL, operator=TERMINAL)

    asked = system.post("/gate/questions", {"shown": row.token}).json()
    first = system.post("/gate/exits", {"key": "g1", "shown": row.number})
    again = system.post("/gate/exits", {"key": "g1", "shown": row.number})
    other = system.post("/gate/exits", {"key": "g2", "shown": row.number})

    assert (asked["word"], asked["number"], asked["packages"]) == ("may_leave", row.number, 100.0)
    assert (first.status_code, first.json()["last"]) == (201, True)
    assert (again.status_code, other.status_code) == (200, 409)
    assert other.json()["code"] == "release.left_already"
    assert len(system.get("/gate/key").json()["public_key"]) == 64
