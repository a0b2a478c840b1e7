"""What a person writes at the gate, of an exit and of a release."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from amont.edge.filters import Filters, as_seen, day_field, written
from amont.edge.routes import Words
from amont.release.actions.leaving import LONGEST_GROUND, LONGEST_VEHICLE
from amont.release.token import LONGEST


class Period(Filters):
    """What is looked for, and between which days."""

    def __init__(self, data: Any = None, *, label: str = "") -> None:
        super().__init__(data)
        self.fields["q"] = forms.CharField(
            label=label or _("Numéro, référence ou conteneur"), required=False, max_length=60
        )
        self.fields["du"] = day_field(_("Du"))
        self.fields["au"] = day_field(_("Au"))

    @property
    def text(self) -> str:
        """What is looked for, "" for all."""
        return str(self.asked_of("q") or "")

    @property
    def span(self) -> tuple[datetime | None, datetime | None]:
        """The first instant, and the one after the last; None where it is open."""
        zone = get_current_timezone()
        first, last = self.asked_of("du"), self.asked_of("au")
        start = datetime.combine(first, time(), zone) if first else None
        stop = datetime.combine(last, time(), zone) + timedelta(days=1) if last else None
        return start, stop

    def said(self, words: Words) -> str:
        """The filters as a sentence, empty without any."""
        parts = []
        if self.text:
            parts.append(_("recherche «\u00a0%(text)s\u00a0»") % {"text": self.text})
        if first := self.asked_of("du"):
            parts.append(_("depuis le %(day)s") % {"day": written(first, words)})
        if last := self.asked_of("au"):
            parts.append(_("jusqu’au %(day)s") % {"day": written(last, words)})
        return as_seen(parts)


class AskForm(forms.Form):
    """What is shown at the gate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"] = forms.CharField(
            label=_("Numéro, code lu ou référence"),
            max_length=LONGEST + 100,
            help_text=_(
                "Le lecteur de codes remplit ce champ\u00a0; sinon tapez le numéro du bon à enlever."
            ),
            error_messages={"required": _("Indiquez ce qui vous est présenté.")},
        )


class LeaveForm(forms.Form):
    """What goes out. boxes: those still there, chosen; none chosen: all of them."""

    def __init__(
        self, *args: Any, boxes: tuple[str, ...] = (), has_packages: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"] = forms.CharField(max_length=LONGEST + 100, widget=forms.HiddenInput)
        self.fields["key"] = forms.CharField(max_length=64, widget=forms.HiddenInput)
        if boxes:
            self.fields["boxes"] = forms.MultipleChoiceField(
                label=_("Conteneurs qui sortent"),
                required=False,
                choices=[(one, one) for one in boxes],
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Aucun coché\u00a0: tous ceux qui restent."),
            )
        elif has_packages:
            self.fields["packages"] = forms.DecimalField(
                label=_("Colis qui sortent"),
                required=False,
                min_value=Decimal(1),
                localize=True,
                help_text=_("Vide\u00a0: tous ceux qui restent."),
                error_messages={"invalid": _("Indiquez le nombre de colis en chiffres.")},
            )
        self.fields["vehicle"] = forms.CharField(
            label=_("Véhicule"),
            required=False,
            max_length=LONGEST_VEHICLE,
            help_text=_("L’immatriculation, si la marchandise part par la route."),
        )


class GroundForm(forms.Form):
    """Why, in words."""

    def __init__(self, *args: Any, label: str, required: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"] = forms.CharField(
            label=label,
            max_length=LONGEST_GROUND,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=help_text,
            error_messages={"required": required},
        )
