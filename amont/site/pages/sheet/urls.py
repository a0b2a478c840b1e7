"""Addresses of the pages of one declaration."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.site.pages.sheet import screens

urlpatterns: list[URLPattern] = [
    path("declarations/<int:pk>/", screens.declaration, name="declaration"),
    path("declarations/<int:pk>/annuler/", screens.cancellation, name="declaration_cancel"),
]
