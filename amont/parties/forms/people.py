"""Accounts, postings, preferences, the first password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from amont.kernel.agents import OF_FIRMS, Role
from amont.parties.forms.fields import PASSWORD_HELP, ROLES, UNKNOWN_OPERATOR, DayField, SearchField
from amont.parties.models import Operator, Person, Theme
from amont.reference.models import Office

LANGUAGES = [("fr", "Français"), ("en", "English"), ("pt", "Português")]
STATES = [
    ("", _("Tous")),
    ("posted", _("En poste")),
    ("waiting", _("En attente d’une seconde personne")),
    ("none", _("Sans affectation")),
    ("closed", _("Fermés")),
]
THEMES = [("", _("Comme l’appareil")), (Theme.LIGHT.value, _("Clair")), (Theme.DARK.value, _("Sombre"))]


class PeopleFilter(forms.Form):
    """Who to find among accounts."""

    q = SearchField(label=_("Nom ou matricule"))
    role = forms.ChoiceField(label=_("Rôle"), choices=[("", _("Tous")), *ROLES], required=False)
    etat = forms.ChoiceField(label=_("État"), choices=STATES, required=False)


class OpenAccount(forms.Form):
    """Somebody who will sign in."""

    name = forms.CharField(
        label=_("Nom et prénom"),
        max_length=120,
        error_messages={"required": _("Indiquez le nom de la personne.")},
    )
    username = forms.CharField(
        label=_("Matricule"),
        max_length=60,
        help_text=_(
            "Ce que la personne écrit pour se connecter : lettres sans accent, chiffres, point, tiret."
        ),
        validators=[
            RegexValidator(
                r"\A[a-zA-Z0-9][a-zA-Z0-9._-]{1,59}\Z",
                _("Écrivez deux signes au moins : lettres sans accent, chiffres, point, tiret."),
            )
        ],
        error_messages={"required": _("Indiquez le matricule.")},
    )
    language = forms.ChoiceField(label=_("Langue"), choices=LANGUAGES, widget=forms.RadioSelect, initial="fr")


class ProposePosting(forms.Form):
    """A role, where, and for how long."""

    role = forms.ChoiceField(
        label=_("Rôle"), choices=ROLES, error_messages={"required": _("Choisissez le rôle.")}
    )
    office = forms.ChoiceField(
        label=_("Bureau"),
        required=False,
        help_text=_("Pour un agent ou un terminal. Un déclarant ou un transporteur n’en a pas."),
    )
    operator = forms.CharField(
        label=_("Opérateur"),
        required=False,
        max_length=40,
        help_text=_("Pour un déclarant, un transporteur, un terminal : le numéro de son entreprise."),
    )
    from_on = DayField(label=_("Premier jour"), error_messages={"required": _("Indiquez le premier jour.")})
    to_on = DayField(label=_("Dernier jour"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = [(office.code, str(office)) for office in Office.objects.all()]
        self.fields["office"].choices = [("", _("Tous les bureaux")), *offices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A broker or carrier has an operator and no office; an officer the other way round."""
        found = super().clean() or {}
        operator, role = found.get("operator", "").strip(), found.get("role", "")
        is_of_firm = role in OF_FIRMS
        if is_of_firm and not operator:
            self.add_error("operator", _("Indiquez l’opérateur au nom duquel cette personne agit."))
        elif is_of_firm and not Operator.objects.filter(code=operator).exists():
            self.add_error("operator", UNKNOWN_OPERATOR)
        elif operator and not is_of_firm:
            self.add_error(
                "operator", _("Un agent des douanes n’agit pour aucun opérateur. Effacez ce numéro.")
            )
        if is_of_firm and role != Role.TERMINAL and found.get("office"):
            self.add_error("office", _("Ce rôle n’a pas de bureau. Choisissez « Tous les bureaux »."))
        if role == Role.TERMINAL and not found.get("office"):
            self.add_error("office", _("Choisissez le bureau où travaille ce terminal."))
        first, last = found.get("from_on"), found.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("Le dernier jour suit le premier, ou reste vide."))
        found["operator"] = operator
        return found


class Preferences(forms.Form):
    """How one's own pages look."""

    language = forms.ChoiceField(label=_("Langue"), choices=LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label=_("Thème"),
        choices=THEMES,
        widget=forms.RadioSelect,
        required=False,
    )
    shortcuts = forms.BooleanField(
        label=_("Raccourcis du clavier"),
        required=False,
        help_text=_("Une seule touche suffit : / pour chercher, j et k pour changer de ligne."),
    )


class FirstPassword(forms.Form):
    """The password that the person alone knows, twice."""

    password1 = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        widget=forms.PasswordInput,
        help_text=PASSWORD_HELP,
        error_messages={"required": _("Choisissez un mot de passe.")},
    )
    password2 = forms.CharField(
        label=_("Mot de passe, une seconde fois"),
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"required": _("Écrivez le mot de passe une seconde fois.")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person

    def clean(self) -> dict[str, Any]:
        """Good enough, and twice the same."""
        found = super().clean() or {}
        first, second = found.get("password1"), found.get("password2")
        if first:
            try:
                validate_password(first, self._person)
            except ValidationError as refused:
                self.add_error("password1", refused)
        if first and second and first != second:
            self.add_error("password2", _("Les deux mots de passe diffèrent. Écrivez deux fois le même."))
        return found
