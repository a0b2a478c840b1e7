"""Receiving: bytes are kept first; each format is read; a damaged file is refused, kept, and told why."""

import io
import zipfile
from decimal import Decimal
from threading import Thread

import polars as pl
import pytest
from django.db import connections, transaction

from amont.declarations.actions.receiving import FileEmpty
from amont.declarations.models import Declaration, Item, Noticed, Receipt, ReceiptBody, ReceiptState
from amont.formats.tabular.mapping import MappingUnknown
from amont.journal.models import Entry
from amont.kernel.agents import Forbidden, Role
from tests.declarations.handing_in import (
    HEADER,
    ROW,
    another_broker,
    handed_in,
    lines_of,
    lodged,
    received,
    told,
    waits_for_a_lock,
)
from tests.formats.asycuda.files import CIF, HS, complete
from tests.formats.tabular.made import parquet_of, workbook_of
from tests.making import BROKER, TODAY, an_agent

pytestmark = pytest.mark.django_db


def as_workbook(*rows: dict[str, object]) -> bytes:
    names = HEADER.split(";")
    whole = [
        {"reference": f"R{number}", **ROW, "net_kg": 10.5, **row} for number, row in enumerate(rows, start=1)
    ]
    return workbook_of(names, *[[row[name] for name in names] for row in whole])


def a_zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (80 * 2**20))
    return out.getvalue()


XXE = b"""<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<ASYCUDA><Declarant><Reference><Number>&secret;</Number></Reference></Declarant></ASYCUDA>"""

REFUSED = {
    "blanks": (b"  \n ", "file.empty"),
    "zero bytes": (b"reference;item\nR1;\x001\n", "file.binary"),
    "zero bytes far on": (lines_of(*[{}] * 2_000) + b"R1;\x00\n", "table.nul"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "file.binary"),
    "a table without references": (b"a;b\n1;2\n", "table.column_missing"),
    "a workbook that grows": (a_zip_bomb(), "xlsx.too_large"),
    "a damaged workbook": (as_workbook({})[:900], "xlsx.unreadable"),
    "a damaged Parquet file": (b"PAR1" + bytes(200), "parquet.unreadable"),
    "an entity": (XXE, "xml.entities"),
    "half a declaration": (complete()[:-40], "xml.truncated"),
    "another XML": (b"<html><p>Bonjour</p></html>", "sad.not_a_declaration"),
}


def test_a_received_file_is_kept_byte_for_byte_and_announced() -> None:
    data = lines_of({})

    receipt = received(data, name="C:\\dossiers\\dpi novembre.csv")

    assert bytes(ReceiptBody.objects.get(receipt=receipt).data) == data
    assert (receipt.name, receipt.size, receipt.state) == ("dpi novembre.csv", len(data), "waiting")
    assert (receipt.by, receipt.operator) == ("test:BR001", BROKER)
    assert Entry.objects.get(name="FileReceived").facts == {"receipt": receipt.pk}
    assert not Declaration.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "passwd"), ("a\0b.csv", "ab.csv"), ("", "?"), ("\r\nX: 1", "X: 1")],
)
def test_the_name_of_a_file_is_never_a_path(name: str, kept: str) -> None:
    assert received(lines_of({}), name=name).name == kept


def test_the_same_bytes_by_the_same_sender_have_one_receipt() -> None:
    first = handed_in(lines_of({}))

    again = received(lines_of({}), name="autre nom.csv")

    assert again == first
    assert ReceiptBody.objects.count() == 1
    assert Entry.objects.filter(name="FileReceived").count() == 1


def test_the_same_bytes_by_another_sender_have_their_own_receipt() -> None:
    assert received(lines_of({})) != received(lines_of({}), by=another_broker())


def test_the_same_bytes_sent_twice_at_once_have_one_receipt(live_rows: None) -> None:
    found = []

    def second() -> None:
        found.append(received(lines_of({})))
        connections.close_all()

    thread = Thread(target=second)
    with transaction.atomic():
        first = received(lines_of({}))
        thread.start()
        waits_for_a_lock()
    thread.join()

    assert found == [first]


def test_bytes_refused_before_are_read_again() -> None:
    first = handed_in(b"a;b\n1;2\n")

    assert received(b"a;b\n1;2\n") != first


def test_bytes_of_which_everything_was_refused_are_read_again() -> None:
    lodged({"reference": "R1"}, by=another_broker())
    first = handed_in(lines_of({}))

    again = received(lines_of({}))

    assert (first.refused, again == first) == (1, False)


def test_nothing_is_no_file() -> None:
    with pytest.raises(FileEmpty):
        received(b"")

    assert not Receipt.objects.exists()


def test_an_unknown_mapping_is_refused_at_the_door() -> None:
    with pytest.raises(MappingUnknown):
        received(lines_of({}), mapping="autre")


