"""`amont duties` beside the charges: what if, the value out of an invoice, used vehicles."""

import pytest

from tests.cli.conftest import PLAIN


def test_what_if_tells_both_results_and_what_each_charge_changes(run_duties):
    answer, told = run_duties({"id": "A", **PLAIN, "what_if": {"duty_rate": 0.1, "on": "2017-06-30"}})

    other = told[0]["what_if"]
    assert (answer.exit_code, told[0]["total"], other["total"], other["change"]) == (
        0,
        "444800",
        "328800",
        "-116000",
    )
    assert other["differences"] == [
        {"code": "DD", "before": "200000", "after": "100000", "change": "-100000"},
        {"code": "PCS", "before": "8000", "after": "10000", "change": "2000"},
        {"code": "TVA", "before": "217800", "after": "199800", "change": "-18000"},
    ]


def test_people_read_what_if_as_a_table_of_its_own(run_duties):
    _, told = run_duties({"id": "A", **PLAIN, "what_if": {"preference": "ETLS"}}, options=())

    assert "A: what if" in told
    assert "XOF 184,000" in told.replace("\u00a0", " ")


@pytest.mark.parametrize("changes", [7, [], {"country": "CI"}, {"what_if": {}}])
def test_what_if_changes_anything_but_the_country(run_duties, changes):
    answer, told = run_duties({**PLAIN, "what_if": changes})

    assert (answer.exit_code, told) == (3, [])


EURO = {"incoterm": "FOB", "currency": "EUR", "exchange_rate": "655.957", "price": 20000}


def test_the_value_is_made_from_an_invoice_that_says_its_costs(run_duties):
    case = {key: value for key, value in PLAIN.items() if key != "customs_value"}

    _, told = run_duties({**case, "invoice": {**EURO, "freight": 1500, "insurance": 100}})

    assert (told[0]["customs_value"], told[0]["unsaid"], told[0]["total"]) == ("14168671", [], "6302225")


def test_a_charge_on_fob_takes_it_from_the_invoice(run_duties):
    dollar = {
        "incoterm": "FOB",
        "exchange_rate": "11.7359",
        "price": 62400,
        "freight": 960,
        "insurance": "554.40",
    }
    flags = ["used_vehicle", "network"]

    _, told = run_duties({**PLAIN, "country": "GH", "on": "2026-06-01", "flags": flags, "invoice": dollar})

    assert (told[0]["customs_value"], told[0]["total"]) == ("750093.00", "366935.20")


def test_costs_that_an_invoice_does_not_say_are_named(run_duties):
    royalty = {**EURO, "exchange_rate": 1, "price": 10000, "royalty_rate": "0.05", "additions": 7}

    _, told = run_duties({**PLAIN, "invoice": royalty})
    _, words = run_duties({**PLAIN, "invoice": royalty}, options=())

    assert (told[0]["customs_value"], told[0]["unsaid"]) == ("10507", ["freight", "insurance"])
    assert "Freight is not in the price" in " ".join(words.split())


@pytest.mark.parametrize(
    ("invoice", "code"),
    [
        (7, "duties.text_expected"),
        ({**EURO, "incoterm": "FOBB"}, "duties.incoterm_unknown"),
        ({**EURO, "incoterm": None}, "duties.key_missing"),
        ({**EURO, "price": "x"}, "duties.not_a_number"),
        ({**EURO, "freight": -1}, "duties.below_zero"),
        ({**EURO, "price": 0, "freight": 1}, "duties.nothing_to_apportion"),
    ],
)
def test_an_invoice_without_what_it_needs_is_refused(run_duties, invoice, code):
    answer, told = run_duties({**PLAIN, "invoice": invoice})

    assert (answer.exit_code, told) == (3, [])
    assert f"({code})" in answer.stderr


CAR = {"new_value": 10000000, "first_used_on": "2020-02-29", "table": "car"}


def test_a_used_vehicle_shows_what_is_left_of_its_price_beside_the_declared_one(run_duties):
    case = {**PLAIN, "country": "XD", "on": "2025-02-28", "vehicle": CAR}

    _, told = run_duties(case)
    _, words = run_duties({**case, "on": "2025-03-01"}, options=())

    assert told[0]["vehicle"] == {
        "age": 4,
        "lost": "0.35",
        "value": "6500000",
        "source": "inventé pour la démonstration",
    }
    assert told[0]["total"] == "437800"
    assert "Age: 5 years" in words
    assert "XOF 5,000,000" in " ".join(words.split())


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"table": "boat"}, "duties.depreciation_unknown"),
        ({"first_used_on": "2024-06-04"}, "duties.not_used_yet"),
        ({"first_used_on": "June"}, "duties.not_a_day"),
        ({"new_value": -1}, "duties.below_zero"),
    ],
)
def test_a_vehicle_that_cannot_be_aged_is_refused(run_duties, fault, code):
    answer, told = run_duties({**PLAIN, "country": "XD", "vehicle": CAR | fault})

    assert (answer.exit_code, told) == (3, [])
    assert f"({code})" in answer.stderr
