"""An importer lets a broker declare for it; the broker gives itself nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amont.kernel.agents import Forbidden, Role
from amont.parties.actions.mandates import (
    MandateDays,
    MandateThere,
    NotABroker,
    OwnMandate,
    describe_operator,
    end_mandate,
    give_mandate,
)
from amont.parties.models import Mandate, Operator
from tests.making import BROKER, TODAY, an_agent

pytestmark = pytest.mark.django_db
ADMINISTRATOR = an_agent(Role.ADMINISTRATOR, office="", name="test:first")
IMPORTER = "IMP001"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def operators() -> None:
    Operator.objects.create(code=IMPORTER, name="Soleil SA")
    Operator.objects.create(code=BROKER, name="Transit Sahel", is_broker=True)


def given() -> Mandate:
    return give_mandate(IMPORTER, broker=BROKER, from_on=TODAY, to_on=None, by=ADMINISTRATOR)


def test_an_importer_gives_a_mandate_itself() -> None:
    importer = an_agent(Role.BROKER, operator=IMPORTER)

    mandate = give_mandate(IMPORTER, broker=BROKER, from_on=TODAY, to_on=None, by=importer)

    assert (mandate.importer.code, mandate.broker.code, mandate.given_by) == (IMPORTER, BROKER, importer.name)


def test_a_broker_does_not_give_itself_the_mandate_of_an_importer() -> None:
    with pytest.raises(Forbidden):
        give_mandate(IMPORTER, broker=BROKER, from_on=TODAY, to_on=None, by=an_agent(Role.BROKER))


def test_a_mandate_goes_to_a_licensed_broker_other_than_oneself() -> None:
    Operator.objects.create(code="IMP002")

    with pytest.raises(NotABroker):
        give_mandate(IMPORTER, broker="IMP002", from_on=TODAY, to_on=None, by=ADMINISTRATOR)
    with pytest.raises(OwnMandate):
        give_mandate(BROKER, broker=BROKER, from_on=TODAY, to_on=None, by=ADMINISTRATOR)


def test_days_of_a_mandate_are_in_order() -> None:
    with pytest.raises(MandateDays):
        give_mandate(IMPORTER, broker=BROKER, from_on=TODAY, to_on=TODAY - DAY, by=ADMINISTRATOR)


def test_the_same_mandate_is_not_given_twice_for_the_same_days() -> None:
    given()

    with pytest.raises(MandateThere):
        give_mandate(IMPORTER, broker=BROKER, from_on=TODAY + DAY, to_on=TODAY + 9 * DAY, by=ADMINISTRATOR)


def test_an_ended_mandate_holds_to_the_evening_and_may_be_given_again() -> None:
    mandate = given()

    end_mandate(mandate.pk, by=ADMINISTRATOR, today=TODAY)

    assert Mandate.objects.in_force(TODAY).exists()
    assert not Mandate.objects.in_force(TODAY + DAY).exists()
    give_mandate(IMPORTER, broker=BROKER, from_on=TODAY + DAY, to_on=None, by=ADMINISTRATOR)


def test_a_mandate_already_ended_is_not_made_longer_by_ending_it_again() -> None:
    mandate = given()
    end_mandate(mandate.pk, by=ADMINISTRATOR, today=TODAY)

    end_mandate(mandate.pk, by=ADMINISTRATOR, today=TODAY + 5 * DAY)

    mandate.refresh_from_db()
    assert mandate.to_on == TODAY


def test_the_record_of_an_operator_is_kept_by_administrators() -> None:
    operator = Operator.objects.get(code=IMPORTER)
    facts = {"name": "Soleil et fils", "is_broker": False, "since_on": None, "until_on": TODAY}

    describe_operator(operator.pk, by=ADMINISTRATOR, **facts)  # type: ignore[arg-type]

    operator.refresh_from_db()
    assert (operator.name, operator.until_on) == ("Soleil et fils", TODAY)
    with pytest.raises(Forbidden):
        describe_operator(operator.pk, by=an_agent(Role.CHIEF), **facts)  # type: ignore[arg-type]
