"""Forms of a balance: what goes off a bill, what goes to another, why a movement is taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amont.cargo.actions.balancing import LONGEST_REFERENCE, LONGEST_WHY
from amont.cargo.models import EntryKind
from amont.edge.figures import COUNT_DECIMALS, MASS_DECIMALS, FigureField

BY_HAND = (EntryKind.TRANSIT, EntryKind.DEPOSIT)  # a declaration writes off by itself


def kind_names() -> dict[str, str]:
    """Kinds of movement that an officer writes, in words."""
    return {EntryKind.TRANSIT.value: _("Transit"), EntryKind.DEPOSIT.value: _("Dépôt")}


class AmountForm(forms.Form):
    """Packages and weight that move."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.first()
        self.fields["packages"] = _figure(_("Colis"), COUNT_DECIMALS, "numeric")
        self.fields["kg"] = _figure(_("Masse, kg"), MASS_DECIMALS, "decimal")
        self.last()

    def first(self) -> None:
        """Fields before the figures."""

    def last(self) -> None:
        """Fields after them."""

    def clean(self) -> dict[str, Any]:
        """Something moves, and not backwards."""
        found: dict[str, Any] = super().clean() or {}
        amounts = [found.get("packages"), found.get("kg")]
        if not self.errors and not any(amounts):
            self.add_error("packages", _("Indiquez des colis ou une masse."))
        for name in ("packages", "kg"):
            if (found.get(name) or Decimal(0)) < 0:
                self.add_error(name, _("Ce nombre est négatif ou démesuré. Relisez-le."))
        return found


class WriteOffForm(AmountForm):
    """A transit or a deposit written off by hand."""

    def first(self) -> None:
        """What writes it off."""
        self.fields["kind"] = forms.ChoiceField(
            label=_("Apuré par"), choices=list(kind_names().items()), widget=forms.RadioSelect
        )
        wanted = {"required": _("Indiquez le numéro du titre de transit ou du dépôt.")}
        self.fields["reference"] = forms.CharField(
            label=_("Référence"), max_length=LONGEST_REFERENCE, error_messages=wanted
        )


class TransferForm(AmountForm):
    """Goods that become those of another bill."""

    def first(self) -> None:
        """Where they go."""
        wanted = {"required": _("Indiquez le titre qui reçoit les marchandises.")}
        self.fields["number"] = forms.CharField(
            label=_("Titre qui reçoit"), max_length=60, error_messages=wanted
        )

    def last(self) -> None:
        """And why."""
        self.fields["why"] = why_field()


class WhyForm(forms.Form):
    """Why a movement is taken back."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["why"] = why_field()


def why_field() -> forms.CharField:
    """A ground in words."""
    return forms.CharField(
        label=_("Motif"),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Donnez le motif.")},
    )


def _figure(label: str, decimals: int, keyboard: str) -> FigureField:
    widget = forms.TextInput(attrs={"inputmode": keyboard, "autocomplete": "off"})
    return FigureField(label=label, decimals=decimals, required=False, widget=widget)
