"""The short form of one item, and what ends the control."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amont.controls.actions.closing import LONGEST, MOST_MINUTES, Conclusion
from amont.controls.actions.results import LONGEST_REMARK, Found, noted, refusals
from amont.controls.models import ItemResult, Means, OffenceKind, Outcome
from amont.declarations.models import Item
from amont.edge.figures import COUNT_DECIMALS, MASS_DECIMALS, FigureField
from amont.edge.routes import Words

CLOSE_TO = "off"  # what phones would fill in is never what was found


def outcomes() -> dict[str, str]:
    """The four results, in words."""
    return {
        Outcome.COMPLIANT.value: _("Conforme"),
        Outcome.MINOR.value: _("Écart mineur"),
        Outcome.OFFENCE.value: _("Infraction"),
        Outcome.NOT_INSPECTED.value: _("Non visité"),
    }


def kinds() -> dict[str, str]:
    """What an offence is about, in words."""
    return {
        OffenceKind.QUANTITY.value: _("Quantité"),
        OffenceKind.VALUE.value: _("Valeur"),
        OffenceKind.SPECIES.value: _("Espèce"),
        OffenceKind.ORIGIN.value: _("Origine"),
        OffenceKind.PROHIBITED.value: _("Marchandise prohibée"),
        OffenceKind.DOCUMENT.value: _("Document"),
        OffenceKind.RIGHTS.value: _("Propriété intellectuelle"),
        OffenceKind.OTHER.value: _("Autre"),
    }


def means() -> dict[str, str]:
    """How one looked, in words."""
    return {
        Means.PHYSICAL.value: _("Visite physique"),
        Means.SCAN.value: _("Scanner"),
        Means.DOCUMENTS.value: _("Documents"),
    }


def outcome_choices() -> list[tuple[str, Any]]:
    """As tiles: « Non visité » says what it does not mean."""
    names = outcomes()
    away = format_html("{}<small>{}</small>", names[Outcome.NOT_INSPECTED], _("ne vaut pas conforme"))
    return [(code, away if code == Outcome.NOT_INSPECTED else name) for code, name in names.items()]


class ItemForm(forms.Form):
    """What was found on one item. may_wait: the result itself may still be left open."""

    def __init__(
        self, data: Any = None, *, item: Item, result: ItemResult | None, words: Words, may_wait: bool = True
    ) -> None:
        super().__init__(data, initial=_initial(item, result), auto_id="id_%s")
        self._item, self._words = item, words
        self.fields.update(_measured())
        self.fields.update(_judged())
        self.fields.update(_owed())
        self.fields["remark"] = forms.CharField(
            label=_("Remarque"),
            help_text=_("Elle figure sur l’acte de visite."),
            required=False,
            max_length=LONGEST_REMARK,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields["seen"] = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
        self.fields["outcome"].required = not may_wait

    def clean(self) -> dict[str, Any]:
        """What does not go together is said at its field."""
        answers = super().clean() or {}
        if not self.errors:
            for refusal in refusals(noted(self.found, self._item)):
                self.add_error(refusal.field, self._words.sentence(refusal.code, refusal.facts))
        return answers

    @property
    def found(self) -> Found:
        """The answers, as the verb takes them."""
        return Found(**{one.name: self.cleaned_data[one.name] for one in fields(Found)})

    @property
    def says_nothing(self) -> bool:
        """Nothing was answered: there is nothing to keep."""
        return noted(self.found, self._item) == Found()


def _initial(item: Item, result: ItemResult | None) -> dict[str, Any]:
    """What was kept; duties before come from the declaration."""
    if result is None:
        return {"seen": 0, "duty_before": item.duties}
    kept = {one.name: getattr(result, one.name) for one in fields(Found)}
    before = item.duties if kept["duty_before"] is None else kept["duty_before"]
    return {**kept, "duty_before": before, "seen": result.revision}


def _measured() -> dict[str, forms.Field]:
    code = forms.TextInput(attrs={"autocomplete": CLOSE_TO, "inputmode": "numeric"})
    country = forms.TextInput(
        attrs={"autocomplete": CLOSE_TO, "list": "pays", "autocapitalize": "characters"}
    )
    return {
        "found_packages": FigureField(
            label=_("Colis trouvés"), decimals=COUNT_DECIMALS, widget=_figure("numeric")
        ),
        "found_net_kg": FigureField(label=_("Masse nette trouvée"), decimals=MASS_DECIMALS, widget=_figure()),
        "found_hs_code": forms.CharField(
            label=_("Position trouvée"), required=False, max_length=30, widget=code
        ),
        "found_origin": forms.CharField(
            label=_("Origine trouvée"), required=False, max_length=10, widget=country
        ),
        "found_value": FigureField(label=_("Valeur trouvée"), widget=_figure()),
    }


def _figure(keyboard: str = "decimal") -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": keyboard, "autocomplete": CLOSE_TO})


def _judged() -> dict[str, forms.Field]:
    return {
        "outcome": forms.ChoiceField(
            label=_("Résultat pour cet article"),
            choices=outcome_choices(),
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choisissez le résultat de la visite. « Non visité » ne vaut pas « conforme ».")
            },
        ),
        "offence_kind": forms.ChoiceField(
            label=_("Sur quoi porte l’infraction ou l’écart"),
            choices=[("", _("Rien à signaler")), *kinds().items()],
            required=False,
        ),
        "threatens_safety": forms.BooleanField(label=_("Menace pour la sécurité"), required=False),
    }


def _owed() -> dict[str, forms.Field]:
    return {
        "duty_before": FigureField(
            label=_("Droits avant"), help_text=_("Repris de la déclaration."), widget=_figure()
        ),
        "duty_after": FigureField(label=_("Droits après"), widget=_figure()),
        "fine": FigureField(label=_("Amende"), widget=_figure()),
    }


class CloseForm(forms.Form):
    """The end of a control."""

    def __init__(
        self, data: Any = None, *, minutes: int | None = None, nothing_inspected: bool = False
    ) -> None:
        super().__init__(data, initial={"minutes": minutes})
        self.fields["minutes"] = FigureField(
            label=_("Temps passé"),
            decimals=COUNT_DECIMALS,
            help_text=_("Compté depuis le début de la visite\u00a0: corrigez-le au besoin."),
            required=True,
            widget=_figure("numeric"),
            error_messages={
                "required": _("Indiquez le temps passé, en minutes."),
                "unreadable": _("Indiquez le temps passé en minutes, par exemple 45."),
            },
        )
        self.fields["means"] = forms.ChoiceField(
            label=_("Comment vous avez contrôlé"),
            choices=list(means().items()),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choisissez comment vous avez contrôlé.")},
        )
        self.fields["conclusion"] = forms.CharField(
            label=_("Conclusion"),
            help_text=_("Rien n’est visité\u00a0: dites pourquoi.") if nothing_inspected else "",
            required=nothing_inspected,
            max_length=LONGEST["conclusion"],
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Dites pourquoi aucun article n’est visité.")},
        )
        for name, label in (
            ("case_reference", _("Référence du dossier contentieux")),
            ("others", _("Autres agents présents")),
        ):
            self.fields[name] = forms.CharField(label=label, required=False, max_length=LONGEST[name])

    def clean_minutes(self) -> int:
        """Whole minutes, within two weeks."""
        minutes: Decimal = self.cleaned_data["minutes"]
        if not 0 < minutes <= MOST_MINUTES:
            raise forms.ValidationError(
                _("Indiquez le temps passé, en minutes, entre 1 et %(most)s.") % {"most": MOST_MINUTES}
            )
        return max(1, round(minutes))

    @property
    def conclusion(self) -> Conclusion:
        """The answers, as the verb takes them."""
        return Conclusion(**self.cleaned_data)


class RedrawForm(forms.Form):
    """Why another officer is drawn. seen: redraws when the page was opened."""

    def __init__(self, data: Any = None, *, seen: int = 0) -> None:
        super().__init__(data, initial={"seen": seen})
        self.fields["reason"] = forms.CharField(
            label=_("Motif"),
            help_text=_("Par exemple\u00a0: absent depuis ce matin. Il reste au journal."),
            max_length=300,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"required": _("Indiquez pourquoi un autre inspecteur est tiré au sort.")},
        )
        self.fields["seen"] = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
