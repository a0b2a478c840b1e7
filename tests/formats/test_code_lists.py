"""Tables of codes as their keepers publish them, and as administrations write their own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from amont.formats.code_lists import PACKAGES, PLACES, UNITS, CodeRead, CodesUnreadable, read_codes
from tests.conftest import folder_of

OFFICIAL = (
    ',"SN",,".SENEGAL",,,,,,,,\n'
    ',"SN","DKR","Dakar","Dakar","DK","1--45---","AI","0401",,"1440N 01726W",\n'
    '+,"SN","BAN","Banjül","Banjul",,"1-------","RL","0901",,,"note"\n'
    'X,"SN","OLD","Old","Old",,"1-------","RL","0901",,,\n'
    '=,"SN",,"Ancien = Dakar","Ancien = Dakar",,,,,,,\n'
)


def read(text: str | bytes, listed_in: str = PLACES) -> list[CodeRead]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_codes(data, "codes.csv", listed_in=listed_in).codes


def noticed(text: str, listed_in: str = PLACES) -> list[tuple[str, int | None, str]]:
    found = read_codes(text.encode(), "codes.csv", listed_in=listed_in).findings
    return [(one.code, one.line, one.value) for one in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_unlocode_is_read_as_it_comes(encoding: str) -> None:
    dakar, banjul, old = read(OFFICIAL.encode(encoding))

    assert (dakar.code, dakar.country, dakar.names) == ("SNDKR", "SN", {"en": "Dakar"})
    assert (dakar.latitude, dakar.longitude) == (14.6667, -17.4333)
    assert (banjul.names, banjul.latitude, banjul.is_ended) == ({"en": "Banjül"}, None, False)
    assert (old.code, old.is_ended) == ("SNOLD", True)


def test_headings_may_stand_in_any_order() -> None:
    (one,) = read("Location;Coordinates;Country;Name\nDKR;1440N 01726W;SN;Dakar\n")

    assert (one.code, one.latitude, one.names) == ("SNDKR", 14.6667, {"en": "Dakar"})


def test_kinds_of_package_and_units_are_read_as_they_are_published() -> None:
    (drum,) = read('Status,Code,Name,Description,Numeric code\n,1A,"Drum, steel ",,34\n', PACKAGES)
    lift, kilo = read("Status,CommonCode,Name\nX,05,lift\n,KGM,kilogram\n", UNITS)

    assert (drum.code, drum.names, drum.country) == ("1A", {"en": "Drum, steel"}, "")
    assert (lift.is_ended, kilo.is_ended, kilo.code) == (True, False, "KGM")


def test_an_administration_writes_its_own() -> None:
    (one,) = read(
        "code,name_fr,name_pt,latitude,longitude,from_on,until_on,source,evidence\n"
        'sn abc,Quai neuf,Cais novo,"14,5",-17.25,01/12/2026,2027-06-30,Arrêté 12,a\n'
    )

    assert one == CodeRead(
        "SNABC",
        {"fr": "Quai neuf", "pt": "Cais novo"},
        country="SN",
        latitude=14.5,
        longitude=-17.25,
        from_on=date(2026, 12, 1),
        until_on=date(2027, 6, 30),
        source="Arrêté 12",
        evidence="A",
    )


def test_what_is_not_understood_is_told_with_its_line() -> None:
    found = noticed(
        "code,name,coordinates,from_on\n"
        "SNDKR,Dakar,1499N 01726W,hier\n"
        "SNDKR,Dakar,,\n"
        "DAKAR PORT,Dakar,,\n"
        "SNTHS,,,\n"
    )

    assert found == [
        ("reference.code_place_unread", 2, "1499N 01726W"),
        ("reference.code_day_unread", 2, "hier"),
        ("reference.code_repeated", 3, "SNDKR"),
        ("reference.code_unread", 4, "DAKARPORT"),
        ("reference.code_unread", 5, "SNTHS"),
    ]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "a,b\n1,2\n", "code,name\n", 'code,name\nSNDKR,"' + "a" * 200_000]
)
def test_a_file_that_is_no_table_of_codes_is_refused(text: str) -> None:
    with pytest.raises(CodesUnreadable):
        read(text)


def test_a_position_beyond_the_poles_is_none() -> None:
    (one,) = read("code,name,latitude,longitude\nSNDKR,Dakar,95,-17\n")

    assert (one.latitude, one.longitude) == (None, None)


@pytest.mark.parametrize(
    ("file", "listed_in", "count", "ended"),
    [
        ("unlocode/unlocode_2015-1_africa_west_central.csv", PLACES, 1221, 0),
        ("rec21/package-codes.csv", PACKAGES, 406, 1),
        ("rec20/units-of-measure.csv", UNITS, 2136, 309),
    ],
)
def test_published_tables_are_read_whole(file: str, listed_in: str, count: int, ended: int) -> None:
    path = Path(folder_of("samples/reference")) / file

    read = read_codes(path.read_bytes(), path.name, listed_in=listed_in)

    assert (len(read.codes), read.unread, sum(one.is_ended for one in read.codes)) == (count, 0, ended)
