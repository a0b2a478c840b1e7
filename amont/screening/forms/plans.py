"""What a chief enters: what an office can look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amont.edge.filters import DAYS
from amont.engine.targeting.limits import Capacity

WHOLE = Decimal(100)


class CapacityForm(forms.Form):
    """Parts of all bills, in percent, and the day they begin. offices: (code, name), "" for the others."""

    def __init__(
        self, data: Any = None, *, offices: Sequence[tuple[str, str]], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["office"] = forms.ChoiceField(label=_("Bureau"), required=False, choices=offices)
        self.fields["red"] = _share(
            _("Part des titres à visiter"), _("Conteneurs ouverts ou passés au scanner, tirage compris.")
        )
        self.fields["yellow"] = _share(
            _("Part des titres dont les documents sont examinés"), _("En plus de ceux qui sont visités.")
        )
        self.fields["random"] = _share(
            _("Part du tirage parmi les visites"), _("Pris au hasard, quel que soit le score.")
        )
        self.fields["from_on"] = forms.DateField(
            label=_("Premier jour"),
            input_formats=DAYS,
            widget=forms.TextInput,
            error_messages={
                "required": _("Écrivez le premier jour ainsi\u00a0: 25/11/2026."),
                "invalid": _("Écrivez le premier jour ainsi\u00a0: 25/11/2026."),
            },
        )

    @property
    def capacity(self) -> Capacity:
        """The answers, as the engine knows them. CapacityOutOfRange."""
        return Capacity(*(float(self.cleaned_data[name] / WHOLE) for name in ("red", "yellow", "random")))


def _share(label: str, text: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=text,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput,
        error_messages={"required": _("Écrivez une part de 0 à 100.")},
    )


def in_percent(share: float) -> Decimal:
    """A share as the form shows it."""
    return (Decimal(str(share)) * WHOLE).normalize() + 0


def answers(capacity: Capacity, *, office: str, from_on: date) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "office": office,
        "red": in_percent(capacity.red),
        "yellow": in_percent(capacity.yellow),
        "random": in_percent(capacity.random),
        "from_on": f"{from_on:%d/%m/%Y}",
    }
