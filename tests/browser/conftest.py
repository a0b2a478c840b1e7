"""A browser before a node whose worker works when asked to."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, Playwright
from pytest_django.live_server_helper import LiveServer

from amont.cargo.actions.reading import read_next as read_message
from amont.cli.node.setting_up import set_up
from amont.declarations.actions.receiving import read_next
from amont.journal.delivering import deliver
from amont.journey import ANSWERS
from amont.kernel.agents import WORKER, Role
from amont.screening.actions.deciding import Screener, screen_waiting
from amont.screening.actions.targeting import Targeter, target_waiting
from tests.making import OFFICE, a_person

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver runs a loop in the thread of the test
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PASSWORD = "mot de passe long"  # noqa: S105  of the accounts of `tests.making`
SERIOUS = ("serious", "critical")
Work = Callable[[], None]


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield started
    started.close()


@pytest.fixture
def people(live_rows: None, settings, tmp_path: Path) -> None:
    """One person for each role, in one office; the broker declares for BR001."""
    settings.HOME = tmp_path
    now = datetime.now(UTC)
    set_up("demo", mapping="amont", now=now, today=localdate())
    for role in (Role.BROKER, Role.INSPECTOR, Role.CHIEF):
        a_person(role, office=OFFICE)
    for role in (Role.ANALYST, Role.DIRECTOR, Role.ADMINISTRATOR, Role.SECURITY):
        a_person(role, office="")


@pytest.fixture
def work(people: None) -> Work:
    """What the worker does, until nothing waits."""
    duties = (
        read_next,
        read_message,
        partial(screen_waiting, Screener()),
        partial(target_waiting, Targeter()),
        partial(deliver, ANSWERS),
    )

    def done() -> None:
        while any(duty(by=WORKER, now=datetime.now(UTC), today=localdate()) for duty in duties):
            pass

    return done


@pytest.fixture
def sign_in(browser: Browser, live_server: LiveServer, people: None) -> Iterator[Callable[..., Page]]:
    """A person at a screen of some width, before the first page of that person."""
    opened = []

    def at(name: str, *, size: dict[str, int] = WIDE) -> Page:
        page = signed_in_at(browser, live_server.url, name, size=size)
        opened.append(page)
        return page

    yield at
    for page in opened:
        page.context.close()


def signed_in_at(browser: Browser, address: str, name: str, *, size: dict[str, int] = WIDE) -> Page:
    """A person signed in at a node that answers at this address."""
    context = browser.new_context(viewport=size, base_url=address, locale="fr-FR")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/compte/login/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").first.click()
    page.wait_for_load_state()
    return page


def faults_of(page: Page) -> list[str]:
    """What axe finds grave on a page, from its top."""
    page.evaluate("window.scrollTo(0, 0)")
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in SERIOUS]


def is_too_wide(page: Page) -> bool:
    """Must one scroll sideways?"""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
