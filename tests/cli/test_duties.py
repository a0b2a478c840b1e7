"""`amont duties`: cases in, charges out, as a person runs it."""

import json
from decimal import Decimal

import pytest

from tests.cli.conftest import PLAIN
from tests.conftest import folder_of


def test_a_case_is_told_with_the_base_and_rate_of_each_charge(run_duties):
    answer, told = run_duties({"id": "A", **PLAIN, "preference": None, "flags": []})

    assert answer.exit_code == 0
    assert told == [
        {
            "id": "A",
            "lines": [
                {"code": "DD", "base": "1000000", "rate": "0.2", "amount": "200000"},
                {"code": "RS", "base": "1000000", "rate": "0.01", "amount": "10000"},
                {"code": "PCS", "base": "1000000", "rate": "0.008", "amount": "8000"},
                {"code": "PCC", "base": "1000000", "rate": "0.005", "amount": "5000"},
                {"code": "COSEC", "base": "1000000", "rate": "0.004", "amount": "4000"},
                {"code": "TVA", "base": "1210000", "rate": "0.18", "amount": "217800"},
            ],
            "total": "444800",
        }
    ]


def test_amounts_of_a_currency_with_cents_keep_them(run_duties):
    _, told = run_duties({**PLAIN, "country": "GH", "customs_value": "0.1", "duty_rate": "0.5"})

    assert told[0]["id"] == "#1"
    assert told[0]["lines"][0] == {"code": "ID", "base": "0.10", "rate": "0.5", "amount": "0.05"}
    assert told[0]["total"] == "0.07"


def test_numbers_may_be_written_as_numbers_or_as_texts(run_duties):
    _, told = run_duties(
        {**PLAIN, "customs_value": 1000000, "duty_rate": "0.20"},
        {**PLAIN, "customs_value": "1000000.0", "duty_rate": 0.2},
        {**PLAIN, "country": "sn", "mode": "1"},
    )

    assert {one["total"] for one in told} == {"444800"}
    assert {one["lines"][0]["rate"] for one in told} == {"0.2"}


def test_charges_to_be_confirmed_are_left_out_when_asked(run_duties):
    _, told = run_duties({**PLAIN, "country": "CM"}, options=("--json", "--confirmed-only"))

    assert [line["code"] for line in told[0]["lines"]] == ["DD", "TCI", "TVA"]


def test_the_other_base_of_vat_is_chosen_by_its_name(run_duties):
    case = {**PLAIN, "country": "CI", "customs_value": "14168671"}

    _, told = run_duties(case, options=("--json", "--base", "TVA=levies"))

    assert told[0]["total"] == "6312142"


def test_a_base_without_its_name_is_a_wrong_use(run_duties):
    answer, _ = run_duties(PLAIN, options=("--base", "TVA"))

    assert answer.exit_code == 2


def test_a_warehoused_case_says_what_is_guaranteed(run_duties):
    _, told = run_duties({**PLAIN, "procedure": "7100"})

    assert (told[0]["total"], told[0]["due"], told[0]["guaranteed"]) == ("444800", "0", "444800")


