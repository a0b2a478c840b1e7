"""The search: what each may find, and where a single find leads."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amont.declarations.models import Declaration
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.parties.models import Operator
from amont.reference.models import Administration
from tests.making import OTHER_BROKER, OTHER_OFFICE, a_declaration
from tests.site.pages.routed import at, read, references, routed, said, signed_in

pytestmark = pytest.mark.django_db
SEARCH = "/recherche/"


def three_files() -> None:
    Operator.objects.create(code="IMP777", name="Sahel Froid Import")
    routed("2026DM01C41872", Lane.RED, {"importer": "IMP777", "hs_code": "02071400"}, reason="value.low")
    routed("2026DM01C41873", Lane.RED, {"importer": "IMP888"})
    routed("2026DM01C41880", Lane.GREEN, {"importer": "IMP888"})


def led_to(client: Client, text: str) -> str:
    answer = client.get(SEARCH, {"q": text})
    assert answer.status_code == 302
    return str(answer["Location"])


def sheet(reference: str) -> str:
    return reverse("declaration", args=[Declaration.objects.get(reference=reference).pk])


@pytest.mark.parametrize("text", ["2026DM01C41872", " 2026dm01c41872 ", "C41872", "41872"])
def test_a_single_find_leads_straight_to_its_sheet(text: str) -> None:
    three_files()

    assert led_to(signed_in(Role.CHIEF), text) == sheet("2026DM01C41872")


def test_a_whole_reference_is_found_even_where_it_begins_others() -> None:
    routed("C1", Lane.RED)
    routed("C12", Lane.RED)

    assert led_to(signed_in(Role.CHIEF), "c1") == sheet("C1")


def test_a_declaration_that_came_before_its_registration_is_found_by_it() -> None:
    stored = routed("DM01:BR001:2026:12", Lane.RED)
    routed("2026DM01C249850", Lane.RED)
    stored.versions.update(header={"known_as": ["2026DM01C24985"]})

    client = signed_in(Role.CHIEF)

    assert led_to(client, "2026dm01c24985") == sheet("DM01:BR001:2026:12")
    assert "enregistrée sous 2026DM01C24985" in said(read(client, sheet("DM01:BR001:2026:12"), langue="fr"))


def test_the_registration_of_another_office_finds_nothing() -> None:
    stored = routed("DM02:BR001:2026:12", Lane.RED, {"office": OTHER_OFFICE})
    stored.versions.update(header={"known_as": ["2026DM02C24985"]})

    assert signed_in(Role.CHIEF).get(SEARCH, {"q": "2026DM02C24985"}).status_code == 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C4187", ["2026DM01C41873", "2026DM01C41872"]),
        ("IMP888", ["2026DM01C41880", "2026DM01C41873"]),
        ("imp888", ["2026DM01C41880", "2026DM01C41873"]),
        ("sahel froid", ["2026DM01C41872"]),
        ("4011.10", ["2026DM01C41880", "2026DM01C41873"]),
        ("BR001", ["2026DM01C41880", "2026DM01C41873", "2026DM01C41872"]),
        ("C4", []),
        ("", []),
        ("%", []),
        ("\0", []),
        ("é" * 500, []),
    ],
)
def test_references_operators_and_goods_are_found_the_newest_first(text: str, expected: list[str]) -> None:
    three_files()

    assert references_of(read(signed_in(Role.CHIEF), SEARCH, q=text)) == expected


def references_of(page: Any) -> list[str]:
    return [said(link) for link in at(page, "table.am-table--queue tbody th a")]


def test_an_operator_is_told_with_its_history_and_what_waits_of_it() -> None:
    three_files()

    page = read(signed_in(Role.CHIEF), SEARCH, q="sahel")

    links = [link.get("href") for link in at(page, ".am-stack td a")]
    assert said(at(page, ".am-stack tbody th")[0]) == "IMP777"
    assert links == [reverse("profile", args=["importer", "IMP777"]), "/?vue=bureau&op=IMP777"]


def test_goods_lead_to_what_waits_of_them() -> None:
    three_files()

    page = read(signed_in(Role.CHIEF), SEARCH, q="4011")

    assert "/?vue=bureau&hs=4011" in [link.get("href") for link in at(page, "a[href]")]


def test_a_reason_is_told_by_its_sentence_and_leads_to_the_files_that_bear_it() -> None:
    three_files()
    client = signed_in(Role.CHIEF)

    page = read(client, SEARCH, q="value.low")

    reason = at(page, ".am-reason")[0]
    assert said(at(reason, "h3")[0]) == "Valeur basse value.low"
    assert said(at(reason, "p")[0]) == "La valeur déclarée est … sous le niveau habituel de ces marchandises."
    address = at(reason, "a")[0].get("href")
    assert address == "/?motif=value.low"
    assert references(read(client, address)) == ["2026DM01C41872"]


@pytest.mark.parametrize("text", ["value", "valeur", "Valeur basse"])
def test_reasons_are_found_by_the_beginning_of_their_code_and_by_their_label(text: str) -> None:
    page = read(signed_in(Role.ANALYST), SEARCH, q=text)

    assert "value.low" in [said(code) for code in at(page, ".am-reason code")]


def test_a_broker_finds_its_own_files_and_no_reason() -> None:
    a_declaration({"reference": "OWN-1", "hs_code": "02071400"})
    a_declaration({"reference": "OWN-2"})
    a_declaration({"reference": "OTHER-1"}, broker=OTHER_BROKER)
    client = signed_in(Role.BROKER)

    own, others = read(client, SEARCH, q="OWN-"), read(client, SEARCH, q="OTHER-1")
    reason = read(client, SEARCH, q="value.low")

    assert references_of(own) == ["OWN-2", "OWN-1"]
    assert references_of(others) == []
    assert not at(reason, ".am-reason")
    assert not [link for link in at(own, "a[href]") if "vue=bureau" in link.get("href")]


@pytest.mark.parametrize(("is_published", "columns"), [(False, 6), (True, 7)])
def test_a_broker_reads_the_lane_only_where_it_is_published(is_published: bool, columns: int) -> None:
    routed("OWN-1", Lane.RED)
    routed("OWN-2", Lane.RED)
    Administration.objects.update(lane_published=is_published)

    page = read(signed_in(Role.BROKER), SEARCH, q="OWN-")

    assert len(at(page, "table.am-table--queue thead th")) == columns
    assert len(at(page, ".c-lane")) == 2 * is_published


def test_files_of_another_office_are_not_found() -> None:
    routed("FAR-1", Lane.RED, {"office": OTHER_OFFICE})
    client = signed_in(Role.INSPECTOR)

    assert references_of(read(client, SEARCH, q="FAR-1")) == []
    assert led_to(signed_in(Role.DIRECTOR, office=""), "FAR-1") == sheet("FAR-1")


def test_accounts_and_security_search_no_declaration() -> None:
    assert signed_in(Role.SECURITY).get(SEARCH, {"q": "C1"}).status_code == 403


def test_nothing_found_says_what_may_be_asked() -> None:
    page = read(signed_in(Role.CHIEF), SEARCH, q="ZZZ-404")

    assert said(at(page, ".am-empty h3")[0]) == "Rien ne correspond à « ZZZ-404 »"


def test_many_finds_go_page_by_page() -> None:
    for n in range(52):
        a_declaration({"reference": f"LOT-{n:02}"})
    client = signed_in(Role.CHIEF)

    first = read(client, SEARCH, q="LOT-")
    second = read(client, SEARCH + at(first, ".am-pager a[rel=next]")[0].get("href"))

    assert references_of(first)[0] == "LOT-51"
    assert references_of(second) == ["LOT-01", "LOT-00"]


@pytest.mark.parametrize("n", [3, 30])
def test_the_search_asks_the_same_questions_for_few_and_for_many(
    n: int, django_assert_max_num_queries: Any
) -> None:
    for one in range(n):
        a_declaration({"reference": f"LOT-{one:02}", "importer": f"IMP{one}"})
    client = signed_in(Role.CHIEF)

    with django_assert_max_num_queries(9 + 4 + 12):  # its own, who signs in, the figures of the menu
        client.get(SEARCH, {"q": "LOT-"})
