"""A person at the pages: signed in, reading what is written, sending forms."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from amont.parties.models import Person

MOST_QUERIES = 25


def signed_in(person: Person) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(response: Any) -> str:
    """What a person reads on a page, in one line, with plain blanks."""
    tree = html.fromstring(response.content.decode())
    return " ".join(tree.text_content().replace("\u00a0", " ").split())


def title_of(response: Any) -> str:
    return str(html.fromstring(response.content.decode()).findtext("head/title"))


def links_of(response: Any) -> list[str]:
    """Where a page leads."""
    return [str(link) for link in html.fromstring(response.content.decode()).xpath("//main//a/@href")]


def queries_of(client: Client, address: str) -> int:
    """How often a page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
