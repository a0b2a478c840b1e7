"""What to look for in reference data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amont.edge.filters import DAYS, Filters, day_field
from amont.formats.code_lists import PACKAGES, PLACES, UNITS
from amont.reference.keeping import TARIFF


class ReferenceFilter(forms.Form):
    """Part of a code or a name."""

    q = forms.CharField(
        label=_("Code ou nom"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class SettingsForm(forms.Form):
    """What holds for the whole node."""

    lane_published = forms.BooleanField(
        label=_("Montrer le circuit au déclarant"),
        required=False,
        help_text=_("Les motifs, le score et les critères ne lui sont jamais montrés."),
    )
    shadow_mode = forms.BooleanField(
        label=_("Travailler en silence"),
        required=False,
        help_text=_("Les circuits sont calculés et comparés ; aucun contrôle n’est confié."),
    )


def list_names() -> dict[str, Any]:
    """Lists of codes that are looked up in messages, in words."""
    return {PLACES: _("Lieux"), PACKAGES: _("Natures de colis"), UNITS: _("Unités")}


def file_names() -> dict[str, Any]:
    """Lists that a table may change, in words."""
    return {**list_names(), TARIFF: _("Tarif")}


class CodeFilters(Filters):
    """What is looked for in a list."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["liste"] = forms.ChoiceField(
            label=_("Liste"), required=False, choices=list(list_names().items())
        )
        self.fields["q"] = forms.CharField(label=_("Code ou nom"), required=False, max_length=80)
        self.fields["pays"] = forms.CharField(
            label=_("Pays, deux lettres"), required=False, max_length=2, widget=forms.TextInput
        )
        old = [("", _("en vigueur")), ("tous", _("tous, même passés"))]
        self.fields["codes"] = forms.ChoiceField(label=_("Codes"), required=False, choices=old)


class TariffFilters(Filters):
    """What is looked for in the tariff, and the day that governs."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["q"] = forms.CharField(
            label=_("Code ou marchandise"),
            required=False,
            max_length=80,
            widget=forms.TextInput(attrs={"type": "search"}),
        )
        self.fields["on"] = day_field(gettext("Tel qu’en vigueur le"))


class CodeFileForm(forms.Form):
    """A table of codes that is handed in."""

    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("Une ligne par code\u00a0: CSV, et XLSX pour le tarif."),
        error_messages={"required": _("Choisissez un fichier."), "empty": _("Ce fichier est vide.")},
    )
    listed_in = forms.ChoiceField(label=_("Liste"))
    is_whole = forms.BooleanField(
        label=_("Ce fichier est complet"),
        required=False,
        help_text=_(
            "Ce qu’il ne nomme pas prend fin, et les messages sont vérifiés contre lui. Pour les lieux, cela "
            "vaut pour les pays qu’il contient\u00a0; pour le tarif, pour ses chapitres."
        ),
    )
    from_on = forms.DateField(label=_("En vigueur dès le"), input_formats=DAYS, widget=forms.TextInput)
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("L’édition lue, par exemple."))
    evidence = forms.ChoiceField(label=_("Combien c’est sûr"))

    def __init__(self, *args: Any, evidence: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["listed_in"].choices = list(file_names().items())  # type: ignore[attr-defined]
        self.fields["evidence"].choices = [(one, f"{one} · {said}") for one, said in evidence.items()]  # type: ignore[attr-defined]
