"""Questions on reference data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from amont.formats.code_lists import PACKAGES, PLACES
from amont.formats.manifest.codes import Codes
from amont.kernel.errors import AmontError
from amont.reference.models import Administration, Code, CodeFile, Office, TimeLimit
from amont.reference.starters import Port


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


def codes_in_force(day: date) -> Codes | None:
    """The lists against which messages are read; None where none was loaded whole. One query.

    Those of a version are kept in memory: a message of thousands of bills asks once.
    """
    files = CodeFile.objects.filter(applied_at__isnull=False).order_by("-applied_at", "-pk")
    last = files.values_list("pk", "applied_at").first()
    return None if last is None else _codes_of(last, day)


@lru_cache(maxsize=1)
def _codes_of(version: tuple[int, object], day: date) -> Codes | None:  # noqa: ARG001  the key of what is kept
    whole: dict[str, set[str]] = {}
    done = CodeFile.objects.filter(applied_at__isnull=False, is_whole=True)
    for listed_in, parts in done.values_list("listed_in", "parts"):
        whole.setdefault(listed_in, set()).update(parts)
    if not whole:
        return None
    places = in_force(PLACES, day).filter(country__in=whole.get(PLACES, ()))
    packages = in_force(PACKAGES, day) if PACKAGES in whole else None
    return Codes(
        countries=(),
        places=frozenset(places.values_list("code", flat=True)),
        packages=None if packages is None else frozenset(packages.values_list("code", flat=True)),
        whole=frozenset(whole.get(PLACES, ())),
    )


def in_force(listed_in: str, day: date) -> QuerySet[Code]:
    """Codes of a list on a day."""
    dated = Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))
    return Code.objects.filter(dated, listed_in=listed_in)


def code_names(asked: Iterable[tuple[str, str]], day: date) -> dict[tuple[str, str], dict[str, str]]:
    """(list, code) -> its names by language, as last said until a day; the unknown is absent. One query."""
    wanted = Q()
    for listed_in, code in sorted(set(asked)):
        wanted |= Q(listed_in=listed_in, code=code)
    if not wanted:
        return {}
    rows = Code.objects.filter(wanted, from_on__lte=day).order_by("from_on")
    return {(row.listed_in, row.code): row.names for row in rows}


def ports_of(codes: Iterable[str], day: date) -> dict[str, Port]:
    """Where places lie, as last said until a day; those without a position are absent. One query."""
    bare = {"".join(code.upper().split()) for code in codes}
    rows = Code.objects.filter(
        listed_in=PLACES, code__in=bare, latitude__isnull=False, from_on__lte=day
    ).order_by("from_on")
    return {
        row.code: Port(row.code, row.names, row.latitude, row.longitude, row.source, row.evidence)
        for row in rows
        if row.latitude is not None and row.longitude is not None
    }
