"""A bill beside the declarations that wrote it off: what each said of the other, for eyes that know why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max

from amont.cargo.facts import named
from amont.cargo.models import BalanceEntry, Bill, EntryKind
from amont.cargo.states import State
from amont.declarations.models import Declaration
from amont.kernel.agents import Agent, Subject, may
from amont.screening.models import BillDecision, Label
from amont.screening.permissions import GRANTS

MOST = 50


@dataclass(frozen=True, slots=True)
class Drawn:
    """A declaration that wrote a bill off. offence: None while nobody has looked at its items."""

    declaration: Declaration
    offence: int | None


@dataclass(frozen=True, slots=True)
class Borne:
    """A bill that a declaration names, with the decision in force, None before any."""

    bill: Bill
    decision: BillDecision | None


def declarations_on(bill: Bill, *, by: Agent) -> list[Drawn]:
    """Those that wrote a bill off and still do, the first one first. Three queries; or none."""
    if not may(GRANTS, by, "read_targets", bill):
        return []
    entries = BalanceEntry.objects.filter(bill=bill, kind=EntryKind.DECLARATION, undone_by__isnull=True)
    references = list(dict.fromkeys(entries.order_by("pk").values_list("reference", flat=True)))[:MOST]
    rows = Declaration.objects.all().visible_to(by).filter(reference__in=references).order_by("pk")
    found = list(rows[:MOST])
    labels = Label.objects.filter(item__version__declaration__in=found, inspected=1).order_by()
    told = labels.values("item__version__declaration").annotate(worst=Max("offence"))
    worst = dict(told.values_list("item__version__declaration", "worst"))
    return [Drawn(row, worst.get(row.pk)) for row in found]


def bills_borne(documents: Iterable[str], *, office: str, subject: Subject, by: Agent) -> Sequence[Borne]:
    """Live bills of an office that bear these numbers. Two queries; none without the right or a number.

    subject: the declaration whose reasons this reader may know.
    """
    numbers = sorted({named(one) for one in documents if one.strip()})[:MOST]
    if not numbers or not may(GRANTS, by, "read_reasons", subject):
        return []
    rows = Bill.objects.live().filter(number__in=numbers, manifest__office=office, is_split=False)
    rows = rows.exclude(manifest__state=State.CANCELLED).select_related("manifest").order_by("number", "-pk")
    bills = list(rows[:MOST])
    last = BillDecision.objects.filter(bill__in=bills, is_last=True)
    decided = {one.bill_id: one for one in last}
    return [Borne(row, decided.get(row.pk)) for row in bills]
