"""Who acts, and by which right: agents, roles, scopes, and the one gate of every verb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from amont.kernel.errors import AmontError


class Role(StrEnum):
    """What a person is posted as. Source: roles of the trade, each with what it may never do."""

    BROKER = "broker"  # declares for others: own files, never reasons
    CARRIER = "carrier"  # announces what it carries: own manifests, never what customs thinks of them
    TERMINAL = "terminal"  # port, terminal, warehouse: reports what moves and what was counted
    QUAY = "quay"  # officer at the quay: counts what was found, decides no lane
    CASHIER = "cashier"  # receives what is owed; never says how much
    GATE = "gate"  # officer at the gate: asks of a release, notes what leaves
    INSPECTOR = "inspector"  # examines what is assigned to him, never chooses it
    ANALYST = "analyst"  # sees scores and criteria, never the officer of a live file
    CHIEF = "chief"  # head of section: assigns, reassigns, cancels; never inspects
    DIRECTOR = "director"  # sees all, changes nothing
    ADMINISTRATOR = "administrator"  # accounts and postings, nothing of the journey
    SECURITY = "security"  # journal, alerts, access review; no business decision
    SYSTEM = "system"  # the node itself: worker, set-up


OF_FIRMS = frozenset({Role.BROKER, Role.CARRIER, Role.TERMINAL})  # who act for an operator, not for customs


def is_whole(role: Role, *, has_operator: bool, has_office: bool) -> bool:
    """Does a posting make sense? Firms have an operator; of these a terminal has its office, others none."""
    if role not in OF_FIRMS:
        return not has_operator
    return has_operator and has_office is (role is Role.TERMINAL)


class Scope(StrEnum):
    """How far a right reaches."""

    ALL = "all"  # the whole administration
    OFFICE = "office"  # the office of the posting
    OWN = "own"  # what one's own operator declared or announced
    ASSIGNED = "assigned"  # what was assigned to this very person


@dataclass(frozen=True, slots=True)
class Posting:
    """A role held today. office: code, "" for all of them. operator: code of a firm, "" for officers."""

    role: Role
    office: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """A person, a key or the node itself, as it stands at this instant.

    name: stable, written in the journal (``person:12``, ``key:3``, ``system:worker``). label: for the screen.
    acts: the only acts a key may do (``declarations.lodge``); None for all that the postings grant.
    """

    name: str
    label: str = ""
    postings: tuple[Posting, ...] = ()
    acts: frozenset[str] | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.postings)

    def has(self, *roles: Role) -> bool:
        """Is any of these roles held today?"""
        return any(posting.role in roles for posting in self.postings)

    def offices(self, *roles: Role) -> frozenset[str] | None:
        """Offices in which one of these roles is held; None for every office."""
        held = {posting.office for posting in self.postings if posting.role in roles}
        return None if "" in held else frozenset(held)

    @property
    def operators(self) -> frozenset[str]:
        """Operators for whom this agent declares."""
        return frozenset(posting.operator for posting in self.postings if posting.operator)


NOBODY = Agent("nobody")
WORKER = Agent("system:worker", "Amont", (Posting(Role.SYSTEM),))


@dataclass(frozen=True, slots=True)
class Where:
    """What of a subject decides who may act on it. officer: name of the agent it is assigned to."""

    office: str = ""
    operator: str = ""
    officer: str = ""


class Subject(Protocol):
    """What an act is about."""

    @property
    def where(self) -> Where: ...


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that may do an act, and how far."""

    role: Role
    scope: Scope = Scope.ALL


@dataclass(frozen=True, slots=True)
class Grants:
    """The acts of a room and who may do them."""

    room: str
    acts: Mapping[str, tuple[Grant, ...]] = field(default_factory=dict)

    def name(self, act: str) -> str:
        """The act as the whole house knows it: ``declarations.lodge``."""
        return f"{self.room}.{act}"


class SignInFirst(AmontError):
    """Nobody is signed in, or the posting has ended."""

    code = "rights.sign_in_first"
    status = 401


class Forbidden(AmontError):
    """The act belongs to others. Facts: act, roles."""

    code = "rights.forbidden"
    status = 403


class NotFound(AmontError):
    """There is no such thing, or it is not for these eyes: the answer is the same. Facts: what."""

    code = "rights.not_found"
    status = 404


def may(grants: Grants, by: Agent, act: str, subject: Subject | None = None) -> bool:
    """Has this agent the right? Without a subject: on at least some subject."""
    if by.acts is not None and grants.name(act) not in by.acts:
        return False
    return any(
        posting.role is grant.role and (subject is None or _covers(grant, posting, by, subject.where))
        for grant in grants.acts[act]
        for posting in by.postings
    )


def require(grants: Grants, by: Agent, act: str, subject: Subject | None = None) -> None:
    """The gate of every verb. SignInFirst, Forbidden."""
    if may(grants, by, act, subject):
        return
    if not by.is_known:
        raise SignInFirst(act=grants.name(act))
    roles = ", ".join(sorted({grant.role.value for grant in grants.acts[act]}))
    raise Forbidden(act=grants.name(act), roles=roles)


def _covers(grant: Grant, posting: Posting, by: Agent, where: Where) -> bool:
    in_office = posting.office in ("", where.office)
    if grant.scope is Scope.ALL:
        return True
    if grant.scope is Scope.OFFICE:
        return in_office
    if grant.scope is Scope.OWN:
        return bool(posting.operator) and posting.operator == where.operator
    return in_office and bool(where.officer) and where.officer == by.name
