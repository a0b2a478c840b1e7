"""What a person reads on a page, and a browser that is signed in."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from amont.kernel.agents import Agent, Role
from amont.parties.models import Person
from amont.parties.queries import agent_of
from amont.security.models import Attempt
from tests.making import TODAY, a_person

PLAIN = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD = "mot de passe long"
MARKS = re.compile(r"<(script|style|svg|template)\b.*?</\1>|<[^>]+>", re.DOTALL)
SPACES = re.compile(r"[\s\u00a0]+")


def read(response: HttpResponseBase | Any) -> str:
    """The words of a page, without its marks, blanks made one."""
    text = re.sub(
        r"<(script|style|svg|template)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S
    )
    return SPACES.sub(" ", unescape(text)).strip()


def a_browser(person: Person) -> Client:
    """Signed in as this person, in French."""
    client = Client(headers={"accept-language": "fr"})
    client.force_login(person)
    return client


def browser_of(role: Role, **facts: Any) -> Client:
    """Signed in as somebody posted in this role."""
    return a_browser(a_person(role, **facts))


def agent(person: Person) -> Agent:
    """Who the person is on the day of the tests."""
    return agent_of(person.pk, on=TODAY)


def sign_in(username: str, password: str = PASSWORD, *, client: Client | None = None, **form: str) -> Any:
    """The answer to a name and a password."""
    browser = client or Client(headers={"accept-language": "fr"})
    return browser.post("/compte/login/", {"login": username, "password": password, **form})


def attempts() -> list[tuple[str, str]]:
    """Who was turned away, and why, oldest first."""
    return list(Attempt.objects.order_by("id").values_list("what", "name"))
