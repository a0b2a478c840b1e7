"""Systems that ask the API: each with its key, as operators and offices have them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from amont.kernel.agents import OF_FIRMS, Role
from amont.parties.actions.keys import KeyAsked, approve_key, make_key
from amont.parties.models import ApiKey, Operator
from amont.parties.permissions import KEY_ACTS
from tests.making import BROKER, OFFICE, an_administration, an_agent

API = "/api/v1"
ADMINISTRATOR = an_agent(Role.ADMINISTRATOR, office="", name="test:administrator")
SECOND = an_agent(Role.ADMINISTRATOR, office="", name="test:administrator two")
DECLARATION: dict[str, Any] = {
    "reference": "2026DM01C1",
    "declared_on": "2026-11-23",
    "office": OFFICE,
    "declaration_type": "IM4",
    "importer": "IMP001",
    "declarant": BROKER,
    "items": [
        {
            "hs_code": "40111000",
            "description": "Pneus neufs de tourisme",
            "origin": "CN",
            "net_kg": 1000.5,
            "customs_value": 2000000,
            "duties": 880000,
        }
    ],
}


def a_key(
    role: Role = Role.BROKER,
    *,
    operator: str = BROKER,
    office: str = OFFICE,
    acts: Sequence[str] = (),
    per_minute: int = 60_000,
) -> str:
    """The text of a key that works for an hour. acts: all that the role may have, unless said."""
    an_administration()
    is_of_firm = role in OF_FIRMS
    if is_of_firm:
        Operator.objects.get_or_create(code=operator, defaults={"is_broker": role is Role.BROKER})
    now = datetime.now(UTC)
    asked = KeyAsked(
        label=f"clé {role.value}",
        role=role,
        operator=operator if is_of_firm else "",
        office="" if is_of_firm and role is not Role.TERMINAL else office,
        acts=acts or KEY_ACTS[role],
        per_minute=per_minute,
        expires_at=now + timedelta(hours=1),
    )
    row, text = make_key(asked, by=ADMINISTRATOR, now=now)
    if not is_of_firm:
        approve_key(row.pk, by=SECOND, now=now)
    return text


def row_of(key: str) -> ApiKey:
    """The row behind a key."""
    return ApiKey.objects.get(prefix=key.split("_")[1])


@dataclass
class System:
    """A system beside, with its key."""

    key: str
    language: str = "fr"

    def get(self, path: str, /, **query: object) -> Any:
        """An answer to GET."""
        return Client().get(API + path, query or None, headers=self._headers())

    def post(self, path: str, body: object, *, media: str = "application/json", **headers: str) -> Any:
        """An answer to POST. body: written as JSON unless it is bytes."""
        data = body if isinstance(body, bytes) else json.dumps(body)
        return Client().post(API + path, data, content_type=media, headers={**self._headers(), **headers})

    def lodges(self, **changed: Any) -> Any:
        """The answer to one declaration; what is not said is as in DECLARATION."""
        return self.post("/declarations", DECLARATION | changed)

    def _headers(self) -> dict[str, str]:
        known = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return {**known, "Accept-Language": self.language}


def a_system(role: Role = Role.BROKER, **facts: Any) -> System:
    """A system with a key of its own."""
    return System(a_key(role, **facts))


def pointers(answer: Any) -> list[tuple[str, str | None]]:
    """What a problem says is wrong: (code, pointer)."""
    return [(one["code"], one.get("pointer")) for one in answer.json().get("errors", [])]
