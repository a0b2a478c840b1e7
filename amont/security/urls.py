"""Addresses of the room."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from amont.security.screens import security_page

urlpatterns: list[URLPattern] = [path("securite/", security_page, name="security")]
