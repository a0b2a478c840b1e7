"""Addresses of the room."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.reference.screens import reference_page, settings_page

urlpatterns: list[URLPattern] = [
    path("reference/", reference_page, name="reference"),
    path("reglages/", settings_page, name="settings"),
]
