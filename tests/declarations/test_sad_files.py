"""Real ASYCUDA World declarations go through the front door: received, read, lodged."""

from pathlib import Path

import pytest

from amont.declarations.models import Declaration, Item, Noticed
from amont.formats.asycuda import item_rows, read_sads
from tests.declarations.handing_in import handed_in, received

pytestmark = pytest.mark.django_db
WITHOUT_ITEMS = {"jm_blank_template.xml"}


def test_every_sample_is_lodged_with_all_its_items(sad_samples: Path) -> None:
    files = sorted(sad_samples.glob("*.xml"))

    for file in files:
        data = file.read_bytes()
        receipt = handed_in(data, name=file.name)

        declared = [rows for one in read_sads(data) if (rows := item_rows(one.declaration))]
        found = Item.objects.filter(version__receipt=receipt).order_by("pk")
        assert (receipt.state, receipt.refused, receipt.kind) == ("read", 0, "asycuda"), file.name
        assert receipt.declarations == len(declared) == (file.name not in WITHOUT_ITEMS), file.name
        assert list(found.values_list("item", "hs_code")) == [
            (row["item"], row["hs_code"] or "") for rows in declared for row in rows
        ], file.name
    assert len(files) == 10
    assert Declaration.objects.count() == 9


def test_figures_of_the_samples_are_kept_to_the_last_digit(sad_samples: Path) -> None:
    for file in sorted(sad_samples.glob("*.xml")):
        data = file.read_bytes()
        receipt = handed_in(data, name=file.name)

        declared = [row for one in read_sads(data) for row in item_rows(one.declaration)]
        kept = Item.objects.filter(version__receipt=receipt).order_by("pk")
        for row, item in zip(declared, kept, strict=True):
            for name in ("net_kg", "gross_kg", "customs_value", "duties", "packages", "item_price"):
                value = getattr(item, name)
                assert (None if value is None else float(value)) == row[name], (file.name, name)


def test_what_is_doubtful_in_a_sample_hangs_on_its_declaration(sad_samples: Path) -> None:
    receipt = handed_in((sad_samples / "gd_sample3.xml").read_bytes(), name="gd_sample3.xml")

    found = Noticed.objects.filter(receipt=receipt)
    assert receipt.held == 1
    assert {row.version for row in found} == {receipt.versions.get()}
    assert "sad.hs_missing" in {row.code for row in found}


def test_a_sample_without_items_lodges_nothing_and_says_so(sad_samples: Path) -> None:
    receipt = handed_in((sad_samples / "jm_blank_template.xml").read_bytes())

    assert (receipt.state, receipt.declarations, receipt.found) == ("read", 0, 0)
    assert Noticed.objects.filter(receipt=receipt, code="sad.no_items").exists()


def test_a_sample_sent_twice_counts_once(sad_samples: Path) -> None:
    data = (sad_samples / "np_im4_119items.xml").read_bytes()
    first = handed_in(data, name="np.xml")

    again = received(data, name="encore.xml")

    assert again == first
    assert Item.objects.count() == 119
