"""Addresses of the room."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.region.screens import times

urlpatterns: list[URLPattern] = [
    path("delais/", times.times, name="times"),
    path("delais/publics/", times.times_published, name="times_published"),
    path("delais/<int:pk>/", times.timed, name="timed"),
]
