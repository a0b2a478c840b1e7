"""What an administration decides beside the law: what it confirmed, and which of several bases it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from amont.engine.duties.refusals import BaseUnknown
from amont.kernel.charges import UNSURE, ChargeRule, Law


@dataclass(frozen=True, slots=True)
class Settings:
    """confirmed: keys of charges (`ChargeRule.key`). bases: charge -> name of its other base.

    confirmed_only: charges of evidence C that nobody confirmed are left out.
    """

    confirmed: frozenset[str] = frozenset()
    confirmed_only: bool = False
    bases: Mapping[str, str] = field(default_factory=dict)

    def is_confirmed(self, rule: ChargeRule) -> bool:
        """Sure by its source, or by the administration."""
        return rule.evidence != UNSURE or rule.key in self.confirmed


USUAL = Settings()


def in_force(law: Law, *, on: date, settings: Settings) -> tuple[ChargeRule, ...]:
    """The charges of a day in their order, with the bases that were chosen. BaseUnknown."""
    return tuple(based(rule, settings) for rule in entries(law, settings) if rule.holds_on(on))


def entries(law: Law, settings: Settings) -> tuple[ChargeRule, ...]:
    """The charges of all days that count."""
    return tuple(rule for rule in law.charges if settings.is_confirmed(rule) or not settings.confirmed_only)


def based(rule: ChargeRule, settings: Settings) -> ChargeRule:
    """The charge with the base that was chosen for it. BaseUnknown."""
    wanted = settings.bases.get(rule.code)
    if wanted is None:
        return rule
    if wanted not in rule.alternatives:
        raise BaseUnknown(charge=rule.code, value=wanted, known=", ".join(rule.alternatives))
    return replace(rule, base=rule.alternatives[wanted])
