"""How the library of accounts behaves in a node: accounts are opened by an administrator, nobody signs up.

What the library would tell by mail, the journal keeps; whom it turns away, security sees.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from allauth.core.internal.ratelimit import RateLimitUsage, get_rates
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from amont.kernel.agents import Agent, Posting, Role
from amont.kernel.errors import AmontError
from amont.parties.actions.accounts import change_password, note_factor, note_sign_in, note_sign_out
from amont.parties.models import Person
from amont.parties.queries import agent_of
from amont.security.actions import Turned, What, note_attempt, note_refused_key

SITE = Agent("system:site", "Amont", (Posting(Role.SYSTEM),))
LANGUAGE_COOKIE = "langue"
YEAR = 365 * 24 * 3600
MISMATCH = _("Le matricule et le mot de passe ne vont pas ensemble. Vérifiez-les, puis recommencez.")
SLOWED = _("Trop d’essais sont venus de ce poste. Attendez quinze minutes, puis recommencez.")
WRONG_CODE = _("Ce code ne convient pas. Attendez le suivant, puis recopiez-le.")
TOLD = {
    "mfa/email/totp_activated": "totp_added",
    "mfa/email/totp_deactivated": "totp_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "codes_drawn",
}


SAID = {
    "account/messages/logged_out.txt": _("Vous êtes déconnecté."),
    "account/messages/password_changed.txt": _(
        "Votre mot de passe est changé. Vos autres connexions sont fermées."
    ),
    "mfa/messages/totp_activated.txt": _("L’application de codes est ajoutée."),
    "mfa/messages/totp_deactivated.txt": _("L’application de codes est retirée."),
    "mfa/messages/webauthn_added.txt": _("La clé d’accès est ajoutée."),
    "mfa/messages/webauthn_removed.txt": _("La clé d’accès est retirée."),
    "mfa/messages/recovery_codes_generated.txt": _("De nouveaux codes de secours sont prêts."),
}


class NoPosting(AmontError):
    """The person is who he says, but holds no posting today."""

    code = "account.no_posting"
    status = 401


def turned_away(request: HttpRequest, what: What, *, name: str, detail: str = "") -> None:
    """Security keeps who was turned away, from where and why."""
    turned = Turned(what, name, get_client_ip(request) or "", detail)
    note_attempt(turned, by=SITE, now=request.now)  # type: ignore[attr-defined]


def key_refused(request: HttpRequest, text: str) -> None:
    """Security counts keys that do not work, and from where they come."""
    note_refused_key(text, address=get_client_ip(request) or "", by=SITE, now=request.now)  # type: ignore[attr-defined]


class Accounts(DefaultAccountAdapter):
    """Sign-in by name and password, slowed by address."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "too_many_login_attempts": SLOWED,
        "rate_limited": SLOWED,
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Ce n’est pas votre mot de passe. Vérifiez-le, puis recommencez."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel. Vérifiez-le, puis recommencez."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Pages of this very node only: no other host, not even one that the node also answers to."""
        own = {self.request.get_host()}
        return url_has_allowed_host_and_scheme(url, allowed_hosts=own, require_https=self.request.is_secure())

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords are counted by name and address together, so that nobody locks another one out."""
        return f"{get_client_ip(request)}:{str(credentials.get('username', '')).lower()}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Turned away while too many wrong passwords came from this address, the right one included."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            turned_away(request, What.SLOWED, name=str(credentials.get("username", "")))
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """A closed account answers as an unknown one."""
        person: Person | None = super().authenticate(request, **credentials)
        if person is None or person.is_active:
            return person
        self.pre_authenticate(request, **credentials)  # counted as a wrong password is
        self._turn_away(request, What.CLOSED, credentials)
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong name or wrong password: kept without the password."""
        self._turn_away(request, What.PASSWORD, credentials)

    def _turn_away(self, request: HttpRequest, what: What, credentials: dict[str, Any]) -> None:
        turned_away(request, what, name=str(credentials.get("username", "")))
        request.tries_left = tries_left(self._login_failed_rl_usage)  # type: ignore[attr-defined]

    def get_login_stages(self) -> list[str]:
        """The second factor, and nothing by mail or telephone."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """A passkey of a closed account answers as one that is not known."""
        turned_away(request, What.CLOSED, name=user.username)
        messages.error(request, gettext("Cette clé d’accès ne convient pas."))
        return redirect(settings.LOGIN_URL)

    def login(self, request: HttpRequest, user: Person) -> None:
        """The last door, once all steps are done: who holds no posting today does not come in. NoPosting."""
        if not agent_of(user.pk, on=request.today).is_known:  # type: ignore[attr-defined]
            turned_away(request, What.NO_POSTING, name=user.username)
            request.session.flush()
            raise NoPosting()
        super().login(request, user)
        note_sign_in(user, address=get_client_ip(request) or "", by=SITE)

    def post_login(self, request: HttpRequest, user: Person, **facts: Any) -> HttpResponse:
        """Pages come in the person's language, unless another was chosen on this machine."""
        response = super().post_login(request, user, **facts)
        if not request.COOKIES.get(LANGUAGE_COOKIE) and not request.GET.get(LANGUAGE_COOKIE):
            keep_language(response, user.language)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Written down, then signed out."""
        if isinstance(request.user, Person):
            note_sign_out(request.user, by=SITE)
        super().logout(request)

    def set_password(self, user: Person, password: str) -> None:
        """By the verb that writes it down."""
        change_password(user, password=password, by=self.request.agent)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to one's account."""
        return reverse("account")

    def send_notification_mail(self, template_prefix: str, user: Person, *_: Any, **__: Any) -> None:
        """No mail leaves a node: the journal keeps it."""
        if template_prefix in TOLD:
            note_factor(user, what=TOLD[template_prefix], by=SITE)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """What the library says after an act, in our words; what has none is not said."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Ways to confirm who one is, in our words."""
        words = {
            "reauthenticate": gettext("Confirmer par le mot de passe"),
            "mfa_reauthenticate": gettext("Confirmer par un code"),
            "mfa_reauthenticate:webauthn": gettext("Confirmer par une clé d’accès"),
        }
        return [
            {**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)
        ]


class SecondFactors(DefaultMFAAdapter):
    """Codes of an application, passkeys, recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": _("Ajoutez d’abord une application de codes ou une clé d’accès."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Drawn in the page itself, dark on white whatever the theme: cameras read nothing else."""
        out = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(out)
        drawing = out.getvalue().decode().partition("?>")[2].strip()
        said = escape(gettext("Dessin à photographier ; la clé écrite au-dessous dit la même chose"))
        return drawing.replace("<svg ", f'<svg role="img" aria-label="{said}" ', 1)

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002, ARG002
        """What a passkey is called when its owner gives no name."""
        return gettext("Clé d’accès")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The node as the person's device names it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Amont"}


def tries_left(usage: RateLimitUsage | None) -> int | None:
    """Wrong passwords this address may still give for this name; None when it is not known."""
    rates = get_rates(app="allauth.account", action="login_failed")
    for rate, used in zip(rates, usage.usage if usage else (), strict=False):
        if rate.per == "key":
            return max(0, rate.amount - len(cache.get(used.cache_key, ())))
    return None


def keep_language(response: HttpResponse, code: str) -> None:
    """The next pages come in this language on this machine."""
    response.set_cookie(
        LANGUAGE_COOKIE, code, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS
    )
