"""Questions on reference data."""

from amont.reference.queries.pack import (
    NotSetUp,
    administration,
    code_names,
    codes_in_force,
    in_force,
    is_silent,
    limit_on,
    limits_of,
    office_names,
    ports_of,
)
from amont.reference.queries.tariff import tariff_lines

__all__ = [
    "NotSetUp",
    "administration",
    "code_names",
    "codes_in_force",
    "in_force",
    "is_silent",
    "limit_on",
    "limits_of",
    "office_names",
    "ports_of",
    "tariff_lines",
]
