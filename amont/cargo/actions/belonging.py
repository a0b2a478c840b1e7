"""To which manifest a message belongs, and whether its sender may change it."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from amont.cargo import facts
from amont.cargo.models import Bill, CargoReceipt, Manifest
from amont.cargo.models.received import OFFICERS
from amont.formats.manifest.records import Scope, Voyage
from amont.kernel.agents import Agent
from amont.parties.queries import holds_mandate


def manifest_of(
    voyage: Voyage, receipt: CargoReceipt, *, now: datetime, today: date
) -> tuple[Manifest, bool, tuple[str, ...]]:
    """The manifest of a message, locked, made when there is none; is it new; what of its key is missing."""
    locked = Manifest.objects.select_for_update(of=("self",))
    if voyage.scope is not Scope.VOYAGE and voyage.master and not (voyage.voyage and voyage.departed_on):
        under = Bill.objects.live().filter(number=facts.named(voyage.master), master="").order_by("-pk")
        known = under.values_list("manifest", flat=True).first()
        if known is not None:
            return locked.get(pk=known), False, ()
    key = facts.key_of(voyage, office=receipt.office, today=today)
    row, is_new = locked.get_or_create(
        office=key.office,
        voyage=key.voyage,
        departed_on=key.departed_on,
        defaults={"operator": receipt.operator, "announced_at": now} | facts.header(voyage),
    )
    return row, is_new, key.missing


def may_change(
    manifest: Manifest, voyage: Voyage, receipt: CargoReceipt, *, sender: Agent, is_new: bool, today: date
) -> bool:
    """Customs at its own office; who announced it; who has a mandate of his; whom the master names."""
    firm = receipt.operator
    if not firm:
        offices = sender.offices(*OFFICERS)
        return offices is None or manifest.office in offices
    if is_new or manifest.operator == firm:
        return True
    if manifest.operator and holds_mandate(manifest.operator, firm, on=today):
        return True
    if voyage.scope is Scope.VOYAGE or not voyage.master:
        return False
    masters = Bill.objects.live().filter(manifest=manifest, number=facts.named(voyage.master))
    return masters.filter(Q(operator=firm) | Q(consignee_code=firm)).exists()
