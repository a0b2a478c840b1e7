"""What to look for in reference data."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


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
