"""Operators, mandates, keys."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amont.kernel.agents import OF_FIRMS, Role
from amont.parties.forms.fields import UNKNOWN_OPERATOR, DayField, SearchField
from amont.parties.models import Operator
from amont.parties.permissions import KEY_ACTS
from amont.reference.models import Office

ACTS = {
    "declarations.lodge": _("Déposer des déclarations"),
    "declarations.receive": _("Déposer des fichiers"),
    "declarations.amend": _("Rectifier ses déclarations"),
    "declarations.read": _("Lire les déclarations"),
    "declarations.read_receipt": _("Lire les accusés de dépôt"),
    "declarations.export": _("Exporter les déclarations"),
    "screening.export_lanes": _("Exporter les circuits du jour"),
    "screening.read_reasons": _("Lire les motifs"),
    "controls.read_results": _("Lire les résultats des contrôles"),
    "controls.note_elsewhere": _("Transmettre les résultats d’un autre système"),
    "cargo.receive": _("Déposer manifestes et messages"),
    "cargo.take_over": _("Envoyer des comptages"),
    "cargo.note_weighing": _("Envoyer des pesées"),
    "cargo.note_scan": _("Envoyer des images de scanner"),
    "screening.read_orders": _("Lire les ordres de la douane"),
    "screening.acknowledge_order": _("Accuser réception des ordres de la douane"),
    "screening.move_order": _("Signaler la mise en place des conteneurs"),
    "cargo.read": _("Lire manifestes et titres de transport"),
    "cargo.read_receipt": _("Lire les accusés de ses messages"),
    "cargo.read_events": _("Lire les mouvements de conteneurs"),
    "screening.read_referrals": _("Lire les demandes de la douane"),
    "screening.answer_referral": _("Répondre aux demandes de la douane"),
    "reference.read": _("Lire le référentiel"),
}
KEY_ROLES = [
    (Role.BROKER.value, _("déclarant")),
    (Role.CARRIER.value, _("transporteur ou consignataire")),
    (Role.TERMINAL.value, _("terminal ou magasin")),
    (Role.CHIEF.value, _("chef de visite")),
    (Role.ANALYST.value, _("analyste")),
]
KINDS = [("", _("Tous")), ("brokers", _("Commissionnaires")), ("others", _("Autres"))]
LIVES = [("30", _("30 jours")), ("90", _("90 jours")), ("365", _("un an"))]


class OperatorFilter(forms.Form):
    """Which operators to find."""

    q = SearchField(label=_("Numéro ou nom"))
    genre = forms.ChoiceField(
        label=_("Genre"),
        choices=KINDS,
        required=False,
    )


class DescribeOperator(forms.Form):
    """What the administration knows of an operator."""

    name = forms.CharField(label=_("Nom"), max_length=200, required=False)
    is_broker = forms.BooleanField(
        label=_("Agréé pour déclarer pour d’autres (commissionnaire en douane)"), required=False
    )
    since_on = DayField(label=_("Actif depuis le"), required=False)
    until_on = DayField(
        label=_("Actif jusqu’au"),
        required=False,
        help_text=_("Passé ce jour, plus personne n’agit en son nom. Vide : sans fin."),
    )

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        found = super().clean() or {}
        first, last = found.get("since_on"), found.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("Le dernier jour suit le premier, ou reste vide."))
        return found


class GiveMandate(forms.Form):
    """A broker, and for how long."""

    broker = forms.CharField(
        label=_("Commissionnaire"),
        max_length=40,
        help_text=_("Le numéro de celui qui déclarera pour cet opérateur."),
        error_messages={"required": _("Indiquez le numéro du commissionnaire.")},
    )
    from_on = DayField(label=_("Premier jour"), error_messages={"required": _("Indiquez le premier jour.")})
    to_on = DayField(label=_("Dernier jour"), required=False)

    def clean_broker(self) -> str:
        """One that exists."""
        code: str = self.cleaned_data["broker"].strip()
        if not Operator.objects.filter(code=code).exists():
            raise forms.ValidationError(UNKNOWN_OPERATOR)
        return code


class MakeKey(forms.Form):
    """What a machine may do, for whom, how fast and how long."""

    label = forms.CharField(
        label=_("Nom de la clé"),
        max_length=80,
        help_text=_("Le système qui s’en servira : « logiciel de transit », « SYDONIA »."),
        error_messages={"required": _("Donnez un nom à la clé.")},
    )
    role = forms.ChoiceField(
        label=_("Elle agit comme"),
        choices=KEY_ROLES,
        widget=forms.RadioSelect,
        initial=Role.BROKER.value,
        help_text=_("Une clé de chef de visite ou d’analyste attend l’accord d’un second administrateur."),
        error_messages={"required": _("Choisissez comme qui la clé agit.")},
    )
    operator = forms.CharField(
        label=_("Opérateur"), required=False, max_length=40, help_text=_("Pour une entreprise : son numéro.")
    )
    office = forms.ChoiceField(
        label=_("Bureau"), required=False, help_text=_("Pour un agent ou un terminal.")
    )
    acts = forms.MultipleChoiceField(
        label=_("Ce qu’elle peut faire"),
        choices=list(ACTS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un acte.")},
    )
    per_minute = forms.IntegerField(
        label=_("Demandes par minute, au plus"),
        initial=600,
        min_value=1,
        max_value=60_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Indiquez un nombre de demandes par minute."),
            "min_value": _("Indiquez au moins une demande par minute."),
            "max_value": _("Indiquez au plus 60 000 demandes par minute."),
        },
    )
    life = forms.ChoiceField(label=_("Durée"), choices=LIVES, initial="90")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = [(office.code, str(office)) for office in Office.objects.all()]
        self.fields["office"].choices = [("", _("Tous les bureaux")), *offices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A firm's key has an operator; its acts are those of its role."""
        found = super().clean() or {}
        operator, role = found.get("operator", "").strip(), found.get("role", "")
        if role in OF_FIRMS and not Operator.objects.filter(code=operator).exists():
            self.add_error("operator", _("Indiquez le numéro d’un opérateur connu."))
        elif role not in OF_FIRMS and operator:
            self.add_error(
                "operator", _("Un agent des douanes n’agit pour aucun opérateur. Effacez ce numéro.")
            )
        if role in OF_FIRMS and role != Role.TERMINAL and found.get("office"):
            self.add_error("office", _("Ce rôle n’a pas de bureau. Choisissez « Tous les bureaux »."))
        if role == Role.TERMINAL and not found.get("office"):
            self.add_error("office", _("Choisissez le bureau où travaille ce terminal."))
        beyond = set(found.get("acts", ())) - set(KEY_ACTS[Role(role)]) if role else set()
        if beyond:
            said = ", ".join(sorted(str(ACTS[act]) for act in beyond))
            self.add_error("acts", _("Ce rôle ne comprend pas : %(acts)s.") % {"acts": said})
        found |= {"operator": operator, "life": timedelta(days=int(found.get("life") or 90))}
        return found
