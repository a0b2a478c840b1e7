"""What a person writes of a hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amont.holds.actions import LONGEST_GROUND, LONGEST_VALUE
from amont.holds.models import HeldField

DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y", "%d-%m-%y", "%Y-%m-%d")
NAMES = {
    HeldField.REFERENCE: gettext_lazy("Référence"),
    HeldField.IMPORTER: gettext_lazy("Importateur"),
    HeldField.DECLARANT: gettext_lazy("Déclarant"),
    HeldField.SELLER: gettext_lazy("Vendeur"),
    HeldField.CARRIER: gettext_lazy("Transporteur"),
    HeldField.HS_CODE: gettext_lazy("Position tarifaire"),
    HeldField.ORIGIN: gettext_lazy("Origine"),
    HeldField.DEPARTURE: gettext_lazy("Provenance"),
    HeldField.BILL: gettext_lazy("Titre de transport"),
    HeldField.BOX: gettext_lazy("Conteneur"),
    HeldField.VESSEL: gettext_lazy("Navire"),
    HeldField.NAME: gettext_lazy("Nom ressemblant"),
}


def field_name(field: str) -> str:
    """What a column is called; one that nobody can choose here keeps its own name."""
    return str(NAMES[HeldField(field)]) if field in HeldField.values else field


class Filters(forms.Form):
    """Filters of the list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = forms.CharField(label=_("Valeur ou motif"), required=False, max_length=120)
        every = [("", _("Tous")), *NAMES.items()]
        self.fields["sur"] = forms.ChoiceField(label=_("Porte sur"), required=False, choices=every)


class PlaceForm(forms.Form):
    """A hold to place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"] = forms.ChoiceField(
            label=_("Ce que porte la déclaration ou le titre"),
            choices=[("", _("Choisir")), *NAMES.items()],
            error_messages={"required": _("Choisissez sur quoi porte le blocage.")},
        )
        self.fields["value"] = forms.CharField(
            label=_("Valeur arrêtée"),
            max_length=LONGEST_VALUE,
            help_text=_("Telle qu’elle est déclarée ; une position en entier, un pays par ses deux lettres."),
            error_messages={"required": _("Indiquez la valeur à arrêter, telle qu’elle est déclarée.")},
        )
        self.fields["ground"] = forms.CharField(
            label=_("Motif du blocage"),
            max_length=LONGEST_GROUND,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Les agents qui voient le dossier le lisent ; le déclarant ne le voit pas."),
            error_messages={"required": _("Indiquez pourquoi cette marchandise doit être arrêtée.")},
        )
        self.fields["until"] = forms.DateField(
            label=_("Dernier jour"),
            required=False,
            input_formats=DAYS,
            widget=forms.TextInput,
            help_text=_("Par exemple 25/11/2026. Sans date, le blocage dure jusqu’à ce qu’on le lève."),
            error_messages={"invalid": _("Écrivez le dernier jour ainsi : 25/11/2026.")},
        )


class LiftForm(forms.Form):
    """Why a hold is lifted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"] = forms.CharField(
            label=_("Pourquoi le lever"),
            max_length=LONGEST_GROUND,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Indiquez pourquoi ce blocage n’a plus lieu d’être.")},
        )
