"""Questions on reference data."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from amont.kernel.errors import AmontError
from amont.reference.models import Administration, Office, TimeLimit


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


def limit_on(named: str, mode: str, day: date) -> TimeLimit | None:
    """The time limit of a mode of transport on a day, else that of all modes; None for none. One query."""
    in_force = Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))
    rows = TimeLimit.objects.filter(in_force, code=named, mode__in=("", mode))
    return rows.order_by("-mode", "-from_on").first()


def limits_of(named: str) -> list[TimeLimit]:
    """All that was ever in force, those of one mode before that of all. One query."""
    return list(TimeLimit.objects.filter(code=named).order_by("-mode", "-from_on"))
