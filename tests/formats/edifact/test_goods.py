"""GID groups: packages, texts, masses, containers, dangerous goods, vehicles."""

from decimal import Decimal

import pytest

from amont.formats.manifest.records import Danger, Goods, Vehicle
from tests.formats.edifact.made import (
    BILL,
    bill_of,
    codes_of,
    findings_of,
    manifest,
)

START = BILL[:6]
VIN = "JTDBR32E720012345"


def goods_of(*segments: str) -> Goods:
    """The first line of goods of a bill with these segments behind its parties."""
    return bill_of(*START, *segments).goods[0]


def test_a_line_of_goods_is_read_whole() -> None:
    goods = goods_of(
        "GID+1+10:CT",
        "FTX+AAA+++TISSUS",
        "MEA+AAE+G+KGM:1500.5",
        "MEA+AAE+AAW+MTQ:12.25",
        "SGP+CSQU3054383+10",
        "DGS+IMD+3+1366",
        "PCI+28+MARKS 1:MARKS 2",
        "CST+1+5208.52:122",
    )

    assert goods == Goods(
        1,
        packages=Decimal(10),
        package_kind="CT",
        description="TISSUS",
        marks="MARKS 1 MARKS 2",
        gross_kg=Decimal("1500.5"),
        volume_m3=Decimal("12.25"),
        hs_code="520852",
        danger=(Danger("3", "1366"),),
        containers={"CSQU3054383": Decimal(10)},
    )


@pytest.mark.parametrize(
    ("segment", "packages", "kind"),
    [
        ("GID+1+560:BG", 560, "BG"),
        ("GID+1+1:201:::Pallet", 1, "201"),
        ("GID+1+5::::PALETTES", 5, "PALETTES"),
        ("GID+2+:350114:1:9+3:PK", 3, "PK"),
        ("GID+1", None, ""),
    ],
)
def test_packages_are_those_of_the_first_level_that_says_a_number(
    segment: str, packages: int | None, kind: str
) -> None:
    goods = goods_of(segment)

    assert (goods.packages, goods.package_kind) == (packages, kind)


def test_packages_may_stand_in_a_segment_of_their_own() -> None:
    goods = goods_of("GID+1", "PAC+14++BX")

    assert (goods.packages, goods.package_kind) == (14, "BX")


@pytest.mark.parametrize(
    ("segment", "kilograms"),
    [
        ("MEA+AAE+G+KGM:1500", Decimal(1500)),
        ("MEA+AAE+G+KGM:.000", Decimal(0)),
        ("MEA+AAE+G+KGM:1500,5", Decimal("1500.5")),
        ("MEA+AAE+G+TNE:1.5", Decimal(1500)),
        ("MEA+AAE+G+TON:2.000", Decimal(2000)),
        ("MEA+WT++KGM:3833", Decimal(3833)),
        ("MEA+WT+G+GRM:525", Decimal("0.525")),
        ("MEA+AAE+G:::X+KGM:14182.000", Decimal(14182)),
        ("MEA+AAE+G+LBR:1000", Decimal("453.59237")),
        ("MEA+AAE+G+KGM::1500", Decimal(1500)),
    ],
)
def test_a_mass_is_in_kilograms_whatever_its_unit(segment: str, kilograms: Decimal) -> None:
    assert goods_of("GID+1+1:CT", segment).gross_kg == kilograms


@pytest.mark.parametrize(
    ("segment", "cubic_metres"),
    [
        ("MEA+AAE+AAW+MTQ:17.5", Decimal("17.5")),
        ("MEA+VOL++LTR:5.5", Decimal("0.0055")),
        ("MEA+VOL+AAW+DMQ:96", Decimal("0.096")),
    ],
)
def test_a_volume_is_in_cubic_metres_whatever_its_unit(segment: str, cubic_metres: Decimal) -> None:
    assert goods_of("GID+1+1:CT", segment).volume_m3 == cubic_metres


def test_a_ton_that_may_be_long_is_noted_once() -> None:
    data = manifest(*START, "GID+1+1:CT", "FTX+AAA+++X", "MEA+AAE+G+TON:2", "GID+2+1:CT", "MEA+AAE+G+TON:3")

    assert codes_of(data) == ["edifact.unit_doubtful"]


