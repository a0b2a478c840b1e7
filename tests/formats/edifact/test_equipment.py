"""Containers of a manifest: in the header, in the goods, and what is no container."""

from decimal import Decimal

import pytest

from amont.formats.manifest.records import Container, Filling
from tests.formats.edifact.made import (
    BILL,
    HEADING,
    bill_of,
    bills_of,
    codes_of,
    findings_of,
    interchange,
    manifest,
    message,
    voyage_of,
)

START = BILL[:6]


def test_goods_in_several_containers_say_how_many_packages_are_in_each() -> None:
    bill = bill_of(
        *START,
        *("GID+1+30:CT", "SGP+CSQU3054383+10", "SGP+MSKU1234565+20"),
        *("GID+2+5:CT", "SGP+CSQU3054383+5", "SGP+CSQU3054383+1"),
    )

    assert [goods.containers for goods in bill.goods] == [
        {"CSQU3054383": 10, "MSKU1234565": 20},
        {"CSQU3054383": 6},
    ]
    assert bill.containers == (
        Container("CSQU3054383", packages=Decimal(16)),
        Container("MSKU1234565", packages=Decimal(20)),
    )


def test_what_the_header_says_of_a_container_is_said_of_it_in_the_bill() -> None:
    equipment = (
        *("EQD+CN+CSQU3054383+22G1:102:5+++5", "TSR++3", "MEA+AAE+G+KGM:18000", "MEA+AAE+T+KGM:2200"),
        *("MEA+AAE+AAL+KGM:15800", "SEL+SN001+SH", "SEL+SN002+CA", "TMP+2+-18:CEL"),
    )
    data = interchange(message(*HEADING, *equipment, *BILL))

    (bill,) = bills_of(data)

    assert bill.containers == (
        Container(
            "CSQU3054383",
            kind="22G1",
            filling=Filling.SHARED,
            packages=Decimal(10),
            goods_kg=Decimal(15800),
            gross_kg=Decimal(18000),
            tare_kg=Decimal(2200),
            seals=("SN001", "SN002"),
            celsius=Decimal(-18),
        ),
    )
    assert codes_of(data) == []


@pytest.mark.parametrize(
    ("code", "filling"),
    [
        ("4", Filling.EMPTY),
        ("5", Filling.FULL),
        ("7", Filling.SHARED),
        ("8", Filling.FULL),
        ("2", Filling.PART),
        ("", Filling.UNKNOWN),
    ],
)
def test_a_container_is_full_or_empty_as_its_code_says(code: str, filling: Filling) -> None:
    data = interchange(message(*HEADING, f"EQD+CN+CSQU3054383++++{code}", *BILL))

    assert bills_of(data)[0].containers[0].filling is filling


def test_nothing_is_asked_of_a_bill_of_empty_containers() -> None:
    data = interchange(
        message(*HEADING, "EQD+CN+CSQU3054383+22G1+++4", *BILL[:4], "GID+1", "SGP+CSQU3054383")
    )

    assert codes_of(data) == []


def test_equipment_that_is_no_container_is_kept_and_counts_as_none() -> None:
    data = interchange(message(*HEADING, "EQD+BL+EQ1+7:ZZZ:5", "MEA+AAE+G+KGM:5", *BILL[:9], "SGP+EQ1+60"))

    (bill,) = bills_of(data)

    assert bill.goods[0].containers == {"EQ1": 60}
    assert bill.containers == ()
    assert codes_of(data) == []


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("CSQU3054383", []),
        ("csqu 305438-3", []),
        ("CSQU3054384", ["manifest.container_digit"]),
        ("CSQU305438", ["manifest.container_form"]),
        ("TEST", ["manifest.container_form"]),
    ],
)
def test_the_number_of_a_container_proves_itself(number: str, codes: list[str]) -> None:
    assert codes_of(manifest(*BILL[:9], f"SGP+{number}+10")) == codes


def test_a_container_of_the_header_is_looked_at_once() -> None:
    data = interchange(message(*HEADING, "EQD+CN+CSQU3054384+22G1", *BILL[:9], "SGP+CSQU3054384+10"))

    assert [(one.code, one.path, one.facts["expected"]) for one in findings_of(data)] == [
        ("manifest.container_digit", "EQD[6]/2.1", "3")
    ]


def test_a_mass_behind_a_container_is_that_of_its_goods() -> None:
    bill = bill_of(*START, "GID+1+30:CT", "MEA+AAE+G+KGM:900", "SGP+CSQU3054383+10", "MEA+AAE+G+KGM:300")

    assert bill.goods[0].gross_kg == 900
    assert bill.containers[0].goods_kg == 300


def test_containers_told_behind_all_bills_are_those_of_the_message() -> None:
    other = ("CNI+2+BL2", "RFF+BM:BL2", *BILL[2:9], "SGP+MSKU1234565+10")
    behind = ("EQD+CN+CSQU3054383+22G1+++5", "SEL+SN001", "EQD+CN+MSKU1234565+45G1+++5", "SEL+SN002")
    data = manifest(*BILL, *other, *behind, "CNT+16:2")

    first, second = bills_of(data)

    assert [box.kind for box in first.containers] == [""]
    assert [(box.number, box.kind, box.seals) for box in second.containers] == [
        ("MSKU1234565", "45G1", ("SN002",))
    ]
    assert [(box.number, box.seals) for box in voyage_of(data).containers] == [("CSQU3054383", ("SN001",))]
    assert codes_of(data) == []


def test_what_stands_behind_a_container_is_not_said_of_the_voyage() -> None:
    own = ("EQD+CN+CSQU3054383+22G1+++5", "NAD+CA+++LESSOR", "LOC+9+XXXXX", "LOC+14+QUAI1")
    data = interchange(message(*HEADING, *own, *BILL))

    voyage = voyage_of(data)

    assert (voyage.transport.carrier.name, voyage.departure) == ("", "")
    assert voyage.containers[0].place == "QUAI1"
    assert voyage.extras == {"NAD/CA": "NAD+CA+++LESSOR", "LOC/9": "LOC+9+XXXXX"}
