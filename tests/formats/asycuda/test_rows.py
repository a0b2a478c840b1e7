"""A declaration as rows of the engine's columns."""

from __future__ import annotations

import io
from datetime import date

import pytest

from amont.formats.asycuda import ItemRead, header_row, item_row, item_rows, read_sad, stream_sad
from amont.kernel.items import FIELDS
from tests.formats.asycuda.files import DECLARED_ON, HS, complete, tax

HEADER = {
    "Property/Sad_flow": "I",
    "Property/Date_of_declaration": "2026-02-20",
    "Identification/Type/Type_of_declaration": "IM",
    "Identification/Type/Declaration_gen_procedure_code": "4",
    "Identification/Registration/Serial_number": "C",
    "Identification/Registration/Number": "24985",
    "Identification/Registration/Date": "2/24/26",
    "Traders/Exporter/Exporter_name": "DUPONT & FILS\n12 RUE DU PORT",
    "Traders/Consignee/Consignee_code": "SN 0012",
    "Declarant/Declarant_code": "791",
    "Declarant/Reference/Number": "REF 1",
    "General_information/Country/Export/Export_country_code": "FR",
    "Transport/Means_of_transport/Departure_arrival_information/Identity": "MSC AUGUSTA",
    "Transport/Means_of_transport/Border_information/Mode": "10",
    "Transport/Container_flag": "True",
    "Transport/Border_office/Code": "SNPDK",
    "Transport/Place_of_loading/Code": "FRMRS",
    "Financial/Mode_of_payment": "CREDIT",
    "Valuation/Gs_Invoice/Currency_code": "EUR",
}
ITEM = {
    HS: "8703.23.90",
    "Packages/Number_of_packages": "1.0",
    "Tarification/Preference_code": "CED",
    "Tarification/Extended_customs_procedure": "4000",
    "Tarification/National_customs_procedure": "000",
    "Tarification/Supplementary_unit[2]/Suppplementary_unit_code": "NMB",
    "Tarification/Supplementary_unit[2]/Suppplementary_unit_quantity": "1",
    "Tarification/Item_price": "5000",
    "Goods_description/Commercial_Description": "VOITURE\n   D'OCCASION",
    "Valuation_item/Weight_itm/Gross_weight_itm": "1200",
    "Valuation_item/Weight_itm/Net_weight_itm": "1150.5",
    "Valuation_item/Total_CIF_itm": "3280000",
} | (
    tax(1, code="DD", Base="3280000", rate="0.2", amount="656000", MP="1")
    | tax(2, code="TVA", Base="3936000", rate="18", amount="708480", MP="0")
)


def test_an_import_fills_the_columns_of_the_engine() -> None:
    row = item_rows(read_sad(complete(HEADER, ITEM)).declaration)[0]

    assert row == dict.fromkeys(field.name for field in FIELDS if not field.outcome) | {
        "reference": "2026SNDKRC24985",
        "item": 1,
        "declared_on": date(2026, 2, 24),
        "office": "SNDKR",
        "border_office": "SNPDK",
        "declaration_type": "IM4",
        "procedure": "4000",
        "import_type": "000",
        "payment_mode": "CREDIT",
        "transport_mode": "10",
        "importer": "SN0012",
        "declarant": "791",
        "seller": "DUPONT&FILS",
        "carrier": "MSCAUGUSTA",
        "hs_code": "8703239000",
        "description": "VOITURE D'OCCASION",
        "origin": "FR",
        "departure": "FR",
        "loading_place": "FRMRS",
        "preference": "CED",
        "container": "1",
        "packages": 1.0,
        "net_kg": 1150.5,
        "gross_kg": 1200.0,
        "quantity": 1.0,
        "unit": "NMB",
        "item_price": 5000.0,
        "currency": "EUR",
        "customs_value": 3280000.0,
        "duty_rate_pct": 20.0,
        "tax_type": "DD",
        "duties": 1364480.0,
    }


def test_an_export_names_its_exporter_and_no_seller() -> None:
    header = {"Property/Sad_flow": "E", "Traders/Exporter/Exporter_code": "SN1"}

    row = item_rows(read_sad(complete(HEADER | header)).declaration)[0]

    assert (row["importer"], row["seller"]) == ("SN1", None)


def test_a_declaration_without_any_reference_leaves_it_to_the_caller() -> None:
    row = item_rows(read_sad(complete({DECLARED_ON: "2026-02-20"})).declaration)[0]

    assert (row["reference"], row["declared_on"], row["customs_value"]) == ("", date(2026, 2, 20), None)


@pytest.mark.parametrize(
    ("base", "rate", "amount", "pct"),
    [
        ("1000", "20", "200", 20.0),
        ("1000", "0.2", "200", 20.0),
        ("1000", "0", "0", 0.0),
        ("46", "10", "457", None),
        ("1000", "20", "777", None),
    ],
)
def test_the_rate_of_duty_is_a_percentage_or_nothing(
    base: str, rate: str, amount: str, pct: float | None
) -> None:
    item = tax(1, code="DD", Base=base, rate=rate, amount=amount, MP="1")

    assert item_rows(read_sad(complete({}, item)).declaration)[0]["duty_rate_pct"] == pct


@pytest.mark.parametrize(
    ("commodity", "precision", "code"),
    [
        ("39269099", "000", "39269099000"),
        ("87112091", "00", "8711209100"),
        ("8711 20\n91", "00", "8711209100"),
        ("8711209100", "", "8711209100"),
        ("8711209100", "00", "8711209100"),
    ],
)
def test_the_commodity_code_joins_its_two_parts(commodity: str, precision: str, code: str) -> None:
    data = complete({}, {HS: commodity, "Tarification/HScode/Precision_1": precision})

    assert item_rows(read_sad(data).declaration)[0]["hs_code"] == code


def test_a_stream_gives_the_same_rows() -> None:
    data = complete(HEADER, ITEM, {"Valuation_item/Statistical_value": "7"})

    streamed = [
        item_row(each.item, header=header_row(each.header))
        for each in stream_sad(io.BytesIO(data))
        if isinstance(each, ItemRead)
    ]

    assert streamed == item_rows(read_sad(data).declaration)


@pytest.mark.parametrize(
    ("procedure", "named"), [("4000", "MAEU 123"), ("", "MAEU 123"), ("4071", None), ("8171", None)]
)
def test_the_previous_document_is_a_bill_where_goods_come_from_no_regime_before(
    procedure: str, named: str | None
) -> None:
    said = {
        "Previous_doc/Summary_declaration": " MAEU  123 ",
        "Tarification/Extended_customs_procedure": procedure,
    }

    row = item_rows(read_sad(complete({}, said)).declaration)[0]

    assert row["transport_document"] == named
