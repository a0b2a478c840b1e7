"""Codes of places and packages: what is unknown is told once and kept."""

import pytest

from amont.formats.manifest.codes import Codes, resolved
from amont.formats.manifest.records import Begin, Bill, BillRead, Goods, Voyage

FORM = Codes({"SN", "CN"})
LISTS = Codes({"SN"}, places={"SNDKR"}, packages={"CT", "VEHICULE"})


def read(*bills: Bill, codes: Codes) -> list[tuple[str, str, str]]:
    pieces = resolved([Begin("Awmds", "", Voyage()), *map(BillRead, bills)], codes)
    return [(found.code, found.path, found.value) for piece in pieces for found in piece.findings]


@pytest.mark.parametrize("place", ["SNDKR", "CNS22", "SN", "DSS"])
def test_a_place_of_a_known_country_an_airport_or_a_country_passes_by_its_form(place: str) -> None:
    assert FORM.knows_place(place)


@pytest.mark.parametrize("place", ["XXDKR", "DAKAR PORT", "SNDK1", "SNDKRR", "sndkr"])
def test_any_other_place_is_unknown(place: str) -> None:
    assert not FORM.knows_place(place)


def test_a_list_at_hand_decides_alone() -> None:
    assert [LISTS.knows_place(place) for place in ("SNDKR", "SNTHS", "SN", "DSS")] == [
        True,
        False,
        True,
        True,
    ]
    assert [LISTS.knows_package(kind) for kind in ("CT", "VEHICULE", "BG")] == [True, True, False]


def test_kinds_of_package_have_two_or_three_signs() -> None:
    assert [FORM.knows_package(kind) for kind in ("CT", "1A", "PK1", "COLIS", "C")] == [True] * 3 + [
        False
    ] * 2


def test_an_unknown_code_is_told_once_and_kept() -> None:
    bill = Bill("B1", 1, loading="SHANGHAI", unloading="SNDKR", goods=(Goods(1, package_kind="COLIS"),))

    found = read(bill, Bill("B2", 2, loading="SHANGHAI", delivery="XXABC"), codes=FORM)

    assert found == [
        ("manifest.place_unknown", "bills[1]/loading", "SHANGHAI"),
        ("manifest.package_unknown", "bills[1]/package_kind", "COLIS"),
        ("manifest.place_unknown", "bills[2]/delivery", "XXABC"),
    ]
    assert next(iter(resolved([BillRead(bill)], FORM))).bill is bill
