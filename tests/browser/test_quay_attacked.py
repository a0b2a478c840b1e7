"""Counts on a phone when the phone, its clock, its other pages or what lies between do not behave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from amont.cargo.models import FoundLine, Manifest, TakeOver
from amont.kernel.agents import Role
from tests.browser.conftest import PHONE, signed_in_at
from tests.cargo.cases import a_bill, arrived, bill
from tests.making import a_person

NUMBERS = ("BL1", "BL2", "BL3")
DAYS = 24 * 3600 * 1000
HOSTILE = "<img src=x onerror=\"document.title='taken over'\">"


@pytest.fixture
def ship(people: None) -> Manifest:
    a_person(Role.QUAY)
    more = {"goods": [{"description": HOSTILE, "packages": 100, "gross_kg": 1_000}]}
    return arrived(*(a_bill(number, **more) for number in NUMBERS))


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, ship: Manifest) -> Iterator[Page]:
    page = signed_in_at(browser, live_server.url, "quay", size=PHONE)
    yield page
    page.context.close()


def filled(page: Page, number: str, *, packages: str = "100") -> None:
    row = bill(number)
    page.goto(f"/prise-en-charge/{row.manifest_id}/titres/{row.pk}/")
    page.locator("[name=packages]").fill(packages)


def signed(page: Page, number: str) -> None:
    filled(page, number)
    page.locator("button.btn-primary").click()
    page.wait_for_url(f"**/prise-en-charge/{Manifest.objects.get().pk}/")


def says(page: Page, number: str, answer: Callable[[Route], None]) -> None:
    """What comes back for the counts of one bill."""

    def told(route: Route) -> None:
        is_it = f'name="bill"\r\n\r\n{bill(number).pk}\r\n'.encode() in (
            route.request.post_data_buffer or b""
        )
        answer(route) if is_it else route.fallback()

    page.context.route("**/comptes*", told)


def counted() -> list[str]:
    return sorted(FoundLine.objects.values_list("bill__number", flat=True))


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_count_that_the_node_cannot_take_now_keeps_none_of_the_others_back(
    phone: Page, status: int
) -> None:
    says(phone, "BL1", lambda route: route.fulfill(status=status, body="<h1>Oups</h1>"))

    for number in NUMBERS:
        signed(phone, number)

    expect(phone.locator("#quai-envois [data-envoye]")).to_have_count(2)
    expect(phone.locator("#quai-envois [data-attend]")).to_have_count(1)
    assert counted() == ["BL2", "BL3"]
    phone.context.unroute("**/comptes*")
    phone.reload()
    expect(phone.locator("#quai-envois [data-envoye]")).to_have_count(3)
    expect(phone.locator("#quai-envois [data-attend]")).to_have_count(0)
    assert counted() == ["BL1", "BL2", "BL3"]


@pytest.mark.parametrize("status", [400, 413])
def test_a_refusal_that_is_no_json_is_told_and_keeps_none_of_the_others_back(
    phone: Page, status: int
) -> None:
    says(phone, "BL1", lambda route: route.fulfill(status=status, body="<h1>Request Entity Too Large</h1>"))

    signed(phone, "BL1")
    signed(phone, "BL2")

    expect(phone.locator("#quai-envois [data-refuse]")).to_contain_text("n’a pas pu être pris")
    assert counted() == ["BL2"]


def test_a_count_refused_for_its_rights_keeps_none_of_the_others_back(phone: Page) -> None:
    said = {"status": 403, "code": "rights.forbidden", "detail": "Ce n’est pas à vous."}
    says(phone, "BL1", lambda route: route.fulfill(status=403, json=said))

    signed(phone, "BL1")
    signed(phone, "BL2")

    expect(phone.locator("#quai-envois [data-refuse]")).to_contain_text("Ce n’est pas à vous.")
    assert counted() == ["BL2"]


def test_a_clock_set_right_by_years_erases_no_count(phone: Page) -> None:
    says(phone, "BL1", lambda route: route.abort())
    with phone.context.expect_event("requestfailed", lambda request: "/comptes" in request.url):
        signed(phone, "BL1")
    expect(phone.locator("#quai-envois [data-attend]")).to_have_count(1)

    phone.context.add_init_script(f"const now = Date.now; Date.now = () => now() + 4 * {DAYS}")
    phone.context.unroute("**/comptes*")
    phone.reload()

    expect(phone.locator("#quai-envois [data-envoye]")).to_have_count(1)
    assert counted() == ["BL1"]


def test_a_refused_count_goes_with_its_refusal(phone: Page) -> None:
    said = {"status": 409, "code": "x", "detail": "Non"}
    says(phone, "BL1", lambda route: route.fulfill(status=409, json=said))
    signed(phone, "BL1")
    expect(phone.locator("#quai-envois [data-refuse]")).to_have_count(1)

    phone.context.add_init_script(f"const now = Date.now; Date.now = () => now() + 4 * {DAYS}")
    phone.context.unroute("**/comptes*")
    phone.reload()

    phone.wait_for_function("window.amontQuay.all('counts').then((rows) => rows.length === 0)")
    expect(phone.locator("#quai-envois li")).to_have_count(0)
    assert counted() == []


def test_a_full_phone_sends_the_page_itself_and_once(phone: Page) -> None:
    signed(phone, "BL1")
    full(phone)
    filled(phone, "BL2")

    phone.locator("button.btn-primary").click()
    phone.wait_for_url(f"**/prise-en-charge/{Manifest.objects.get().pk}/")

    assert counted() == ["BL1", "BL2"]
    assert sorted(TakeOver.objects.values_list("channel", flat=True)) == ["page", "phone"]


def test_a_full_phone_without_a_line_says_so_and_lets_one_sign_again(phone: Page) -> None:
    full(phone)
    filled(phone, "BL2")
    phone.context.route("**/ligne", lambda route: route.abort())

    phone.locator("button.btn-primary").click()

    expect(phone.locator("#quai-erreur")).to_contain_text("n’a plus de place")
    expect(phone.locator("button.btn-primary")).to_be_enabled()
    assert counted() == []


def full(page: Page) -> None:
    """Counts find no place: the transaction ends so, after its requests succeeded, as browsers do it."""
    page.context.add_init_script(
        "const put = IDBObjectStore.prototype.put;"
        "IDBObjectStore.prototype.put = function (row) {"
        "  const asked = put.call(this, row);"
        "  if (this.name === 'counts') asked.addEventListener('success', () => this.transaction.abort());"
        "  return asked; };"
    )


def test_what_one_person_counted_is_never_sent_in_the_name_of_another(phone: Page) -> None:
    a_person(Role.QUAY, username="other")
    says(phone, "BL1", lambda route: route.abort())
    signed(phone, "BL1")
    expect(phone.locator("#quai-envois [data-attend]")).to_have_count(1)
    cookies: Any = another(phone)
    phone.context.add_cookies(cookies)

    phone.context.unroute("**/comptes*")
    phone.evaluate("window.dispatchEvent(new Event('online'))")

    phone.wait_for_function("window.amontQuay.all('counts').then((rows) => rows.length === 0)")
    assert phone.evaluate("window.amontQuay.sendAll()") == "nothing"  # after what was under way
    assert counted() == []


def test_a_page_that_one_person_opened_is_not_signed_by_another(phone: Page) -> None:
    a_person(Role.QUAY, username="other")
    filled(phone, "BL1")
    cookies: Any = another(phone)

    phone.context.add_cookies(cookies)
    other = phone.context.new_page()
    other.goto("/prise-en-charge/")
    expect(other.locator("#quai")).not_to_have_attribute("data-personne", "")
    shown = "document.querySelector('#quai').dataset.personne"
    other.wait_for_function(f"window.amontQuay.person().then((who) => who === {shown})")
    phone.locator("button.btn-primary").click()

    expect(phone.locator("#quai-erreur")).to_contain_text("Une autre personne")
    assert counted() == []


def another(page: Page) -> object:
    """The session of somebody else, as this phone would have it."""
    browser: Any = page.context.browser
    address = page.evaluate("location.origin")
    beside = signed_in_at(browser, address, "other", size=PHONE)
    cookies = beside.context.cookies()
    beside.context.close()
    return cookies


def test_goods_that_look_like_script_are_text_on_the_phone(phone: Page, ship: Manifest) -> None:
    phone.goto(f"/prise-en-charge/{ship.pk}/")
    expect(phone.locator("#quai-emporte")).to_contain_text("Sur ce téléphone")
    phone.wait_for_function(
        "navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
    )

    phone.context.set_offline(True)
    phone.goto(f"/prise-en-charge/{ship.pk}/")

    expect(phone.locator("#quai-pages")).to_contain_text("onerror")
    assert phone.locator("#quai-pages img").count() == 0
    assert "taken over" not in phone.title()
