"""Filters of the list of controls, read from the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amont.edge.routes import Words
from amont.kernel.lanes import Lane

LANES = (Lane.RED, Lane.YELLOW)


class Filters(forms.Form):
    """What is looked for. officers: agent name -> name, none for who sees his own only."""

    def __init__(self, data: Any, *, words: Words, officers: dict[str, str]) -> None:
        super().__init__(data)
        self.fields["q"] = forms.CharField(label=_("Référence ou opérateur"), required=False, max_length=60)
        lanes = [(lane.code, words.sentence(LANE_WORDS[lane])) for lane in LANES]
        self.fields["circuit"] = forms.ChoiceField(
            label=_("Circuit"), required=False, choices=[("", _("Tous")), *lanes]
        )
        if officers:
            self.fields["inspecteur"] = forms.ChoiceField(
                label=_("Inspecteur"), required=False, choices=[("", _("Tous")), *officers.items()]
            )

    @property
    def asked(self) -> dict[str, str]:
        """What was asked and can be understood."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


LANE_WORDS = {Lane.RED: "lane.red", Lane.YELLOW: "lane.yellow"}
