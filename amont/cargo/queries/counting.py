"""What of a manifest was counted, and what still waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from amont.cargo import facts
from amont.cargo.models import Bill, BillBox, FoundLine, Manifest
from amont.formats.manifest.numbers import container_number


def top_level(manifest: Manifest) -> QuerySet[Bill]:
    """Live bills that stand under no other bill of their manifest."""
    live = Bill.objects.live().filter(manifest=manifest)
    return live.exclude(master__in=live.order_by().values("number"))


def uncounted(manifest: Manifest) -> QuerySet[Bill]:
    """Bills of the first level of which something is still to be counted; split ones by their documents."""
    live = Bill.objects.live().filter(manifest=manifest)
    houses = live.filter(master=OuterRef("number"))
    done_below = Q(is_split=True) & ~Exists(houses.filter(~is_counted()))
    return top_level(manifest).filter(~is_counted()).exclude(done_below)


def is_counted() -> Q:
    """A bill counted as a whole, or box by box."""
    found = FoundLine.objects.filter(bill=OuterRef("pk"))
    box_found = FoundLine.objects.filter(bill=OuterRef("bill"), box=OuterRef("number"))
    open_boxes = BillBox.objects.filter(bill=OuterRef("pk"), is_live=True).filter(~Exists(box_found))
    return Q(Exists(found.filter(box=""))) | Q(Exists(found) & ~Exists(open_boxes))


def boxes_left(bills: Sequence[Bill]) -> dict[int, list[str]]:
    """Bill -> its boxes that nobody counted. One query."""
    box_found = FoundLine.objects.filter(bill=OuterRef("bill"), box=OuterRef("number"))
    rows = BillBox.objects.filter(bill__in=bills, is_live=True).filter(~Exists(box_found)).order_by("pk")
    found: dict[int, list[str]] = {}
    for bill, number in rows.values_list("bill", "number"):
        found.setdefault(bill, []).append(number)
    return found


def bills_to_count(manifest: Manifest, asked: str = "") -> Any:
    """Bills of the first level, and those below a split one, with `is_done`; asked: a part of a number."""
    live = Bill.objects.live().filter(manifest=manifest)
    rows = live.filter(Q(pk__in=top_level(manifest).filter(is_split=False)) | ~Q(master=""))
    if asked:
        number = container_number(asked)
        boxes = BillBox.objects.filter(manifest=manifest, is_live=True, number__icontains=number)
        rows = rows.filter(Q(number__icontains=facts.named(asked)) | Q(pk__in=boxes.values("bill")))
    return rows.annotate(is_done=Exists(Bill.objects.filter(pk=OuterRef("pk")).filter(is_counted())))


def with_boxes(bills: Sequence[Any]) -> list[dict[str, Any]]:
    """Each bill with its boxes and whether they were counted. Two queries."""
    done = set(FoundLine.objects.filter(bill__in=bills).values_list("bill", "box"))
    boxes: dict[int, list[dict[str, Any]]] = {}
    for box in BillBox.objects.filter(bill__in=bills, is_live=True).order_by("pk"):
        line = {"box": box, "is_done": (box.bill_id, box.number) in done}
        boxes.setdefault(box.bill_id, []).append(line)
    return [{"bill": one, "is_done": one.is_done, "boxes": boxes.get(one.pk, [])} for one in bills]
