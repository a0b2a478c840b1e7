"""Who may do what in the room of security: it watches, and decides nothing of the trade."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role

GRANTS = Grants(
    "security",
    {
        "read": (Grant(Role.SECURITY), Grant(Role.DIRECTOR)),
        "note_attempt": (Grant(Role.SYSTEM),),
        "forget": (Grant(Role.SYSTEM),),
    },
)
