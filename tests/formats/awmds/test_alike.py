"""Documents with the same tags, one after the other: read from their texts alone, told as if parsed."""

from __future__ import annotations

from amont.formats.awmds.read import read_awmds
from amont.formats.manifest.records import Piece
from tests.formats.awmds.files import bill, bills_of, file, found_in, header

INSIDE = """<ctn_segment>
<Ctn_reference>{box}</Ctn_reference><Number_of_packages>{packages}</Number_of_packages></ctn_segment>
<Vehicle_segment><Chassis_number>{chassis}</Chassis_number></Vehicle_segment><National_mark>{mark}</National_mark>
"""
LAST = INSIDE.format(box="AMTU0000004", packages="many", chassis="VF1AAAAA5N5123456", mark="M &amp; N")


def manifest(last: str) -> bytes:
    """Four documents alike but for what the last one says."""
    same = [INSIDE.format(box=f"AMTU000000{n}", packages=n, chassis="", mark="") for n in range(3)]
    return file(header(), *(bill(f"B{n}", inside=inside) for n, inside in enumerate([*same, last])))


def with_lines(pieces: list[Piece]) -> list[tuple[int | None, list[int | None], list[int | None]]]:
    """Where each document, its containers and its lines of goods begin."""
    return [
        (one.line, [box.line for box in one.containers], [line.line for line in one.goods])
        for one in bills_of(pieces)
    ]


def test_documents_alike_are_told_as_if_each_was_parsed() -> None:
    data = manifest(LAST)
    parsed = data.replace(b"</Bol_segment>", b"<!-- --></Bol_segment>")

    assert read_awmds(data) == read_awmds(parsed)
    assert with_lines(read_awmds(data)) == with_lines(read_awmds(parsed))


def test_what_is_noticed_in_a_document_like_those_before_has_its_place() -> None:
    found = {finding.code: finding for finding in found_in(read_awmds(manifest(LAST)))}

    unreadable = found["manifest.number_unreadable"]
    assert unreadable.path == "Bol_segment[4]/ctn_segment[1]/Number_of_packages"
    assert (unreadable.value, unreadable.line) == ("many", 35)
    assert found["manifest.unknown_element"].value == "M & N"


def test_an_element_that_was_empty_in_the_first_document_is_kept_of_the_last() -> None:
    last = bills_of(read_awmds(manifest(LAST)))[3]

    assert last.extras == {"Bol_segment/National_mark": "M & N"}
    assert [vehicle.chassis for vehicle in last.vehicles] == ["VF1AAAAA5N5123456"]


def test_a_split_that_only_some_documents_have_leaves_the_others_as_they_are() -> None:
    split = (
        "<Split_segment><ctn_segment><Ctn_reference>AMTU0000009</Ctn_reference></ctn_segment></Split_segment>"
    )

    found = bills_of(read_awmds(manifest(split)))

    assert [len(one.containers) for one in found] == [1, 1, 1, 0]
    assert list(found[3].extras.values()) == ["AMTU0000009"]
