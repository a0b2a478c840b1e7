"""Pages of no step: health, help, sign-in failures of forms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amont.kernel.errors import AmontError
from amont.site.refusing import refusal_page


class FormTooOld(AmontError):
    """The form was opened in another session, or by another site."""

    code = "site.form_too_old"
    status = 403


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """What Django calls when a form does not bear the mark of this session."""
    return refusal_page(request, FormTooOld())
