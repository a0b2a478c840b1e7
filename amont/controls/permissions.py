"""Who may do what with controls. Nobody chooses a file, and who assigns does not inspect."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role, Scope

OWN = (Grant(Role.INSPECTOR, Scope.ASSIGNED),)

GRANTS = Grants(
    "controls",
    {
        "read": (*OWN, Grant(Role.CHIEF, Scope.OFFICE), Grant(Role.DIRECTOR, Scope.OFFICE)),
        "assign": (Grant(Role.SYSTEM), Grant(Role.CHIEF, Scope.OFFICE)),
        "redraw": (Grant(Role.SYSTEM), Grant(Role.CHIEF, Scope.OFFICE)),
        "start": OWN,
        "note_item": OWN,
        "add_photo": OWN,
        "close": OWN,
        "withdraw": (Grant(Role.SYSTEM),),
        "settle": (Grant(Role.SYSTEM),),
        "note_elsewhere": (Grant(Role.SYSTEM), Grant(Role.CHIEF, Scope.OFFICE)),
        "read_results": (
            *OWN,
            Grant(Role.ANALYST, Scope.OFFICE),
            Grant(Role.CHIEF, Scope.OFFICE),
            Grant(Role.DIRECTOR, Scope.OFFICE),
        ),
    },
)
