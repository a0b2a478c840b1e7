"""Items and laws of the tests: what is not said is a plain import by sea for home use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from amont.engine.duties.item import Item
from amont.engine.duties.lines import Assessment
from amont.formats.packs import load_pack
from amont.kernel.charges import Law, Rate, RateOf

COUNTRIES = Path(__file__).resolve().parents[3] / "countries"
JUNE_2024 = date(2024, 6, 3)
CIF = "14168671"  # FOB EUR 20 000, freight 1 500, insurance 100, at 655.957


@cache
def law_of(country: str) -> Law:
    return load_pack((COUNTRIES / f"{country.lower()}.yaml").read_bytes(), name=country).law


def law_with(charges: str, rest: str = "") -> Law:
    """A law of charges written as in a pack, one a line: `code: TVA, base: customs_value, rate_pct: 18`."""
    always = "names: {fr: t, en: t, pt: t}, from: 2000-01-01, source: s, evidence: A"
    lines = "\n".join(f"  - {{{line.strip()}, {always}}}" for line in charges.strip().splitlines())
    text = f"country: XD\nnames: {{fr: P, en: P, pt: P}}\ncurrency: XOF\ncharges:\n{lines}\n{rest}"
    return load_pack(text.encode(), name="xd").law


FEES = law_with(
    """code: DD, kind: duty, base: customs_value, rate_of: duty
    code: SEAL, kind: fee, amount: 2500
    code: FORM, kind: fee, amount: 1000, each: declaration
    code: NET, kind: fee, base: customs_value, rate_pct: 0.1, each: declaration, modes: ["1"]
    code: ROAD, kind: fee, amount: 700, each: declaration, modes: ["3"]"""
)


def item(
    value: str = CIF,
    duty: str = "0",
    *,
    number: int = 1,
    excise: str | None = None,
    vehicle: str | None = None,
    rates: dict[RateOf, Rate] | None = None,
    fob: str | None = None,
    mode: str = "1",
    flags: tuple[str, ...] = (),
    **more: object,
) -> Item:
    shares = {RateOf.DUTY: duty, RateOf.EXCISE: excise, RateOf.VEHICLE: vehicle}
    return Item(
        number=number,
        value=Decimal(value),
        fob=None if fob is None else Decimal(fob),
        rates={of: Rate(Decimal(share)) for of, share in shares.items() if share is not None} | (rates or {}),
        mode=mode,
        flags=frozenset(flags),
        **more,  # type: ignore[arg-type]
    )


def shown(assessment: Assessment) -> dict[str, str]:
    """Amount by charge, those of zero left out."""
    return {line.rule.code: str(line.amount) for line in assessment.lines if line.amount}
