"""Filters of the file of the day: what they leave, how they are said, what an empty list says."""

from __future__ import annotations

import pytest

from amont.declarations.actions.routing import cancel
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.site.templatetags.writing import day
from tests.making import NOW, OTHER_OFFICE, an_agent
from tests.site.pages.routed import (
    at,
    filed,
    read,
    references,
    routed,
    said,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"op": "imp777"}, ["C1"]),
        ({"op": "sahel froid"}, ["C1"]),
        ({"op": "BR001"}, ["C1", "C2", "C3"]),
        ({"op": "inconnu"}, []),
        ({"hs": "8517.13"}, ["C2"]),
        ({"hs": "0207"}, ["C1"]),
        ({"origine": "br"}, ["C1"]),
        ({"origine": "Brésil"}, ["C1"]),
        ({"hs": "4011", "origine": "FR"}, []),
        ({"hs": "8517", "origine": "France"}, ["C2"]),
        ({"motif": "value.low"}, ["C1"]),
        ({"motif": "price"}, ["C1", "C2"]),
        ({"motif": "chance"}, ["C3"]),
        ({"du": "22/11/2026"}, ["C1", "C2"]),
        ({"au": "2026-11-20"}, ["C3"]),
        ({"du": "10-11-26", "au": "23.11.2026"}, ["C1", "C2", "C3"]),
        ({"etat": "cancelled"}, ["C4"]),
        ({"etat": "routed", "motif": "chance"}, ["C3"]),
    ],
)
def test_filters_narrow_the_file(asked: dict[str, str], expected: list[str]) -> None:
    filed()

    assert references(read(signed_in(Role.CHIEF), "/", **asked)) == expected


def test_an_office_is_chosen_only_by_who_covers_several() -> None:
    routed("C1", Lane.RED, score=0.5)
    routed("C2", Lane.RED, {"office": OTHER_OFFICE}, score=0.4)

    everywhere = read(signed_in(Role.ANALYST, office=""), "/", bureau=OTHER_OFFICE)
    here = read(signed_in(Role.CHIEF), "/", bureau=OTHER_OFFICE)

    assert references(everywhere) == ["C2"]
    assert references(here) == ["C1"]
    assert not at(here, "[name=bureau]")


def test_active_filters_are_said_in_a_sentence_and_can_be_taken_away() -> None:
    filed()

    found = read(signed_in(Role.CHIEF), "/", vue="bureau", origine="BR", motif="price", du="20/11/2026")

    sentence = said(at(found, ".am-active")[0])
    assert sentence.startswith("Vous voyez : origine Brésil, motif « Prix », depuis le 20/11/2026.")
    assert at(found, ".am-active a")[0].get("href") == "/?vue=bureau"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"du": "hier"}, "Écrivez la date comme 23/11/2026."),
        ({"hs": "pneus"}, "Écrivez de 2 à 11 chiffres, comme 4011.10."),
        ({"origine": "Atlantide"}, "Écrivez le pays ou son code de deux lettres, comme CN."),
    ],
)
def test_what_cannot_be_understood_is_told_and_kept_and_narrows_nothing(
    asked: dict[str, str], sentence: str
) -> None:
    filed()

    found = read(signed_in(Role.CHIEF), "/", **asked)

    assert said(at(found, ".am-filters .am-wrong")[0]) == sentence
    assert at(found, "title")[0].text.startswith("1 erreur · ")
    assert at(found, f"[name={next(iter(asked))}]")[0].get("value") == next(iter(asked.values()))
    assert references(found) == ["C1", "C2", "C3"]


@pytest.mark.parametrize(
    "name", ["op", "hs", "origine", "motif", "bureau", "du", "au", "etat", "vue", "tri", "circuit"]
)
@pytest.mark.parametrize("value", ["\0", "'; DROP TABLE x; --", "٣" * 9, "é" * 5_000, "%", "=1+1"])
def test_no_address_is_a_fault(name: str, value: str) -> None:
    filed()

    assert signed_in(Role.CHIEF).get("/", {name: value}).status_code == 200


def test_a_filter_without_result_offers_to_remove_it() -> None:
    filed()

    found = read(signed_in(Role.CHIEF), "/", hs="9999")

    assert said(at(found, ".am-empty h3")[0]) == "Aucune déclaration avec ce filtre"
    assert at(found, ".am-empty a")[0].get("href") == "/?vue=travail"


@pytest.mark.parametrize(
    ("view", "title"),
    [
        ("travail", "Aucune déclaration à traiter"),
        ("bureau", "Aucune déclaration n’attend"),
        ("retard", "Aucune déclaration en retard"),
        ("nouveaux", "Aucun nouvel opérateur"),
        ("retenues", "Aucune déclaration retenue"),
        ("sans-circuit", "Aucune déclaration sans circuit"),
    ],
)
def test_an_empty_list_says_what_would_come(view: str, title: str) -> None:
    found = read(signed_in(Role.CHIEF), "/", vue=view)

    assert said(at(found, ".am-empty h3")[0]) == title


def test_an_empty_file_says_when_the_last_one_came() -> None:
    done = routed("C1", Lane.RED)
    cancel(done.pk, by=an_agent(Role.CHIEF), now=NOW, ground="Erreur de saisie")
    done.refresh_from_db()

    found = read(signed_in(Role.CHIEF), "/")

    assert f"La dernière date du {day(done.lodged_at)}." in said(at(found, ".am-empty p")[0])
