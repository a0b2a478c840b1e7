"""Who may do what with the journal. Nobody changes it; each reading of it is a row of it."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role

READERS = (Grant(Role.SECURITY), Grant(Role.DIRECTOR))

GRANTS = Grants(
    "journal",
    {
        "read": READERS,
        "export": READERS,
        "read_head": READERS,
        "verify": (Grant(Role.SECURITY), Grant(Role.SYSTEM)),
    },
)
