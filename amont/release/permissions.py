"""Who may do what with releases. Nobody grants one: the node computes it."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role, Scope

AT_THE_GATE = (Grant(Role.GATE, Scope.OFFICE), Grant(Role.TERMINAL, Scope.OFFICE))
CHIEF = (Grant(Role.CHIEF, Scope.OFFICE),)
WATCHERS = (*CHIEF, Grant(Role.DIRECTOR, Scope.OFFICE))
OFFICERS = (Grant(Role.INSPECTOR, Scope.OFFICE), Grant(Role.ANALYST, Scope.OFFICE), *WATCHERS)

GRANTS = Grants(
    "release",
    {
        "read": (Grant(Role.BROKER, Scope.OWN), Grant(Role.GATE, Scope.OFFICE), *OFFICERS),
        "export": WATCHERS,
        "release": (Grant(Role.SYSTEM),),
        "withdraw": CHIEF,
        "ask_gate": AT_THE_GATE,
        "note_exit": AT_THE_GATE,
        "read_exits": WATCHERS,
        "explain_exit": CHIEF,
    },
)
