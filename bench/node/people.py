"""Who sends and who looks: keys of brokers, the session of an analyst.

python -m bench.node.people KEYS
"""

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import json
import sys
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.test import Client

from amont.kernel.agents import Agent, Posting, Role
from amont.parties.actions.keys import KeyAsked, make_key
from amont.parties.actions.people import approve_posting, note_operators, open_account, propose_posting

FIRST = Agent("system:first", "Amont", (Posting(Role.SYSTEM),))
SECOND = Agent("system:second", "Amont", (Posting(Role.SYSTEM),))
PER_MINUTE = 60_000


def keys(count: int) -> dict[str, str]:
    """By operator: one for each client, so that none is slowed."""
    now = datetime.now(UTC)
    names = [f"BENCH{place:03}" for place in range(count)]
    note_operators(dict.fromkeys(names, ""), are_brokers=True, by=FIRST)
    acts, end = {"declarations.lodge"}, now + timedelta(days=1)
    asked = [KeyAsked(name, Role.BROKER, name, "", acts, PER_MINUTE, end) for name in names]
    return {one.operator: make_key(one, by=FIRST, now=now)[1] for one in asked}


def session() -> str:
    """The cookie of somebody who sees the whole country."""
    person = open_account("analyst", name="Analyst", password=None, language="fr", by=FIRST)
    posting = propose_posting(
        person.pk, role=Role.ANALYST, office="", operator="", from_on=date(2020, 1, 1), to_on=None, by=FIRST
    )
    approve_posting(posting.pk, by=SECOND)
    browser = Client()
    browser.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


if __name__ == "__main__":
    print(json.dumps({"keys": keys(int(sys.argv[1])), "cookie": session()}))
