"""Addresses of the node: one list of rooms in the order of the journey, then what lies around."""

from __future__ import annotations

from django.urls import include, path

from amont.site.api import urls as api
from amont.site.pages.callbacks import payment_callback

urlpatterns = [
    path("api/v1/payments/callbacks/<slug:code>", payment_callback, name="payment_callback"),
    path("api/v1/", api),  # first: machines ask most often
    path("", include("amont.site.pages.urls")),
    path("", include("amont.cargo.urls")),
    path("", include("amont.declarations.urls")),
    path("", include("amont.holds.urls")),
    path("", include("amont.screening.urls")),
    path("", include("amont.controls.urls")),
    path("", include("amont.payments.urls")),
    path("", include("amont.release.urls")),
    path("", include("amont.exchange.urls")),
    path("", include("amont.region.urls")),
    path("", include("amont.parties.urls")),
    path("", include("amont.reference.urls")),
    path("", include("amont.journal.urls")),
    path("", include("amont.security.urls")),
    path("compte/", include("amont.site.login.urls")),
]
