"""What each may read of the file of the day, and which lists he may open."""

from __future__ import annotations

from typing import Any

import pytest

from amont.declarations.models import Declaration
from amont.kernel.agents import Role
from amont.kernel.lanes import Cause, Lane
from amont.screening.queries.queue.counting import Tally
from tests.making import OTHER_OFFICE, a_declaration
from tests.site.pages.routed import (
    at,
    cell,
    read,
    references,
    routed,
    said,
    signed_in,
    six_files,
    two_files_one_given,
)

pytestmark = pytest.mark.django_db


def views(page: Any) -> list[str]:
    return [said(link) for link in at(page, ".am-views a")]


def lanes(page: Any) -> list[str]:
    return [said(link) for link in at(page, ".am-lanes a")]


def test_files_of_another_office_do_not_exist() -> None:
    routed("C1", Lane.RED, score=0.5)
    routed("C2", Lane.RED, {"office": OTHER_OFFICE}, score=0.5)

    assert references(read(signed_in(Role.CHIEF), "/")) == ["C1"]
    assert references(read(signed_in(Role.ANALYST, office=""), "/")) == ["C1", "C2"]


def test_an_inspector_begins_with_the_files_given_to_him() -> None:
    found = read(two_files_one_given(), "/")

    assert references(found) == ["C1"]
    assert cell(found, "C1", "c-score") == "62 %"
    assert cell(found, "C1", "c-why") == "Valeur basse value.low"
    assert views(found) == [
        "Mes dossiers (1)",
        "À traiter (2)",
        "Tout le bureau (2)",
        "En retard (0)",
        "Retenues (0)",
        "Sans circuit (0)",
    ]


def test_an_inspector_reads_only_the_lane_of_files_that_are_not_his() -> None:
    client = two_files_one_given()

    found = read(client, "/", vue="bureau")

    assert cell(found, "C2", "c-lane") == "Rouge"
    assert (cell(found, "C2", "c-score"), cell(found, "C2", "c-why")) == ("–", "–")
    assert cell(found, "C1", "c-why") == "Valeur basse value.low"
    assert "importer.history" not in client.get("/", {"vue": "bureau"}).content.decode()


def test_the_order_an_inspector_sees_tells_no_score() -> None:
    client = two_files_one_given()
    routed("C3", Lane.RED, score=0.01, hours=3)

    expected = ["C1", "C2", "C3"]  # as they came: C2 and C3 were lodged earlier but arrived later

    assert references(read(client, "/", vue="bureau")) == expected
    assert references(read(client, "/", vue="bureau", tri="-score")) == expected


def test_a_filter_by_reason_tells_an_inspector_nothing_of_other_files() -> None:
    client = two_files_one_given()

    office = read(client, "/", vue="bureau", motif="importer.history")
    own = read(client, "/", vue="miens", motif="value.low")

    assert references(office) == ["C1", "C2"]
    assert not at(office, "[name=motif]")
    assert references(own) == ["C1"]


def test_that_an_operator_is_new_is_no_list_for_an_inspector() -> None:
    client = two_files_one_given()
    routed("C3", Lane.YELLOW, cause=Cause.NEW_OPERATOR, marks={"is_new_operator": True})

    assert references(read(client, "/", vue="nouveaux")) == ["C1"]  # his own list, as for any unknown name


def test_a_chief_reads_every_reason_of_his_office() -> None:
    two_files_one_given()

    found = read(signed_in(Role.CHIEF), "/")

    assert [cell(found, name, "c-score") for name in ("C2", "C1")] == ["81 %", "62 %"]


def test_what_has_no_score_says_so_and_green_has_no_reason() -> None:
    routed("C1", Lane.RED, cause=Cause.CRITERION, reason="criterion.hit")
    routed("C2", Lane.GREEN, score=0.001, cause=Cause.NONE)
    routed("C3", Lane.BLUE, score=0.09)

    found = read(signed_in(Role.CHIEF), "/", vue="bureau")

    assert cell(found, "C1", "c-score") == "sans score"
    assert cell(found, "C2", "c-why") == "–"
    assert cell(found, "C3", "c-why") == "Risque d’infraction cause.score.offence"


