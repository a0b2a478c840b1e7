"""What a person writes of an order, and of what came back of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from amont.screening.actions.finding import LONGEST_WORDS, Inspected
from amont.screening.actions.ordering import LONGEST_GROUND, LONGEST_PLACE, Asked
from amont.screening.models import Found, OrderAct, Verdict


def act_names() -> dict[str, str]:
    """What is ordered, in words."""
    return {
        OrderAct.SCAN.value: _("Passer au scanner"),
        OrderAct.INSPECT.value: _("Visiter"),
        OrderAct.LET_GO.value: _("Laisser aller"),
    }


class OrderForm(forms.Form):
    """An order to give: what, of which containers, where, why. reasons: (code, label) of the bill's lane."""

    def __init__(
        self,
        data: Any = None,
        *,
        boxes: Sequence[str],
        reasons: Sequence[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        acts = [one for one in act_names().items() if boxes or one[0] != OrderAct.SCAN]
        self.fields["act"] = forms.ChoiceField(
            label=_("Ce que vous ordonnez"),
            choices=acts,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choisissez ce que vous ordonnez.")},
        )
        if boxes:
            self.fields["boxes"] = forms.MultipleChoiceField(
                label=_("Conteneurs"),
                required=False,
                choices=[(one, one) for one in boxes],
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Aucun coché\u00a0: tous ceux du titre."),
            )
        self.fields["place"] = forms.CharField(
            label=_("Lieu de la visite"),
            required=False,
            max_length=LONGEST_PLACE,
            help_text=_("Vide\u00a0: à quai."),
        )
        if reasons:
            self.fields["reasons"] = forms.MultipleChoiceField(
                label=_("Motifs retenus"),
                required=False,
                choices=reasons,
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields["words"] = forms.CharField(
            label=_("En vos mots"),
            required=False,
            max_length=LONGEST_GROUND,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Les agents le lisent\u00a0; le terminal et le transporteur ne le voient pas."),
        )

    def clean(self) -> dict[str, Any]:
        """A ground of some kind."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("reasons") and not found.get("words", "").strip():
            self.add_error("words", _("Cochez un motif, ou écrivez pourquoi."))
        return found

    @property
    def asked(self) -> Asked:
        """The answers, as the verb takes them."""
        said = self.cleaned_data
        return Asked(
            act=said["act"],
            boxes=tuple(said.get("boxes", ())),
            place=said["place"],
            reasons=tuple(said.get("reasons", ())),
            words=said["words"],
        )


class WithdrawForm(forms.Form):
    """Why what was asked is asked no more."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["why"] = forms.CharField(
            label=_("Pourquoi le retirer"),
            max_length=LONGEST_GROUND,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Écrivez pourquoi l’ordre est retiré.")},
        )


def found_names() -> dict[str, str]:
    """What an inspection finds, in words."""
    return {
        Found.NOTHING.value: _("Rien à signaler"),
        Found.QUANTITY.value: _("Quantité"),
        Found.SPECIES.value: _("Espèce"),
        Found.PROHIBITED.value: _("Marchandise prohibée"),
        Found.DOCUMENT.value: _("Document"),
        Found.RIGHTS.value: _("Propriété intellectuelle"),
        Found.OTHER.value: _("Autre"),
    }


def verdict_names() -> dict[str, str]:
    """What is seen on an image, in words."""
    return {Verdict.CLEAR.value: _("Rien d’anormal"), Verdict.SUSPICIOUS.value: _("Image suspecte")}


class InspectionForm(forms.Form):
    """What an inspection found."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["found"] = forms.ChoiceField(
            label=_("Ce que vous avez trouvé"),
            choices=list(found_names().items()),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choisissez ce que vous avez trouvé.")},
        )
        self.fields["critical"] = forms.TypedChoiceField(
            label=_("Gravité"),
            choices=[(0, _("sans gravité particulière")), (1, _("grave")), (2, _("menace la sécurité"))],
            coerce=int,
            initial=0,
            widget=forms.RadioSelect,
        )
        self.fields["words"] = forms.CharField(
            label=_("En vos mots"),
            required=False,
            max_length=LONGEST_WORDS,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    @property
    def told(self) -> Inspected:
        """The answers, as the verb takes them."""
        said = self.cleaned_data
        return Inspected(said["found"], said["critical"], said["words"])


class JudgeForm(forms.Form):
    """What an analyst sees on an image."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Ce que vous voyez"),
            choices=list(verdict_names().items()),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choisissez ce que vous voyez.")},
        )
        self.fields["words"] = forms.CharField(
            label=_("En vos mots"),
            required=False,
            max_length=LONGEST_GROUND,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
