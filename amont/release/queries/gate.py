"""What a gate is answered: the release that was shown, and whether its goods may leave now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from amont.journal.keys import signing_key
from amont.kernel.agents import Agent, Role
from amont.release.facts import looked
from amont.release.models import Release
from amont.release.states import GateWord, ReleaseState
from amont.release.token import MARK, Token, TokenForged, TokenUnreadable, read_token

FORGED, WITHDRAWN, HELD, OTHER_OFFICE = "forged", "withdrawn", "held", "other_office"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer. why: what stops it, "" where the word says it all. left: boxes and packages still there."""

    word: GateWord
    why: str = ""
    release: Release | None = None
    boxes_left: tuple[str, ...] = ()
    packages_left: Decimal | None = None


def public_key() -> bytes:
    """The key with which anybody checks the tokens of this node."""
    return signing_key(settings.HOME / "secrets", settings.LOG_ORIGIN).private.public_key().public_bytes_raw()


def told(shown: str, *, by: Agent, day: date) -> Told:
    """What a gate is answered to a number, a token or the reference of a declaration."""
    text = " ".join(shown.replace("\0", "").split())
    row, is_forged = _found(text)
    if row is None or is_forged:
        return Told(GateWord.UNKNOWN, FORGED if is_forged else "")
    return standing(row, by=by, day=day)


def standing(row: Release, *, by: Agent, day: date) -> Told:
    """May the goods of a known release leave now?"""
    boxes, packages = still_there(row)
    if row.state == ReleaseState.LEFT:
        return Told(GateWord.LEFT, "", row)
    if row.state == ReleaseState.WITHDRAWN:
        return Told(GateWord.STOPPED, WITHDRAWN, row, boxes, packages)
    offices = by.offices(Role.GATE, Role.TERMINAL)
    if offices is not None and row.office not in offices and not by.has(Role.SYSTEM):
        return Told(GateWord.STOPPED, OTHER_OFFICE, row, boxes, packages)
    if looked([row.declaration], day=day).standings[row.declaration_id].holds:
        return Told(GateWord.STOPPED, HELD, row, boxes, packages)
    return Told(GateWord.MAY_LEAVE, "", row, boxes, packages)


def still_there(row: Release) -> tuple[tuple[str, ...], Decimal | None]:
    """Boxes and packages that no exit has taken yet."""
    out = list(row.exits.values_list("boxes", "packages"))
    gone = {box for boxes, _ in out for box in boxes}
    packages = row.packages
    if packages is not None:
        packages -= sum((one for _, one in out if one is not None), Decimal(0))
    return tuple(box for box in row.boxes if box not in gone), packages


def _found(text: str) -> tuple[Release | None, bool]:
    """The release that was shown; is it made up? Whatever is shown, this node signed its token."""
    key = public_key()
    named: Token | None = None
    if text.startswith(MARK):
        try:
            named = read_token(text, public=key)
        except (TokenUnreadable, TokenForged):
            return None, True
    row = _row(named.number if named else text)
    if row is None:
        return None, named is not None
    try:
        signed = read_token(row.token, public=key)
    except (TokenUnreadable, TokenForged):
        return row, True
    is_of_it = (signed.number, signed.reference) == (row.number, row.declaration.reference)
    return row, not is_of_it or (named is not None and text != row.token)


def _row(text: str) -> Release | None:
    """By its number, else the last one of the declaration of this reference. At most two queries."""
    if not text:
        return None
    rows = Release.objects.select_related("declaration")
    named = rows.filter(number=text.upper()).first()
    return named or rows.filter(declaration__reference=text).order_by("-pk").first()
