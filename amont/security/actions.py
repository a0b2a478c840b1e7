"""What is kept of those who were turned away. Never a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_address

from amont.kernel.agents import Agent, require
from amont.security.models import Attempt
from amont.security.permissions import GRANTS

LONGEST_NAME, LONGEST_DETAIL = 80, 200


class What(StrEnum):
    """Why somebody was turned away."""

    PASSWORD = "password"  # noqa: S105  the word, not one: unknown name, or another password
    CLOSED = "closed"  # right password of a closed account
    NO_POSTING = "no_posting"  # all steps done, and no posting in force: a retired or moved officer's account
    SLOWED = "slowed"  # too many of them from this address
    CODE = "code"  # wrong code of the second factor, or wrong device
    LINK = "link"  # link for a password, used or too old


@dataclass(frozen=True, slots=True)
class Turned:
    """One who was turned away. name: as typed; address: of the machine, "" when not known."""

    what: What
    name: str = ""
    address: str = ""
    detail: str = ""


def note_attempt(turned: Turned, *, by: Agent, now: datetime) -> Attempt:
    """One row, with the name as it was typed: one that holds signs the table cannot keep loses them."""
    require(GRANTS, by, "note_attempt")
    return Attempt.objects.create(
        at=now,
        what=turned.what.value,
        name=_kept(turned.name)[:LONGEST_NAME],
        address=_address(turned.address),
        detail=_kept(turned.detail)[:LONGEST_DETAIL],
    )


def _kept(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None
