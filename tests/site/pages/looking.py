"""Looking at a page as a person does: signed in, reading its words, counting what it asks of the database."""

import html
import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amont.kernel.agents import Agent, Posting, Role
from tests.making import BROKER, OFFICE, a_person

TAG = re.compile(r"<[^>]+>")
BLANKS = re.compile(r"[ \n\t]+")


def signed_in(
    client: Client, role: Role, *, office: str = OFFICE, operator: str = BROKER, username: str = ""
) -> Agent:
    """Somebody of this role at the browser; gives the agent."""
    person = a_person(role, office=office, operator=operator, username=username)
    client.force_login(person)
    is_broker = role is Role.BROKER
    posting = Posting(role, "" if is_broker else office, operator if is_broker else "")
    return Agent(person.agent_name, person.name, (posting,))


def source(response: Any) -> str:
    """The page as written, entities resolved."""
    return html.unescape(response.content.decode())


def text(response: Any) -> str:
    """What a person reads on the page, blanks joined."""
    return BLANKS.sub(" ", html.unescape(TAG.sub(" ", response.content.decode())))


def own_queries(client: Client, url: str) -> int:
    """Queries of a page, without those that every page makes for its frame."""
    return _counted(client, url) - _counted(client, reverse("interface"))


def _counted(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
