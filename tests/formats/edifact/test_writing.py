"""What is written reads as what it was: samples of others, and records of every shape."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amont.formats.edifact import Interchange, read_edifact, segments, write_cuscar
from amont.formats.edifact.errors import Unwritable
from amont.formats.edifact.sheet import free_text, wrapped
from amont.formats.manifest.records import (
    Bill,
    BillRead,
    Container,
    End,
    Function,
    Goods,
    Party,
    Vehicle,
    Voyage,
)
from tests.formats.edifact.drawn import SIGNS, manifest_drawn
from tests.formats.edifact.made import BILL, bills_of, codes_of, manifest, voyage_of

ENVELOPE = Interchange("AMONT", "SNDKR", "I1", level="UNOW")


def read_again(data: bytes) -> tuple[Voyage, list[Bill]]:
    pieces = list(read_edifact(data))
    (voyage,) = [piece.voyage for piece in pieces if isinstance(piece, End)]
    return voyage, [piece.bill for piece in pieces if isinstance(piece, BillRead)]


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32))
def test_any_manifest_reads_as_it_was_written(seed: int) -> None:
    voyage, every = manifest_drawn(seed)

    again, every_again = read_again(write_cuscar(voyage, every, envelope=ENVELOPE))

    assert again == voyage
    assert every_again == every


@pytest.mark.parametrize(
    "name", ["cuscar_d95b_breakbulk_unt_count_wrong", "cuscar_d95b_msc_elDekheila_unh_type_missing"]
)
def test_a_manifest_of_others_reads_the_same_after_it_was_written(name: str, edifact_samples: Path) -> None:
    before = read_again((edifact_samples / f"{name}.edi").read_bytes())

    written = write_cuscar(*before, envelope=replace(ENVELOPE, level="UNOC"))

    assert read_again(written) == before
    assert not [code for code in codes_of(written) if code.startswith("edifact")]


def test_a_written_file_counts_its_segments_and_messages() -> None:
    data = write_cuscar(voyage_of(manifest(*BILL)), bills_of(manifest(*BILL)), envelope=ENVELOPE, number="77")

    tags = [segment.tag for segment in segments(data)]
    closing = {segment.tag: segment.elements for segment in segments(data)}
    assert tags[:2] == ["UNB", "UNH"]
    assert closing["UNT"] == ((str(len(tags) - 2),), ("77",))
    assert closing["UNZ"] == (("1",), ("I1",))
    assert codes_of(data) == []


@settings(max_examples=200, deadline=None)
@given(st.text(SIGNS + "XYZ", max_size=900).map(lambda text: " ".join(text.split())))
def test_any_text_survives_being_cut(text: str) -> None:
    bill = Bill("A", 1, number_in_voyage="1", kind="BM", goods=(Goods(1, description=text),))

    _, (again,) = read_again(write_cuscar(Voyage(), [bill], envelope=ENVELOPE))

    assert again.goods[0].description == text
    assert all(len(words) <= 5 for words in free_text(text))


def test_a_sign_that_releases_nothing_is_kept_and_releases_nothing_when_written() -> None:
    data = manifest(*BILL[:2], "QTY+1:WHY? ", *BILL[2:])
    (bill,) = bills_of(data)

    written = write_cuscar(voyage_of(data), [bill], envelope=ENVELOPE)

    assert bill.extras == {"QTY/1": "QTY+1:WHY??"}
    assert read_again(written)[1] == [bill]


def test_lines_are_wrapped_at_blanks() -> None:
    assert wrapped("RUE DES ALMADIES VILLA TRENTE-QUATRE", 20) == ["RUE DES ALMADIES", "VILLA TRENTE-QUATRE"]
    assert wrapped("A" * 40, 35) == ["A" * 40]
    assert wrapped("", 35) == []


def test_a_chassis_that_no_text_names_is_written_among_the_marks() -> None:
    vehicle = Vehicle("JTDBR32E720012345")
    bill = Bill("A", 1, number_in_voyage="1", goods=(Goods(1, description="TOYOTA"),), vehicles=(vehicle,))

    _, (again,) = read_again(write_cuscar(Voyage(), [bill], envelope=ENVELOPE))

    assert [found.chassis for found in again.vehicles] == ["JTDBR32E720012345"]


def test_a_container_that_no_goods_name_is_written_under_the_first() -> None:
    bill = Bill("A", 1, number_in_voyage="1", containers=(Container("CSQU3054383", kind="22G1"),))

    _, (again,) = read_again(write_cuscar(Voyage(), [bill], envelope=ENVELOPE))

    assert [(box.number, box.kind) for box in again.containers] == [("CSQU3054383", "22G1")]


def test_bills_taken_back_are_written_as_such_only_all_together() -> None:
    taken_back = Bill("A", 1, number_in_voyage="1", kind="BM", is_cancelled=True, goods=(Goods(1),))
    voyage = Voyage(function=Function.CHANGE)

    assert read_again(write_cuscar(voyage, [taken_back], envelope=ENVELOPE)) == (voyage, [taken_back])
    with pytest.raises(Unwritable):
        write_cuscar(voyage, [taken_back, replace(taken_back, is_cancelled=False)], envelope=ENVELOPE)


@pytest.mark.parametrize(("level", "name"), [("UNOA", "É"), ("UNOC", "Ж"), ("UNOX", "A")])
def test_signs_that_the_level_does_not_have_are_refused(level: str, name: str) -> None:
    bill = Bill("A", 1, shipper=Party(name * 6))

    with pytest.raises(Unwritable) as refusal:
        write_cuscar(Voyage(), [bill], envelope=replace(ENVELOPE, level=level))

    assert refusal.value.code == "edifact.unwritable"


def test_what_other_forms_said_beside_all_fields_is_no_segment() -> None:
    extras = {"Bol_segment/Bol_id/DG_status": "816-20872342", "RFF/AAQ": "RFF+AAQ:7"}

    data = write_cuscar(Voyage(extras=extras), [Bill("A", 1, extras=extras)], envelope=ENVELOPE)

    assert (b"816" in data, data.count(b"RFF+AAQ:7'")) == (False, 2)


def test_an_envelope_among_what_is_kept_is_refused() -> None:
    bill = Bill("A", 1, extras={"RFF/AAQ": "RFF+AAQ:7'UNT+1+1"})

    with pytest.raises(Unwritable) as refusal:
        write_cuscar(Voyage(), [bill], envelope=ENVELOPE)

    assert refusal.value.facts == {"path": "UNT", "value": "UNT+1+1"}
