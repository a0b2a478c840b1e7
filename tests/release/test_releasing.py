"""Releases are computed from facts, signed, and end once."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amont.declarations.models import Declaration, Version
from amont.holds.actions import lift, place
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.release.actions.leaving import (
    ask_gate,
)
from amont.release.actions.releasing import release_waiting
from amont.release.missing import Standing, missing
from amont.release.queries.gate import public_key
from amont.release.token import TokenForged, TokenUnreadable, read_token, written
from tests.making import NOW, TODAY, an_agent
from tests.release.paying import a_paid_one, a_release, released

pytestmark = pytest.mark.django_db
WHOLE = Standing(
    is_paid=True, is_registered=True, lane=Lane.GREEN, is_waiting=False, has_open_control=False,
    is_controlled=False, holds=0, orders=0,
)  # fmt: skip
GATE = an_agent(Role.GATE)
CHIEF = an_agent(Role.CHIEF)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"is_paid": False}, "release.not_paid"),
        ({"is_registered": False}, "release.not_registered"),
        ({"lane": None}, "release.lane_waiting"),
        ({"is_waiting": True}, "release.lane_waiting"),
        ({"has_open_control": True}, "release.control_open"),
        ({"lane": Lane.RED}, "release.not_controlled"),
        ({"orders": 1}, "release.order_open"),
        ({"holds": 1}, "release.held"),
    ],
)
def test_each_fact_that_is_missing_keeps_goods_in(changed: dict[str, object], code: str) -> None:
    assert missing(replace(WHOLE, **changed)) == (code,)  # type: ignore[arg-type]


def test_nothing_is_missing_of_a_whole_file() -> None:
    assert missing(WHOLE) == ()
    assert missing(replace(WHOLE, lane=Lane.RED, is_controlled=True)) == ()


def test_a_paid_declaration_is_released_once_with_a_number_of_its_own() -> None:
    first, second = a_paid_one(), a_paid_one(reference="C2")

    rows = released(first.pk, second.pk)

    assert [row.number for row in rows] == ["M-2026-0000001", "M-2026-0000002"]
    assert released(first.pk, second.pk) == []
    assert set(Declaration.objects.values_list("state", flat=True)) == {"released"}
    assert Entry.objects.filter(name="GoodsReleased").count() == 2


def test_a_paid_declaration_in_red_without_a_control_is_not_released() -> None:
    row = a_paid_one()
    Declaration.objects.filter(pk=row.pk).update(lane=Lane.RED)

    assert released(row.pk) == []


def test_a_version_that_waits_for_its_lane_keeps_goods_in() -> None:
    row = a_paid_one()
    Version.objects.filter(declaration=row).update(waiting=True)

    assert released(row.pk) == []


def test_a_hold_keeps_goods_in_until_it_is_lifted() -> None:
    row = a_paid_one()
    held = {"value": "IMP001", "ground": "Renseignement", "until_on": None, "now": NOW}
    hold = place("importer", by=CHIEF, today=TODAY, **held)  # type: ignore[arg-type]
    assert released(row.pk) == []

    lift(hold.pk, why="Vérifié", by=CHIEF, now=NOW)

    assert release_waiting(by=WORKER, now=NOW, today=TODAY) == 1


def test_only_the_node_releases() -> None:
    row = a_paid_one()

    for role in (Role.CHIEF, Role.DIRECTOR, Role.GATE, Role.CASHIER):
        with pytest.raises(Forbidden):
            release_by(role, row.pk)


def release_by(role: Role, key: int) -> None:
    from_room = an_agent(role)
    release_waiting(by=from_room, now=NOW, today=TODAY)
    released(key)


def test_a_token_is_read_offline_with_the_public_key_alone() -> None:
    row = a_release()

    token = read_token(row.token, public=public_key())

    assert (token.number, token.reference, token.office) == (row.number, "C1", "DM01")
    assert (token.packages, token.issued_on) == ("100", TODAY)


def test_a_token_changed_by_one_sign_is_forged() -> None:
    mark, claims, signature = a_release().token.split(".")
    forged = f"{mark}.{claims[:10]}{'A' if claims[10] != 'A' else 'B'}{claims[11:]}.{signature}"

    with pytest.raises(TokenForged):
        read_token(forged, public=public_key())
    assert ask_gate(forged, by=GATE, now=NOW, today=TODAY).word == "unknown"


def test_a_token_signed_by_another_node_is_forged() -> None:
    row = a_release()
    other = Ed25519PrivateKey.generate()
    strange = written(read_token(row.token, public=public_key()), private=other)

    with pytest.raises(TokenForged):
        read_token(strange, public=public_key())
    answer = ask_gate(strange, by=GATE, now=NOW, today=TODAY)
    assert (answer.word, answer.why, answer.release) == ("unknown", "forged", None)


@pytest.mark.parametrize("text", ["", "M-2026-0000001", "AMR1", "AMR2.e30.AA", "AMR1.e30", "AMR1.é.é"])
def test_what_is_no_token_is_told_apart(text: str) -> None:
    with pytest.raises((TokenUnreadable, TokenForged)):
        read_token(text, public=public_key())
