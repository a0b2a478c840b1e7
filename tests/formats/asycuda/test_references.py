"""How a declaration is named before and after customs registered it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from amont.formats.asycuda import header_row, key_of, read_sad, reference_of, registration_of, store_key
from tests.formats.asycuda.files import OFFICE, complete

STORED = {
    "Declarant/Declarant_code": "791",
    "Declarant/Reference/Year": "2026",
    "Declarant/Reference/Number": "REF 1",
}
REGISTERED = STORED | {
    "Identification/Registration/Serial_number": "C",
    "Identification/Registration/Number": "24985",
    "Identification/Registration/Date": "2026-02-24",
}
OF_SAMPLES = {
    "al_im4_86items_2016.xml": "AL110000:U247::1548",
    "al_im4_tyres_9items_2016.xml": "AL110000:U247::1528",
    "gd_xmlserializer_4items_SampleDoc-F1.xml": "GDSGO:::SampleDoc-F1",
}


def named(header: dict[str, str], *, declarant: str = "", year: str = "") -> str:
    return key_of(read_sad(complete(header)).declaration).name(declarant=declarant, year=year)


def test_before_its_registration_a_declaration_is_named_by_office_declarant_year_and_number() -> None:
    declaration = read_sad(complete(STORED)).declaration

    assert header_row(declaration)["reference"] == reference_of(declaration) == "SNDKR:791:2026:REF1"
    assert registration_of(declaration) == ""


def test_registered_it_bears_the_number_of_customs_and_keeps_its_name_in_store() -> None:
    declaration = read_sad(complete(REGISTERED)).declaration

    assert header_row(declaration)["reference"] == registration_of(declaration) == "2026SNDKRC24985"
    assert key_of(declaration).name() == "SNDKR:791:2026:REF1"


@pytest.mark.parametrize(
    ("without", "reference"),
    [
        ("Identification/Registration/Serial_number", "2026SNDKR24985"),
        ("Identification/Registration/Number", "SNDKR:791:2026:REF1"),
        ("Identification/Registration/Date", "SNDKR:791:2026:REF1"),
        ("Declarant/Reference/Number", "2026SNDKRC24985"),
        ("Declarant/Reference/Year", "2026SNDKRC24985"),
    ],
)
def test_a_registration_counts_only_when_it_is_whole(without: str, reference: str) -> None:
    header = {path: value for path, value in REGISTERED.items() if path != without}

    assert reference_of(read_sad(complete(header)).declaration) == reference


@pytest.mark.parametrize(
    ("change", "reference"),
    [
        ({"Declarant/Declarant_code": "B7"}, "SNDKR:B7:2026:REF1"),
        ({OFFICE: "SNTHS"}, "SNTHS:791:2026:REF1"),
        ({"Declarant/Reference/Year": "2025"}, "SNDKR:791:2025:REF1"),
        ({"Declarant/Reference/Number": "#12"}, "SNDKR:791:2026:#12"),
        ({"Declarant/Reference/Number": "12:A/2"}, "SNDKR:791:2026:12:A/2"),
        ({"Declarant/Declarant_code": "7:91"}, "SNDKR:7%3A91:2026:REF1"),
        ({"Declarant/Declarant_code": "7%3A91"}, "SNDKR:7%253A91:2026:REF1"),
    ],
)
def test_any_of_the_four_makes_another_declaration(change: dict[str, str], reference: str) -> None:
    assert named(STORED | change) == reference


@pytest.mark.parametrize(
    ("without", "reference"),
    [
        (OFFICE, ":791:2026:REF1"),
        ("Declarant/Declarant_code", "SNDKR::2026:REF1"),
        ("Declarant/Reference/Year", "SNDKR:791::REF1"),
        ("Declarant/Reference/Number", ""),
    ],
)
def test_what_a_document_does_not_tell_leaves_its_place_empty(without: str, reference: str) -> None:
    assert named(STORED | {without: ""}) == reference


def test_a_declarant_without_a_code_is_known_by_the_first_line_of_its_name() -> None:
    header = STORED | {
        "Declarant/Declarant_code": "",
        "Declarant/Declarant_name": "DIOP & FILS\n12 RUE DU PORT",
    }

    assert named(header) == "SNDKR:DIOP&FILS:2026:REF1"


def test_the_sender_and_the_year_stand_in_only_where_the_document_is_silent() -> None:
    silent = STORED | {"Declarant/Declarant_code": "", "Declarant/Reference/Year": ""}

    assert named(silent, declarant="B7", year="2027") == "SNDKR:B7:2027:REF1"
    assert named(STORED, declarant="B7", year="2027") == "SNDKR:791:2026:REF1"


def test_a_number_of_any_length_makes_a_reference_of_sixty_signs_and_its_own() -> None:
    one = named(STORED | {"Declarant/Reference/Number": "9" * 80})
    other = named(STORED | {"Declarant/Reference/Number": "9" * 79 + "8"})

    assert re.fullmatch(r"SNDKR:791:2026:9{36}~[0-9a-f]{8}", one)
    assert (len(one), len(other)) == (60, 60)
    assert one != other
    assert named(STORED | {"Declarant/Reference/Number": "9" * 80}) == one


@pytest.mark.parametrize("declarant", ["7:91", "7%3A91", "%253A:%", "791"])
def test_the_parts_of_a_name_in_store_are_told_again(declarant: str) -> None:
    key = store_key(
        named(STORED | {"Declarant/Declarant_code": declarant, "Declarant/Reference/Number": "1:2"})
    )

    assert key is not None
    assert (key.office, key.declarant, key.year, key.number) == ("SNDKR", declarant, "2026", "1:2")


@pytest.mark.parametrize(
    "other", ["2026SNDKRC24985", "IM-77/b", "a:b:c", "", f"SNDKR:791:2026:{'9' * 36}~01234567"]
)
def test_a_name_of_another_make_has_no_such_parts(other: str) -> None:
    assert store_key(other) is None


def test_the_open_samples_are_named_alike_whenever_they_are_read(sad_samples: Path) -> None:
    files = sorted(sad_samples.glob("*.xml"))

    found = {file.name: reference_of(read_sad(file.read_bytes()).declaration) for file in files}

    assert {name: reference for name, reference in found.items() if reference} == OF_SAMPLES
    assert len(found) == 10
