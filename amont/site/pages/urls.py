"""Addresses of the pages of no single step."""

from __future__ import annotations

from django.urls import path

from amont.edge.routes import for_everyone
from amont.site.gallery import interface
from amont.site.pages.bill import bill
from amont.site.pages.finding import finding
from amont.site.pages.health import healthz
from amont.site.pages.help import help_page
from amont.site.pages.home import home
from amont.site.pages.lanes_export import lanes_export
from amont.site.pages.overview import overview
from amont.site.pages.profile import profile
from amont.site.pages.queue.export import queue_export
from amont.site.pages.running import draft_duties
from amont.site.pages.search import search
from amont.site.pages.sheet.urls import urlpatterns as sheet
from amont.site.pages.tracking import tracking

urlpatterns = [
    path("", home, name="queue"),
    path("file/export", queue_export, name="queue_export"),
    path("recherche/", search, name="search"),
    path("circuits/export", lanes_export, name="lanes_export"),
    *sheet,
    path("declarations/saisie/droits", draft_duties, name="draft_duties"),
    path("titres/<int:pk>/", bill, name="bill"),
    path("constats/<int:pk>/", finding, name="finding"),
    path("profils/<str:kind>/<path:code>/", profile, name="profile"),
    path("healthz", healthz, name="healthz"),
    path("suivi/", tracking, name="tracking"),
    path("indicateurs/", overview, name="overview"),
    path("aide/", help_page, name="help"),
    path("aide/interface/", for_everyone(interface), name="interface"),
]
