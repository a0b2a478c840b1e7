"""The country that does not exist."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from amont.engine.selectivity.criteria import criterion_from
from amont.formats.packs import Evidence, OfficeShares, Pack, load_pack
from amont.kernel.charges import ChargeKind

COUNTRIES = Path(__file__).resolve().parents[2] / "countries"


def demo() -> Pack:
    return load_pack((COUNTRIES / "demo.yaml").read_bytes(), name="demo")


def test_the_demonstration_country_has_the_duty_bands_of_the_region():
    pack = demo().on(date(2025, 6, 1))
    charges = [charge for charge in pack.charges if charge.rule.kind is ChargeKind.BAND]

    assert [charge.rate_pct for charge in charges] == [Decimal(rate) for rate in ("0", "5", "10", "20", "35")]
    assert {(charge.dated.source, charge.dated.evidence) for charge in charges} == {
        ("TEC CEDEAO 2022", Evidence.VERIFIED)
    }


def test_the_demonstration_country_says_how_much_is_controlled():
    selectivity = demo().on(date(2025, 6, 1)).selectivity

    assert selectivity.shares == OfficeShares(0.10, 0.15, 0.10)
    assert (selectivity.random, selectivity.explore) == (0.05, 0.05)
    assert (selectivity.new_operator_below, selectivity.new_operator_lane) == (3, "yellow")
    assert len(demo().offices) == 8


def test_every_invented_entry_is_marked_to_be_confirmed():
    pack = demo()

    computed = [charge for charge in pack.charges if charge.rule.kind is not ChargeKind.BAND]
    invented = [entry.dated for entry in (*computed, *pack.selectivity, *pack.criteria)]
    assert {(dated.source, dated.evidence) for dated in invented} == {
        ("inventé pour la démonstration", Evidence.TO_CONFIRM)
    }


def test_selectivity_understands_every_criterion_of_the_demonstration():
    criteria = demo().on(date(2025, 6, 1)).criteria

    understood = [criterion_from(criterion) for criterion in criteria]

    assert [(criterion.id, criterion.lane.code, criterion.share) for criterion in understood] == [
        ("used-clothing", "red", 0.3),
        ("spirits", "yellow", 1.0),
        ("textiles-origin", "yellow", 0.5),
        ("medicines", "yellow", 1.0),
        ("tyres-value", "red", 0.4),
        ("arms-explosives", "red", 1.0),
        ("precursors", "yellow", 1.0),
        ("vehicles-mass", "yellow", 1.0),
    ]


def test_the_demonstration_country_computes_six_charges():
    assert [rule.code for rule in demo().law.charges] == ["DD", "RS", "PCC", "DA", "TVA", "RI"]
