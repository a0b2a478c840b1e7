"""What customs asks of carriers, asked and answered by the verbs themselves."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from amont.cargo.models import Bill
from amont.journal.models import Entry
from amont.kernel.agents import Agent, Role
from amont.screening.actions.answering import Reply, answer
from amont.screening.actions.ending import close, withdraw
from amont.screening.actions.referring import Request, ask, ask_again
from amont.screening.models import Referral, ReferralMove
from tests.cargo.announcing import a_carrier, announced
from tests.making import NOW, an_agent

ANALYST = an_agent(Role.ANALYST, name="person:901")
OTHER_ANALYST = an_agent(Role.ANALYST, name="person:902")
HOUR = timedelta(hours=1)
PDF = b"%PDF-1.7\nfacture 118\n%%EOF"


def a_request(kind: str = "information", **facts: Any) -> Request:
    said = {"told": "unclear", "question": "De quelles machines s’agit-il ?", "note": "prix trop bas"}
    return Request(kind=kind, **(said | facts))


def bill(number: str = "BL1") -> Bill:
    return Bill.objects.get(number=number)


def asked(kind: str = "information", *, by: Agent = ANALYST, number: str = "", **facts: Any) -> Referral:
    """A referral on the bill of a voyage announced for it, or on that of a number."""
    if not number:
        announced()
    return ask(bill(number or "BL1").pk, asked=a_request(kind, **facts), by=by, now=NOW)


def a_reply(words: str = "Deux tours à métaux", **facts: Any) -> Reply:
    said: dict[str, Any] = {"round": 1, "words": words} | facts
    return Reply(**said)


def answered(row: Referral, *, by: Agent | None = None, **facts: Any) -> tuple[ReferralMove, bool]:
    return answer(row.pk, reply=a_reply(**facts), by=by or a_carrier(), now=NOW + HOUR)


def screened(**facts: Any) -> dict[str, Any]:
    return {"words": "", "method": "scanner", "result": "clear", "done_at": NOW, **facts}


def again(row: Referral, *, seen: int = 1, by: Agent = ANALYST, **facts: Any) -> Referral:
    said: dict[str, Any] = {"question": "Et la facture ?", "now": NOW + 2 * HOUR} | facts
    return ask_again(row.pk, seen=seen, by=by, **said)


def closed(row: Referral, *, seen: int = 1, by: Agent = ANALYST, has_effect: bool = True) -> Referral:
    return close(row.pk, words="Merci", has_effect=has_effect, seen=seen, by=by, now=NOW + 2 * HOUR)


def withdrawn(
    row: Referral, *, seen: int = 0, by: Agent = ANALYST, words: str = "Erreur de titre"
) -> Referral:
    return withdraw(row.pk, words=words, seen=seen, by=by, now=NOW + 2 * HOUR)


def acts(row: Referral) -> list[str]:
    """What happened to it, in order."""
    return list(ReferralMove.objects.filter(referral=row).order_by("number").values_list("act", flat=True))


def events(name: str) -> list[dict[str, Any]]:
    """What was announced under a name."""
    rows = Entry.objects.filter(kind="event", name=name).order_by("pk")
    return list(rows.values_list("facts", flat=True))


def a_picture() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (4, 3), "white").save(buffer, "PNG")
    return buffer.getvalue()
