"""Filters of lists: read from the address, said as a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amont.edge.routes import Words

DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y", "%d-%m-%y"]


def day_field(label: str) -> forms.DateField:
    """A day, written as people write it; facultative."""
    wrong = _("Écrivez la date comme 23/11/2026.")
    return forms.DateField(
        label=label,
        required=False,
        input_formats=DAYS,
        error_messages={"invalid": wrong},
        widget=forms.TextInput,
    )


class Filters(forms.Form):
    """Filters read from the address; what cannot be understood narrows nothing."""

    def asked_of(self, name: str) -> Any:
        """One answer; None when it is empty or not understood."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    @property
    def given(self) -> list[str]:
        """The filters that narrow the list, as in the address: `etat=routed`."""
        return [f"{name}={value}" for name in self.fields if (value := self.asked_of(name))]


def as_seen(parts: list[str]) -> str:
    """The filters as a sentence, empty without any."""
    return _("Vous voyez\u00a0: %(filters)s.") % {"filters": ", ".join(parts)} if parts else ""


def written(day: date, words: Words) -> str:
    """A day as the reader writes it."""
    return words.text("{day:day}", day=day)
