"""What a chief writes to cancel a declaration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

LONGEST = 300


class CancelForm(forms.Form):
    """Why a declaration has no effect any more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"] = forms.CharField(
            label=_("Motif de l’annulation"),
            max_length=LONGEST,
            help_text=_("Le déclarant le lit dans la chronologie de la déclaration."),
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Indiquez pourquoi la déclaration est annulée.")},
        )
