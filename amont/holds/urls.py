"""Addresses of the room."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.holds import screens

urlpatterns: list[URLPattern] = [
    path("blocages/", screens.holds, name="holds"),
    path("blocages/nouveau/", screens.place, name="hold_place"),
    path("blocages/<int:pk>/lever/", screens.lift, name="hold_lift"),
]
