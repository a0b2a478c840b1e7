"""Forms of what is asked of carriers: filters, the question, the answer, the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _

from amont.edge.filters import Filters, as_seen
from amont.edge.uploads import Files, FilesField
from amont.reference.models import Office
from amont.screening.actions.referring import Request
from amont.screening.forms.names import (
    ground_names,
    kind_names,
    method_names,
    outcome_names,
    point_names,
    result_names,
    state_names,
)
from amont.screening.models import ReferralKind
from amont.screening.models.referrals import LONGEST_WORDS
from amont.screening.queries.referrals import ReferralsAsked

HOURS = ("%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M", "%d-%m-%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
ENDED, EVERY = "closes", "toutes"


class ReferralFilters(Filters):
    """What is looked for among referrals. view: open, ended or all."""

    def __init__(self, data: Any, *, has_offices: bool) -> None:
        super().__init__(data)
        every = [("", _("Toutes"))]
        self.fields["q"] = forms.CharField(label=_("Titre ou voyage"), required=False, max_length=60)
        self.fields["nature"] = forms.ChoiceField(
            label=_("Objet"), required=False, choices=[*every, *kind_names().items()]
        )
        self.fields["etat"] = forms.ChoiceField(
            label=_("État"), required=False, choices=[("", _("Tous")), *state_names().items()]
        )
        late = [("", _("Toutes")), ("1", _("délai passé"))]
        self.fields["retard"] = forms.ChoiceField(label=_("Délai"), required=False, choices=late)
        if has_offices:
            offices = [("", _("Tous")), *((one.code, str(one)) for one in Office.objects.all())]
            self.fields["bureau"] = forms.ChoiceField(label=_("Bureau"), required=False, choices=offices)
        self.view = data.get("vue", "")

    @property
    def asked(self) -> ReferralsAsked:
        """What the list is narrowed to."""
        state = self.asked_of("etat") or ""
        views = {ENDED: False, EVERY: None}
        return ReferralsAsked(
            is_open=None if state else views.get(self.view, True),
            kind=self.asked_of("nature") or "",
            state=state,
            is_late=bool(self.asked_of("retard")),
            office=self.asked_of("bureau") or "",
            words=" ".join((self.asked_of("q") or "").split()),
        )

    def said(self) -> str:
        """The filters as a sentence, empty without any."""
        asked, parts = self.asked, []
        if asked.words:
            parts.append(f"«\u00a0{asked.words}\u00a0»")
        if asked.kind:
            parts.append(kind_names()[asked.kind].lower())
        if asked.state:
            parts.append(state_names()[asked.state].lower())
        if asked.is_late:
            parts.append(_("délai passé"))
        if asked.office:
            parts.append(_("bureau %(office)s") % {"office": asked.office})
        return as_seen(parts)


def instant_field(label: str, *, required: bool, text: str) -> forms.DateTimeField:
    """A day and hour of the office, written as people write them."""
    wrong = _("Écrivez le jour et l’heure comme 23/11/2026 14:30.")
    return forms.DateTimeField(
        label=label,
        required=required,
        input_formats=HOURS,
        widget=forms.TextInput,
        help_text=text,
        error_messages={"invalid": wrong, "required": wrong},
    )


def words_field(label: str, wanted: str, text: str = "", *, required: bool = True) -> forms.CharField:
    """Words of a person, as long as are kept."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=text,
        error_messages={"required": wanted},
    )


def aware(at: datetime | None) -> datetime | None:
    """An hour without its zone is of the office."""
    return at if at is None or at.tzinfo else at.replace(tzinfo=get_current_timezone())


