"""What a new webhook is for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amont.edge.addresses import LONGEST
from amont.exchange.models import Told
from amont.parties.models import Operator
from amont.reference.models import Office

EVENTS = {
    Told.LODGED.value: _("Déclaration déposée"),
    Told.LANE.value: _("Circuit connu"),
    Told.CONTROLLED.value: _("Contrôle clos"),
    Told.CANCELLED.value: _("Déclaration annulée"),
    Told.ASKED.value: _("Question de la douane au transporteur"),
    Told.REMINDED.value: _("Transporteur rappelé"),
    Told.ANSWERED.value: _("Réponse du transporteur"),
    Told.ENDED.value: _("Demande au transporteur terminée"),
    Told.ORDERED.value: _("Ordre de la douane donné au terminal"),
    Told.UNORDERED.value: _("Ordre de la douane retiré"),
}


class MakeWebhook(forms.Form):
    """operator: left out for a broker, whose own it is."""

    label = forms.CharField(
        label=_("Nom de l’avis"),
        max_length=80,
        help_text=_("Le système qui le reçoit : « logiciel de transit », « SYDONIA »."),
        error_messages={"required": _("Donnez un nom à l’avis.")},
    )
    url = forms.CharField(
        label=_("Adresse appelée"),
        max_length=LONGEST,
        help_text=_("Une adresse complète, qui commence par https://."),
        error_messages={"required": _("Indiquez l’adresse à appeler.")},
    )
    events = forms.MultipleChoiceField(
        label=_("Ce qui est annoncé"),
        choices=list(EVENTS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un événement.")},
    )
    operator = forms.CharField(
        label=_("Opérateur"),
        required=False,
        max_length=40,
        help_text=_("Le numéro du déclarant, ou du terminal pour ses ordres. Vide\u00a0: ceux d’un bureau."),
    )
    office = forms.ChoiceField(label=_("Bureau"), required=False)

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own = own
        offices = [(office.code, str(office)) for office in Office.objects.all()]
        self.fields["office"].choices = [("", _("Tous les bureaux")), *offices]  # type: ignore[attr-defined]
        if own:
            del self.fields["operator"], self.fields["office"]

    def clean(self) -> dict[str, Any]:
        """Of an operator or of an office, never of both."""
        found = super().clean() or {}
        operator = self._own or found.get("operator", "").strip()
        if operator and not Operator.objects.filter(code=operator).exists():
            self.add_error("operator", _("Indiquez le numéro d’un opérateur connu."))
        if operator and found.get("office"):
            self.add_error("office", _("Un opérateur n’a pas de bureau. Choisissez « Tous les bureaux »."))
        return found | {"operator": operator, "office": found.get("office", "")}
