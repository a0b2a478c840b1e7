"""A declaration taken away as a document, by page and by key, and handed in again."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from amont.declarations.models import Declaration, Item
from amont.declarations.queries.sads import current_version, sad_of
from amont.formats.asycuda import item_rows, read_sad, read_sads
from amont.journal.models import Entry
from tests.declarations.handing_in import another_broker, handed_in, lodged
from tests.formats.asycuda.files import complete

pytestmark = pytest.mark.django_db


def test_a_document_received_leaves_with_every_value_it_had(broker: Client) -> None:
    data = complete({"Zz": "inconnu", "Declarant/Reference/Number": "A-7"})
    handed_in(data, name="a.xml")
    row = Declaration.objects.get()

    answer = broker.get(reverse("sad_xml", args=[row.pk]))

    assert answer["Content-Type"] == "application/xml"
    assert read_sad(answer.content).declaration == read_sad(data).declaration


def test_each_document_of_one_file_leaves_as_itself() -> None:
    one = complete({"Declarant/Reference/Number": "A-1"}).split(b"?>", 1)[1]
    other = complete({"Declarant/Reference/Number": "A-2"}, {"Valuation_item/Total_CIF_itm": "700"})
    handed_in(b"<Lot>" + one + other.split(b"?>", 1)[1] + b"</Lot>", name="lot.xml")

    found = [sad_of(current_version(row)).declarant.reference for row in Declaration.objects.order_by("pk")]

    assert found == ["A-1", "A-2"]


def test_a_declaration_of_a_table_leaves_with_its_items(broker: Client) -> None:
    lodged({"reference": "SNDKR:BRK1:2026:A-7"}, {"reference": "SNDKR:BRK1:2026:A-7", "item": 2})
    row = Declaration.objects.get()

    back = item_rows(read_sad(broker.get(reverse("sad_xml", args=[row.pk])).content).declaration)

    kept = Item.objects.order_by("pk").values_list(
        "hs_code", "origin", "customs_value", "declared_on", "office"
    )
    assert [
        (one["hs_code"], one["origin"], one["customs_value"], one["declared_on"], one["office"])
        for one in back
    ] == [(code, origin, float(value or 0), day, office) for code, origin, value, day, office in kept]


def test_paper_of_a_declaration_is_saved_and_noted(broker: Client) -> None:
    lodged({"reference": "R/1"})
    row = Declaration.objects.get()

    answer = broker.get(reverse("sad_pdf", args=[row.pk]))

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="dau-R-1.pdf"'
    noted = Entry.objects.get(name="declarations.take_sad")
    assert (noted.subject, noted.facts["format"]) == (row.subject, "pdf")


@pytest.mark.parametrize("name", ["sad_pdf", "sad_xml"])
def test_the_declaration_of_another_does_not_exist(broker: Client, name: str) -> None:
    lodged({}, by=another_broker())

    assert broker.get(reverse(name, args=[Declaration.objects.get().pk])).status_code == 404


def test_every_sample_is_lodged_and_leaves_equal_to_what_came(sad_samples: Path) -> None:
    left = 0
    for file in sorted(sad_samples.glob("*.xml")):
        data = file.read_bytes()
        receipt = handed_in(data, name=file.name)
        (first,) = (read.declaration for read in read_sads(data))
        for version in receipt.versions.select_related("declaration", "receipt"):
            assert sad_of(version) == first, file.name
            left += 1
    assert left == 9
