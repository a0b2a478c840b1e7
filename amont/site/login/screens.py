"""Pages of sign-in that show or do more than the library's."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from amont.edge.routes import Request, for_everyone
from amont.reference.models import Administration
from amont.site.accounts import LANGUAGE_COOKIE


class SignInPage(LoginView):
    """Whose node this is, and how many tries are left after a wrong password."""

    request: Request

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The administration's own name."""
        found = Administration.objects.first()
        name = self.request.words.own(found.names) if found else ""  # type: ignore[attr-defined]
        tries_left = getattr(self.request, "tries_left", None)
        return {**super().get_context_data(**kwargs), "administration": name, "tries_left": tries_left}


class SignOutPage(LogoutView):
    """The next person on this machine finds the language of the machine, not of the one before."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Signed out, the choice of language forgotten."""
        response: HttpResponse = super().post(*args, **kwargs)
        response.delete_cookie(LANGUAGE_COOKIE, samesite="Lax")
        return response


sign_in = for_everyone(SignInPage.as_view())
sign_out = for_everyone(SignOutPage.as_view())


@for_everyone
def to_account(request: HttpRequest) -> HttpResponseBase:
    """Lists of second factors are on one's account page."""
    return redirect("account" if request.user.is_authenticated else settings.LOGIN_URL)
