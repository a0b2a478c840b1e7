"""Real declarations of four countries: what is read is what an independent count finds in the raw file."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from lxml import etree

from amont.formats.asycuda import item_rows, read_sad, totals, write_sad

FOUND = {
    "al_im4_86items_2016.xml": {},
    "al_im4_tyres_9items_2016.xml": {},
    "gd_ex9_warehouse_prevdecl.xml": {},
    "gd_ex_registered_assessed_2015.xml": {"sad.country_unknown": 1},
    "gd_sample1.xml": {"sad.country_unknown": 1, "sad.total_invoice": 1, "sad.total_cif": 1},
    "gd_sample2.xml": {},
    "gd_sample3.xml": {"sad.office_missing": 1, "sad.hs_missing": 1, "sad.origin_missing": 1},
    "gd_xmlserializer_4items_SampleDoc-F1.xml": {"sad.country_unknown": 1},
    "jm_blank_template.xml": {"sad.office_missing": 1, "sad.no_items": 1},
    "np_im4_119items.xml": {"sad.incoterm_unknown": 1},
}


class Raw:
    """The file counted by hand: plain paths, plain decimals."""

    def __init__(self, path: Path) -> None:
        self.root = etree.parse(path, etree.XMLParser(remove_comments=True)).getroot()

    def values(self, path: str) -> list[str]:
        texts = cast(list[str], self.root.xpath(f"{path}/text()"))
        return [text.strip() for text in texts if text.strip()]

    def sum(self, path: str) -> Decimal:
        return sum((Decimal(value) for value in self.values(path)), Decimal(0))

    def first(self, path: str) -> Decimal | None:
        return next((Decimal(value) for value in self.values(path)), None)

    def taxes(self, mode: str) -> Decimal:
        return self.sum(f"Item/Taxation/Taxation_line[normalize-space(Duty_tax_MP)='{mode}']/Duty_tax_amount")

    def all_values(self) -> Counter[str]:
        texts = (element.text for element in self.root.iter() if len(element) == 0)
        attributes = (str(value) for element in self.root.iter() for value in element.attrib.values())
        return Counter(value.strip() for value in (*texts, *attributes) if value and value.strip())


@pytest.mark.parametrize("name", FOUND)
def test_totals_equal_an_independent_count(sad_samples: Path, name: str) -> None:
    raw = Raw(sad_samples / name)

    read = totals(read_sad((sad_samples / name).read_bytes()).declaration)

    assert read.items.counted == len(raw.root.findall("Item"))
    assert read.items.declared == raw.first("Property/Nbers/Total_number_of_items")
    assert read.packages.counted == raw.sum("Item/Packages/Number_of_packages")
    assert read.packages.declared == raw.first("Property/Nbers/Total_number_of_packages")
    assert read.invoice.counted == raw.sum("Item/Valuation_item/Item_Invoice/Amount_foreign_currency")
    assert read.invoice.declared == raw.first("Valuation/Gs_Invoice/Amount_foreign_currency")
    assert read.customs_value.counted == raw.sum("Item/Valuation_item/Total_CIF_itm")
    assert read.customs_value.declared == raw.first("Valuation/Total_CIF")
    assert read.taxes.counted == raw.taxes("1") + raw.sum("Financial/Amounts/Global_taxes")
    assert read.taxes.declared == raw.first("Financial/Amounts/Totals_taxes")
    assert read.guaranteed.counted == raw.taxes("0")
    assert read.guaranteed.declared == raw.first("Financial/Guarantee/Amount")
    assert read.gross_kg.counted == raw.sum("Item/Valuation_item/Weight_itm/Gross_weight_itm")
    assert read.gross_kg.declared == raw.first("Valuation/Total/Total_weight")


@pytest.mark.parametrize("name", FOUND)
def test_every_value_of_a_real_file_is_kept(sad_samples: Path, name: str) -> None:
    raw = Raw(sad_samples / name)

    declaration = read_sad((sad_samples / name).read_bytes()).declaration

    assert Counter(leaf.value for leaf in declaration.leaves()) == raw.all_values()


@pytest.mark.parametrize("name", FOUND)
def test_a_real_file_gives_these_findings_and_no_others(sad_samples: Path, name: str) -> None:
    read = read_sad((sad_samples / name).read_bytes())

    assert Counter(finding.code for finding in read.findings) == FOUND[name]
    assert read.encoding == "utf-8"


@pytest.mark.parametrize("name", FOUND)
def test_a_real_file_written_back_reads_the_same(sad_samples: Path, name: str) -> None:
    declaration = read_sad((sad_samples / name).read_bytes()).declaration

    again = read_sad(write_sad(declaration)).declaration

    assert again == declaration
    assert not declaration.unknown()


def test_a_real_import_gives_its_rows(sad_samples: Path) -> None:
    data = (sad_samples / "al_im4_tyres_9items_2016.xml").read_bytes()

    rows = item_rows(read_sad(data).declaration)

    assert [row["item"] for row in rows] == list(range(1, 10))
    first = {name: rows[0][name] for name in ("office", "declaration_type", "hs_code", "origin", "duties")}
    assert first == {
        "office": "AL110000",
        "declaration_type": "IM4",
        "hs_code": "40111000300",
        "origin": "KR",
        "duties": 7586.0,
    }
    assert (rows[0]["duty_rate_pct"], rows[0]["quantity"], rows[0]["unit"]) == (10.0, 12.0, "C62")
    assert sum(float(str(row["duties"])) for row in rows) == 901304.0


def test_containers_and_the_warehouse_entry_of_a_real_file_are_named(sad_samples: Path) -> None:
    tyres = read_sad((sad_samples / "al_im4_tyres_9items_2016.xml").read_bytes()).declaration
    warehouse = read_sad((sad_samples / "gd_ex9_warehouse_prevdecl.xml").read_bytes()).declaration

    assert [(box.item, box.number) for box in tyres.containers][:1] == [("1", "MSCU9981402")]
    assert len(tyres.containers) == 9
    assert [(entry.office, entry.number, entry.item) for entry in warehouse.previous] == [
        ("GDSGO", "24985", "5")
    ]
    assert warehouse.is_export
