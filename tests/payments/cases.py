"""A node that collects: the charges of a pack, a line of the tariff, declarations that may be assessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from amont.declarations.actions.routing import note_lanes
from amont.declarations.models import Declaration
from amont.formats.packs import load_pack
from amont.kernel.agents import WORKER, Agent, Role
from amont.kernel.lanes import Lane
from amont.payments.actions.assessing import assess
from amont.payments.actions.paying import receive
from amont.payments.models import Account, Notice, Payment
from amont.reference.actions.packs import change_settings
from amont.reference.actions.packs import load_pack as keep_pack
from amont.reference.models import Administration, TariffLine
from tests.declarations.handing_in import lodged
from tests.making import BROKER, NOW, OFFICE, TODAY, an_administration, an_agent

SENEGAL = Path(__file__).resolve().parents[2] / "countries" / "sn.yaml"
VALUE = 14_168_671  # A1: EUR 20 000 + 1 500 + 100 at 655.957
TOTAL = Decimal(6_302_225)  # by sea, band of 20 %
CASHIER, CHIEF = an_agent(Role.CASHIER), an_agent(Role.CHIEF)


def a_node(*, collects: bool = True) -> None:
    """Senegal's charges; the office of the tests; tyres at 20 %."""
    an_administration()
    Administration.objects.all().delete()
    keep_pack(load_pack(SENEGAL.read_bytes(), name="sn"), name="sn", mapping="amont", by=WORKER)
    change_settings(lane_published=False, shadow_mode=False, collects=collects, by=WORKER)
    facts = {"source": "Tarif", "evidence": "A", "from_on": date(2022, 1, 1)}
    TariffLine.objects.create(code="40111000", rate_pct=Decimal(20), names={"fr": "Pneus neufs"}, **facts)


def routed(reference: str = "C1", *, lane: Lane = Lane.GREEN, **facts: Any) -> Declaration:
    """A declaration whose lane is known: registered, by sea, of the value of example A1."""
    lodged({"reference": reference, "customs_value": float(VALUE), "transport_mode": "1", **facts})
    row = Declaration.objects.get(reference=reference)
    note_lanes({row.versions.get(number=row.version).pk: lane}, by=WORKER)
    row.refresh_from_db()
    return row


def assessed(reference: str = "C1", **facts: Any) -> Notice:
    """A green declaration with its notice."""
    row = routed(reference, **facts)
    assess([row.pk], by=WORKER, now=NOW, today=TODAY)
    return Notice.objects.get(declaration=row)


def paid(notice: Notice, *, by: Agent = CASHIER, means: str = "cash", reference: str = "") -> Payment:
    """Its whole amount, at the desk."""
    told = {"means": means, "reference": reference}
    return receive(notice.pk, amount=notice.total, **told, by=by, now=NOW, today=TODAY)


def balance(kind: str, holder: str) -> Decimal:
    """Of an account; nothing for none."""
    row = Account.objects.filter(kind=kind, holder=holder).first()
    return row.balance if row else Decimal(0)


def balances() -> dict[str, Decimal]:
    """All that is not nothing."""
    rows = Account.objects.exclude(balance=0)
    return {f"{row.kind} {row.holder}": row.balance for row in rows}


__all__ = ["BROKER", "NOW", "OFFICE", "TODAY", "TOTAL", "VALUE"]
