"""Who sees which declarations and received files; the broker's sight ends at his own operator."""

import pytest

from amont.declarations.actions.taking import take_source
from amont.declarations.models import Declaration, Receipt
from amont.declarations.permissions import GRANTS
from amont.declarations.queries import receipt_seen_by, sees_lanes
from amont.journal.models import Entry
from amont.kernel.agents import NOBODY, WORKER, Agent, Forbidden, NotFound, Posting, Role, may
from amont.reference.models import Administration
from tests.declarations.handing_in import a_broker, another_broker, lines_of, lodged, received
from tests.making import BROKER, OFFICE, OTHER_BROKER, OTHER_OFFICE, an_administration, an_agent

pytestmark = pytest.mark.django_db
EVERYWHERE = ["A1", "A2", "B1", "B2"]


def four_declarations() -> None:
    """Two brokers, each with one declaration in each of two offices."""
    for letter, broker in (("A", BROKER), ("B", OTHER_BROKER)):
        for number, office in (("1", OFFICE), ("2", OTHER_OFFICE)):
            lodged({"reference": letter + number, "office": office}, by=a_broker(broker))


def seen_by(agent: Agent) -> list[str]:
    found = Declaration.objects.all().visible_to(agent)
    return list(found.order_by("reference").values_list("reference", flat=True))


@pytest.mark.parametrize(
    ("agent", "references"),
    [
        (an_agent(Role.BROKER), ["A1", "A2"]),
        (an_agent(Role.BROKER, operator=OTHER_BROKER), ["B1", "B2"]),
        (an_agent(Role.BROKER, operator="BR999"), []),
        (an_agent(Role.INSPECTOR), ["A1", "B1"]),
        (an_agent(Role.INSPECTOR, office=OTHER_OFFICE), ["A2", "B2"]),
        (an_agent(Role.CHIEF), ["A1", "B1"]),
        (an_agent(Role.ANALYST, office=""), EVERYWHERE),
        (an_agent(Role.DIRECTOR, office=""), EVERYWHERE),
        (an_agent(Role.ADMINISTRATOR), []),
        (an_agent(Role.SECURITY), []),
        (NOBODY, []),
        (WORKER, EVERYWHERE),
        (Agent("person:9", "", (Posting(Role.INSPECTOR, OTHER_OFFICE), Posting(Role.BROKER, "", BROKER))),
         ["A1", "A2", "B2"]),
    ],
)  # fmt: skip
def test_one_sees_the_declarations_of_ones_office_or_operator(agent: Agent, references: list[str]) -> None:
    four_declarations()

    assert seen_by(agent) == references


@pytest.mark.parametrize(
    ("agent", "count"),
    [
        (a_broker(), 1),
        (another_broker(), 0),
        (Agent("person:2", "", (Posting(Role.BROKER, "", BROKER),)), 1),
        (an_agent(Role.CHIEF, office=OTHER_OFFICE), 1),
        (an_agent(Role.ANALYST), 1),
        (an_agent(Role.DIRECTOR), 1),
        (an_agent(Role.INSPECTOR), 0),
        (an_agent(Role.ADMINISTRATOR), 0),
        (an_agent(Role.SECURITY), 0),
        (NOBODY, 0),
    ],
)
def test_a_received_file_is_seen_by_its_operator_and_by_those_who_head(agent: Agent, count: int) -> None:
    received(lines_of({}))

    assert Receipt.objects.all().visible_to(agent).count() == count


def test_a_file_one_may_not_see_does_not_exist() -> None:
    receipt = received(lines_of({}))

    with pytest.raises(NotFound):
        receipt_seen_by(another_broker(), receipt.pk)


def test_the_bytes_of_a_file_are_given_to_its_operator_and_noted() -> None:
    receipt = received(lines_of({}))

    take_source(receipt.pk, by=a_broker())

    entry = Entry.objects.get(name="declarations.take_source")
    assert (entry.kind, entry.by, entry.subject) == (
        "read",
        "test:BR001",
        f"declarations.receipt:{receipt.pk}",
    )


def test_the_bytes_of_a_file_are_refused_to_another_operator() -> None:
    receipt = received(lines_of({}))

    with pytest.raises(Forbidden):
        take_source(receipt.pk, by=another_broker())


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ANALYST, Role.CHIEF, Role.DIRECTOR])
def test_officers_see_lanes(role: Role) -> None:
    assert sees_lanes(an_agent(role))


@pytest.mark.parametrize("is_published", [True, False])
def test_a_broker_sees_lanes_where_they_are_published(is_published: bool) -> None:
    an_administration()
    Administration.objects.update(lane_published=is_published)

    assert sees_lanes(a_broker()) is is_published


def test_a_key_does_only_the_acts_it_was_made_for() -> None:
    key = Agent("key:1", "", (Posting(Role.BROKER, "", BROKER),), frozenset({"declarations.read"}))

    assert [act for act in GRANTS.acts if may(GRANTS, key, act)] == ["read"]
