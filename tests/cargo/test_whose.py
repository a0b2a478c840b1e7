"""Whose manifest it is: a carrier's own, an agent's by mandate, house bills of whom the master names."""

from __future__ import annotations

import pytest

from amont.cargo.models import Bill
from amont.formats.manifest.records import Function, Party, Scope
from amont.parties.models import Mandate, Operator
from tests.cargo.announcing import a_bill, a_carrier, a_message, announced, codes, handed_in, numbers
from tests.making import CARRIER, OTHER_CARRIER, TODAY

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
