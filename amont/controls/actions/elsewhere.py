"""Results of inspections recorded by a system beside: they teach what results of Amont's own acts teach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from amont.controls.actions.ending import settle_elsewhere
from amont.controls.actions.results import Found, noted, refusals
from amont.controls.facts import label_of
from amont.controls.models import ItemResult, Outcome
from amont.controls.permissions import GRANTS
from amont.controls.states import ControlState
from amont.declarations.models import Declaration, Item
from amont.declarations.states import State
from amont.journal.actions import record
from amont.kernel.agents import WORKER, Agent, NotFound, may, require
from amont.kernel.errors import AmontError
from amont.screening.actions.labelling import note_results
from amont.screening.models import Label

RECORDED, KNOWN = "recorded", "known"


class ItemUnknown(AmontError):
    """The declaration has no such item in this version. Facts: reference, version, item."""

    code = "control.item_unknown"
    status = 404


class ItemTwice(AmontError):
    """Two results of one request are about the same item. Facts: reference, item."""

    code = "control.item_twice"
    status = 409


class StartedHere(AmontError):
    """An officer has begun this control here: its result is his. Facts: reference, item."""

    code = "control.started_here"
    status = 409


class OutcomeMissing(AmontError):
    """A result says what was found."""

    code = "control.outcome_unknown"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another system found on one item. version: None for the present one."""

    reference: str
    item: int
    found: Found
    version: int | None = None


Answer = str | AmontError
Place = tuple[int, int]  # keys of a declaration and of its item


@transaction.atomic
def note_elsewhere(results: Sequence[Elsewhere], *, by: Agent, on: date) -> list[Answer]:
    """Keep results of another system: each is recorded, or known already and unchanged, or refused by itself.

    They count from the day after `on`. An item that has a result keeps it, whoever gave it. Once every item
    has one the control here ends; where its officer has begun it goes on, and other results are refused.
    """
    require(GRANTS, by, "note_elsewhere")
    rows = _declarations(results, by=by)
    items = _items(rows, results)
    answers: list[Answer] = []
    fresh: dict[int, tuple[Declaration, Item, Found]] = {}
    known = _known(items)
    for result in results:
        try:
            row, item, found = _checked(result, rows, items)
            if item.pk in fresh:
                raise ItemTwice(reference=row.reference, item=result.item)
            if item.pk not in known and _is_begun(row, item):
                raise StartedHere(reference=row.reference, item=result.item)
        except AmontError as refusal:
            answers.append(refusal)
            continue
        if item.pk not in known:
            fresh[item.pk] = (row, item, found)
        answers.append(KNOWN if item.pk in known else RECORDED)
    _write(fresh.values(), by=by, on=on)
    return answers


def _is_begun(row: Declaration, item: Item) -> bool:
    """Has an officer begun the control of this version?"""
    return row.state == State.IN_CONTROL and item.version.number == row.version


def _declarations(results: Sequence[Elsewhere], *, by: Agent) -> dict[str, Declaration]:
    """Those this agent may bring results of, locked: two requests never count one result twice."""
    seen = Declaration.objects.all().visible_to(by).filter(reference__in={one.reference for one in results})
    rows = seen.select_for_update(of=("self",)).order_by("pk")
    return {row.reference: row for row in rows if may(GRANTS, by, "note_elsewhere", row)}


def _items(rows: Mapping[str, Declaration], results: Sequence[Elsewhere]) -> dict[tuple[int, int, int], Item]:
    """Items by declaration, version and number, those that are spoken of. Two of one number: the first."""
    found = Item.objects.filter(
        version__declaration__in=[row.pk for row in rows.values()], item__in={one.item for one in results}
    )
    placed = found.select_related("version").order_by("-pk")
    return {(one.version.declaration_id, one.version.number, one.item or 0): one for one in placed}


def _known(items: Mapping[tuple[int, int, int], Item]) -> set[int]:
    """Items that have a result: as a label, or noted by the officer who is at it and has not signed yet."""
    keys = [item.pk for item in items.values()]
    labelled = Label.objects.filter(pk__in=keys).values_list("pk", flat=True)
    under_way = ItemResult.objects.filter(item__in=keys, control__state=ControlState.STARTED)
    return {*labelled, *under_way.exclude(outcome="").values_list("item", flat=True)}


def _checked(
    result: Elsewhere, rows: Mapping[str, Declaration], items: Mapping[tuple[int, int, int], Item]
) -> tuple[Declaration, Item, Found]:
    """What is spoken of, and what was found. NotFound, ItemUnknown, OutcomeMissing, ResultRefused."""
    row = rows.get(result.reference)
    if row is None:
        raise NotFound(what="declaration")
    version = result.version or row.version
    item = items.get((row.pk, version, result.item))
    if item is None:
        raise ItemUnknown(reference=row.reference, version=version, item=result.item)
    if result.found.outcome not in Outcome.values:
        raise OutcomeMissing()
    found = noted(result.found, item)
    for refusal in refusals(found):
        raise refusal
    return row, item, found


def _write(fresh: Iterable[tuple[Declaration, Item, Found]], *, by: Agent, on: date) -> None:
    """Labels of all, one line of the journal for each declaration, and the end of what nobody has begun."""
    told: dict[int, tuple[Declaration, list[int], list[str]]] = {}
    labels = []
    for row, item, found in fresh:
        labels.append(label_of(ItemResult(item=item, by=by.name, **asdict(found))))
        _, items, outcomes = told.setdefault(row.pk, (row, [], []))
        items.append(item.pk)
        outcomes.append(found.outcome)
    if not labels:
        return
    note_results(labels, by=WORKER, on=on)
    for row, items, outcomes in told.values():
        record(
            "controls.note_elsewhere",
            by=by.name,
            subject=row.subject,
            office=row.office,
            items=items,
            outcomes=outcomes,
        )
    settle_elsewhere(list(told), by=WORKER, told_by=by.name)
