"""Who may do what with manifests and bills. Carriers read what they announced, not what is thought of it."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role, Scope

SYSTEM = Grant(Role.SYSTEM)
OFFICERS = (
    Grant(Role.QUAY, Scope.OFFICE),
    Grant(Role.INSPECTOR, Scope.OFFICE),
    Grant(Role.ANALYST, Scope.OFFICE),
    Grant(Role.CHIEF, Scope.OFFICE),
    Grant(Role.DIRECTOR, Scope.OFFICE),
)
OWN = Grant(Role.CARRIER, Scope.OWN)

GRANTS = Grants(
    "cargo",
    {
        "read": (OWN, Grant(Role.TERMINAL, Scope.OFFICE), *OFFICERS),
        "export": (OWN, *OFFICERS),
        "read_source": (OWN, *OFFICERS),
        "read_events": (Grant(Role.TERMINAL, Scope.OFFICE), *OFFICERS),
        "read_alerts": (OWN, *OFFICERS),
        "read_punctuality": OFFICERS,
        "read_receipt": (
            OWN,
            Grant(Role.TERMINAL, Scope.OWN),
            Grant(Role.ANALYST),
            Grant(Role.CHIEF),
            Grant(Role.DIRECTOR),
        ),
        "receive": (
            Grant(Role.CARRIER),
            Grant(Role.TERMINAL, Scope.OFFICE),
            Grant(Role.CHIEF, Scope.OFFICE),
            SYSTEM,
        ),
        "announce": (SYSTEM,),
        "note_lane": (SYSTEM,),
        "complete": (OWN, Grant(Role.CHIEF, Scope.OFFICE), SYSTEM),
        "decide_amendment": (Grant(Role.QUAY, Scope.OFFICE), Grant(Role.CHIEF, Scope.OFFICE)),
        "note_arrival": (Grant(Role.QUAY, Scope.OFFICE), Grant(Role.CHIEF, Scope.OFFICE), SYSTEM),
        "cancel": (Grant(Role.CHIEF, Scope.OFFICE), SYSTEM),
        "watch": (SYSTEM,),
        "answer_alert": (SYSTEM,),
        "close_alert": (Grant(Role.CHIEF, Scope.OFFICE),),
        # balances, take-over and differences
        "read_balance": (OWN, *OFFICERS),
        "read_unbalanced": OFFICERS,
        "write_off": (Grant(Role.CHIEF, Scope.OFFICE), SYSTEM),
        "undo": (Grant(Role.CHIEF, Scope.OFFICE), SYSTEM),
        "transfer": (Grant(Role.CHIEF, Scope.OFFICE), SYSTEM),
        "draw_down": (SYSTEM,),
        "settle": (SYSTEM,),
        "read_counts": (Grant(Role.TERMINAL, Scope.OFFICE), *OFFICERS),
        "take_over": (
            Grant(Role.QUAY, Scope.OFFICE),
            Grant(Role.CHIEF, Scope.OFFICE),
            Grant(Role.TERMINAL, Scope.OFFICE),
        ),
        "end_unloading": (Grant(Role.QUAY, Scope.OFFICE), Grant(Role.CHIEF, Scope.OFFICE)),
        "read_differences": (OWN, *OFFICERS),
        "explain": (OWN,),
        "decide": (Grant(Role.QUAY, Scope.OFFICE), Grant(Role.CHIEF, Scope.OFFICE)),
        "expire": (SYSTEM,),
        "note_weighing": (Grant(Role.TERMINAL, Scope.OFFICE),),
        "note_scan": (Grant(Role.TERMINAL, Scope.OFFICE),),
    },
)
