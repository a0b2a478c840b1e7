"""A finding as an officer writes it: each item as it should have been declared, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amont.controls.actions.finding import LONGEST, FoundLine
from amont.declarations.models import Item
from amont.edge.figures import COUNT_DECIMALS, MASS_DECIMALS, MONEY_DECIMALS, FigureField

PARTS = ("hs_code", "origin", "packages", "net_kg", "value", "method")


def methods() -> dict[str, str]:
    """Methods of valuation, in words."""
    return {
        "1": _("1 · Valeur transactionnelle"),
        "2": _("2 · Marchandises identiques"),
        "3": _("3 · Marchandises similaires"),
        "4": _("4 · Méthode déductive"),
        "5": _("5 · Valeur calculée"),
        "6": _("6 · Dernier recours"),
    }


class GroundField(forms.CharField):
    """Why, in words."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=required,
            max_length=LONGEST,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Écrivez le motif.")},
        )


class FindingForm(forms.Form):
    """Empty fields are as declared."""

    def __init__(self, data: Any, *, items: Sequence[Item], proposed: Iterable[FoundLine]) -> None:
        super().__init__(data, auto_id="id_%s")
        self.items = items
        first = {one.item: one for one in proposed}
        for item in items:
            self.fields |= _fields(item, first.get(item.pk))
        self.fields["ground"] = GroundField(label=_("Motif du constat"))

    @property
    def lines(self) -> list[FoundLine]:
        """What is said of each item; the form is valid."""
        said = self.cleaned_data
        return [
            FoundLine(item.pk, **{part: said[f"{part}-{item.pk}"] for part in PARTS}) for item in self.items
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Each item with its fields."""
        return [
            {"item": item, "bounds": [self[f"{part}-{item.pk}"] for part in PARTS]} for item in self.items
        ]


def _fields(item: Item, first: FoundLine | None) -> Mapping[str, forms.Field]:
    said = first or FoundLine(item.pk)
    empty = [("", "–")]
    fields: dict[str, forms.Field] = {
        "hs_code": forms.CharField(label=_("Position"), required=False, max_length=20),
        "origin": forms.CharField(label=_("Origine"), required=False, max_length=2),
        "packages": FigureField(label=_("Colis"), required=False, decimals=COUNT_DECIMALS),
        "net_kg": FigureField(label=_("Poids net, kg"), required=False, decimals=MASS_DECIMALS),
        "value": FigureField(label=_("Valeur en douane"), required=False, decimals=MONEY_DECIMALS),
        "method": forms.ChoiceField(
            label=_("Méthode de valeur"), required=False, choices=[*empty, *methods().items()]
        ),
    }
    for part, field in fields.items():
        field.initial = getattr(said, part)
    return {f"{part}-{item.pk}": field for part, field in fields.items()}


class AnswerForm(forms.Form):
    """What who declared says of a finding."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["agrees"] = forms.ChoiceField(
            label=_("Votre réponse"),
            choices=[("yes", _("Je suis d’accord")), ("no", _("Je conteste"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choisissez une réponse.")},
        )
        self.fields["words"] = GroundField(
            label=_("Ce que vous en dites"), required=False, help_text=_("À écrire si vous contestez.")
        )


class DecisionForm(forms.Form):
    """Why it is confirmed, or sent back."""

    def __init__(self, data: Any = None, *, confirms: bool) -> None:
        super().__init__(data)
        self.fields["ground"] = GroundField(label=_("Motif"), required=not confirms)
