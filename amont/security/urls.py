"""Addresses of the room."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.security import screens

urlpatterns: list[URLPattern] = [
    path("securite/", screens.security_page, name="security"),
    path("securite/connexions/", screens.sign_ins_page, name="refused_sign_ins"),
    path("securite/cles/", screens.keys_page, name="refused_keys"),
    path("securite/evenements/", screens.events_page, name="waiting_events"),
]
