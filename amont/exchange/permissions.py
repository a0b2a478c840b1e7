"""Who may do what with the doors. A broker decides upon its own webhooks; those of offices need two."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role, Scope

KEEPERS = (Grant(Role.ADMINISTRATOR), Grant(Role.BROKER, Scope.OWN))
SECURITY = Grant(Role.SECURITY)
SYSTEM = Grant(Role.SYSTEM)

GRANTS = Grants(
    "exchange",
    {
        "read_webhooks": (*KEEPERS, SECURITY),
        "make_webhook": KEEPERS,
        "approve_webhook": (Grant(Role.ADMINISTRATOR),),
        "renew_secret": KEEPERS,
        "pause_webhook": (*KEEPERS, SECURITY),
        "resume_webhook": KEEPERS,
        "end_webhook": (*KEEPERS, SECURITY),
        "send_again": (*KEEPERS, SECURITY),
        "send": (SYSTEM,),
        "forget_calls": (SYSTEM,),
    },
)
