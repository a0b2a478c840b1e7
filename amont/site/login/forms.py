"""Forms of sign-in in our words. Labels stay visible, no text stands in a field, passwords may be pasted."""

from __future__ import annotations

import struct
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amont.parties.forms.fields import PASSWORD_HELP
from amont.security.actions import What
from amont.site.accounts import turned_away

CODE_HELP = _("Les six chiffres que montre votre application, ou un de vos codes de secours.")
LABELS: dict[str, tuple[Any, Any]] = {
    "login": (_("Matricule"), ""),
    "password": (_("Mot de passe"), ""),
    "oldpassword": (_("Mot de passe actuel"), ""),
    "password1": (_("Nouveau mot de passe"), PASSWORD_HELP),
    "password2": (_("Nouveau mot de passe, une seconde fois"), ""),
    "code": (_("Code"), CODE_HELP),
    "name": (_("Nom de la clé"), _("Pour la reconnaître dans la liste : « téléphone », « clé du bureau ».")),
    "passwordless": (_("Se connecter avec cette clé seule, sans mot de passe"), ""),
}
REQUIRED = {
    "login": _("Indiquez votre matricule."),
    "password": _("Indiquez votre mot de passe."),
    "oldpassword": _("Indiquez votre mot de passe actuel."),
    "password1": _("Choisissez un nouveau mot de passe."),
    "password2": _("Écrivez le nouveau mot de passe une seconde fois."),
    "code": _("Indiquez le code."),
    "name": _("Donnez un nom à la clé."),
}
MALFORMED = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    struct.error,
    InvalidSignature,
)
NOT_A_PASSKEY = ValidationError(_("Cette clé d’accès ne convient pas."), code="passkey")
NOT_TWICE = _("Les deux mots de passe diffèrent. Écrivez deux fois le même.")


class Worded(forms.Form):
    """Every field with our label and help, and without text inside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in LABELS:
                field.label = LABELS[name][0]
                field.help_text = LABELS[name][1]
            if name in REQUIRED:
                field.error_messages["required"] = REQUIRED[name]
            field.widget.attrs.pop("placeholder", None)


class SignIn(Worded, LoginForm):
    """Name and password. One sentence for an unknown name and for a wrong password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean(self) -> dict[str, Any]:
        """The field is marked too, so that it can be found without reading on."""
        try:
            return super().clean() or {}
        except ValidationError as refused:
            if refused.code == "username_password_mismatch":
                self.add_error("password", gettext("Vérifiez le matricule et le mot de passe."))
            raise


class ChangePassword(Worded, ChangePasswordForm):
    """The old one, and the new one twice."""

    def clean(self) -> dict[str, Any]:
        """Said in our words."""
        cleaned = forms.Form.clean(self) or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", NOT_TWICE)
        return cleaned


class Confirm(Worded, ReauthenticateForm):
    """The password again, before a change of what protects the account."""


class Coded(Worded):
    """A code; a wrong one is kept by security."""

    user: Any

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        turned_away(context.request, What.CODE, name=self.user.username, detail=authenticator.type)


class Code(Coded, AuthenticateForm):
    """The second step of sign-in."""


class ConfirmByCode(Coded, ReauthenticateByCodeForm):
    """A code again, before a change of what protects the account."""


class FirstCode(Worded, ActivateTOTPForm):
    """The first code of an application just added."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = gettext("Les six chiffres que montre l’application.")


class NewPasskey(Worded, AddWebAuthnForm):
    """A passkey and its name."""

    def clean(self) -> dict[str, Any]:
        """What a browser would never send is refused as a wrong answer is."""
        try:
            return super().clean() or {}
        except MALFORMED as malformed:
            raise NOT_A_PASSKEY from malformed


class NamePasskey(Worded, EditWebAuthnForm):
    """Another name for a passkey."""


class Signed(forms.Form):
    """An answer of a passkey; a wrong one is kept by security."""

    user: Any

    def clean_credential(self) -> Authenticator:
        """The passkey that answered."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (ValidationError, *MALFORMED) as refused:
            name = getattr(self.user, "username", "")
            turned_away(context.request, What.CODE, name=name, detail="webauthn")
            raise NOT_A_PASSKEY from refused


class Passkey(Signed, AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class PasskeySignIn(Signed, LoginWebAuthnForm):
    """A passkey alone."""


class ConfirmByPasskey(Signed, ReauthenticateWebAuthnForm):
    """A passkey again, before a change of what protects the account."""