def test_the_score_bears_the_threshold_of_the_plan() -> None:
    routed("C1", Lane.RED, score=0.62)

    bar = at(read(signed_in(Role.CHIEF), "/"), ".am-score .score-tick")

    assert len(bar) == 1


def test_only_the_version_in_force_is_told() -> None:
    declaration = routed("C1", Lane.YELLOW, score=0.9, reason="value.low")
    a_declaration({"reference": "C1", "version": 2, "net_kg": 5.0})
    client = signed_in(Role.CHIEF)

    waiting = read(client, "/", vue="sans-circuit")

    declaration.refresh_from_db()
    assert declaration.version == 2
    assert references(read(client, "/")) == []
    assert references(waiting) == ["C1"]
    assert cell(waiting, "C1", "c-score") == "sans score"


def test_yellow_and_red_are_late_after_four_hours_without_an_act() -> None:
    routed("C1", Lane.RED, hours=3.9)
    routed("C2", Lane.RED, hours=4.1)
    routed("C3", Lane.YELLOW, hours=50)
    routed("C4", Lane.GREEN, hours=50)
    taken = routed("C5", Lane.RED, hours=50)
    Declaration.objects.filter(pk=taken.pk).update(state="in_control")

    found = read(signed_in(Role.CHIEF), "/", vue="retard")

    assert references(found) == ["C2", "C3"]
    assert cell(found, "C2", "c-age") == "4 h 06en retard"
    assert lanes(found) == [
        "2Tous2 en retard",
        "1Rouge1 en retard",
        "1Jaune1 en retard",
        "0Bleucontrôle après mainlevée",
        "0Vertsans contrôle",
    ]


def test_lists_are_counted_whatever_the_filters_and_lanes_within_them() -> None:
    routed("C1", Lane.RED, {"origin": "CN"}, marks={"held": True})
    routed("C2", Lane.RED, {"origin": "FR"}, marks={"is_new_operator": True})
    routed("C3", Lane.GREEN, {"origin": "FR"}, cause=Cause.NONE)
    a_declaration({"reference": "C4"})

    found = read(signed_in(Role.CHIEF), "/", origine="FR")

    assert views(found) == [
        "À traiter (2)",
        "Tout le bureau (3)",
        "En retard (0)",
        "Nouveaux opérateurs (1)",
        "Retenues (1)",
        "Sans circuit (1)",
    ]
    assert lanes(found) == [
        "1À traiter",
        "1Rougeà visiter",
        "0Jaunedocuments à vérifier",
        "0Bleucontrôle après mainlevée",
        "1Vertsans contrôle",
    ]


@pytest.mark.parametrize(
    ("view", "expected"),
    [("retenues", ["C1"]), ("nouveaux", ["C2"]), ("sans-circuit", ["C4"]), ("bureau", ["C1", "C2", "C3"])],
)
def test_each_list_has_its_own_files(view: str, expected: list[str]) -> None:
    routed("C1", Lane.RED, marks={"held": True})
    routed("C2", Lane.YELLOW, marks={"is_new_operator": True})
    routed("C3", Lane.GREEN, cause=Cause.NONE)
    a_declaration({"reference": "C4"})

    assert references(read(signed_in(Role.CHIEF), "/", vue=view)) == expected


def test_a_lane_chosen_narrows_the_file_and_its_count() -> None:
    six_files()

    found = read(signed_in(Role.CHIEF), "/", circuit="red")

    assert references(found) == ["C5", "C4", "C3", "C6"]
    assert said(at(found, ".am-pager span")[0]) == "Lignes 1 à 4 sur 4"
    assert said(at(found, ".am-lanes [aria-current]")[0]) == "4Rougeà visiter"


def test_beyond_a_thousand_is_said_in_words() -> None:
    many = {lane: None if lane is Lane.GREEN else 2 for lane in Lane}

    assert Tally(many, {}).total is None
    assert Tally(dict.fromkeys(Lane, 300), {}).total is None
    assert Tally(dict.fromkeys(Lane, 250), {}).total == 1_000
