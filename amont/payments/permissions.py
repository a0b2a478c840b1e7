"""Who may do what with what is owed. Who receives money never says how much it is."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role, Scope

SYSTEM = Grant(Role.SYSTEM)
CASHIER = Grant(Role.CASHIER, Scope.OFFICE)
CHIEF = Grant(Role.CHIEF, Scope.OFFICE)
DIRECTOR = Grant(Role.DIRECTOR, Scope.OFFICE)
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)
READERS = (
    Grant(Role.BROKER, Scope.OWN), CASHIER, Grant(Role.INSPECTOR, Scope.OFFICE),
    Grant(Role.ANALYST, Scope.OFFICE), CHIEF, DIRECTOR,
)  # fmt: skip

GRANTS = Grants(
    "payments",
    {
        "read": READERS,
        "export": READERS,
        "assess": (SYSTEM,),
        "withdraw": (CHIEF,),
        "receive": (CASHIER,),
        "reverse": (CASHIER,),
        "confirm_reversal": (CHIEF,),
        "pay_from_account": (Grant(Role.BROKER, Scope.OWN),),
        "open_account": (CASHIER,),
        "set_ceiling": (CHIEF,),
        "deposit": (CASHIER,),
        "read_accounts": (Grant(Role.BROKER, Scope.OWN), CASHIER, CHIEF, DIRECTOR),
        "close_day": (CASHIER,),
        "read_days": (CASHIER, CHIEF, DIRECTOR),
        "make_provider": (ADMINISTRATOR,),
        "approve_provider": (ADMINISTRATOR,),
        "end_provider": (ADMINISTRATOR,),
        "read_providers": (ADMINISTRATOR,),
        "ask_payment": (Grant(Role.BROKER, Scope.OWN),),
        "hear": (SYSTEM,),
        "read_suspense": (CASHIER, CHIEF, DIRECTOR),
        "close_alert": (CHIEF,),
        "ask_refund": (CASHIER,),
        "decide_refund": (CHIEF,),
        "pay_refund": (CASHIER,),
        "read_refunds": (Grant(Role.BROKER, Scope.OWN), CASHIER, CHIEF, DIRECTOR),
        "import_statement": (Grant(Role.CASHIER),),
        "read_statements": (Grant(Role.CASHIER), Grant(Role.CHIEF), Grant(Role.DIRECTOR)),
        "propose_match": (Grant(Role.CASHIER),),
        "confirm_match": (Grant(Role.CHIEF),),
        "export_ledger": (Grant(Role.DIRECTOR),),
    },
)
