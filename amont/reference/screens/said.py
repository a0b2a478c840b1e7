"""What a code or a line of the tariff says, in words, on one line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from amont.edge.routes import Words
from amont.formats.tariff.others import OtherRate, other_rate
from amont.formats.tariff.records import BOTH, EXPORT, HIGHEST, IMPORT, LOWEST, SUM
from amont.kernel.charges import RateOf

APART = " · "


def said(facts: Mapping[str, Any], until: date | None, words: Words, *, is_tariff: bool) -> str:
    """All that is said, on one line."""
    names = [f"{language} {name}" for language, name in sorted(facts["names"].items())]
    own = _of_line(facts, words) if is_tariff else _of_code(facts)
    ends = [] if until is None else [words.text("jusqu’au {day:day}", day=until)]
    return APART.join(filter(None, [*own, *names, *ends] if is_tariff else [*names, *own, *ends]))


def duty_said(facts: Mapping[str, Any], words: Words) -> str:
    """A duty in words: 20 %, 150 XOF / KGM, or both and how they go together. "" where none is said."""
    rate, amount = facts["rate_pct"], facts["amount"]
    share = ""
    if rate is not None:
        share = _("%(rate)s\u00a0%%") % {"rate": words.text("{n:number}", n=short(rate))}
    if amount is None:
        return share
    told = {"currency": facts["currency"], "unit": facts["per_unit"]}
    said_amount = words.text("{n:number}", n=short(amount))
    specific = _("%(amount)s %(currency)s par %(unit)s") % {"amount": said_amount, **told}
    if not share:
        return specific
    both = {"share": share, "specific": specific}
    if facts["combine"] == HIGHEST:
        return _("%(share)s ou, s’il est plus élevé, %(specific)s") % both
    if facts["combine"] == LOWEST:
        return _("%(share)s ou, s’il est moins élevé, %(specific)s") % both
    return f"{share} + {specific}"


def others_said(rates: Mapping[str, str], words: Words) -> list[tuple[str, str]]:
    """The other rates of a line: what each is of, and the rate in words."""
    names = {
        RateOf.EXCISE.value: _("Droit d’accise"),
        RateOf.ADJUSTMENT.value: _("Taxe d’ajustement (TAI)"),
        RateOf.SUPPLEMENTARY.value: _("Taxe complémentaire de protection (TCP)"),
        RateOf.TRIGGER.value: _("Prix de déclenchement (TCI)"),
        RateOf.VEHICLE.value: _("Enregistrement des véhicules"),
    }
    found = []
    for name, text in rates.items():
        rate = other_rate(text) or OtherRate()
        facts = {
            "rate_pct": rate.share_pct,
            "amount": rate.amount,
            "currency": rate.currency,
            "per_unit": rate.unit,
            "combine": SUM,
        }
        found.append((names.get(name, name), duty_said(facts, words)))
    return sorted(found)


def short(number: Decimal) -> Decimal:
    """Without the zeros that a column of the database adds."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def prohibitions() -> dict[str, str]:
    """What may not pass, in words."""
    return {
        IMPORT: _("importation interdite"),
        EXPORT: _("exportation interdite"),
        BOTH: _("importation et exportation interdites"),
    }


def _of_line(facts: Mapping[str, Any], words: Words) -> list[str]:
    return [
        duty_said(facts, words),
        facts["unit"],
        _("redevance statistique") if facts["has_statistical_fee"] else "",
        prohibitions().get(facts["prohibited"], ""),
        " ".join(facts["papers"]),
        ", ".join(f"{name} {rate} %" for name, rate in sorted(facts["preferences"].items())),
        ", ".join(f"{name} {rate}" for name, rate in others_said(facts["other_rates"], words)),
    ]


def _of_code(facts: Mapping[str, Any]) -> list[str]:
    places = [format(facts[one], ".4g") for one in ("latitude", "longitude") if facts[one] is not None]
    return [" ".join(places)]
