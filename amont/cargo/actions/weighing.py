"""What weighbridges and scanners report of containers, each report once, beside the bills it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.db.models import Sum

from amont.cargo import facts
from amont.cargo.actions.counts import LONGEST_KEY, MOST_FIGURE, FigureRefused, KeyMissing
from amont.cargo.actions.locking import lock_manifest
from amont.cargo.actions.raising import compare
from amont.cargo.events import BoxScanned, BoxWeighed
from amont.cargo.models import Bill, BillBox, Manifest, Picture, PictureKind, Weighing
from amont.cargo.permissions import GRANTS
from amont.cargo.states import State
from amont.edge.pictures import Reduced, reduced
from amont.formats.manifest.numbers import container_number
from amont.journal.actions import announce
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError

OVER = (State.CLOSED, State.CANCELLED)


class BoxUnknown(AmontError):
    """No manifest that comes to the office, or came, announces the container. Facts: box."""

    code = "cargo.box_unknown"
    status = 404


class ReportKeyUsed(AmontError):
    """The key belongs to another report. Facts: key."""

    code = "cargo.report_key_used"
    status = 409


@dataclass(frozen=True, slots=True)
class Report:
    """What a machine says of a container. key: its own, so that sending twice is one. station: which."""

    key: str
    box: str
    at: datetime
    station: str = ""

    @property
    def number(self) -> str:
        """The container as bills have it."""
        return facts.cut(container_number(self.box), 17)

    def digest(self, content: str) -> str:
        """Of all it says."""
        return sha256(repr((self.number, self.at, self.station, content)).encode()).hexdigest()


@transaction.atomic
def note_weighing(report: Report, *, kg: Decimal, by: Agent, now: datetime) -> tuple[Weighing, bool]:
    """A container on a weighbridge; is it new? Beyond the tolerance, a difference is raised.

    KeyMissing, FigureRefused, BoxUnknown, ReportKeyUsed.
    """
    require(GRANTS, by, "note_weighing")
    _refuse_keyless(report)
    if not kg.is_finite() or not 0 < kg < MOST_FIGURE:
        raise FigureRefused(bill=report.number)
    digest = report.digest(format(kg.normalize(), "f"))
    before = Weighing.objects.filter(by=by.name, key=report.key).first()
    if before is not None:
        if before.digest != digest:
            raise ReportKeyUsed(key=report.key)
        return before, False
    manifest = lock_manifest(_manifest(report, by).pk)
    require(GRANTS, by, "note_weighing", manifest)
    announced = BillBox.objects.filter(manifest=manifest, number=report.number, is_live=True)
    row, is_new = Weighing.objects.get_or_create(
        by=by.name,
        key=report.key,
        defaults={
            "manifest": manifest,
            "box": report.number,
            "kg": kg,
            "announced_kg": announced.aggregate(all=Sum("gross_kg"))["all"],
            "at": min(report.at, now),
            "station": facts.cut(report.station, 40),
            "digest": digest,
        },
    )
    if is_new:
        told = BoxWeighed(row.pk, manifest.pk)
        announce(told, by=by.name, subject=manifest.subject, office=manifest.office)
        bearers = Bill.objects.live().filter(pk__in=announced.values("bill")).order_by("pk")
        compare(manifest, list(bearers), by=by.name, now=now)
    return row, is_new


def note_scan(report: Report, *, image: bytes, result: str, by: Agent, now: datetime) -> tuple[Picture, bool]:
    """The image of a scanner and what the machine made of it; is it new?

    KeyMissing, PhotoRefused, BoxUnknown, ReportKeyUsed.
    """
    require(GRANTS, by, "note_scan")
    _refuse_keyless(report)
    digest = sha256(image).hexdigest()
    said = facts.cut(result, 40)
    before = _scanned(report, digest, said, by)
    if before is not None:
        return before, False
    picture = reduced(image)
    with transaction.atomic():
        return _scan(report, picture, digest, said, by=by, now=now)


def _scan(
    report: Report, picture: Reduced, digest: str, result: str, *, by: Agent, now: datetime
) -> tuple[Picture, bool]:
    manifest = _manifest(report, by)
    require(GRANTS, by, "note_scan", manifest)
    row, is_new = Picture.objects.get_or_create(
        manifest=manifest,
        bill=None,
        box=report.number,
        sha256=digest,
        defaults={
            "kind": PictureKind.SCAN.value,
            "data": picture.data,
            "width": picture.width,
            "height": picture.height,
            "at": min(report.at, now),
            "by": by.name,
            "result": result,
            "station": facts.cut(report.station, 40),
            "key": report.key,
        },
    )
    if is_new:
        announce(
            BoxScanned(row.pk, manifest.pk), by=by.name, subject=manifest.subject, office=manifest.office
        )
    return row, is_new


def _scanned(report: Report, digest: str, result: str, by: Agent) -> Picture | None:
    """The image that this key brought before. ReportKeyUsed: it was another one."""
    before = Picture.objects.filter(by=by.name, key=report.key).defer("data").first()
    if before is not None and (before.sha256, before.box, before.result) != (digest, report.number, result):
        raise ReportKeyUsed(key=report.key)
    return before


def _refuse_keyless(report: Report) -> None:
    if not report.key or len(report.key) > LONGEST_KEY:
        raise KeyMissing()


def _manifest(report: Report, by: Agent) -> Manifest:
    """The last manifest that announces the container and that the sender may see. BoxUnknown."""
    rows = BillBox.objects.filter(number=report.number, is_live=True).exclude(manifest__state__in=OVER)
    seen = Manifest.objects.all().visible_to(by)
    found = rows.filter(manifest__in=seen).select_related("manifest").order_by("-pk").first()
    if found is None:
        raise BoxUnknown(box=report.number or report.box[:17])
    return found.manifest
