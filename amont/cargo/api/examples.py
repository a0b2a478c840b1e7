"""What the description of the API shows beside each operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

AT, LATER = "2026-11-23T09:00:00Z", "2026-11-26T06:00:00Z"
TOLD: Mapping[str, Any] = {
    "kind": "manifest",
    "version": "1",
    "voyage": {
        "reference": "M1",
        "office": "DM01",
        "voyage": "AB652A",
        "departed_on": "2026-11-14",
        "arrives_at": "2026-11-26T06:00:00",
        "transport": {"mode": "1", "name": "Étoile de Salinga", "imo": "9074729"},
    },
    "bills": [
        {
            "number": "BL1",
            "consignee": {"name": "Comptoir du Fleuve SARL"},
            "goods": [{"description": "Pneus neufs", "packages": "100", "gross_kg": "1080"}],
        }
    ],
}
OUTCOME = {
    **{"state": "applied", "code": "", "manifest": 41872, "version": 1},
    **{"added": 1, "changed": 0, "cancelled": 0, "same": 0, "refused": 0},
}
FOUND = {
    "code": "manifest.loading_missing",
    "severity": "note",
    "pointer": "/bills/0/loading",
    "bill": "BL1",
    "detail": "Le titre BL1 ne dit pas son lieu de chargement.",
}
WAITING: Mapping[str, Any] = {
    **{"id": 41872, "address": "/api/v1/cargo/messages/41872", "state": "waiting"},
    **{"received_at": AT, "read_at": None, "office": "", "kind": "", "messages": 0},
    **{"bills": 0, "events": 0, "refused": 0, "outcomes": [], "refusal": None},
}
READ: Mapping[str, Any] = {
    **WAITING,
    **{"state": "read", "read_at": AT, "kind": "manifest", "messages": 1, "bills": 1},
    **{"outcomes": [OUTCOME], "findings": [FOUND], "findings_after": None},
}
ANSWER: Mapping[str, Any] = {
    "message": 41872,
    "answers": [
        {
            **{"verdict": "accepted", "registered_as": "41872", "reference": "M1", "office": "DM01"},
            **{"voyage": "AB652A", "departed_on": "2026-11-14", "answered_at": AT, "findings": [FOUND]},
        }
    ],
}
MANIFEST: Mapping[str, Any] = {
    **{"id": 41872, "office": "DM01", "voyage": "AB652A", "departed_on": "2026-11-14", "mode": "1"},
    **{"vessel": "Étoile de Salinga", "imo": "9074729", "carrier": "Ligne du Golfe", "agent": ""},
    **{"departure": "CNSHA", "destination": "XDSAL", "expected_at": LATER, "arrived_at": None},
    **{"announced_at": AT, "complete_at": AT, "state": "complete", "version": 1, "bills": 1},
    **{"containers": 1, "packages": 100.0, "gross_kg": 1080.0},
}
VERSION = {
    **{"number": 1, "state": "applied", "function": "original", "scope": "voyage", "message": 41872},
    **{"lodged_at": AT, "added": 1, "changed": 0, "cancelled": 0},
}
BILL: Mapping[str, Any] = {
    **{"id": 41872, "manifest": 41872, "number": "BL1", "master": "", "place": 1, "nature": "23"},
    **{"kind": "BL", "shipper": "Qingdao Tyre Co", "consignee": "Comptoir du Fleuve SARL"},
    **{"loading": "CNSHA", "unloading": "XDSAL", "destination": "", "description": "Pneus neufs"},
    **{"hs_code": "", "package_kind": "CT", "packages": 100.0, "gross_kg": 1080.0, "containers": 1},
    **{"held": False, "cancelled": False},
}
PASSAGE = {"version": 1, "change": "added", "lodged_at": AT, "changes": []}
EVENT: Mapping[str, Any] = {
    **{"id": 41872, "kind": "discharged", "container": "MSCU6639871", "at": LATER, "office": "DM01"},
    **{"place": "XDSAL", "terminal": "", "voyage": "AB652A", "vessel": "Étoile de Salinga", "bill": ""},
    **{"filling": "full", "seals": ["S1"], "gross_kg": 21400.0, "damage": "", "manifest": 41872},
}
