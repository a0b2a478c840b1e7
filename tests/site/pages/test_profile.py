"""What history says of a profile: counts, intervals, what counts from tomorrow, results one may see."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from amont.declarations.models import Item
from amont.kernel.agents import Role
from amont.screening.queries.profiles import Month, first_month, histories, rate_of
from amont.screening.queries.similar import results, similar
from tests.making import OTHER_OFFICE, TODAY, an_agent
from tests.site.pages.cases import a_result, a_routed
from tests.site.pages.looking import own_queries, signed_in, source, text

pytestmark = pytest.mark.django_db

ANALYST = an_agent(Role.ANALYST)
IMPORTER = ("importer", "IMP001")


def page_of(kind: str, code: str) -> str:
    return reverse("profile", args=[kind, code])


def total(kind: str, code: str, *, today: date = TODAY) -> Month:
    return histories([(kind, code)], by=ANALYST, today=today)[kind, code].total()


def test_a_profile_moves_the_day_after_its_result() -> None:
    a_result(a_routed(), offence=1, on=TODAY, duty=1_000)

    today, tomorrow = total(*IMPORTER), total(*IMPORTER, today=TODAY + timedelta(days=1))

    assert (today.items, today.inspected, today.offences, today.recovered) == (1, 0, 0, Decimal(0))
    assert (tomorrow.items, tomorrow.inspected, tomorrow.offences) == (1, 1, 1)
    assert tomorrow.recovered == Decimal(1_000)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("importer", "IMP001"),
        ("declarant", "BR001"),
        ("office", "DM01"),
        ("origin", "CN"),
        ("hs4", "4011"),
        ("hs6", "401110"),
        ("hs6*origin", "401110*CN"),
        ("importer*hs4", "IMP001*4011"),
    ],
)
def test_each_profile_of_an_item_moves_and_waits_for_tomorrow(kind: str, code: str) -> None:
    a_result(a_routed(), offence=0, on=TODAY)

    assert total(kind, code).inspected == 0
    assert total(kind, code, today=TODAY + timedelta(days=1)).inspected == 1


def test_a_history_has_twenty_four_months_none_left_out() -> None:
    a_routed()

    months = histories([IMPORTER], by=ANALYST, today=TODAY)[IMPORTER].months

    assert [months[0].month, months[-1].month, len(months)] == [date(2024, 12, 1), date(2026, 11, 1), 24]
    assert first_month(date(2026, 1, 31)) == date(2024, 2, 1)


def test_a_rate_bears_its_interval() -> None:
    rate = rate_of(Month(TODAY, items=40, inspected=20, offences=5))

    assert (rate.value, round(rate.low, 3), round(rate.high, 3)) == (0.25, 0.112, 0.469)
    assert rate_of(Month(TODAY)).value is None


def test_the_page_says_counts_interval_and_the_yardstick(client: Client) -> None:
    signed_in(client, Role.DIRECTOR, office="")
    a_result(a_routed({"declared_on": localdate()}), offence=1, duty=250_000)

    page = text(client.get(page_of(*IMPORTER)))

    assert "IMP001" in page
    assert "1 infraction en 1 contrôles\u00a0: entre 21\u00a0% et 100\u00a0%" in page
    assert "Rien ne le distingue de toute l’administration" in page
    assert "Toute l’administration" in page
    assert "250\u00a0000" in page


def test_under_twenty_cases_no_share_is_written_in_the_sentence(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    for n in range(19):
        a_result(a_routed({"reference": f"C{n}", "declared_on": localdate()}), offence=0)

    few = text(client.get(page_of(*IMPORTER)))
    a_result(a_routed({"reference": "C20", "declared_on": localdate()}), offence=0)
    enough = text(client.get(page_of(*IMPORTER)))

    assert "0 infraction en 19 contrôles\u00a0: entre" in few
    assert "0 infraction en 20 contrôles\u00a0: 0\u00a0%, entre" in enough


def test_results_are_those_on_declarations_one_may_see(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    a_result(a_routed({"reference": "C1", "declared_on": localdate()}), offence=1)
    hidden = {"reference": "C2", "office": OTHER_OFFICE, "declared_on": localdate()}
    a_result(a_routed(hidden), offence=1)

    page = text(client.get(page_of(*IMPORTER)))

    assert "C1" in page
    assert "C2" not in page
    assert "2 infractions en 2 contrôles" in page


@pytest.mark.parametrize(
    ("kind", "code"),
    [("seller", "NOBODY"), ("hs2", "40"), ("importer*origin", "x"), ("importer", "\0"), ("hs6*origin", "*")],
)
def test_a_profile_nobody_declared_does_not_exist(kind: str, code: str, client: Client) -> None:
    signed_in(client, Role.ANALYST)
    a_routed()

    assert client.get(page_of(kind, code)).status_code == 404


@pytest.mark.parametrize("role", [Role.BROKER, Role.ADMINISTRATOR, Role.SECURITY])
def test_profiles_are_not_for_these_roles(role: Role, client: Client) -> None:
    signed_in(client, role)

    assert client.get(page_of(*IMPORTER)).status_code == 403


def test_a_hostile_code_is_shown_as_text(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    a_routed({"importer": "<b>\u202ex/y", "declared_on": localdate()})

    response = client.get(page_of("importer", "<b>\u202ex/y"))

    assert response.status_code == 200
    assert "<b>\ufffdx/y" in source(response)
    assert "\u202e" not in response.content.decode()


def test_who_places_holds_is_one_step_from_it(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    a_routed({"declared_on": localdate()})

    page = source(client.get(page_of(*IMPORTER)))

    assert f"{reverse('hold_place')}?field=importer&value=IMP001" in page


def test_a_profile_costs_the_same_however_much_is_known(client: Client) -> None:
    signed_in(client, Role.ANALYST)
    a_result(a_routed({"declared_on": localdate()}), offence=1)
    short = own_queries(client, page_of(*IMPORTER))
    for n in range(8):
        a_result(a_routed({"reference": f"D{n}", "declared_on": localdate()}), offence=0)

    assert (short, own_queries(client, page_of(*IMPORTER))) == (QUERIES, QUERIES)


QUERIES = 8


def test_similar_goods_are_of_the_same_origin_or_of_the_same_importer() -> None:
    a_result(a_routed({"reference": "ORIGIN", "importer": "IMP9", "hs_code": "40111099"}), offence=1)
    a_result(a_routed({"reference": "IMPORTER", "origin": "IN", "hs_code": "40112000"}), offence=0)
    a_result(a_routed({"reference": "NEITHER", "importer": "IMP9", "origin": "IN"}), offence=1)
    a_routed({"reference": "UNKNOWN"})
    item = a_routed({"reference": "HERE"}).versions.get().items.get()

    found = similar(item, by=ANALYST)

    assert [label.item.version.declaration.reference for label in found] == ["IMPORTER", "ORIGIN"]


def test_a_declaration_is_not_similar_to_itself_and_five_are_enough() -> None:
    for n in range(7):
        a_result(a_routed({"reference": f"C{n}"}, {"reference": f"C{n}"}), offence=n % 2)
    found = similar(Item.objects.order_by("pk").last(), by=ANALYST)  # type: ignore[arg-type]

    assert [label.item.version.declaration.reference for label in found] == ["C5", "C4", "C3", "C2", "C1"]


def test_results_of_a_profile_without_index_are_found_among_the_latest() -> None:
    a_result(a_routed({"reference": "C1", "seller": "S1"}), offence=1)
    a_result(a_routed({"reference": "C2", "seller": "S2"}), offence=1)

    found = results("seller", "S1", by=ANALYST)

    assert [label.item.version.declaration.reference for label in found] == ["C1"]
