"""Messages of an enemy: whatever they say is kept or refused in words, and every page of it still opens."""

from __future__ import annotations

import json
from typing import Any

import pytest

from amont.cargo.models import Bill, Manifest
from amont.kernel.agents import WORKER, Role
from amont.screening.actions.targeting import Targeter, target_waiting
from tests.cargo.announcing import a_bill, a_message, handed_in
from tests.making import NOW, TODAY
from tests.pages import PLAIN, browser_of

pytestmark = pytest.mark.django_db

VOYAGES: list[dict[str, Any]] = [
    {"departed_on": "0001-01-01"},
    {"departed_on": "9999-12-31"},
    {"arrives_at": "0001-01-01T00:00:00"},
    {"arrives_at": "9999-12-31T23:59:59"},
    {"voyage": "<script>alert(1)</script>" * 20},
    {"office": "=HYPERLINK(1)", "transport": {"mode": "1" * 400, "name": "\u0000\u202e" * 90}},
    {"declared": {"bills": -1, "packages": "NaN", "gross_kg": "1e400"}},
]
BILLS: list[dict[str, Any]] = [
    {"packages": "NaN"},
    {"packages": "-5", "gross_kg": "-0.1"},
    {"gross_kg": "1e300"},
    {"gross_kg": "Infinity"},
    {"place": 10**30},
    {"place": -7},
    {"number": "N" * 5000, "master": "M" * 5000},
    {"number": "\u0000"},
    {"consignee": {"name": "\u0000<img src=x onerror=alert(1)>", "code": "0" * 900}},
    {"containers": [{"number": "MSCU" * 40, "seals": ["S" * 900] * 90, "packages": "NaN"}] * 3},
    {"vehicles": [{"chassis": "C" * 900, "kg": "NaN"}] * 3},
    {"freight": {"value": "NaN", "currency": "$" * 90}},
    {"goods": [{"number": 1, "description": "x" * 100_000, "hs_code": "9" * 900, "packages": "1e-300"}]},
    {"transhipments": ["XX"] * 5_000},
    {"extras": {"a" * 5_000: "\u0000" * 5_000}},
]


def handed(voyage: dict[str, Any], bill: dict[str, Any]) -> Any:
    """A message with these words put in, whatever our own writer thinks of them."""
    told = json.loads(a_message(a_bill()))
    told["voyage"] |= voyage
    told["bills"][0] |= bill
    return handed_in(json.dumps(told).encode())


@pytest.mark.parametrize("part", [*({"voyage": one} for one in VOYAGES), *({"bill": one} for one in BILLS)])
def test_an_absurd_message_is_read_or_refused_and_its_pages_open(part: dict[str, Any], settings: Any) -> None:
    settings.STORAGES = PLAIN
    browser = browser_of(Role.DIRECTOR, office="")

    receipt = handed(part.get("voyage", {}), part.get("bill", {}))
    while target_waiting(Targeter(), by=WORKER, now=NOW, today=TODAY):
        pass

    pages = [
        "/ciblage/?jours=0",
        "/manifestes/?vue=",
        f"/manifestes/messages/{receipt.pk}/",
        "/manifestes/alertes/",
    ]
    pages += [f"/manifestes/{row.pk}/" for row in Manifest.objects.all()]
    pages += [f"/titres/{row.pk}/" for row in Bill.objects.all()]
    assert receipt.state in ("read", "refused")
    assert [browser.get(page).status_code for page in pages] == [200] * len(pages)
    assert b"<script>alert" not in browser.get(pages[-1]).content
    assert b"<img src=x" not in browser.get(pages[-1]).content


def test_all_these_bills_in_one_voyage_get_their_lanes() -> None:
    told = json.loads(a_message(a_bill()))
    told["bills"] = [told["bills"][0] | {"number": f"B{n}"} | bill for n, bill in enumerate(BILLS)]

    handed_in(json.dumps(told).encode())
    while target_waiting(Targeter(), by=WORKER, now=NOW, today=TODAY):
        pass

    assert not Bill.objects.live().filter(lane__isnull=True).exists()
