"""Accounts of the stories, opened under the role of the application.

python -m tests.journeys.people
"""

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
from datetime import date

from amont.kernel.agents import Agent, Posting, Role
from amont.parties.actions.people import approve_posting, open_account, propose_posting

OFFICE = "DM01"
PASSWORD = "cargaison de l’aube"
CHIEF, INSPECTOR, QUAY = "chef", "inspectrice", "quai"
FIRST = Agent("system:first", "Amont", (Posting(Role.SYSTEM),))
SECOND = Agent("system:second", "Amont", (Posting(Role.SYSTEM),))


def opened(username: str, role: Role) -> None:
    person = open_account(username, name=username.title(), password=PASSWORD, language="fr", by=FIRST)
    posting = propose_posting(
        person.pk, role=role, office=OFFICE, operator="", from_on=date(2020, 1, 1), to_on=None, by=FIRST
    )
    approve_posting(posting.pk, by=SECOND)


if __name__ == "__main__":
    opened(CHIEF, Role.CHIEF)
    opened(INSPECTOR, Role.INSPECTOR)
    opened(QUAY, Role.QUAY)
