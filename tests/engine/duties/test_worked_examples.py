"""The worked examples of the trade, inputs written out: value 14 168 671 unless said."""

from datetime import date

import pytest

from amont.engine.duties.assessing import assess
from amont.engine.duties.settings import Settings
from tests.engine.duties.making import JUNE_2024, item, law_of, shown

YEAR_2015, YEAR_2026 = date(2015, 6, 1), date(2026, 6, 1)
SN_LEVIES = {"RS": "141687", "PCS": "113349", "PCC": "70843", "COSEC": "56675"}


@pytest.mark.parametrize(
    ("duty", "vehicle", "mode", "amounts", "total"),
    [
        ("0.2", "0.03", "1", ("200000", "4000", "217800", "42834"), "489634"),
        ("0.2", "0.02", "1", ("200000", "4000", "217800", "28556"), "475356"),
        ("0.2", "0.02", "3", ("200000", None, "217800", "28556"), "471356"),
        ("0.1", "0.03", "3", ("100000", None, "199800", "39294"), "364094"),
        ("0.2", "0.03", "3", ("200000", None, "217800", "42834"), "485634"),
        ("0.1", "0.03", "1", ("100000", "4000", "199800", "39294"), "368094"),
        ("0.1", "0.02", "3", ("100000", None, "199800", "26196"), "350996"),
    ],
)
def test_vehicles_in_senegal_bear_what_its_official_table_says(duty, vehicle, mode, amounts, total):
    found = assess(item("1000000", duty, vehicle=vehicle, mode=mode), law_of("SN"), on=YEAR_2015)

    levies = {"RS": "10000", "PCS": "10000", "PCC": "5000"}
    said = dict(zip(("DD", "COSEC", "TVA", "DENR"), amounts, strict=True))
    assert shown(found) == levies | {code: amount for code, amount in said.items() if amount}
    assert str(found.total.amount) == total


@pytest.mark.parametrize(
    ("duty", "paid", "tax", "total"),
    [
        ("0", None, "2575864", "2958418"),
        ("0.05", "708434", "2703383", "3794371"),
        ("0.1", "1416867", "2830901", "4630322"),
        ("0.2", "2833734", "3085937", "6302225"),
        ("0.35", "4959035", "3468491", "8810080"),
    ],
)
def test_each_band_of_the_tariff_by_sea_in_senegal(duty, paid, tax, total):
    found = assess(item(duty=duty), law_of("SN"), on=JUNE_2024)

    assert shown(found) == SN_LEVIES | {"TVA": tax} | ({"DD": paid} if paid else {})
    assert str(found.total.amount) == total


def test_community_origin_waives_duty_and_levies_but_not_vat():
    found = assess(item(duty="0.2", preference="ETLS"), law_of("SN"), on=JUNE_2024)

    assert shown(found) == {"COSEC": "56675", "TVA": "2550361"}
    assert str(found.total.amount) == "2607036"


@pytest.mark.parametrize(
    ("bases", "tax", "total"), [({}, "3085937", "6273887"), ({"TVA": "levies"}, "3124192", "6312142")]
)
def test_cote_d_ivoire_with_either_base_of_vat(bases, tax, total):
    found = assess(item(duty="0.2"), law_of("CI"), on=JUNE_2024, settings=Settings(bases=bases))

    levies = {"RST": "141687", "PCS": "113349", "PCC": "70843", "PUA": "28337"}
    assert shown(found) == {"DD": "2833734", **levies, "TVA": tax}
    assert str(found.total.amount) == total


def test_burkina_faso_by_road_under_the_verification_programme():
    found = assess(item(duty="0.2", mode="3", flags=("pvi",)), law_of("BF"), on=JUNE_2024)

    levies = {"RS": "141687", "PCS": "113349", "PCC": "70843", "PSV": "141687"}
    assert shown(found) == {"DD": "2833734", **levies, "TVA": "3085937"}
    assert str(found.total.amount) == "6387237"


def test_cameroon_with_its_small_levies_to_be_confirmed():
    found = assess(item(duty="0.2"), law_of("CM"), on=JUNE_2024)

    levies = {"TCI": "141687", "CCI": "56675", "OHADA": "7084", "CIA": "28337", "RI": "63759"}
    assert shown(found) == {"DD": "2833734", **levies, "TVA": "3272963"}
    assert str(found.total.amount) == "6404239"
    assert [line.rule.code for line in found.lines if not line.is_confirmed] == ["CCI", "OHADA", "CIA", "RI"]


def test_cameroon_with_excise_and_confirmed_charges_alone():
    settings = Settings(confirmed_only=True)

    found = assess(item(duty="0.3", excise="0.25"), law_of("CM"), on=JUNE_2024, settings=settings)

    assert shown(found) == {"DD": "4250601", "TCI": "141687", "DA": "4604818", "TVA": "4432137"}
    assert str(found.total.amount) == "13429243"


@pytest.mark.parametrize(("on", "total"), [(date(2025, 6, 1), "49730.00"), (YEAR_2026, "47450.00")])
def test_ghana_before_and_after_its_reform_of_vat(on, total):
    found = assess(item("100000", "0.2"), law_of("GH"), on=on)

    assert str(found.total.amount) == total


def test_a_real_bill_of_entry_of_ghana_to_the_pesewa():
    car = item("750093.00", "0.2", fob="732320.16", flags=("used_vehicle", "network"))

    found = assess(car, law_of("GH"), on=YEAR_2026)

    assert shown(found) == {
        "ID": "150018.60",
        "ECOWAS": "3750.47",
        "AU": "1500.19",
        "EXIM": "5625.70",
        "SIL": "15001.86",
        "NHIL": "22502.79",
        "GETFL": "22502.79",
        "VAT": "135016.74",
        "EXAM": "7500.93",
        "NET": "2929.28",
        "NET_VAT": "439.39",
        "NET_NHIL": "73.23",
        "NET_GETFL": "73.23",
    }
    assert str(found.total.amount) == "366935.20"
