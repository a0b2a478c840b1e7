import json

from tests.cli.conftest import rows
from tests.formats.asycuda.files import complete, tax


def test_a_declaration_shows_its_totals_declared_and_recomputed(amont, sad_samples):
    told = json.loads(amont("read", sad_samples / "gd_sample1.xml", "--json").stdout)

    file = told["files"][0]
    assert (file["kind"], file["rows"]) == ("asycuda", 1)
    assert file["declarations"][0]["totals"]["invoice"] == {"declared": 134.54, "recomputed": 67.27}
    assert {one["code"] for one in told["findings"]} >= {"sad.total_invoice", "sad.total_cif"}


def test_one_number_of_two_declarants_names_two_declarations(amont, tmp_path):
    number = {"Declarant/Reference/Number": "12", "Declarant/Reference/Year": "2026"}
    for code in ("BR001", "BR002"):
        (tmp_path / f"{code}.xml").write_bytes(complete(number | {"Declarant/Declarant_code": code}))

    told = json.loads(amont("read", *sorted(tmp_path.glob("*.xml")), "--json").stdout)

    assert told["counts"]["declarations"] == 2
    assert [one["reference"] for file in told["files"] for one in file["declarations"]] == [
        "SNDKR:BR001:2026:12",
        "SNDKR:BR002:2026:12",
    ]


def test_a_table_shows_its_counts_and_sums(amont, files):
    told = json.loads(amont("read", files / "day.csv", "--json").stdout)

    day = rows(files / "day.csv")
    assert told["counts"] == {"items": 400, "declarations": 400, "held": 0}
    assert abs(told["totals"]["net_kg"] - sum(map(float, day["net_kg"]))) < 0.01


def test_a_model_shows_its_card(amont, files, tmp_path):
    amont("learn", files / "history.csv", "--out", tmp_path / "model", "--seed", 5)

    card = json.loads(amont("read", tmp_path / "model", "--json").stdout)["card"]

    assert (card["rows"], card["inspected"]) == (2200, 2200)
    assert len(card["data_hash"]) == 64


def test_an_archive_that_is_no_model_is_refused(amont, tmp_path):
    (tmp_path / "some.zip").write_bytes(b"PK\x05\x06" + bytes(18))

    answer = amont("read", tmp_path / "some.zip")

    assert answer.exception.code == "model.not_a_model"


GOODS = {"Valuation_item/Total_CIF_itm": "1000"}
TAXED = GOODS | tax(1, code="DD", Base="1000", rate="20", amount="200", MP="1")
WRONG = GOODS | tax(1, code="DD", Base="1000", rate="20.3", amount="204", MP="1")


def test_tax_lines_are_told_as_printed_and_as_their_own_rate_gives_them(amont, tmp_path):
    data = complete({"Financial/Amounts/Global_taxes": "15"}, TAXED, WRONG)
    (tmp_path / "a.xml").write_bytes(data)

    told = json.loads(amont("read", tmp_path / "a.xml", "--json").stdout)["files"][0]["declarations"][0]

    assert told["fees"] == 15
    assert told["taxes"] == [
        {
            "item": 1,
            "code": "DD",
            "mode": "1",
            "base": 1000,
            "rate": 20,
            "printed": 200,
            "recomputed": 200,
            "agrees": True,
        },
        {
            "item": 2,
            "code": "DD",
            "mode": "1",
            "base": 1000,
            "rate": 20.3,
            "printed": 204,
            "recomputed": 203,
            "agrees": False,
        },
    ]


def test_taxes_are_added_up_for_a_person_with_the_lines_that_do_not_agree(amont, tmp_path):
    (tmp_path / "a.xml").write_bytes(complete({"Financial/Amounts/Global_taxes": "15"}, TAXED, WRONG))

    shown = amont("read", tmp_path / "a.xml").stdout

    rows = [line.replace("│", " ").split() for line in shown.splitlines()]
    assert ["DD", "2", "404", "403", "1"] in rows
    assert ["Whole", "document", "15"] in rows
