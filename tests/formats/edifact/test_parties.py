"""NAD segments in every form senders write."""

import pytest

from amont.formats.manifest.records import Party
from tests.formats.edifact.made import BILL, bill_of

GOODS = BILL[6:]


@pytest.mark.parametrize(
    ("segment", "party"),
    [
        ("NAD+NI+++AGENT 1", Party("AGENT 1")),
        ("NAD+NI++ACME:ROAD 1:PARIS::", Party("ACME", "ROAD 1 PARIS")),
        ("NAD+NI+FR123:160:ZZZ", Party(code="FR123")),
        ("NAD+NI+MOB995+A PERSON, A STREET, A TOWN", Party("A PERSON, A STREET, A TOWN", "", "MOB995")),
        (
            "NAD+NI+77::92++ACME:IMPORT+12 ROAD:FLOOR 2+DAKAR+DK+11000+SN",
            Party("ACME IMPORT", "12 ROAD FLOOR 2 DAKAR DK 11000", "77", "SN"),
        ),
        ("NAD+NI+0++TO ORDER:-:::", Party("TO ORDER")),
        ("NAD+NI+++N/A", Party()),
        ("NAD+NI+++ACME  LTD :  12 ROAD", Party("ACME LTD", "12 ROAD")),
    ],
)
def test_a_party_is_read_in_every_form_senders_write(segment: str, party: Party) -> None:
    assert bill_of(*BILL, segment).notify == party


@pytest.mark.parametrize(
    ("qualifier", "field"),
    [
        ("N1", "notify"),
        ("SU", "shipper"),
        ("EX", "shipper"),
        ("IM", "consignee"),
        ("FW", "agent"),
        ("CA", "carrier"),
        ("CG", "agent"),
    ],
)
def test_each_kind_of_party_has_its_field(qualifier: str, field: str) -> None:
    bill = bill_of(*BILL[:4], f"NAD+{qualifier}+++ACME", *GOODS)

    assert getattr(bill, field) == Party("ACME")


def test_the_surer_party_counts_and_the_other_is_kept() -> None:
    bill = bill_of(*BILL[:4], "NAD+SU+++SUPPLIER", "NAD+CZ+++SHIPPER", "NAD+N2+++SECOND", *GOODS)

    assert bill.shipper == Party("SHIPPER")
    assert bill.notify == Party("SECOND")
    assert bill.extras == {"NAD/SU": "NAD+SU+++SUPPLIER"}


def test_a_number_behind_a_party_is_its_code() -> None:
    bill = bill_of(*BILL[:4], "NAD+CN+++ACME", "RFF+VA:123456789", "NAD+CZ+X1++OTHER", "RFF+VA:999", *GOODS)

    assert bill.consignee == Party("ACME", "", "123456789")
    assert bill.shipper == Party("OTHER", "", "X1")
    assert bill.extras == {"RFF/VA": "RFF+VA:999"}
