"""What the versions of a lot take off the bills that brought their goods, and what could not be taken.

Nothing is asked of the database where no declaration of the lot names a transport document, or ever did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from amont.cargo.actions.balancing import Amount
from amont.cargo.actions.declaring import OVERDRAWN, Draw, NotDrawn, draw_down, give_back
from amont.declarations.actions.drafts import Draft
from amont.declarations.models import Declaration, Item, Version
from amont.kernel.agents import WORKER, Agent
from amont.kernel.findings import Finding, Severity

Lodging = tuple[Declaration, Draft, str, bool]  # a version, who lodges it, and whether it amends
Doubts = dict[tuple[str, int], tuple[Finding, ...]]  # by reference and version


def take_off(lot: Sequence[Lodging], *, now: datetime) -> Doubts:
    """Write off what the last version of each declaration takes; one with too little left is held."""
    last = {one[0].pk: one for one in lot if one[0].draws_down}
    if not last:
        return {}
    draws = [_draw(*one) for one in last.values()]
    told = draw_down(draws, by=WORKER, now=now)
    found: Doubts = {}
    for (row, draft, _, _), refused in zip(last.values(), told, strict=True):
        if refused:
            found[draft.reference, draft.number] = tuple(_finding(draft, one) for one in refused)
        if any(one.code == OVERDRAWN for one in refused):
            _hold(row, draft)
    return found


def come_back(row: Declaration, *, why: str, by: Agent, now: datetime) -> None:
    """A declaration is cancelled: what it took off bills is theirs again."""
    if row.draws_down:
        give_back(row.reference, why=why, by=replace(WORKER, name=by.name), now=now)


def _draw(row: Declaration, draft: Draft, by: str, amends: bool) -> Draw:  # noqa: FBT001
    amounts = {name: Amount(*map(_told, figures)) for name, figures in draft.documents.items()}
    return Draw(draft.reference, row.office, row.importer, amounts, by=by, amends=amends)


def _told(value: Decimal | None) -> Decimal | None:
    """Below zero is no figure to be taken off."""
    return None if value is None or value < 0 else value


def _finding(draft: Draft, refused: NotDrawn) -> Finding:
    severity = Severity.HOLD if refused.code == OVERDRAWN else Severity.NOTE
    figures = {
        "packages": refused.asked.packages,
        "kg": refused.asked.kg,
        "packages_left": refused.left.packages,
        "kg_left": refused.left.kg,
    }
    told = {name: float(value) for name, value in figures.items() if value is not None}
    return draft.doubt(refused.code, severity, bill=refused.bill, **told)


def _hold(row: Declaration, draft: Draft) -> None:
    """A person looks before it goes on."""
    Version.objects.filter(declaration=row, number=draft.number).update(held=True)
    Item.objects.filter(version__declaration=row, version__number=draft.number).update(held=True)
