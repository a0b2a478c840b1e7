"""What is doubted in a declaration, where, and how gravely; and what is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from amont.formats.asycuda import DayOrder, read_sad, write_sad
from amont.kernel.findings import Severity
from tests.formats.asycuda.files import (
    CIF,
    DECLARED_ON,
    GOODS,
    HS,
    ITEMS,
    OFFICE,
    ORIGIN,
    complete,
    declaration,
)
from tests.formats.asycuda.files import tax as line_of


def told(data: bytes) -> list[tuple[str, Severity, str, str]]:
    return [(each.code, each.severity, each.path, each.value) for each in read_sad(data).findings]


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in read_sad(data).findings]


def test_a_complete_declaration_raises_no_doubt() -> None:
    assert told(complete()) == []


def test_key_facts_that_are_absent_hold_the_declaration() -> None:
    data = write_sad(declaration({}, {"Free_text_1": "x"}))

    assert told(data) == [
        ("sad.office_missing", Severity.HOLD, OFFICE, ""),
        ("sad.hs_missing", Severity.HOLD, f"Item[1]/{HS}", ""),
        ("sad.origin_missing", Severity.HOLD, f"Item[1]/{ORIGIN}", ""),
    ]


def test_a_declaration_without_items_is_held() -> None:
    data = write_sad(declaration({OFFICE: "SNDKR", ITEMS: "3"}))

    assert told(data) == [
        ("sad.no_items", Severity.HOLD, "Item", ""),
        ("sad.item_count", Severity.NOTE, ITEMS, "3"),
    ]


TOTALS = {
    "Property/Nbers/Total_number_of_items": ("sad.item_count", "2", "3"),
    "Property/Nbers/Total_number_of_packages": ("sad.total_packages", "10", "11"),
    "Valuation/Gs_Invoice/Amount_foreign_currency": ("sad.total_invoice", "302", "302.01"),
    "Valuation/Total_CIF": ("sad.total_cif", "1998", "1997.99"),
    "Financial/Amounts/Totals_taxes": ("sad.total_taxes", "402", "402.5"),
    "Financial/Guarantee/Amount": ("sad.total_guarantee", "50", "47"),
    "Valuation/Total/Total_weight": ("sad.total_gross", "12.01", "12.03"),
}
TWO_ITEMS = (
    {
        "Packages/Number_of_packages": "4.0",
        CIF: "1000",
        "Valuation_item/Item_Invoice/Amount_foreign_currency": "100",
        "Valuation_item/Weight_itm/Gross_weight_itm": "5",
    }
    | line_of(1, code="DD", Base="1000", rate="20", amount="200", MP="1")
    | line_of(2, code="TVA", Base="1000", rate="0.05", amount="50", MP="0"),
    {
        "Packages/Number_of_packages": "6",
        CIF: "1000",
        "Tarification/Item_price": "200",
        "Valuation_item/Weight_itm/Gross_weight_itm": "7",
    }
    | line_of(1, code="DD", Base="1000", rate="10", amount="100", MP="01"),
)


@pytest.mark.parametrize("path", TOTALS)
def test_a_total_is_noted_only_beyond_its_tolerance(path: str) -> None:
    code, within, beyond = TOTALS[path]
    taxes = {"Financial/Amounts/Global_taxes": "100"}

    assert codes(complete(taxes | {path: within}, *TWO_ITEMS)) == []
    assert told(complete(taxes | {path: beyond}, *TWO_ITEMS)) == [(code, Severity.NOTE, path, beyond)]


def test_a_total_finding_tells_both_figures_and_its_line() -> None:
    finding = read_sad(complete({"Valuation/Total_CIF": "134.54"}, {CIF: "67.27"})).findings[0]

    assert finding.facts == {"declared": Decimal("134.54"), "counted": Decimal("67.27")}
    assert finding.line == 9


def test_invoices_in_several_currencies_are_not_added_up() -> None:
    invoice = "Valuation_item/Item_Invoice/{}"
    items = [
        {invoice.format("Amount_foreign_currency"): "100", invoice.format("Currency_code"): code}
        for code in ("EUR", "USD")
    ]

    read = read_sad(complete({"Valuation/Gs_Invoice/Amount_foreign_currency": "500"}, *items))

    assert read.totals.invoice.counted is None
    assert read.findings == ()


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("Goods_description/Country_of_origin_code", "QN", "sad.country_unknown"),
        ("IncoTerms/Code", "C&F", "sad.incoterm_unknown"),
        ("Valuation_item/Item_Invoice/Currency_code", "ZZZ", "sad.currency_unknown"),
        (HS, "8703", "sad.hs_unusual"),
        ("Packages/Number_of_packages", "dix", "sad.number_unreadable"),
        ("Packages/Number_of_packages", "NaN", "sad.number_unreadable"),
        ("Attached_documents[1]/Attached_document_date", "hier", "sad.day_unreadable"),
    ],
)
def test_an_unlisted_or_unreadable_value_is_noted_at_its_place(path: str, value: str, code: str) -> None:
    data = complete({}, {"Tarification/HScode/Precision_1": "9"} | {path: value})

    assert told(data) == [(code, Severity.NOTE, f"Item[1]/{path}", "87039" if path == HS else value)]


def test_an_unreadable_customs_value_holds_the_declaration() -> None:
    assert told(complete({}, {CIF: "Infinity"})) == [
        ("sad.number_unreadable", Severity.HOLD, f"Item[1]/{CIF}", "Infinity")
    ]


def test_a_doubt_that_repeats_itself_is_told_once() -> None:
    data = complete({}, *[{ORIGIN: "QN"}] * 50, {ORIGIN: "XX"})

    assert [path for _, _, path, _ in told(data)] == [f"Item[1]/{ORIGIN}", f"Item[51]/{ORIGIN}"]


def test_a_second_value_where_one_is_expected_is_noted() -> None:
    data = complete().replace(
        b"</ASYCUDA>", b"<Property/><Property><Sad_flow>E</Sad_flow></Property></ASYCUDA>"
    )
    data = data.replace(b"<Item>", b"<Property><Sad_flow>I</Sad_flow></Property><Item>")

    read = read_sad(data)

    assert [(each.code, each.path) for each in read.findings] == [("sad.repeated", "Property[3]/Sad_flow")]
    assert read.declaration.counts.flow == "I"


def test_an_empty_item_is_noted_and_not_counted() -> None:
    read = read_sad(complete({ITEMS: "2"}).replace(b"<Item>", b"<Item><Packages/></Item><Item>"))

    assert [(each.code, each.path) for each in read.findings] == [
        ("sad.item_count", ITEMS),
        ("sad.empty_item", "Item[1]"),
    ]
    assert [item.number for item in read.declaration.items] == [2]


def test_a_day_that_reads_two_ways_is_noted_with_what_was_read() -> None:
    read = read_sad(complete({DECLARED_ON: "5/6/13"}))

    assert [(each.code, each.facts) for each in read.findings] == [
        ("sad.day_ambiguous", {"read": date(2013, 5, 6)})
    ]
    assert read.declaration.counts.declared_on == date(2013, 5, 6)


@pytest.mark.parametrize(("other", "on"), [("16/09/2013", date(2013, 6, 5)), ("9/16/13", date(2013, 5, 6))])
def test_another_day_of_the_file_settles_it(other: str, on: date) -> None:
    data = complete({DECLARED_ON: "5/6/13"}, {"Attached_documents[1]/Attached_document_date": other})

    read = read_sad(data)

    assert read.declaration.counts.declared_on == on
    assert read.findings == ()


def test_the_sender_s_own_order_settles_what_the_file_leaves_open() -> None:
    read = read_sad(complete({DECLARED_ON: "5/6/13"}), order=DayOrder.DAY_FIRST)

    assert read.declaration.counts.declared_on == date(2013, 6, 5)
    assert read.findings == ()


def test_a_comma_that_reads_two_ways_is_noted_unless_the_file_shows_its_sign() -> None:
    doubtful = complete({}, {CIF: "1,618"})
    settled = complete({}, {CIF: "1,618", "Packages/Number_of_packages": "2.5"})

    finding = read_sad(doubtful).findings[0]
    assert (finding.code, finding.facts) == ("sad.number_ambiguous", {"read": Decimal(1618)})
    assert codes(settled) == []


@pytest.mark.parametrize(
    ("base", "rate", "amount"),
    [
        ("1000", "0.2", "200"),
        ("1000", "20", "200"),
        ("46", "0.2", "9"),
        ("0", "100", "9"),
        ("500", "3", "36"),
        ("500", "3022", "3022"),
        ("1000", "0", "0"),
        ("1000", "0.333", "333.3333"),
    ],
)
def test_a_rate_that_one_reading_explains_is_not_noted(base: str, rate: str, amount: str) -> None:
    item = line_of(1, code="DD", Base=base, rate=rate, amount=amount, MP="1")

    assert codes(complete({}, item | {"Valuation_item/Weight_itm/Net_weight_itm": "12"})) == []


def test_a_rate_that_no_reading_explains_is_noted_at_its_amount() -> None:
    item = line_of(1, code="DD", Base="1000.5", rate="20", amount="350", MP="1")

    assert told(complete({}, item)) == [
        ("sad.rate_unexplained", Severity.NOTE, "Item[1]/Taxation/Taxation_line[1]/Duty_tax_amount", "350")
    ]


def test_a_tax_that_is_neither_payable_nor_guaranteed_is_noted() -> None:
    item = line_of(1, code="DD", Base="100", rate="20", amount="20", MP="3")

    read = read_sad(complete({}, item))

    assert [finding.code for finding in read.findings] == ["sad.tax_mode"]
    assert (read.totals.taxes.counted, read.totals.guaranteed.counted) == (Decimal(0), Decimal(0))


def test_the_facts_of_an_item_without_lines_come_from_its_sums() -> None:
    sums = {"Taxation/Item_taxes_amount": "20", "Taxation/Item_taxes_guaranted_amount": "5"}

    read = read_sad(complete({}, GOODS | sums))

    assert (read.totals.taxes.counted, read.totals.guaranteed.counted) == (Decimal(20), Decimal(5))


def test_text_between_the_elements_of_an_item_is_noted_at_the_item() -> None:
    data = complete().replace(b"<Item>", b"<Item>see annex")

    assert told(data) == [("sad.unknown_element", Severity.NOTE, "Item[1]", "see annex")]


def test_a_currency_withdrawn_since_is_no_doubt() -> None:
    assert codes(complete({"Valuation/Gs_Invoice/Currency_code": "BGN"})) == []
