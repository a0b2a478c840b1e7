"""Documents counted together: masters and houses, duplicates, boxes of several documents, key facts."""

from __future__ import annotations

from amont.formats.awmds.read import read_awmds
from amont.kernel.findings import Severity
from tests.formats.awmds.files import bill, codes_of, file, found_in, header

ONE_BILL = (
    "<Total_number_of_bols>1</Total_number_of_bols><Total_number_of_packages>10</Total_number_of_packages>"
)
BOX = "<ctn_segment><Ctn_reference>MSKU1234565</Ctn_reference></ctn_segment>"


def test_house_documents_do_not_count_beside_their_master_dash_or_not() -> None:
    houses = [bill(f"H{number}", master="17612345675") for number in range(3)]

    assert codes_of(read_awmds(file(header(ONE_BILL), bill("176-12345675"), *houses))) == []


def test_a_number_used_twice_is_told_at_its_second_place() -> None:
    (found,) = found_in(read_awmds(file(header(), bill("B1"), bill("B2"), bill("B1"))))

    assert (found.code, found.path) == ("manifest.bill_repeated", "Bol_segment[3]/Bol_id/Bol_reference")


def test_a_box_of_several_documents_counts_once() -> None:
    total = "<Total_number_of_containers>1</Total_number_of_containers>"

    assert codes_of(read_awmds(file(header(total), bill("B1", inside=BOX), bill("B2", inside=BOX)))) == []


def test_a_wrong_check_digit_is_told_once_for_each_box() -> None:
    wrong = BOX.replace("4565", "4566")

    (found,) = found_in(read_awmds(file(header(), bill("B1", inside=wrong), bill("B2", inside=wrong))))

    assert (found.code, found.value, found.facts) == (
        "manifest.container_digit",
        "MSKU1234566",
        {"expected": "5"},
    )
    assert found.path == "Bol_segment[1]/ctn_segment[1]/Ctn_reference"


def test_a_manifest_without_key_facts_is_held() -> None:
    found = found_in(read_awmds(b"<Awmds><General_segment/></Awmds>"))

    assert [(one.code, one.severity) for one in found] == [
        ("manifest.office_missing", Severity.HOLD),
        ("manifest.voyage_missing", Severity.HOLD),
        ("manifest.departure_missing", Severity.HOLD),
        ("manifest.no_bill", Severity.NOTE),
    ]


def test_a_house_document_of_another_master_is_held() -> None:
    head = "<Master_bol><Customs_office_code>1</Customs_office_code><Voyage_number>2</Voyage_number>"
    head += "<Date_of_departure>2026-11-01</Date_of_departure>"
    head += "<Reference_number>M1</Reference_number></Master_bol>"

    (found,) = found_in(read_awmds(file(head, bill(master="M 1"), bill("B2", master="M2"), root="Awbolds")))

    assert (found.code, found.facts) == ("manifest.master_differs", {"first": "M1", "second": "M2"})


def test_numbers_and_days_that_cannot_be_read_are_told_with_their_place() -> None:
    head = header("<Total_gross_mass>viel</Total_gross_mass>").replace("2026-11-01", "bientôt")

    found = found_in(read_awmds(file(head, bill(packages="-3"))))

    assert [(one.code, one.path, one.value) for one in found] == [
        ("manifest.number_unreadable", "Bol_segment[1]/Goods_segment/Number_of_packages", "-3"),
        ("manifest.packages_missing", "Bol_segment[1]", "B1"),
        ("manifest.day_unreadable", "General_segment/Date_of_departure", "bientôt"),
        ("manifest.number_unreadable", "General_segment/Total_gross_mass", "viel"),
        ("manifest.departure_missing", "General_segment/General_segment_id/Date_of_departure", ""),
    ]
