"""The file of the day: who finds it, in which order, page by page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from amont.declarations.models import Declaration
from amont.kernel.agents import Role
from amont.kernel.lanes import Cause, Lane
from amont.screening.queries.queue.counting import Tally
from amont.screening.queries.queue.ordering import Order, Sort, page
from amont.screening.queries.queue.waiting import File
from tests.site.pages.routed import (
    at,
    read,
    references,
    routed,
    said,
    signed_in,
    six_files,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "route"),
    [
        (Role.BROKER, "declarations"),
        (Role.DIRECTOR, "overview"),
        (Role.ADMINISTRATOR, "people"),
        (Role.SECURITY, "security"),
    ],
)
def test_who_is_no_officer_of_files_is_led_to_the_page_of_his_work(role: Role, route: str) -> None:
    client = signed_in(role)

    answer = client.get("/")

    assert answer.status_code == 302
    assert answer["Location"] == reverse(route)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ANALYST, Role.CHIEF])
def test_officers_find_the_file_of_the_day(role: Role) -> None:
    answer = signed_in(role).get("/")

    assert answer.status_code == 200
    assert "File du jour" in answer.content.decode()


def test_nobody_signed_in_is_asked_to_sign_in() -> None:
    answer = Client().get("/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/compte/login/")


def test_work_goes_by_lane_then_blocked_then_score_then_what_has_none() -> None:
    six_files()

    shown_first = read(signed_in(Role.CHIEF), "/", vue="bureau")

    assert references(shown_first) == ["C5", "C4", "C3", "C6", "C2", "C1"]


def test_the_file_opens_on_what_asks_for_work_and_counts_the_rest() -> None:
    six_files()
    client = signed_in(Role.CHIEF)

    first = read(client, "/")
    green = read(client, at(first, ".am-lanes a")[4].get("href"))

    assert references(first) == ["C5", "C4", "C3", "C6", "C2"]
    assert said(at(first, ".am-lanes [aria-current]")[0]) == "5À traiter"
    assert said(at(first, ".am-lanes a")[4]) == "1Vertsans contrôle"
    assert references(green) == ["C1"]


def test_a_lane_without_work_opens_in_the_list_of_the_office() -> None:
    six_files()

    found = read(signed_in(Role.CHIEF), "/", circuit="green")

    assert references(found) == ["C1"]
    assert said(at(found, ".am-views [aria-current]")[0]) == "Tout le bureau (6)"


def test_a_file_leads_to_its_neighbours_and_back_to_the_list_as_it_was_narrowed() -> None:
    six_files()
    client = signed_in(Role.CHIEF)

    rows = at(read(client, "/", circuit="red", tri="-score"), "table tbody th a")
    sheet = read(client, rows[1].get("href"))

    assert "dossier 2 sur 4" in said(at(sheet, ".am-crumbs")[0])
    assert at(sheet, ".am-crumbs a[rel=next]")[0].get("href") == rows[2].get("href")
    assert at(sheet, ".am-crumbs a")[0].get("href") == "/?circuit=red&tri=-score"


def test_the_list_is_printed_by_a_button_that_needs_a_script_to_be_seen() -> None:
    button = at(read(signed_in(Role.CHIEF), "/"), "button[data-print]")[0]

    assert said(button) == "Imprimer"
    assert "hidden" in button.attrib


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("circuit", ["C1", "C2", "C5", "C4", "C3", "C6"]),
        ("-circuit", ["C5", "C4", "C3", "C6", "C2", "C1"]),
        ("-score", ["C4", "C3", "C2", "C1", "C5", "C6"]),
        ("score", ["C5", "C6", "C1", "C2", "C3", "C4"]),
        ("age", ["C6", "C5", "C4", "C3", "C2", "C1"]),
        ("-age", ["C1", "C2", "C3", "C4", "C5", "C6"]),
        ("nothing", ["C5", "C4", "C3", "C6", "C2", "C1"]),
    ],
)
def test_a_head_sorts_the_whole_file(sort: str, expected: list[str]) -> None:
    six_files()

    assert references(read(signed_in(Role.CHIEF), "/", vue="bureau", tri=sort)) == expected


def test_values_sort_with_what_has_none_as_the_smallest() -> None:
    for reference, value in (("C1", 500.0), ("C2", None), ("C3", 900.5)):
        routed(reference, Lane.RED, {"customs_value": value})
    client = signed_in(Role.CHIEF)

    assert references(read(client, "/", tri="-valeur")) == ["C3", "C1", "C2"]
    assert references(read(client, "/", tri="valeur")) == ["C2", "C1", "C3"]


@pytest.mark.parametrize("is_long", [False, True])
@pytest.mark.parametrize("is_reversed", [False, True])
@pytest.mark.parametrize("sort", list(Sort))
def test_pages_by_key_show_each_file_once_and_in_one_order(
    sort: Sort, is_reversed: bool, is_long: bool
) -> None:
    for n in range(23):
        score = None if n % 5 == 0 else (n % 4) / 10
        cause = Cause.BLOCK if n % 7 == 0 else Cause.OFFENCE
        routed(f"C{n}", Lane(n % 4), {"customs_value": float(n % 3)}, score=score, cause=cause)
    file, order = File(Declaration.objects.all()), Order(sort, is_reversed)
    known = {lane: Declaration.objects.filter(lane=lane).count() for lane in Lane}
    tally = Tally(dict.fromkeys(Lane) if is_long else known, {})
    whole = [row.reference for row in page(file, order, tally=Tally(known, {}), size=50).rows]

    found, after = [], ""
    for _turn in range(6):
        part = page(file, order, tally=tally, after=after, size=4)
        found += [row.reference for row in part.rows]
        after = part.after

    assert found == whole
    assert len(set(found)) == 23
    assert after == ""


def test_next_lines_are_reached_from_the_page_itself() -> None:
    for n in range(53):
        routed(f"C{n:02}", Lane.RED, score=n / 100)
    client = signed_in(Role.CHIEF)

    first = read(client, "/")
    second = read(client, at(first, ".am-pager a[rel=next]")[0].get("href"))

    assert references(first)[0] == "C52"
    assert references(second) == ["C02", "C01", "C00"]
    assert said(at(first, ".am-pager span")[0]) == "Lignes 1 à 50 sur 53"
    assert said(at(second, ".am-pager span")[0]) == "Lignes 51 à 53 sur 53"


@pytest.mark.parametrize(
    "key", ["", "x", "3_nan_1", "3_1e99_1", "9_1_1", "_1_1", "3_0.5_99999999999999999999", "3_0_1\0", "é"]
)
def test_a_key_that_says_nothing_gives_the_first_page(key: str) -> None:
    six_files()

    found = read(signed_in(Role.CHIEF), "/", apres=key)

    assert references(found) == ["C5", "C4", "C3", "C6", "C2"]


@pytest.mark.parametrize("sort", ["", "score", "-valeur", "age", "-age"])
@pytest.mark.parametrize("key", ["2_0.3_5", "_0.3_5", "_999999999999999999.5_5", "_-1_0", "0_1e-09_1"])
def test_a_key_written_by_hand_is_no_fault(key: str, sort: str) -> None:
    six_files()

    assert signed_in(Role.CHIEF).get("/", {"apres": key, "tri": sort}).status_code == 200
