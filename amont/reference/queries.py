"""Questions on reference data."""

from __future__ import annotations

from amont.kernel.errors import AmontError
from amont.reference.models import Administration, Office


class NotSetUp(AmontError):
    """The node serves no administration yet."""

    code = "reference.not_set_up"
    status = 503


def administration() -> Administration:
    """The administration of this node. NotSetUp."""
    found = Administration.objects.first()
    if found is None:
        raise NotSetUp()
    return found


def is_silent() -> bool:
    """Does the node score in silence, beside a system that decides?"""
    return Administration.objects.filter(shadow_mode=True).exists()


def office_names() -> dict[str, str]:
    """Names of offices by code."""
    return dict(Office.objects.values_list("code", "name"))
