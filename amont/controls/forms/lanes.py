"""A lane to change, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amont.controls.forms.finding import GroundField
from amont.controls.models import Motive
from amont.kernel.lanes import Lane


def lanes() -> dict[str, str]:
    """Lanes in words, the lightest first."""
    return {
        Lane.GREEN.code: _("Vert\u00a0: mainlevée sans contrôle"),
        Lane.BLUE.code: _("Bleu\u00a0: mainlevée, contrôle après"),
        Lane.YELLOW.code: _("Jaune\u00a0: contrôle des documents"),
        Lane.RED.code: _("Rouge\u00a0: visite"),
    }


def motives() -> dict[str, str]:
    """Why, from a short list."""
    return {
        Motive.INFORMATION.value: _("Renseignement reçu"),
        Motive.DOCUMENT.value: _("Document produit ou manquant"),
        Motive.ERROR.value: _("Erreur de la déclaration ou du ciblage"),
        Motive.INSTRUCTION.value: _("Instruction écrite"),
        Motive.OTHER.value: _("Autre"),
    }


class LaneForm(forms.Form):
    """now: the lane it has, which is left out."""

    def __init__(self, data: Any = None, *, now: Lane) -> None:
        super().__init__(data)
        choices = [(code, name) for code, name in lanes().items() if code != now.code]
        self.fields["lane"] = forms.ChoiceField(
            label=_("Nouveau circuit"),
            choices=choices,
            widget=forms.RadioSelect,
            help_text=_(
                "Plus strict\u00a0: tout de suite. Plus léger\u00a0: un agent d’une autre unité décide."
            ),
            error_messages={"required": _("Choisissez un circuit.")},
        )
        self.fields["motive"] = forms.ChoiceField(label=_("Nature du motif"), choices=list(motives().items()))
        self.fields["ground"] = GroundField(label=_("Motif"))

    @property
    def lane(self) -> Lane:
        """What is asked; the form is valid."""
        return Lane[self.cleaned_data["lane"].upper()]