@pytest.mark.parametrize(
    ("advice", "text", "codes"),
    [
        ("UNA:+.? '", "1.500", []),
        ("UNA:+.? '", "1,500", ["edifact.number_ambiguous"]),
        ("UNA:+.? '", "1,5", []),
        ("UNA:+,? '", "1,500", []),
        ("UNA:+,? '", "1.500", ["edifact.number_ambiguous"]),
        ("UNA:+.? '", "1 500", ["edifact.number_unreadable", "manifest.gross_missing"]),
        ("UNA:+.? '", "NaN", ["edifact.number_unreadable", "manifest.gross_missing"]),
        ("UNA:+.? '", "1e5", ["edifact.number_unreadable", "manifest.gross_missing"]),
        ("UNA:+.? '", "9" * 60, ["edifact.number_unreadable", "manifest.gross_missing"]),
    ],
)
def test_a_number_that_could_be_another_is_noted(advice: str, text: str, codes: list[str]) -> None:
    data = manifest(*START, "GID+1+1:CT", "FTX+AAA+++X", f"MEA+AAE+G+KGM:{text}")

    assert codes_of(advice.encode() + data) == codes


def test_an_unreadable_number_is_told_at_its_component() -> None:
    finding = findings_of(manifest(*START, "GID+1+1:CT", "FTX+AAA+++X", "MEA+AAE+G+KGM:MANY"))[0]

    assert (finding.path, finding.value) == ("MEA[14]/3.2", "MANY")
    assert finding.facts["element"] == 3
    assert finding.facts["component"] == 2


def test_a_text_cut_at_seventy_signs_goes_on_without_a_blank() -> None:
    text = "36 METRIC TONNES OF MILK SKIMMED POWDER LOW HEAT HALAL IN BAGS OF 25 KGS NETT WEIGHT"

    assert len(text) > 70
    assert goods_of("GID+1", f"FTX+AAA+++{text[:70]}:{text[70:]}").description == text
    assert goods_of("GID+1", "FTX+AAA+++TISSUS:WAX").description == "TISSUS WAX"


def test_the_signs_that_release_count_for_the_cut() -> None:
    written = "NET WEIGHT ?: 36000 KG, GROSS WEIGHT ?: 36468 KG, SHIPPED ON BOARD, NO "

    first, rest = written[:70], written[70:] + "?: 12"

    assert goods_of("GID+1", f"FTX+AAA+++{first}:{rest}").description == (
        "NET WEIGHT : 36000 KG, GROSS WEIGHT : 36468 KG, SHIPPED ON BOARD, NO : 12"
    )


def test_a_text_over_several_segments_is_one() -> None:
    full = "X" * 70
    goods = goods_of("GID+1", f"FTX+AAA+++{':'.join([full] * 5)}", "FTX+AAA+++END", "FTX+AAA+++MORE")

    assert goods.description == "X" * 350 + "END MORE"


def test_remarks_stand_beside_the_goods() -> None:
    bill = bill_of(*BILL, "FTX+AAI+++TRANSIT BAMAKO", "FTX+AAD+++TECHNICAL NAME")

    assert bill.remarks == "TRANSIT BAMAKO"
    assert bill.extras == {"GID[1]/FTX/AAD": "FTX+AAD+++TECHNICAL NAME"}


@pytest.mark.parametrize(
    "segment",
    [
        f"FTX+AAA+++1 USED TOYOTA CHASSIS NO?: {VIN} WHITE",
        f"FTX+AAA+++TOYOTA COROLLA {VIN}",
        f"PCI+28+{VIN}",
        f"GIN+VV+{VIN}",
        f"GIN+BN+{VIN}",
        f"PIA+1+{VIN}:VV",
    ],
)
def test_a_vehicle_is_known_by_its_chassis_wherever_it_stands(segment: str) -> None:
    bill = bill_of(*START, "GID+1+1:UN", segment, "MEA+AAE+G+KGM:1200")

    assert [(vehicle.chassis, vehicle.kg) for vehicle in bill.vehicles] == [(VIN, 1200)]


def test_the_mass_of_several_vehicles_is_that_of_none() -> None:
    other = "WDB9634031L123456"

    bill = bill_of(*START, "GID+1+2:UN", f"FTX+AAA+++CHASSIS {VIN} AND {other}", "MEA+AAE+G+KGM:2400")

    description = f"CHASSIS {VIN} AND {other}"
    assert bill.vehicles == (Vehicle(VIN, description), Vehicle(other, description))
