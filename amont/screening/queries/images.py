"""Images of scanners beside a bill, with what analysts saw on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from amont.cargo.models import Bill, BillBox, Picture, PictureKind, Weighing
from amont.cargo.queries.taken import OF_CUSTOMS
from amont.kernel.agents import Agent, NotFound
from amont.screening.models import ImageReading, Verdict

MOST = 200


@dataclass(frozen=True, slots=True)
class Image:
    """One image. announced_kg: of goods and container, as the bill says; weighed_kg: its last weighing."""

    picture: Picture
    readings: Sequence[ImageReading]
    announced_kg: Decimal | None
    weighed_kg: Decimal | None

    @property
    def is_suspicious(self) -> bool:
        """To one analyst at least."""
        return any(one.verdict == Verdict.SUSPICIOUS for one in self.readings)


def images_of(bill: Bill, *, by: Agent) -> list[Image]:
    """The last first; none for eyes that are not of customs there. Four queries."""
    offices = by.offices(*OF_CUSTOMS)
    if offices is not None and bill.manifest.office not in offices:
        return []
    boxes = {box.number: box for box in BillBox.objects.filter(bill=bill, is_live=True)}
    rows = Picture.objects.filter(manifest=bill.manifest_id, kind=PictureKind.SCAN, box__in=list(boxes))
    readings = Prefetch("readings", ImageReading.objects.order_by("pk"))
    weighed = Weighing.objects.filter(manifest=bill.manifest_id, box__in=list(boxes)).order_by("at", "pk")
    kg = dict(weighed.values_list("box", "kg"))
    return [
        Image(row, list(row.readings.all()), boxes[row.box].gross_kg, kg.get(row.box))
        for row in rows.defer("data").prefetch_related(readings).order_by("-at", "-pk")[:MOST]
    ]


def scan_seen_by(agent: Agent, pk: int) -> Picture:
    """One image of a scanner, for eyes of customs. NotFound."""
    offices = agent.offices(*OF_CUSTOMS)
    rows = Picture.objects.filter(pk=pk, kind=PictureKind.SCAN).select_related("manifest").defer("data")
    row = (rows if offices is None else rows.filter(manifest__office__in=offices)).first()
    if row is None:
        raise NotFound(what="picture")
    return row
