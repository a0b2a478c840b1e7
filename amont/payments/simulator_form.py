"""What people ask of the simulator: goods, and the same goods otherwise; or a used vehicle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from amont.edge.filters import DAYS, day_field
from amont.engine.duties.terms import TERMS
from amont.kernel.charges import PREFERENCES, Law
from amont.payments.forms import AmountField
from amont.payments.simulating import ONE, Goods

Choices = list[tuple[str, str | Promise]]
MODES: Choices = [
    ("", gettext_lazy("Non dit")),
    ("1", gettext_lazy("Par mer")),
    ("3", gettext_lazy("Par route")),
    ("2", gettext_lazy("Par rail")),
    ("4", gettext_lazy("Par avion")),
    ("5", gettext_lazy("Par la poste")),
]
PROCEDURES: Choices = [
    ("4000", gettext_lazy("Mise à la consommation (4000)")),
    ("5000", gettext_lazy("Admission temporaire (5000)")),
    ("7000", gettext_lazy("Entrepôt (7000)")),
    ("8000", gettext_lazy("Transit (8000)")),
    ("1000", gettext_lazy("Exportation (1000)")),
]
LEAST_CODE = 4
MOST_RATE = 1_000
MOST_AMOUNT = 10**15


class CodeField(forms.CharField):
    """Digits of a tariff line, points and blanks as people write them."""

    def clean(self, value: Any) -> Any:
        """The digits alone."""
        text = super().clean(value)
        digits = "".join(sign for sign in text if sign not in ". \u00a0\u202f")
        if digits and not (digits.isascii() and digits.isdigit() and LEAST_CODE <= len(digits) <= 12):
            raise forms.ValidationError(_("Écrivez le code en chiffres, par exemple 1006.30.90.00."))
        return digits


class PositiveField(AmountField):
    """An amount of at least zero, and of a size that goods have."""

    def __init__(self, *, most: int = MOST_AMOUNT, **said: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **said)
        self.most = most

    def clean(self, value: Any) -> Any:
        """A Decimal, None for nothing."""
        found = super().clean(value)
        if found is not None and found < 0:
            raise forms.ValidationError(_("Écrivez un nombre qui n’est pas négatif."))
        if found is not None and found > self.most:
            raise forms.ValidationError(_("Ce nombre est trop grand."))
        return found


def amount(label: str, *, required: bool = False, **said: Any) -> PositiveField:
    """An amount; None where nobody wrote any."""
    return PositiveField(label=label, required=required, **said)


class SimulatorForm(forms.Form):
    """Goods on a day, and what would be otherwise."""

    def __init__(self, data: Any, law: Law, today: date) -> None:
        super().__init__(data)
        self.law, self.today = law, today
        self.fields |= self._goods() | self._otherwise()
        if not flags_of(law):
            del self.fields["flags"]

    def _goods(self) -> dict[str, forms.Field]:
        empty = [("", _("Aucune"))]
        reliefs = [(one.code, f"{one.code} {own_name(one.names)}") for one in self.law.reliefs]
        return {
            "code": CodeField(label=_("Code du tarif"), max_length=20),
            "price": amount(_("Prix facturé"), required=True),
            "exchange": amount(
                _("Cours"),
                help_text=_("Combien de %(currency)s pour une unité de la facture\u00a0; vide\u00a0: 1.")
                % {"currency": self.law.currency},
            ),
            "incoterm": forms.ChoiceField(
                label=_("Incoterm"), choices=[(one, one) for one in TERMS], initial="CIF", required=False
            ),
            "freight": amount(_("Fret")),
            "insurance": amount(_("Assurance")),
            "net_kg": amount(_("Poids net, kg")),
            "quantity": amount(_("Quantité, dans l’unité du tarif")),
            "mode": forms.ChoiceField(label=_("Transport"), choices=MODES, required=False),
            "procedure": forms.ChoiceField(label=_("Régime"), choices=PROCEDURES, required=False),
            "preference": forms.ChoiceField(
                label=_("Préférence"), choices=[*empty, *((one, one) for one in PREFERENCES)], required=False
            ),
            "relief": forms.ChoiceField(
                label=_("Titre d’exonération"), choices=[*empty, *reliefs], required=False
            ),
            "flags": forms.MultipleChoiceField(
                label=_("Taxes qui dépendent de l’opérateur ou du produit"),
                choices=flags_of(self.law),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            ),
            "on": day_field(_("Jour de l’enregistrement")),
        }  # fmt: skip

    def _otherwise(self) -> dict[str, forms.Field]:
        same = [("", _("La même")), ("-", _("Aucune"))]
        return {
            "if_code": CodeField(label=_("Autre code"), max_length=20, required=False),
            "if_price": amount(_("Autre prix")),
            "if_duty": amount(_("Autre droit, %"), most=MOST_RATE),
            "if_preference": forms.ChoiceField(
                label=_("Autre préférence"),
                choices=[*same, *((one, one) for one in PREFERENCES)],
                required=False,
            ),
            "if_on": day_field(_("Autre jour")),
        }

    @property
    def goods(self) -> Goods:
        """What is asked; the form is valid."""
        said = self.cleaned_data
        return Goods(
            said["code"],
            said["price"],
            said["on"] or self.today,
            exchange=said["exchange"] or ONE,
            incoterm=said["incoterm"] or "CIF",
            freight=said["freight"],
            insurance=said["insurance"],
            net_kg=said["net_kg"],
            quantity=said["quantity"],
            procedure=said["procedure"] or "4000",
            preference=said["preference"],
            relief=said["relief"],
            mode=said["mode"],
            flags=frozenset(said.get("flags", ())),
        )

    @property
    def otherwise(self) -> Goods | None:
        """The same goods with what is otherwise; None where nothing is."""
        said, goods = self.cleaned_data, self.goods
        preference = said["if_preference"]
        other = replace(
            goods,
            code=said["if_code"] or goods.code,
            price=goods.price if said["if_price"] is None else said["if_price"],
            duty_pct=said["if_duty"],
            preference=goods.preference if not preference else preference.strip("-"),
            on=said["if_on"] or goods.on,
        )
        return None if other == goods else other


class VehicleForm(forms.Form):
    """A used vehicle: its price when new, and its first day on the road."""

    def __init__(self, data: Any, law: Law, today: date) -> None:
        super().__init__(data)
        self.today = today
        tables = [(one.code, own_name(one.names)) for one in law.depreciations]
        self.fields |= {
            "make": forms.CharField(label=_("Marque et modèle"), max_length=60, required=False),
            "table": forms.ChoiceField(label=_("Barème"), choices=tables),
            "new_value": amount(
                _("Prix à l’état neuf, en %(currency)s") % {"currency": law.currency}, required=True
            ),
            "first_used_on": forms.DateField(
                label=_("Première mise en circulation"),
                input_formats=[*DAYS, "%m/%Y", "%Y"],
                error_messages={"invalid": _("Écrivez la date comme 23/11/2019, ou l’année.")},
                widget=forms.TextInput,
            ),
            "declared": amount(_("Prix déclaré, en %(currency)s") % {"currency": law.currency}),
            "code": CodeField(label=_("Code du tarif"), max_length=20, required=False),
            "mode": forms.ChoiceField(label=_("Transport"), choices=MODES, required=False),
            "on": day_field(_("Jour de l’enregistrement")),
        }  # fmt: skip

    def goods(self, price: Decimal) -> Goods:
        """The vehicle at a price in national currency."""
        said = self.cleaned_data
        on = said["on"] or self.today
        return Goods(said["code"], price, on, quantity=ONE, mode=said["mode"])


def flags_of(law: Law) -> Sequence[tuple[str, str]]:
    """Facts on which charges hang, with the names of these charges."""
    named = {rule.flag: f"{rule.code} · {own_name(rule.names)}" for rule in law.charges if rule.flag}
    return list(named.items())


def own_name(names: Mapping[str, str]) -> str:
    """In the language of the page, else in French."""
    return names.get((get_language() or "fr")[:2]) or names.get("fr", "")
