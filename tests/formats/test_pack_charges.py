"""Charges of a pack: read exactly, and what cannot be computed is refused where it stands."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from amont.formats.packs import DocumentError, load_pack
from amont.kernel.charges import UNSURE, ChargeKind, Each, Join, Rate, RateOf, Rounding

COUNTRIES = Path(__file__).resolve().parents[2] / "countries"
END = "names: {fr: t, en: t, pt: t}, from: 2020-01-01, source: s, evidence: A}"
GHANA = "ID ECOWAS AU EXIM SIL NHIL GETFL VAT EXAM PROC NET NET_VAT NET_NHIL NET_GETFL"
PACK = f"""
country: XD
names: {{fr: P, en: P, pt: P}}
currency: XOF
value_rounding: parts
charges:
  - {{code: DD, kind: duty, base: customs_value, rate_of: duty, waived_for: [ETLS], {END}
  - {{code: RS, kind: levy, base: customs_value, rate_pct: 0.85, modes: [1, "4"], {END}
  - {{code: TVA, kind: vat, base: [customs_value, DD], rate_pct: 19.25,
     alternatives: {{levies: [customs_value, DD, RS]}}, {END}
  - {{code: BEER, kind: excise, base: customs_value, rate_pct: 5, per_unit: 12.5,
     unit: LTR, join: higher, {END}
  - {{code: SEAL, kind: fee, amount: 422.76, each: declaration, rounding: up, flag: sealed, note: n, {END}
depreciation:
  - {{code: car, steps: [{{years: 1, off_pct: 10}}, {{years: 3, off_pct: 30}}], {END}
ceilings:
  - {{charges: [DD, RS], most_pct: 70, from: 2020-01-01, source: s, evidence: B}}
reliefs:
  - {{code: E01, waives: all, {END}
  - {{code: E03, waives: [vat, DD], {END}
"""


def pack(old: str = "", new: str = ""):
    assert old in PACK
    return load_pack(PACK.replace(old, new, 1).encode(), name="xd")


def test_charges_are_read_exactly_as_they_are_written():
    duty, levy, vat, beer, seal = pack().law.charges

    assert (duty.kind, duty.rate_of, duty.rate, duty.waived_for) == (
        ChargeKind.DUTY,
        RateOf.DUTY,
        Rate(),
        ("ETLS",),
    )
    assert (levy.rate, levy.modes) == (Rate(share=Decimal("0.0085")), ("1", "4"))
    assert (vat.base, vat.rate.share) == (("customs_value", "DD"), Decimal("0.1925"))
    assert vat.alternatives == {"levies": ("customs_value", "DD", "RS")}
    assert beer.rate == Rate(Decimal("0.05"), Decimal("12.5"), "LTR", Join.HIGHER)
    assert seal.rate == Rate(flat=Decimal("422.76"))
    assert (seal.base, seal.each, seal.rounding, seal.flag) == ((), Each.DECLARATION, Rounding.UP, "sealed")
    assert vat.key == "TVA 2020-01-01"


def test_ceilings_and_reliefs_are_part_of_the_law():
    law = pack().law

    assert [(one.codes, one.most) for one in law.ceilings] == [(("DD", "RS"), Decimal("0.70"))]
    everything, some = law.reliefs
    assert (everything.kinds, everything.codes) == ((), ())
    assert (some.kinds, some.codes) == ((ChargeKind.VAT,), ("DD",))
    assert law.rounds_parts


def test_the_reference_shows_base_and_rate_in_one_line():
    duty, levy, vat, _, seal = pack().charges

    assert (duty.base, duty.rate_pct) == ("customs_value", None)
    assert (str(levy.rate_pct), str(vat.rate_pct)) == ("0.85", "19.25")
    assert (vat.base, seal.base, seal.rate_pct) == ("customs_value + DD", "", None)


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("kind: levy", "kind: moon", "document.not_allowed", "charges[1].kind"),
        ("rate_of: duty", "rate_of: moon", "document.not_allowed", "charges[0].rate_of"),
        ("rate_of: duty", "rate_of: duty, rate_pct: 5", "pack.rate_unclear", "charges[0].rate_pct"),
        ("rate_pct: 0.85, ", "", "pack.rate_unclear", "charges[1].rate_pct"),
        ("amount: 422.76", "amount: 422.76, rate_pct: 1", "pack.rate_unclear", "charges[4].rate_pct"),
        ("amount: 422.76", "amount: -1", "document.out_of_range", "charges[4].amount"),
        ("rate_pct: 19.25", "rate_pct: 10001", "document.out_of_range", "charges[2].rate_pct"),
        ("[customs_value, DD], rate", "[customs_value, SEAL], rate", "pack.base_unknown", "charges[2].base"),
        ("[customs_value, DD], rate", "[customs_value, TVA], rate", "pack.base_unknown", "charges[2].base"),
        ("[customs_value, DD, RS]", "X", "pack.base_unknown", "charges[2].alternatives.levies"),
        ("unit: LTR, ", "", "document.key_missing", "charges[3].unit"),
        ("join: higher", "join: moon", "document.not_allowed", "charges[3].join"),
        ("modes: [1, \"4\"]", "modes: [SEA]", "document.not_allowed", "charges[1].modes[0]"),
        ("waived_for: [ETLS]", "waived_for: ETSL", "document.not_allowed", "charges[0].waived_for"),
        ("waived_for: [ETLS]", "waived_by: [ETLS]", "document.key_unknown", "charges[0].waived_by"),
        ("[DD, RS], most", "[DD, XX], most", "document.not_allowed", "ceilings[0].charges[1]"),
        ("waives: all", "waives: [moon]", "document.not_allowed", "reliefs[0].waives[0]"),
        ("code: E03", "code: E01", "pack.overlap", "reliefs[1]"),
        ("years: 3", "years: 1", "pack.steps", "depreciation[0].steps[1].years"),
        ("off_pct: 30", "off_pct: 101", "document.out_of_range", "depreciation[0].steps[1].off_pct"),
        ("value_rounding: parts", "value_rounding: up", "document.not_allowed", "value_rounding"),
    ],
)  # fmt: skip
def test_a_charge_that_cannot_be_computed_is_refused_where_it_stands(old, new, code, path):
    with pytest.raises(DocumentError) as refusal:
        pack(old, new)

    assert (refusal.value.code, refusal.value.facts["path"]) == (code, path)


@pytest.mark.parametrize(
    ("country", "currency", "codes", "unsure"),
    [
        ("SN", "XOF", "DD TAI TCP TCI RS PCS PCC COSEC DA TVA PROMAD BIC DENR", "DA PROMAD BIC"),
        ("CI", "XOF", "DD TAI TCP TCI RST PCS PCC PUA TVA", "TVA"),
        ("BF", "XOF", "DD TAI TCP TCI RS PCS PCC PSV TVA", "TVA"),
        ("GH", "GHS", GHANA, "PROC"),
        ("CM", "XAF", "DD TCI CCI OHADA CIA RI DA TVA", "CCI OHADA CIA RI"),
    ],
)  # fmt: skip
def test_a_country_pack_names_its_charges_of_the_day_and_those_to_be_confirmed(
    country, currency, codes, unsure
):
    law = load_pack((COUNTRIES / f"{country.lower()}.yaml").read_bytes(), name=country).law

    in_force = [rule for rule in law.charges if rule.holds_on(date(2026, 6, 1))]
    assert (law.country, law.currency) == (country, currency)
    assert [rule.code for rule in in_force] == codes.split()
    assert [rule.code for rule in in_force if rule.evidence == UNSURE] == unsure.split()
