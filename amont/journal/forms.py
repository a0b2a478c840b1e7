"""What to look for in the journal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amont.journal.models import Kind
from amont.journal.queries import Asked

DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y", "%d-%m-%y", "%Y-%m-%d"]
KINDS = [
    ("", _("Tout")),
    (Kind.ACT.value, _("Actes")),
    (Kind.EVENT.value, _("Événements")),
    (Kind.READ.value, _("Consultations")),
]
ONE = {Kind.ACT.value: _("Acte"), Kind.EVENT.value: _("Événement"), Kind.READ.value: _("Consultation")}


class DayField(forms.DateField):
    """A day, written as people write it."""

    def __init__(self, **facts: Any) -> None:
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"})
        super().__init__(required=False, input_formats=DAYS, widget=widget, **facts)
        self.error_messages["invalid"] = _("Écrivez le jour ainsi : 23/11/2026.")


class JournalFilter(forms.Form):
    """Filters of the journal, read from the address."""

    par = forms.CharField(label=_("Qui"), required=False, max_length=80)
    objet = forms.CharField(label=_("Objet"), required=False, max_length=120)
    nom = forms.CharField(label=_("Code"), required=False, max_length=80)
    genre = forms.ChoiceField(label=_("Genre"), choices=KINDS, required=False)
    du = DayField(label=_("Du"))
    au = DayField(label=_("Au"))

    def asked(self) -> Asked:
        """What is looked for; an answer that does not read is left out."""
        self.full_clean()
        said = self.cleaned_data
        return Asked(
            subject=said.get("objet", "").strip(),
            by=said.get("par", "").strip(),
            name=said.get("nom", "").strip(),
            kind=said.get("genre", ""),
            from_on=said.get("du"),
            to_on=said.get("au"),
        )