class AskForm(forms.Form):
    """What is asked. reasons: (code, sentence) of those that decided the bill."""

    def __init__(self, data: Any = None, *, initial: Any = None, reasons: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial=initial)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Ce que vous demandez"),
            choices=list(kind_names().items()),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choisissez ce que vous demandez.")},
        )
        self.fields["points"] = forms.MultipleChoiceField(
            label=_("Points à préciser"),
            required=False,
            choices=list(point_names().items()),
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["told"] = forms.ChoiceField(
            label=_("Motif dit au transporteur"),
            choices=[("", _("Choisir")), *ground_names().items()],
            error_messages={"required": _("Choisissez le motif que lira le transporteur.")},
        )
        wanted = _("Écrivez la question ou la consigne.")
        text = _("Le transporteur lit ces mots.")
        self.fields["question"] = words_field(_("Question ou consigne"), wanted, text)
        text = _("Laissez vide pour le délai habituel de cette demande et du mode de transport.")
        self.fields["due_at"] = instant_field(_("Réponse attendue avant le"), required=False, text=text)
        if reasons:
            self.fields["reasons"] = forms.MultipleChoiceField(
                label=_("Motifs retenus, pour la douane seule"),
                required=False,
                choices=reasons,
                widget=forms.CheckboxSelectMultiple,
            )
        text = _("Le transporteur ne voit ni ces mots ni les motifs retenus.")
        self.fields["note"] = words_field(_("Pourquoi, pour la douane seule"), "", text, required=False)

    def request(self) -> Request:
        """The answers, as the verb takes them."""
        said = self.cleaned_data
        return Request(
            kind=said["kind"],
            told=said["told"],
            question=said["question"],
            points=tuple(said["points"]),
            reasons=tuple(said.get("reasons", ())),
            note=said["note"],
            due_at=aware(said["due_at"]),
        )


class AnswerForm(forms.Form):
    """What the carrier answers to one kind of referral."""

    def __init__(self, data: Any = None, files: Any = None, *, kind: str, now: datetime) -> None:
        super().__init__(data, files)
        if kind == ReferralKind.SCREENING:
            self._ask_screening(now)
        if kind == ReferralKind.DO_NOT_LOAD:
            self.fields["outcome"] = forms.ChoiceField(
                label=_("Où en est la marchandise"),
                choices=list(outcome_names().items()),
                widget=forms.RadioSelect,
                error_messages={"required": _("Dites où en est la marchandise.")},
            )
        self.fields["words"] = words_field(_("Réponse"), "", required=False)
        self.fields["files"] = FilesField(
            label=_("Documents"),
            required=False,
            widget=Files,
            help_text=_("PDF, JPEG, PNG ou WebP, 5 Mo chacun au plus, dix au plus."),
            error_messages={"max_files": _("Remettez dix documents au plus.")},
        )

    def _ask_screening(self, now: datetime) -> None:
        self.fields["method"] = forms.ChoiceField(
            label=_("Moyen employé"),
            choices=list(method_names().items()),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choisissez le moyen employé.")},
        )
        self.fields["result"] = forms.ChoiceField(
            label=_("Résultat"),
            choices=list(result_names().items()),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choisissez le résultat du contrôle.")},
        )
        text = _("Jour et heure du bureau\u00a0: 23/11/2026 14:30.")
        self.fields["done_at"] = instant_field(_("Fait le, à"), required=True, text=text)
        self.fields["done_at"].initial = localtime(now).strftime("%d/%m/%Y %H:%M")


class AgainForm(forms.Form):
    """What is still missing."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        wanted = _("Écrivez ce qui manque encore.")
        self.fields["words"] = words_field(
            _("Ce qui manque encore"), wanted, _("Le transporteur lit ces mots.")
        )
        text = _("Laissez vide pour le délai habituel.")
        self.fields["due_at"] = instant_field(_("Réponse attendue avant le"), required=False, text=text)
        self.fields["note"] = words_field(_("Note, pour la douane seule"), "", required=False)


class EndForm(forms.Form):
    """The word that closes a referral, or withdraws it. asks_effect: did the answer change anything?"""

    def __init__(self, data: Any = None, *, asks_effect: bool) -> None:
        super().__init__(data)
        if asks_effect:
            self.fields["effect"] = forms.ChoiceField(
                label=_("La réponse a-t-elle eu un effet\u00a0?"),
                choices=[("1", _("Oui, sur le titre ou la marchandise")), ("0", _("Non, aucun"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Dites si la réponse a eu un effet.")},
            )
        label = _("Mot au transporteur") if asks_effect else _("Motif du retrait")
        wanted = _("Écrivez un mot au transporteur.") if asks_effect else _("Donnez le motif du retrait.")
        self.fields["words"] = words_field(label, wanted, _("Le transporteur lit ces mots."))
        self.fields["note"] = words_field(_("Note, pour la douane seule"), "", required=False)