@pytest.mark.parametrize(
    "role", [Role.INSPECTOR, Role.ANALYST, Role.DIRECTOR, Role.ADMINISTRATOR, Role.SECURITY]
)
def test_who_neither_declares_nor_heads_an_office_hands_nothing_in(role: Role) -> None:
    with pytest.raises(Forbidden):
        received(lines_of({}), by=an_agent(role))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (lines_of({}, {}), "csv"),
        (lines_of({}, {}).replace(b";", b"\t"), "csv"),
        (lines_of({}, {}).decode().encode("utf-16"), "csv"),
        (as_workbook({}, {}), "xlsx"),
        (
            parquet_of(
                reference=["R1", "R2"], item=[1, 1], hs_code=["40111000"] * 2, net_kg=[10.5] * 2,
                customs_value=[2_000_000.0] * 2, declared_on=[TODAY] * 2, origin=["CN"] * 2,
                declarant=[BROKER] * 2,
            ),
            "parquet",
        ),
    ],
    ids=["semicolons", "tabs", "utf-16", "workbook", "parquet"],
)  # fmt: skip
def test_a_table_of_any_format_is_lodged_alike(data: bytes, kind: str) -> None:
    receipt = handed_in(data)

    assert (receipt.state, receipt.kind, receipt.rows, receipt.declarations) == ("read", kind, 2, 2)
    assert (
        list(Item.objects.order_by("pk").values_list("hs_code", "net_kg", "customs_value", "declared_on"))
        == [("40111000", Decimal("10.5"), Decimal(2_000_000), TODAY)] * 2
    )


def test_a_declaration_of_asycuda_is_lodged_with_its_doubts() -> None:
    receipt = handed_in(complete(None, {HS: "870323", CIF: "1618.5"}), name="sydonia.xml")

    item = Item.objects.get()
    assert (receipt.kind, receipt.declarations, receipt.found) == ("asycuda", 1, 1)
    assert (item.hs_code, item.origin, item.office) == ("87032300", "FR", "SNDKR")
    assert item.version.declaration.reference == "sydonia#1"
    assert {row.version for row in Noticed.objects.all()} <= {item.version}


def test_declarations_without_reference_of_two_files_of_one_name_are_two() -> None:
    handed_in(complete(), name="sydonia.xml")

    second = handed_in(complete(None, {HS: "870324"}), name="sydonia.xml", by=another_broker())

    references = list(Declaration.objects.order_by("pk").values_list("reference", flat=True))
    assert references == ["sydonia#1", f"sydonia-{second.pk}#1"]


def test_a_long_name_leaves_room_for_the_number_of_each_declaration() -> None:
    two = b"<file>" + b"".join(
        complete(None, {HS: code}).partition(b"?>")[2] for code in ("870323", "870324")
    )

    receipt = handed_in(two + b"</file>", name="x" * 190 + ".xml")

    assert (receipt.declarations, receipt.refused) == (2, 0)
    references = list(Declaration.objects.order_by("pk").values_list("reference", flat=True))
    assert references == ["x" * 40 + "#1", "x" * 40 + "#2"]


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason_and_kept(what: str) -> None:
    data, code = REFUSED[what]

    receipt = handed_in(data)

    assert receipt.state == ReceiptState.REFUSED
    assert receipt.refusal is not None
    assert receipt.refusal["code"] == code
    assert bytes(receipt.body.data) == data
    assert not Declaration.objects.exists()


def test_an_entity_brings_nothing_of_the_machine_in() -> None:
    receipt = handed_in(XXE)

    assert "root:" not in str(receipt.refusal)


def test_a_refused_row_keeps_no_other_out() -> None:
    receipt = handed_in(lines_of({}, {"reference": ""}, {"net_kg": "dix"}))

    assert (receipt.declarations, receipt.refused, receipt.held, receipt.rows) == (2, 1, 1, 3)
    assert told(receipt) == ["table.no_reference", "table.number_unreadable"]


def test_a_finding_is_kept_with_its_declaration_line_and_value() -> None:
    receipt = handed_in(lines_of({}, {"net_kg": "dix"}))

    found = Noticed.objects.get(receipt=receipt)
    assert found.version is not None
    assert (found.version.declaration.reference, found.line, found.value) == ("R2", 3, "dix")
    assert found.facts == {"column": "net_kg"}


def test_a_refused_declaration_is_told_with_its_line_and_counts_its_rows() -> None:
    lodged({"reference": "R2"}, by=another_broker())

    receipt = handed_in(lines_of({}, {}, {"reference": "R2", "item": 2}, {"reference": "R4"}))

    found = Noticed.objects.get(receipt=receipt)
    assert (receipt.declarations, receipt.found, receipt.refused) == (2, 3, 2)
    assert (found.code, found.path, found.line, found.version) == (
        "declaration.reference_taken",
        "R2",
        3,
        None,
    )


def test_a_declarant_other_than_the_sender_is_said_and_kept() -> None:
    receipt = handed_in(lines_of({"declarant": "BR999"}))

    found = Noticed.objects.get(receipt=receipt)
    assert (found.code, found.value) == ("declaration.other_declarant", "BR999")
    assert found.version == receipt.versions.get()
    assert Declaration.objects.get().broker == BROKER


def test_a_header_alone_is_read_and_lodges_nothing() -> None:
    receipt = handed_in((HEADER + "\n").encode())

    assert (receipt.state, receipt.found, receipt.declarations, receipt.rows) == ("read", 0, 0, 0)


def test_a_version_beyond_any_number_is_refused_and_the_rest_is_lodged() -> None:
    receipt = handed_in(lines_of({"version": 5_000_000_000}, {}))

    assert (receipt.state, receipt.declarations, receipt.refused) == ("read", 1, 1)
    assert told(receipt) == ["declaration.version_unknown"]


def test_a_day_of_no_calendar_in_a_parquet_file_holds_its_row() -> None:
    far = pl.Series([9_000_000], dtype=pl.Int32).cast(pl.Date)
    data = parquet_of(
        reference=["R1"], hs_code=["40111000"], net_kg=[1.0], customs_value=[1.0], declared_on=far
    )

    receipt = handed_in(data)

    assert (receipt.declarations, receipt.held) == (1, 1)
    assert Item.objects.get().declared_on is None
