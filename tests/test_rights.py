"""Every role against every act of every room, as docs/permissions.md says it; and what no table may say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from amont.kernel.agents import (
    NOBODY,
    OF_FIRMS,
    Agent,
    Grants,
    Posting,
    Role,
    SignInFirst,
    Where,
    may,
    require,
)
from amont.parties.permissions import KEY_ACTS
from tools import permissions

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {grants.room: grants for grants in permissions.rooms(ROOT)}
JOURNEY = ("declarations", "holds", "screening", "controls", "release")
CASES = [(room, act, role) for room, grants in ROOMS.items() for act in grants.acts for role in Role]
IDS = [f"{room}.{act}-{role.value}" for room, act, role in CASES]
HERE = Where(office="DM01", operator="BR001", officer="person:1")


def table() -> dict[tuple[str, str, str], set[str]]:
    """(room, act, role) -> how far, as a person reads it on the page."""
    found: dict[tuple[str, str, str], set[str]] = {}
    room, roles = "", [role.value for role in Role]
    for line in (ROOT / permissions.PAGE).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            room = line[3:]
        if match := re.match(r"\| `(\w+)` \| (.*) \|$", line):
            for role, cell in zip(roles, match[2].split(" | "), strict=True):
                found[room, match[1], role] = set() if cell == permissions.NONE else set(cell.split(", "))
    return found


TABLE = table()


class At:
    """A subject that lies somewhere."""

    def __init__(self, where: Where) -> None:
        self.where = where


def posted(role: Role, *, office: str = "DM01", operator: str = "BR001") -> Agent:
    has_office = role not in OF_FIRMS or role is Role.TERMINAL
    posting = Posting(role, office if has_office else "", operator if role in OF_FIRMS else "")
    return Agent("person:1", postings=(posting,))


def reaches(grants: Grants, act: str, role: Role) -> set[str]:
    """How far the gate itself lets this role go, found by asking it."""
    mine = posted(role)
    if not may(grants, mine, act):
        return set()
    elsewhere = At(Where(office="DM99", operator="BR999", officer="person:9"))
    if may(grants, mine, act, elsewhere):
        return {"all"}
    asked = {
        "office": At(Where(office="DM01", operator="BR999", officer="person:9")),
        "own": At(Where(office="DM99", operator="BR001", officer="person:9")),
        "assigned": At(Where(office="DM01", operator="BR999", officer="person:1")),
    }
    found = {name for name, subject in asked.items() if may(grants, mine, act, subject)}
    return found - {"assigned"} if "office" in found else found


@pytest.mark.parametrize(("room", "act", "role"), CASES, ids=IDS)
def test_a_role_does_what_its_column_says_and_nothing_else(room: str, act: str, role: Role) -> None:
    assert reaches(ROOMS[room], act, role) == TABLE[room, act, role.value]


def test_the_table_names_every_act_of_every_room_and_no_other() -> None:
    assert set(TABLE) == {(room, act, role.value) for room, act, role in CASES}


def test_the_page_of_rights_is_up_to_date() -> None:
    assert permissions.page(ROOT) == (ROOT / permissions.PAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize("room", JOURNEY)
def test_administrators_have_nothing_of_the_journey(room: str) -> None:
    acts = [act for act in ROOMS[room].acts if may(ROOMS[room], posted(Role.ADMINISTRATOR, office=""), act)]

    assert acts == []


@pytest.mark.parametrize("room", JOURNEY)
def test_security_decides_nothing_of_the_journey(room: str) -> None:
    acts = {act for act in ROOMS[room].acts if may(ROOMS[room], posted(Role.SECURITY, office=""), act)}

    assert acts <= {"read_draws", "reveal_draw"}


def test_a_broker_reads_no_reason_no_score_and_no_criterion() -> None:
    screening = ROOMS["screening"]

    assert [act for act in screening.acts if may(screening, posted(Role.BROKER), act)] == []


def test_a_director_changes_nothing_of_the_trade() -> None:
    changing = {
        f"{room}.{act}"
        for room, grants in ROOMS.items()
        for act in grants.acts
        if not act.startswith(("read", "export", "take_", "own_")) and may(grants, posted(Role.DIRECTOR), act)
    }

    assert changing == set()


def test_who_is_not_signed_in_may_do_nothing_at_all() -> None:
    for grants in ROOMS.values():
        for act in grants.acts:
            assert not may(grants, NOBODY, act)
            with pytest.raises(SignInFirst):
                require(grants, NOBODY, act)


@pytest.mark.parametrize("role", KEY_ACTS)
def test_the_acts_a_key_may_be_given_exist_and_are_those_of_its_role(role: Role) -> None:
    for name in KEY_ACTS[role]:
        room, _, act = name.partition(".")
        assert may(ROOMS[room], posted(role), act), name


def test_a_key_without_the_act_is_refused_what_its_role_may_do() -> None:
    reference = ROOMS["reference"]
    whole = posted(Role.BROKER)
    key = Agent("key:1", postings=whole.postings, acts=frozenset({"declarations.lodge"}))

    assert may(reference, whole, "read")
    assert not may(reference, key, "read")