@pytest.mark.parametrize(
    ("given", "rate", "amount"),
    [
        ({"duty_per_unit": 150, "unit": "KGM", "quantity": 30}, "0.2+150/KGM", "204500"),
        ({"duty_per_unit": "150", "unit": "KGM", "quantity": 2000, "duty_join": "higher"},
         "max(0.2,150/KGM)", "300000"),
        ({"duty_per_unit": "150", "unit": "KGM", "quantity": 1, "duty_join": "lower"},
         "min(0.2,150/KGM)", "150"),
    ],
)  # fmt: skip
def test_a_mixed_duty_is_written_with_both_its_parts(run_duties, given, rate, amount):
    _, told = run_duties({**PLAIN, **given})

    assert (told[0]["lines"][0]["rate"], told[0]["lines"][0]["amount"]) == (rate, amount)


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        ({"country": "ZZ"}, "duties.country_unknown", "ZZ"),
        ({"country": "../sn"}, "duties.country_unknown", "../sn"),
        ({"country": 7}, "duties.text_expected", "7"),
        ({"country": None}, "duties.key_missing", "country"),
        ({"customs_value": "12 000"}, "duties.not_a_number", "12 000"),
        ({"customs_value": "1e5"}, "duties.not_a_number", "1e5"),
        ({"customs_value": "١٢"}, "duties.not_a_number", "١٢"),
        ({"customs_value": True}, "duties.not_a_number", "True"),
        ({"customs_value": float("nan")}, "duties.not_a_number", "nan"),
        ({"customs_value": "-1"}, "duties.below_zero", "-1"),
        ({"customs_value": 10**16}, "duties.too_large", "10000000000000000"),
        ({"customs_value": 10**40}, "duties.too_large", "1000000000"),
        ({"duty_rate": "0.00000000001"}, "duties.not_a_number", "0.00000000001"),
        ({"duty_rate": 20}, "duties.rate_too_large", "20"),
        ({"duty_rate": -0.1}, "duties.below_zero", "-0.1"),
        ({"excise_rate": []}, "duties.not_a_number", "excise_rate"),
        ({"on": "2024-02-30"}, "duties.not_a_day", "2024-02-30"),
        ({"on": "20240603"}, "duties.not_a_day", "20240603"),
        ({"on": 20240603}, "duties.not_a_day", "20240603"),
        ({"mode": "MOON"}, "duties.not_known", "MOON"),
        ({"preference": "ETSL"}, "duties.not_known", "ETSL"),
        ({"flags": "promad"}, "duties.text_expected", "promad"),
        ({"relief": "E99"}, "duties.relief_unknown", "E99"),
        ({"procedure": "40"}, "duties.procedure_unknown", "40"),
        ({"country": "GH", "flags": ["network"]}, "duties.value_missing", "fob"),
        ({"trigger_price": 5, "unit": "TNE"}, "duties.quantity_missing", "TNE"),
        ({"adjustment_rate": 0.4, "supplementary_rate": 0.2}, "duties.ceiling", "80"),
    ],
)
def test_a_bad_case_is_refused_with_its_code_and_the_others_are_computed(run_duties, fault, code, said):
    answer, told = run_duties({"id": "bad", **PLAIN, **fault}, {"id": "good", **PLAIN})

    assert answer.exit_code == 3
    assert [(one["id"], one["total"]) for one in told] == [("good", "444800")]
    assert f"({code})" in answer.stderr
    assert "bad" in answer.stderr
    assert said in answer.stderr


@pytest.mark.parametrize("case", [7, None, "SN", []])
def test_what_is_no_case_at_all_is_refused_by_its_place(run_duties, case):
    answer, told = run_duties(PLAIN, case)

    assert answer.exit_code == 3
    assert "#2" in answer.stderr
    assert len(told) == 1


@pytest.mark.parametrize("content", ["", "{}", "[", "\x80", '{"id": 1}', "[" * 100_000])
def test_a_file_that_is_no_list_of_cases_is_refused_whole(amont, tmp_path, content):
    path = tmp_path / "cases.json"
    path.write_bytes(content.encode("latin-1"))

    answer = amont("duties", path)

    assert (answer.exit_code, type(answer.exception).__name__) == (1, "CasesUnreadable")


def test_an_unknown_key_is_told_and_the_case_is_computed(run_duties):
    answer, told = run_duties({**PLAIN, "dutyrate": 1, "expected": {}})

    assert answer.exit_code == 0
    assert "dutyrate" in answer.stderr
    assert "expected" not in answer.stderr
    assert told[0]["total"] == "444800"


def test_people_read_a_table_with_what_remains_to_be_confirmed(run_duties):
    case = {"id": "A", **PLAIN, "country": "CM", "preference": "CEMAC", "procedure": "7100"}

    _, told = run_duties(case, options=())

    words = " ".join(told.split())
    assert "OHADA" in words
    assert "C, to be" in words
    assert "Suspensive procedure" in words
    assert "the guarantee covers XAF 199,500" in words


def test_a_pack_of_another_name_is_found_by_the_code_of_its_country(run_duties):
    _, told = run_duties({**PLAIN, "country": "XD"})

    assert [line["code"] for line in told[0]["lines"]] == ["DD", "RS", "PCC", "TVA", "RI"]
    assert told[0]["lines"][-1] == {"code": "RI", "base": "0", "rate": "5000", "amount": "5000"}
    assert told[0]["total"] == "437800"


def test_every_open_case_is_exact(amont):
    path = folder_of("domain/data") / "duty_cases.json"
    expected = {one["id"]: one["expected"] for one in json.loads(path.read_text())}

    answer = amont("duties", path, "--json")

    told = {one.pop("id"): one for one in json.loads(answer.stdout)}
    assert answer.exit_code == 0
    assert told == expected
    assert all(Decimal(one["total"]) == sum(Decimal(line["amount"]) for line in one["lines"])
               for one in told.values())  # fmt: skip
