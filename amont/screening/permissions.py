"""Who may do what with screening. Brokers are in no row: reasons, scores and criteria are not theirs.

Carriers answer what is asked of them, and read nothing else.
Terminals read what they are to do with a container, never why.
"""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role, Scope

SYSTEM = Grant(Role.SYSTEM)
DECIDERS = (Grant(Role.ANALYST, Scope.OFFICE), Grant(Role.CHIEF, Scope.OFFICE))
TERMINAL = (Grant(Role.TERMINAL, Scope.OFFICE),)
FINDERS = (Grant(Role.INSPECTOR, Scope.OFFICE), Grant(Role.QUAY, Scope.OFFICE))
ANALYSIS = (Grant(Role.ANALYST), Grant(Role.CHIEF), Grant(Role.DIRECTOR))
ASKERS = (Grant(Role.ANALYST, Scope.OFFICE), Grant(Role.CHIEF, Scope.OFFICE))
CHIEF = Grant(Role.CHIEF, Scope.OFFICE)
OWN = Grant(Role.CARRIER, Scope.OWN)

GRANTS = Grants(
    "screening",
    {
        "screen": (SYSTEM,),
        "decide_again": (SYSTEM,),
        "target": (SYSTEM,),
        "learn_words": (SYSTEM,),
        "read_targets": (
            Grant(Role.ANALYST, Scope.OFFICE),
            Grant(Role.CHIEF, Scope.OFFICE),
            Grant(Role.DIRECTOR, Scope.OFFICE),
        ),
        # what bills are targeted by
        "read_targeting_plans": ANALYSIS,
        "set_bill_capacity": (CHIEF,),
        "solve_bill_limits": (SYSTEM, Grant(Role.ANALYST, Scope.OFFICE)),
        "promote_bill_limits": (CHIEF,),
        "retire_bill_limits": (CHIEF,),
        "learn_bill_weights": (Grant(Role.ANALYST),),
        "promote_bill_weights": (Grant(Role.CHIEF),),
        "retire_bill_weights": (Grant(Role.CHIEF),),
        # what is asked of carriers
        "refer": ASKERS,
        "close_referral": ASKERS,
        "withdraw_referral": ASKERS,
        "answer_referral": (OWN,),
        "read_referrals": (OWN, *ASKERS, Grant(Role.DIRECTOR, Scope.OFFICE)),
        "export_referrals": (OWN, *ASKERS, Grant(Role.DIRECTOR, Scope.OFFICE)),
        "remind_carriers": (SYSTEM,),
        # searches that persons keep: changed and deleted by their owner alone
        "read_searches": (Grant(Role.ANALYST), Grant(Role.CHIEF), Grant(Role.DIRECTOR)),
        "keep_search": (Grant(Role.ANALYST), Grant(Role.CHIEF)),
        "change_search": (Grant(Role.ANALYST), Grant(Role.CHIEF)),
        "delete_search": (Grant(Role.ANALYST), Grant(Role.CHIEF)),
        "see_notices": (Grant(Role.ANALYST), Grant(Role.CHIEF)),
        "match_searches": (SYSTEM,),
        # orders on bills and containers, and what came of them
        "read_orders": (*TERMINAL, *FINDERS, *DECIDERS, Grant(Role.DIRECTOR, Scope.OFFICE)),
        "give_order": DECIDERS,
        "confirm_order": (Grant(Role.CHIEF, Scope.OFFICE),),
        "withdraw_order": DECIDERS,
        "acknowledge_order": TERMINAL,
        "move_order": TERMINAL,
        "watch_orders": (SYSTEM,),
        "close_scans": (SYSTEM,),
        "note_inspection": FINDERS,
        "judge_image": DECIDERS,
        "label_bills": (SYSTEM,),
        "load_labels": (SYSTEM,),
        "note_result": (SYSTEM, Grant(Role.INSPECTOR, Scope.ALL)),
        "load_policy": (SYSTEM, Grant(Role.ANALYST)),
        "learn": (SYSTEM, Grant(Role.ANALYST)),
        "promote": (SYSTEM, Grant(Role.CHIEF)),
        "commit_draw": (SYSTEM,),
        "reveal_draw": (SYSTEM, Grant(Role.CHIEF), Grant(Role.SECURITY)),
        "read_reasons": (
            Grant(Role.ANALYST, Scope.OFFICE),
            Grant(Role.CHIEF, Scope.OFFICE),
            Grant(Role.DIRECTOR, Scope.OFFICE),
            Grant(Role.INSPECTOR, Scope.ASSIGNED),
        ),
        "read_criteria": ANALYSIS,
        "read_models": ANALYSIS,
        "read_profiles": (*ANALYSIS, Grant(Role.INSPECTOR)),
        "read_draws": (*ANALYSIS, Grant(Role.SECURITY)),
        "read_overview": ANALYSIS,
        "note_other_lanes": (Grant(Role.ANALYST), Grant(Role.CHIEF), SYSTEM),
        "read_comparison": ANALYSIS,
        "export_lanes": (Grant(Role.ANALYST), Grant(Role.CHIEF), SYSTEM),
    },
)
