"""What webhooks are told, as OpenAPI describes it: one operation of the other side for each event."""

from __future__ import annotations

from typing import Any

from amont.edge.posting import SIGNATURE
from amont.exchange.models import Told

MEANINGS = {
    Told.LODGED: "A version of a declaration was lodged.",
    Told.LANE: "The lane of a version is known; brokers are told where lanes are published.",
    Told.CONTROLLED: "The control of a declaration is closed.",
    Told.CANCELLED: "A declaration has no effect any more.",
    Told.ASKED: "Customs asks the carrier of a bill, or asks again.",
    Told.REMINDED: "Half the time to answer is over, or all of it.",
    Told.ANSWERED: "The carrier answered what customs asks.",
    Told.ENDED: "What customs asked is closed or withdrawn.",
    Told.ORDERED: "Customs orders the scan or inspection of a container: ask for it at `/cargo/orders`.",
    Told.UNORDERED: "What was ordered is asked no more.",
}
MORE: dict[Told, dict[str, Any]] = {
    Told.LODGED: {"version": 1},
    Told.LANE: {"version": 1, "lane": "yellow", "before": ""},
    Told.CONTROLLED: {"version": 1},
    Told.CANCELLED: {},
    Told.ASKED: {"kind": "information", "round": 1},
    Told.REMINDED: {"kind": "information", "is_over": False},
    Told.ANSWERED: {"kind": "information"},
    Told.ENDED: {"kind": "information", "state": "closed"},
    Told.ORDERED: {},
    Told.UNORDERED: {},
}
SIGNED = (
    "`t=<seconds>,v1=<hexadecimal>`: HMAC-SHA256, keyed by the secret of the webhook, of the seconds, a dot "
    "and the body as it came. Refuse what is not signed so, or is older than five minutes."
)
AGAIN = "Told again for a day until it is answered by 2xx within 5 s. The same id may come twice."
EVENT = {"id": "event:902144", "at": "2026-11-23T09:00:02+00:00"}
DECLARATION = {"declaration": {"id": 41872, "reference": "2026DM01C41872"}}
REFERRAL = {"referral": {"id": 12, "bill": 41872, "number": "MAEU123"}}
ORDER = {"order": {"id": 311, "act": "scan"}}
OF_REFERRALS = (Told.ASKED, Told.REMINDED, Told.ANSWERED, Told.ENDED)
OF_ORDERS = (Told.ORDERED, Told.UNORDERED)


def webhooks() -> dict[str, Any]:
    """The `webhooks` of OpenAPI 3.1."""
    return {event.value: {"post": _told(event)} for event in Told}


def _told(event: Told) -> dict[str, Any]:
    example = {**EVENT, "event": event.value, **_subject(event), **MORE[event]}
    header = {"name": SIGNATURE, "in": "header", "required": True, "schema": {"type": "string"}}
    return {
        "summary": MEANINGS[event],
        "description": AGAIN,
        "parameters": [{**header, "description": SIGNED}],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _shape(example), "example": example}},
        },
        "responses": {"2XX": {"description": "Taken."}},
    }


def _subject(event: Told) -> dict[str, Any]:
    return REFERRAL if event in OF_REFERRALS else ORDER if event in OF_ORDERS else DECLARATION


def _shape(example: dict[str, Any]) -> dict[str, Any]:
    """Members and their kinds. More members may come later."""
    kinds = {int: "integer", str: "string", dict: "object", bool: "boolean"}
    members = {name: {"type": kinds[type(value)]} for name, value in example.items()}
    return {"type": "object", "properties": members, "required": sorted(example)}
