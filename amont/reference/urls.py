"""Addresses of the room."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.reference.screens.codes import codes_page
from amont.reference.screens.files import code_file, code_files
from amont.reference.screens.reference import reference_page, settings_page
from amont.reference.screens.tariff import tariff_line, tariff_page

urlpatterns: list[URLPattern] = [
    path("reference/", reference_page, name="reference"),
    path("reference/codes/", codes_page, name="codes"),
    path("reference/codes/fichiers/", code_files, name="code_files"),
    path("reference/codes/fichiers/<int:pk>/", code_file, name="code_file"),
    path("tarif/", tariff_page, name="tariff"),
    path("tarif/<str:code>/", tariff_line, name="tariff_line"),
    path("reglages/", settings_page, name="settings"),
]
