"""Addresses of the room."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.release.screens import gate, listing, reconciling

urlpatterns: list[URLPattern] = [
    path("mainlevees/", listing.release_list, name="releases"),
    path("mainlevees/<int:pk>/", listing.release, name="release"),
    path("mainlevees/<int:pk>/bon/", listing.release_paper, name="release_paper"),
    path("mainlevees/<int:pk>/retirer/", listing.release_withdraw, name="release_withdraw"),
    path("sortie/", gate.gate, name="gate"),
    path("sortie/noter/", gate.gate_exit, name="gate_exit"),
    path("rapprochement/", reconciling.exits, name="exits"),
    path("rapprochement/<int:pk>/expliquer/", reconciling.exit_explain, name="exit_explain"),
]
