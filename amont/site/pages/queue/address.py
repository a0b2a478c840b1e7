"""Addresses of the lists of the file of the day."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def address(**parameters: str) -> str:
    """The file of the day with these parameters and no other: ``vue="retard"``."""
    return f"{reverse('queue')}?{urlencode(parameters)}"
