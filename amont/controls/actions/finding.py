"""What a control makes of a declaration: one officer proposes, who declared may answer, another decides.

Source: WTO Valuation Agreement (methods 1 to 6, right to be heard); abuse case A5 (a value changed after it
was declared): versioned, never overwritten, by two persons, with a passkey where a value is lowered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from amont.controls.actions.results import (
    HS_CODE,
    MOST_DIGITS,
    ORIGIN,
    FigureImpossible,
    HsCodeUnreadable,
    OriginUnreadable,
)
from amont.controls.actions.rows import locked
from amont.controls.events import FindingDecided, FindingProposed
from amont.controls.models import Control, Finding, FoundItem, ItemResult
from amont.controls.permissions import GRANTS
from amont.controls.states import FINDINGS, ControlState, FindingState
from amont.declarations.models import Item
from amont.declarations.states import State
from amont.journal.actions import announce, record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.states import NotNow, step
from amont.parties.actions.signing import Bound, spend_signature

LONGEST = 1_000
METHODS = tuple("123456")
AGREED, CONTESTED = "agreed", "contested"
FIGURES = ("packages", "net_kg", "value")
DECLARED = {"packages": "packages", "net_kg": "net_kg", "value": "customs_value"}


class FindingGroundMissing(AmontError):
    """A finding, its answer and its decision say why."""

    code = "finding.ground_missing"


class MethodMissing(AmontError):
    """A value that is found bears the method of valuation it was found by. Facts: item."""

    code = "finding.method_missing"


class FindingThere(AmontError):
    """A finding of this control stands already. Facts: number."""

    code = "finding.there"
    status = 409


class OwnFinding(AmontError):
    """Who proposed a finding, or controlled, does not decide it."""

    code = "finding.own"
    status = 403


@dataclass(frozen=True, slots=True)
class FoundLine:
    """An item as it should have been declared. "" and None: as declared. method: where a value is found."""

    item: int
    hs_code: str = ""
    origin: str = ""
    packages: Decimal | None = None
    net_kg: Decimal | None = None
    value: Decimal | None = None
    method: str = ""

    @property
    def says(self) -> bool:
        """Does anything differ?"""
        return bool(self.hs_code or self.origin) or any(getattr(self, name) is not None for name in FIGURES)


def from_results(control: Control) -> list[FoundLine]:
    """What the act of a control found, as a first proposal."""
    rows = ItemResult.objects.filter(control=control).order_by("item")
    named = ("item_id", "found_hs_code", "found_origin", "found_packages", "found_net_kg", "found_value")
    found = [FoundLine(*told) for told in rows.values_list(*named)]
    return [one for one in found if one.says]


@transaction.atomic
def propose_finding(
    control: int, *, lines: Sequence[FoundLine], ground: str, by: Agent, now: datetime
) -> Finding:
    """What the declaration should have said; no line: what was found changes nothing that is owed.

    FindingGroundMissing, FindingThere, MethodMissing, ResultRefused, NotFound, NotNow.
    """
    row, declaration = locked(control)
    require(GRANTS, by, "propose_finding", row)
    if row.state != ControlState.CLOSED or declaration.state != State.CONTROLLED:
        raise NotNow(act="propose_finding", state=str(declaration.state))
    standing = row.findings.exclude(state=FindingState.SENT_BACK).first()
    if standing is not None:
        raise FindingThere(number=standing.number)
    why = _said(ground)
    items = Item.objects.filter(version=row.version_id).in_bulk()
    kept = [one for line in lines if (one := _kept(line, items)).says]
    last = row.findings.aggregate(last=Max("number"))["last"] or 0
    finding = Finding.objects.create(
        control=row,
        number=last + 1,
        office=row.office,
        ground=why,
        lowers=any(_lowers(one, items[one.item]) for one in kept),
        proposed_by=by.name,
        proposed_at=now,
    )
    FoundItem.objects.bulk_create(
        FoundItem(
            finding=finding,
            item=items[one.item],
            hs_code=one.hs_code,
            origin=one.origin,
            packages=one.packages,
            net_kg=one.net_kg,
            value=one.value,
            method=one.method,
        )
        for one in kept
    )
    event = FindingProposed(finding.pk, declaration.pk, finding.number)
    announce(event, by=by.name, subject=declaration.subject, office=row.office)
    return finding


def _kept(line: FoundLine, items: dict[int, Item]) -> FoundLine:
    """As it is kept: what equals the declaration is no finding."""
    item = items.get(line.item)
    if item is None:
        raise NotFound(what="controls.item")
    code, origin = "".join(line.hs_code.replace(".", "").split()), line.origin.strip().upper()
    if code and not HS_CODE.fullmatch(code):
        raise HsCodeUnreadable()
    if origin and not ORIGIN.fullmatch(origin):
        raise OriginUnreadable()
    figures = {name: _figure(line, name, item) for name in FIGURES}
    method = line.method if figures["value"] is not None else ""
    if figures["value"] is not None and method not in METHODS:
        raise MethodMissing(item=item.item or "")
    return FoundLine(
        line.item,
        "" if code == "".join(item.hs_code.replace(".", "").split()) else code,
        "" if origin == item.origin else origin,
        figures["packages"],
        figures["net_kg"],
        figures["value"],
        method,
    )


def _figure(line: FoundLine, name: str, item: Item) -> Decimal | None:
    value: Decimal | None = getattr(line, name)
    if value is None or value == getattr(item, DECLARED[name]):
        return None
    if not value.is_finite() or value < 0 or value.adjusted() >= MOST_DIGITS:
        raise FigureImpossible(name=f"found_{name}")
    return value


def _lowers(line: FoundLine, item: Item) -> bool:
    return line.value is not None and item.customs_value is not None and line.value < item.customs_value


def _said(words: str) -> str:
    said = " ".join(words.replace("\0", "").split())[:LONGEST]
    if not said:
        raise FindingGroundMissing()
    return said


def _locked(finding: int) -> Finding:
    """The finding, its declaration locked first."""
    control = Finding.objects.filter(pk=finding).values_list("control", flat=True).first()
    if control is None:
        raise NotFound(what="controls.finding")
    locked(control)
    rows = Finding.objects.select_for_update(of=("self",)).select_related("control__version__declaration")
    return rows.get(pk=finding)


@transaction.atomic
def answer_finding(finding: int, *, agrees: bool, words: str, by: Agent, now: datetime) -> Finding:
    """Who declared agrees, or says why not, before it is decided. FindingGroundMissing, NotNow."""
    row = _locked(finding)
    require(GRANTS, by, "answer_finding", row)
    step(row, "answer", table=FINDINGS)
    row.answer = AGREED if agrees else CONTESTED
    row.answer_words = " ".join(words.replace("\0", "").split())[:LONGEST] if agrees else _said(words)
    row.answered_by, row.answered_at = by.name, now
    row.save(update_fields=["answer", "answer_words", "answered_by", "answered_at"])
    subject = row.control.version.declaration.subject
    record("controls.answer_finding", by=by.name, subject=subject, office=row.office, answer=row.answer)
    return row


def bound_to(finding: Finding) -> Bound:
    """What the second officer signs where a value is lowered."""
    rows = finding.items.order_by("item").values_list("item__item", "value")
    values = [[number, format(value.normalize(), "f")] for number, value in rows if value is not None]
    return Bound("controls.decide_finding", finding.subject, {"number": finding.number, "values": values})


@transaction.atomic
def decide_finding(finding: int, *, confirms: bool, ground: str, by: Agent, now: datetime) -> Finding:
    """A second officer confirms, and what is owed follows; or sends back with a ground.

    OwnFinding, FindingGroundMissing, SignatureMissing, NotNow.
    """
    row = _locked(finding)
    require(GRANTS, by, "decide_finding", row)
    if by.name in (row.proposed_by, row.control.officer):
        raise OwnFinding()
    step(row, "confirm" if confirms else "send_back", table=FINDINGS)
    row.decision = " ".join(ground.replace("\0", "").split())[:LONGEST] if confirms else _said(ground)
    if confirms and row.lowers:
        spend_signature(bound_to(row), by=by, now=now)
    row.decided_by, row.decided_at = by.name, now
    row.save(update_fields=["state", "decision", "decided_by", "decided_at"])
    declaration = row.control.version.declaration
    event = FindingDecided(row.pk, declaration.pk, row.state)
    announce(event, by=by.name, subject=declaration.subject, office=row.office)
    return row
