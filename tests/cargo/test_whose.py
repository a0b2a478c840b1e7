"""Whose manifest it is: a carrier's own, an agent's by mandate, house bills of whom the master names."""

from __future__ import annotations

import pytest

from amont.cargo.actions.arriving import cancel_manifest
from amont.cargo.models import Bill, CargoReceipt, Manifest
from amont.cargo.states import State
from amont.formats.manifest.records import Function, Party, Scope
from amont.kernel.agents import Forbidden, Role
from amont.parties.models import Mandate, Operator
from tests.cargo.announcing import a_bill, a_carrier, a_message, announced, codes, handed_in, numbers
from tests.making import CARRIER, OFFICE, OTHER_CARRIER, OTHER_OFFICE, TODAY, a_person, an_agent
from tests.pages import agent

pytestmark = pytest.mark.django_db


def test_another_carrier_changes_nothing_of_a_voyage() -> None:
    manifest = announced()
    receipt = handed_in(a_message(a_bill("BL9")), by=a_carrier(OTHER_CARRIER))

    assert codes(receipt) == ["cargo.not_yours"]
    assert (receipt.outcome[0]["state"], numbers(manifest)) == ("refused", ["BL1"])


def test_an_agent_with_a_mandate_changes_the_voyage_of_his_carrier() -> None:
    manifest = announced()
    giver, holder = (Operator.objects.create(code=code) for code in (CARRIER, OTHER_CARRIER))
    Mandate.objects.create(importer=giver, broker=holder, from_on=TODAY, given_by="test")

    handed_in(a_message(a_bill(), a_bill("BL9")), by=a_carrier(OTHER_CARRIER))

    assert numbers(manifest) == ["BL1", "BL9"]


def test_the_consignee_of_a_master_announces_the_house_bills_under_it() -> None:
    master = a_bill("MB1", consignee=Party("Groupeur", code=OTHER_CARRIER), is_consolidated=True)
    manifest = announced(master)
    houses = [a_bill(f"H{n}", master="MB1") for n in (1, 2)]

    handed_in(a_message(*houses, scope=Scope.MASTER, master="MB1"), by=a_carrier(OTHER_CARRIER))

    manifest.refresh_from_db()
    assert numbers(manifest) == ["MB1", "H1", "H2"]
    assert Bill.objects.get(number="MB1").is_split
    assert (manifest.bills, manifest.packages) == (3, 100)


def test_house_bills_stay_when_the_carrier_replaces_his_manifest() -> None:
    manifest = announced(a_bill("MB1", consignee=Party("Groupeur", code=OTHER_CARRIER)))
    house = a_message(a_bill("H1", master="MB1"), scope=Scope.MASTER, master="MB1")
    handed_in(house, by=a_carrier(OTHER_CARRIER))
    same = a_bill("MB1", consignee=Party("Groupeur", code=OTHER_CARRIER))

    handed_in(a_message(same, a_bill("BL2"), function=Function.REPLACE))

    assert set(numbers(manifest)) == {"MB1", "H1", "BL2"}


def test_a_chief_announces_at_his_own_office_and_at_no_other() -> None:
    chief = agent(a_person(Role.CHIEF))
    own = handed_in(a_message(a_bill()), by=chief)
    other = handed_in(a_message(a_bill(), office=OTHER_OFFICE, voyage="ELSE"), by=chief)

    assert (own.outcome[0]["state"], codes(other)) == ("applied", ["cargo.not_yours"])
    assert list(Manifest.objects.values_list("office", flat=True)) == [OFFICE]


def test_who_is_posted_at_one_office_hands_nothing_in_for_another() -> None:
    for role in (Role.CHIEF, Role.TERMINAL):
        with pytest.raises(Forbidden):
            handed_in(a_message(a_bill()), by=an_agent(role), office=OTHER_OFFICE)

    assert not CargoReceipt.objects.exists()


def test_a_cancelled_voyage_is_announced_again_by_the_same_message() -> None:
    manifest = announced()
    cancel_manifest(manifest.pk, ground="navire dérouté", by=an_agent(Role.CHIEF))

    receipt = handed_in(a_message(a_bill()))

    manifest.refresh_from_db()
    assert (receipt.outcome[0]["state"], manifest.version) == ("applied", 2)
    assert (manifest.state, numbers(manifest)) == (State.COMPLETE, ["BL1"])


def test_an_older_message_sent_again_is_in_force_again() -> None:
    manifest = announced()
    handed_in(a_message(a_bill(described="Riz"), function=Function.REPLACE))

    handed_in(a_message(a_bill()))

    assert Bill.objects.get(manifest=manifest).description == "Pneus neufs de tourisme"
    assert manifest.versions.count() == 3


def test_a_house_bill_is_cancelled_by_a_message_that_takes_it_back() -> None:
    manifest = announced(a_bill("MB1"), a_bill("BL2"))
    told = {"scope": Scope.MASTER, "master": "MB1"}
    handed_in(a_message(a_bill("H1", master="MB1"), a_bill("H2", master="MB1"), **told))

    handed_in(a_message(a_bill("H1", master="MB1"), function=Function.CANCEL, **told))
    some = numbers(manifest)
    handed_in(a_message(function=Function.CANCEL, **told))

    assert (some, numbers(manifest)) == (["MB1", "BL2", "H2"], ["MB1", "BL2"])
