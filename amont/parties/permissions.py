"""Who may do what with accounts, postings, operators and keys. Nobody decides upon oneself."""

from __future__ import annotations

from collections.abc import Mapping

from amont.kernel.agents import OF_FIRMS, Grant, Grants, Role, Scope

ADMINISTRATION = (Grant(Role.ADMINISTRATOR), Grant(Role.SYSTEM))
SECURITY = Grant(Role.SECURITY)
OWN = tuple(Grant(role, Scope.OWN) for role in Role if role in OF_FIRMS)
EVERYONE = tuple(Grant(role) for role in Role)

GRANTS = Grants(
    "parties",
    {
        "read_people": (Grant(Role.ADMINISTRATOR), SECURITY, Grant(Role.DIRECTOR)),
        "read_operators": tuple(Grant(role) for role in Role if role is not Role.SECURITY),
        "own_account": EVERYONE,
        "open_account": ADMINISTRATION,
        "close_account": ADMINISTRATION,
        "reopen_account": ADMINISTRATION,
        "make_link": ADMINISTRATION,
        "clear_factors": (SECURITY,),
        "end_sessions": (*ADMINISTRATION, SECURITY),
        "note_sign_in": (Grant(Role.SYSTEM),),
        "propose_posting": ADMINISTRATION,
        "approve_posting": ADMINISTRATION,
        "refuse_posting": ADMINISTRATION,
        "end_posting": (*ADMINISTRATION, SECURITY),
        "note_operators": (Grant(Role.SYSTEM),),
        "describe_operator": ADMINISTRATION,
        "give_mandate": (*ADMINISTRATION, *OWN),
        "end_mandate": (*ADMINISTRATION, *OWN),
        "make_key": ADMINISTRATION,
        "approve_key": ADMINISTRATION,
        "rotate_key": (*ADMINISTRATION, *OWN),
        "revoke_key": (*ADMINISTRATION, SECURITY, *OWN),
        "read_keys": (*ADMINISTRATION, SECURITY, *OWN),
    },
)

# Roles that nobody holds beside another one: who acts for a firm, opens accounts or watches stays apart.
HELD_ALONE = frozenset({*OF_FIRMS, Role.ADMINISTRATOR, Role.SECURITY})

# The acts a key may be given, by the role it bears. Administrators, security and the node itself have no key.
KEY_ACTS: Mapping[Role, tuple[str, ...]] = {
    Role.BROKER: (
        "declarations.lodge",
        "declarations.receive",
        "declarations.amend",
        "declarations.read",
        "declarations.read_receipt",
        "declarations.export",
        "reference.read",
    ),
    Role.CARRIER: (
        "cargo.receive",
        "cargo.read",
        "cargo.read_receipt",
        "screening.read_referrals",
        "screening.answer_referral",
        "reference.read",
    ),
    Role.TERMINAL: (
        "cargo.take_over",
        "cargo.note_weighing",
        "cargo.note_scan",
        "cargo.receive",
        "cargo.read",
        "cargo.read_events",
        "cargo.read_receipt",
        "screening.read_orders",
        "screening.acknowledge_order",
        "screening.move_order",
        "release.ask_gate",
        "release.note_exit",
        "reference.read",
    ),
    Role.CHIEF: (
        "declarations.lodge",
        "declarations.receive",
        "declarations.read",
        "declarations.read_receipt",
        "declarations.export",
        "screening.export_lanes",
        "controls.read_results",
        "controls.note_elsewhere",
        "cargo.read",
        "cargo.read_events",
        "reference.read",
    ),
    Role.ANALYST: (
        "declarations.read",
        "declarations.export",
        "screening.export_lanes",
        "screening.read_reasons",
        "controls.read_results",
        "cargo.read",
        "cargo.read_events",
        "reference.read",
    ),
}
