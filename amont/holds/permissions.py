"""Who may do what with holds. Brokers are in no row: a ground is intelligence."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role

PLACERS = (Grant(Role.ANALYST), Grant(Role.CHIEF), Grant(Role.SYSTEM))

GRANTS = Grants(
    "holds",
    {
        "read": (Grant(Role.INSPECTOR), Grant(Role.ANALYST), Grant(Role.CHIEF), Grant(Role.DIRECTOR)),
        "place": PLACERS,
        "lift": PLACERS,
        "lift_of_others": (Grant(Role.CHIEF), Grant(Role.SYSTEM)),
    },
)
