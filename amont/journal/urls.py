"""Addresses of the room."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.journal import screens

urlpatterns: list[URLPattern] = [
    path("journal/", screens.journal_page, name="journal"),
    path("journal/export", screens.export_page, name="journal_export"),
    path("journal/releve", screens.head_page, name="journal_head"),
    path("journal/verifier/", screens.verify_page, name="journal_verify"),
]
