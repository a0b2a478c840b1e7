"""Who may do what with reference data."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role

EVERYONE = tuple(Grant(role) for role in Role)

GRANTS = Grants(
    "reference",
    {
        "read": EVERYONE,
        "load": (Grant(Role.SYSTEM),),
        "import_codes": (Grant(Role.ADMINISTRATOR), Grant(Role.SYSTEM)),
        "change_settings": (Grant(Role.ADMINISTRATOR), Grant(Role.SYSTEM)),
    },
)
