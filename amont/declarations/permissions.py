"""Who may do what with declarations."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role, Scope

READERS = (
    Grant(Role.BROKER, Scope.OWN),
    Grant(Role.INSPECTOR, Scope.OFFICE),
    Grant(Role.ANALYST, Scope.OFFICE),
    Grant(Role.CHIEF, Scope.OFFICE),
    Grant(Role.DIRECTOR, Scope.OFFICE),
)
SYSTEM = Grant(Role.SYSTEM)

GRANTS = Grants(
    "declarations",
    {
        "read": READERS,
        "export": READERS,
        "read_source": READERS,
        "receive": (Grant(Role.BROKER), Grant(Role.CHIEF), SYSTEM),
        "read_receipt": (
            Grant(Role.BROKER, Scope.OWN),
            Grant(Role.ANALYST),
            Grant(Role.CHIEF),
            Grant(Role.DIRECTOR),
        ),
        "lodge": (Grant(Role.BROKER), Grant(Role.CHIEF), SYSTEM),
        "amend": (Grant(Role.BROKER, Scope.OWN), Grant(Role.CHIEF, Scope.OFFICE), SYSTEM),
        "cancel": (Grant(Role.CHIEF, Scope.OFFICE),),
        "keep_draft": (Grant(Role.BROKER, Scope.OWN),),
        "copy_draft": (Grant(Role.BROKER, Scope.OWN),),
        "discard_draft": (Grant(Role.BROKER, Scope.OWN),),
        "send_draft": (Grant(Role.BROKER, Scope.OWN),),
        "load_past": (SYSTEM,),
        "note_lane": (SYSTEM,),
        "forget_keys": (SYSTEM,),
        "take": (SYSTEM, Grant(Role.CHIEF, Scope.OFFICE)),
        "give_back": (SYSTEM, Grant(Role.CHIEF, Scope.OFFICE)),
        "close": (SYSTEM, Grant(Role.INSPECTOR, Scope.OFFICE)),
        "settle": (SYSTEM,),
        "register": (SYSTEM,),
        "lapse": (SYSTEM,),
        "note_cleared": (SYSTEM,),
    },
)
