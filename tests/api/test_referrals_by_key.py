"""What customs asks, in the API: a carrier lists, reads and answers with its key; nobody else's is there."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from amont.kernel.agents import Role
from amont.screening.models import Referral, ReferralFile
from tests.api.asking import System, a_key
from tests.making import CARRIER, OTHER_CARRIER
from tests.screening.referring import PDF, acts, answered, asked, closed

pytestmark = pytest.mark.django_db


def a_system(operator: str = CARRIER, **facts: Any) -> System:
    return System(a_key(Role.CARRIER, operator=operator, **facts))


def answer(system: System, row: Referral, **body: Any) -> Any:
    return system.post(f"/referrals/{row.pk}/answers", {"round": 1, **body})


def test_a_carrier_lists_what_it_is_asked_and_reads_it_without_why() -> None:
    row = asked(points=("goods",), reasons=("targeting.goods_vague",))
    system = a_system()

    listed = system.get("/referrals?state=asked").json()
    one = system.get(f"/referrals/{row.pk}").json()

    assert [found["id"] for found in listed["referrals"]] == [row.pk]
    assert (one["number"], one["kind"], one["points"], one["ground"]) == (
        "BL1", "information", ["goods"], "unclear"
    )  # fmt: skip
    assert [move["act"] for move in one["history"]] == ["ask"]
    assert set(one) == {
        "id", "bill", "number", "voyage", "office", "kind", "points", "ground", "question", "state", "round",
        "asked_at", "due_at", "is_late", "history",
    }  # fmt: skip
    assert "note" not in one["history"][0]
    assert "by" not in one["history"][0]


def test_the_list_comes_by_pages() -> None:
    first, second = asked(), asked("screening", number="BL1")
    system = a_system()

    page = system.get("/referrals?rows=1").json()
    rest = system.get(f"/referrals?rows=1&after={page['after']}").json()

    assert [one["id"] for one in page["referrals"] + rest["referrals"]] == [second.pk, first.pk]
    assert rest["after"] is None


def test_a_carrier_answers_with_its_key_and_twice_is_once() -> None:
    row = asked()
    system = a_system()
    file = {"name": "facture.pdf", "data": b64encode(PDF).decode()}

    first = answer(system, row, words="Deux tours", files=[file])
    again = answer(system, row, words="Deux tours", files=[file])

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"number": 2, "state": "answered"}
    assert bytes(ReferralFile.objects.get().data) == PDF


def test_a_screening_is_told_with_its_hour_of_utc_where_none_is_said() -> None:
    row = asked("screening")

    told = {"method": "scanner", "result": "clear", "done_at": "2026-11-23T08:00:00"}
    assert answer(a_system(), row, **told).status_code == 201

    made = row.moves.get(act="answer")
    assert made.done_at is not None
    assert made.done_at.isoformat() == "2026-11-23T08:00:00+00:00"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"words": " "}, 400, "referral.answer_empty"),
        ({"words": "x", "round": 7}, 409, "referral.asked_again"),
        ({"words": "x", "mood": "good"}, 422, "api.unfit"),
        ({"files": [{"name": "a", "data": "???"}]}, 422, "api.unfit"),
        ({"files": [{"name": "a.exe", "data": b64encode(b"MZ").decode()}]}, 400, "paper.unknown"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_a_problem_with_its_code(
    body: dict[str, Any], status: int, code: str
) -> None:
    row = asked()

    told = answer(a_system(), row, **body)

    assert (told.status_code, told.json()["code"]) == (status, code)
    assert acts(row) == ["ask"]


def test_an_answer_to_what_is_closed_is_refused() -> None:
    row = asked()
    answered(row)
    closed(row)

    told = answer(a_system(), row, words="trop tard")

    assert (told.status_code, told.json()["code"]) == (409, "state.not_now")


def test_the_key_of_another_carrier_finds_nothing() -> None:
    row = asked()
    system = a_system(OTHER_CARRIER)

    assert system.get("/referrals").json() == {"referrals": [], "after": None}
    assert system.get(f"/referrals/{row.pk}").status_code == 404
    assert answer(system, row, words="x").status_code == 404
    assert acts(row) == ["ask"]


def test_a_key_without_the_act_answers_nothing() -> None:
    row = asked()
    system = a_system(acts=("screening.read_referrals",))

    told = answer(system, row, words="x")

    assert (told.status_code, told.json()["code"]) == (403, "api.act_not_given")
