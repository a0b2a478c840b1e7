"""Who may do what with controls. Nobody chooses a file, and who assigns does not inspect."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role, Scope

OWN = (Grant(Role.INSPECTOR, Scope.ASSIGNED),)
READERS = (
    *OWN,
    Grant(Role.ANALYST, Scope.OFFICE),
    Grant(Role.CHIEF, Scope.OFFICE),
    Grant(Role.DIRECTOR, Scope.OFFICE),
)
CHANGERS = (Grant(Role.ANALYST, Scope.OFFICE), Grant(Role.CHIEF, Scope.OFFICE))

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
        "propose_finding": OWN,
        "read_findings": (*READERS, Grant(Role.BROKER, Scope.OWN)),
        "answer_finding": (Grant(Role.BROKER, Scope.OWN),),
        "decide_finding": (Grant(Role.CHIEF, Scope.OFFICE),),
        "change_lane": CHANGERS,
        "decide_lane": CHANGERS,
        "read_lane_changes": (*CHANGERS, Grant(Role.DIRECTOR, Scope.OFFICE)),
        "withdraw": (Grant(Role.SYSTEM),),
        "settle": (Grant(Role.SYSTEM),),
        "note_elsewhere": (Grant(Role.SYSTEM), Grant(Role.CHIEF, Scope.OFFICE)),
        "read_results": READERS,
    },
)
