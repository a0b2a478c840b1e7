"""Data beside source: the lines of the item and no other's, hostile bytes as text, the reading noted."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from amont.declarations.models import Declaration, Item
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Role
from amont.screening.models import ScreenedItem
from amont.site.pages.sheet import source as shown
from amont.site.pages.sheet.excerpt import Excerpt, excerpt, printable
from amont.site.pages.sheet.goods import gap_of
from tests.declarations.handing_in import handed_in
from tests.formats.asycuda.files import CIF, complete
from tests.making import a_declaration
from tests.site.pages.cases import received
from tests.site.pages.looking import signed_in, source, text

pytestmark = pytest.mark.django_db

HEAD = "reference,item,office,declarant,importer,hs_code,description,origin,net_kg,customs_value"
EVIL = "\u202e<script>alert(1)</script>\x07"


def sheet(declaration: Declaration, query: str = "") -> str:
    return reverse("declaration", args=[declaration.pk]) + query


def csv_of(*rows: str) -> bytes:
    return ("\n".join([HEAD, *rows]) + "\n").encode()


def lines_of(declaration: Declaration, number: int = 1) -> Excerpt:
    version = declaration.versions.get()
    assert version.receipt is not None
    return excerpt(Item.objects.get(version=version, item=number), version, version.receipt)


def test_a_row_of_a_table_stands_under_its_head_with_its_cells() -> None:
    row = "C7,1,DM01,BR001,IMP001,40111000,Pneus,CN,1000,2000000"
    declaration = received(csv_of(row), name="jour.csv")

    found = lines_of(declaration)

    assert found.lines == [
        {"n": 1, "text": HEAD, "marked": False},
        {"n": 2, "text": row, "marked": True},
    ]
    assert ("hs_code", "40111000") in found.cells


def test_a_row_over_several_lines_is_shown_whole() -> None:
    rows = ('C7,1,DM01,BR001,IMP001,40111000,"Pneus', 'neufs",CN,1000,2000000')
    declaration = received(csv_of(*rows), name="jour.csv")

    found = lines_of(declaration)

    assert [(line["n"], line["text"]) for line in found.lines[1:]] == [(2, rows[0]), (3, rows[1])]
    assert ("description", "Pneus\ufffdneufs") in found.cells


def test_no_line_of_another_declaration_is_shown() -> None:
    mine = "C7,1,DM01,BR001,IMP001,40111000,Pneus,CN,1000,2000000"
    other = "C8,1,DM02,BR002,IMP002,40112000,Secret,CN,1000,2000000"
    receipt_of = received(csv_of(mine), name="un.csv")
    assert receipt_of.reference == "C7"

    version = receipt_of.versions.get()
    assert version.receipt is not None
    version.receipt.body.data = csv_of(mine, other)

    found = excerpt(version.items.get(), version, version.receipt)

    assert "Secret" not in str(found.lines)


def test_hostile_bytes_are_shown_as_text(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = received(csv_of(f'C7,1,DM01,BR001,IMP001,40111000,"{EVIL}",CN,1000,2'), name="jour.csv")

    page = client.get(sheet(declaration)).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page
    assert "\x07" not in page


def test_what_cannot_be_printed_keeps_its_place() -> None:
    assert printable("a\u202eb\x00c\td") == "a\ufffdb\ufffdc  d"
    assert len(printable("x" * 10_000)) == 401


def test_lines_of_a_declaration_in_xml_are_marked_where_they_were_read(sad_samples: Path) -> None:
    data = (sad_samples / "al_im4_tyres_9items_2016.xml").read_bytes()
    declaration = received(data, name="pneus.xml")

    found = lines_of(declaration, 9)

    marked = {line["n"]: str(line["text"]).strip() for line in found.lines if line["marked"]}
    assert marked[found.places["hs_code"]] == "<Commodity_code>40112010</Commodity_code>"
    assert marked[found.places["net_kg"]] == "<Net_weight_itm>1207.923</Net_weight_itm>"
    assert marked[found.places["customs_value"]] == "<Total_CIF_itm>254113.0</Total_CIF_itm>"
    assert len(found.lines) <= 60


def test_a_file_on_one_line_is_cut_between_elements(sad_samples: Path) -> None:
    data = (sad_samples / "gd_xmlserializer_4items_SampleDoc-F1.xml").read_bytes()
    declaration = received(data, name="une-ligne.xml")

    found = lines_of(declaration, 2)

    texts = [line["text"] for line in found.lines if line["marked"]]
    assert found.is_broken
    assert "<Commodity_code>32081020</Commodity_code>" in texts


def test_each_document_of_a_file_shows_its_own_lines_before_and_after_its_registration() -> None:
    number = {"Declarant/Declarant_code": "BR001", "Declarant/Reference/Number": "12"}
    customs = {
        "Identification/Registration/Serial_number": "C",
        "Identification/Registration/Number": "24985",
        "Identification/Registration/Date": "2026-11-23",
    }
    parts = [
        complete(number | header, {CIF: value}).partition(b"?>")[2]
        for header, value in (({}, "11"), (customs, "22"), ({"Declarant/Declarant_code": "BR002"}, "33"))
    ]
    receipt = handed_in(b"<file>" + b"".join(parts) + b"</file>", name="sydonia.xml")

    shown_lines = [
        " ".join(str(line["text"]) for line in excerpt(version.items.get(), version, receipt).lines)
        for version in receipt.versions.order_by("pk")
    ]

    assert [re.findall(r"<Total_CIF_itm>(\d+)<", text) for text in shown_lines] == [["11"], ["22"], ["33"]]


def test_a_finding_stands_beside_the_data_it_speaks_of(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = received(csv_of("C7,1,DM01,BR001,IMP001,40111000,Pneus,CN,mille,2000000"), name="jour.csv")

    page = text(client.get(sheet(declaration)))

    assert "Masse nette, kg – Retenue Ligne 2, colonne net_kg" in page
    assert "table.number_unreadable" in page


def test_reading_the_source_is_noted_once_a_day(client: Client) -> None:
    broker = signed_in(client, Role.BROKER)
    declaration = received(csv_of("C7,1,DM01,BR001,IMP001,40111000,Pneus,CN,1,2"), name="jour.csv")

    client.get(sheet(declaration))
    client.get(sheet(declaration, "?article=1"))

    told = Entry.objects.filter(kind="read", name="declarations.read_source")
    receipt = declaration.versions.get().receipt_id
    assert [(one.by, one.subject, one.facts) for one in told] == [
        (broker.name, declaration.subject, {"receipt": receipt})
    ]


def test_a_large_file_is_opened_when_it_is_asked_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(client, Role.CHIEF)
    declaration = received(csv_of("C7,1,DM01,BR001,IMP001,40111000,Pneus,CN,1,2"), name="jour.csv")
    monkeypatch.setattr(shown, "AT_ONCE", 10)

    closed = client.get(sheet(declaration))
    opened = client.get(sheet(declaration, "?source=1"))

    assert "il s’ouvre à la demande" in text(closed)
    assert "?source=1#h-src" in source(closed)
    assert HEAD not in text(closed)
    assert HEAD in text(opened)


def test_a_version_without_file_says_so(client: Client) -> None:
    signed_in(client, Role.CHIEF)
    declaration = a_declaration(by=WORKER)

    assert "Aucun fichier n’est gardé pour cette version." in text(client.get(sheet(declaration)))


@pytest.mark.parametrize(
    ("code", "gap", "shown_gap"),
    [("value.low", 0.38, -0.38), ("value.high", 0.5, 0.5), ("price.low_in_file", -0.6, -0.6)],
)
def test_the_distance_to_the_usual_is_that_of_the_reason(code: str, gap: float, shown_gap: float) -> None:
    item = ScreenedItem(reasons=[{"code": code, "lane": "red", "weight": 1.0, "facts": {"gap": gap}}])

    assert gap_of(item) == shown_gap


def test_a_rate_of_duty_is_no_price() -> None:
    item = ScreenedItem(
        reasons=[{"code": "tariff.rate_low", "lane": "red", "weight": 1.0, "facts": {"gap": 17.5}}]
    )

    assert gap_of(item) is None
