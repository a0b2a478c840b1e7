"""Other names of a declaration: what ASYCUDA called it in store, the number that customs gave it since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amont.declarations.models import Version

KNOWN_AS = "known_as"  # in the header of a version: names of its document, its own reference apart


def known_as(names: Iterable[str]) -> dict[str, int]:
    """Other names -> keys of the declarations that bear them; the latest version counts. One query."""
    wanted = sorted(set(names) - {""})
    rows = Version.objects.filter(header__has_key=KNOWN_AS, header__known_as__has_any_keys=wanted)
    found = rows.order_by("pk").values_list("declaration", "header") if wanted else []
    return {name: key for key, header in found for name in header[KNOWN_AS] if name in wanted}


def names_of(version: Version) -> set[str]:
    """All names of its document: the reference of the declaration, and the others."""
    return {version.declaration.reference, *version.header.get(KNOWN_AS, [])}


def registration_in(header: Mapping[str, list[str]]) -> str:
    """The number of customs among the other names of a version; "" without one."""
    return next((name for name in header.get(KNOWN_AS, []) if ":" not in name), "")
