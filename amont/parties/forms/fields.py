"""Fields that several forms share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amont.kernel.agents import Role

DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y", "%d-%m-%y", "%Y-%m-%d", "%d.%m.%Y"]
ROLES = [
    (Role.INSPECTOR.value, _("inspecteur")),
    (Role.ANALYST.value, _("analyste")),
    (Role.CHIEF.value, _("chef de visite")),
    (Role.DIRECTOR.value, _("directeur")),
    (Role.QUAY.value, _("agent de prise en charge")),
    (Role.CASHIER.value, _("receveur ou caissier")),
    (Role.GATE.value, _("agent de la sortie")),
    (Role.BROKER.value, _("déclarant")),
    (Role.CARRIER.value, _("transporteur ou consignataire")),
    (Role.TERMINAL.value, _("terminal ou magasin")),
    (Role.ADMINISTRATOR.value, _("administrateur")),
    (Role.SECURITY.value, _("responsable de la sécurité")),
]
PASSWORD_HELP = _(
    "Douze signes au moins, qui ne soient ni votre nom, ni des chiffres seuls, ni un mot courant."
)
UNKNOWN_OPERATOR = _("Aucun opérateur ne porte ce numéro. Cherchez-le parmi les opérateurs.")


class DayField(forms.DateField):
    """A day, written as people write it."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("input_formats", DAYS)
        facts.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}))
        facts.setdefault("help_text", _("Jour, mois, année : 23/11/2026."))
        super().__init__(**facts)
        self.error_messages["invalid"] = _("Écrivez le jour ainsi : 23/11/2026.")


class SearchField(forms.CharField):
    """Words to find."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("widget", forms.TextInput(attrs={"type": "search"}))
        super().__init__(required=False, max_length=80, **facts)
