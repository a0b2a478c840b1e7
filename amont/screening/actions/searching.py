"""Keeping a search among bills that come: naming, sharing, looking at it, deleting it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from amont.edge.copying import insert
from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.reference.models import Office
from amont.screening.models import BillDecision, SavedSearch, SearchNotice
from amont.screening.models.searches import READERS
from amont.screening.permissions import GRANTS
from amont.screening.queries.searches import asked_of
from amont.screening.queries.targets import LONGEST, TargetsAsked, is_reason, narrowing, standing

MOST_SEARCHES = 50
LONGEST_NAME = 80


class SearchUnnamed(AmontError):
    """A search is kept under a name."""

    code = "search.unnamed"


class SearchNameTaken(AmontError):
    """This person keeps another search under this name. Facts: name."""

    code = "search.name_taken"
    status = 409


class SearchEmpty(AmontError):
    """Nothing is looked for but days: that is the list itself."""

    code = "search.empty"


class SearchUnfit(AmontError):
    """An office or a reason that does not exist here. Facts: value."""

    code = "search.unfit"


class TooManySearches(AmontError):
    """A person keeps at most so many. Facts: most."""

    code = "search.too_many"
    status = 409


class SearchOfAnother(AmontError):
    """Shared to be read: its owner alone changes it."""

    code = "search.of_another"
    status = 403


class OfficeNotYours(AmontError):
    """A search is shared with an office in which one is posted. Facts: office."""

    code = "search.office_not_yours"
    status = 403


@dataclass(frozen=True, slots=True)
class Named:
    """How a search is kept. shared_with: an office, "" for oneself alone; tells: of what newly meets it."""

    name: str
    shared_with: str = ""
    tells: bool = True


@transaction.atomic
def keep_search(asked: TargetsAsked, named: Named, *, by: Agent, now: datetime, today: date) -> SavedSearch:
    """Under a name; what meets it already is no news. The refusals above."""
    require(GRANTS, by, "keep_search")
    _check(asked)
    own = list(SavedSearch.objects.select_for_update().filter(owner=by.name).order_by("pk"))
    if len(own) >= MOST_SEARCHES:
        raise TooManySearches(most=MOST_SEARCHES)
    last = BillDecision.objects.aggregate(last=Max("pk"))["last"] or 0
    row = SavedSearch(
        owner=by.name,
        lane=None if asked.lane is None else int(asked.lane),
        office=asked.office,
        reason=asked.reason,
        words=asked.words[:LONGEST],
        days=asked.days,
        kept_at=now,
        seen_to=last,
        run_on=today,
    )
    _name(row, named, own, by=by)
    row.save()
    known = standing(by).filter(narrowing(asked_of(row), today=today)).values_list("bill", flat=True)
    insert([SearchNotice(search=row, bill_id=bill, met_at=now, seen_at=now) for bill in known])
    record("screening.keep_search", by=by.name, subject=row.subject, office=row.shared_with, search=row.name)
    return row


@transaction.atomic
def change_search(search: int, named: Named, *, by: Agent) -> SavedSearch:
    """Its name, with whom it is shared, whether it tells. The same twice changes nothing."""
    require(GRANTS, by, "change_search")
    row = _own(search, by=by)
    before = _named(row)
    _name(row, named, SavedSearch.objects.filter(owner=by.name).exclude(pk=row.pk), by=by)
    if _named(row) != before:
        row.save(update_fields=["name", "shared_with", "tells"])
        office = row.shared_with
        record("screening.change_search", by=by.name, subject=row.subject, office=office, search=row.name)
    return row


@transaction.atomic
def delete_search(search: int, *, by: Agent) -> None:
    """With what it told. NotFound the second time."""
    require(GRANTS, by, "delete_search")
    row = _own(search, by=by)
    record(
        "screening.delete_search", by=by.name, subject=row.subject, office=row.shared_with, search=row.name
    )
    SearchNotice.objects.filter(search=row).delete()
    row.delete()


@transaction.atomic
def see_notices(*, by: Agent, now: datetime, search: int | None = None, notice: int | None = None) -> int:
    """One's notices are seen: of a search, one of them, or all. How many; none the second time."""
    require(GRANTS, by, "see_notices")
    rows = SearchNotice.objects.filter(search__owner=by.name, seen_at__isnull=True)
    if search is not None:
        rows = rows.filter(search=search)
    if notice is not None:
        rows = rows.filter(pk=notice)
    seen = rows.update(seen_at=now)
    if seen:
        record("screening.see_notices", by=by.name, notices=seen)
    return seen


def _check(asked: TargetsAsked) -> None:
    if not asked.is_narrow:
        raise SearchEmpty()
    if asked.office and not Office.objects.filter(code=asked.office).exists():
        raise SearchUnfit(value=asked.office)
    if asked.reason and not is_reason(asked.reason):
        raise SearchUnfit(value=asked.reason)


def _named(row: SavedSearch) -> Named:
    return Named(row.name, row.shared_with, row.tells)


def _name(row: SavedSearch, named: Named, others: Iterable[SavedSearch], *, by: Agent) -> None:
    """Name, share and tell. SearchUnnamed, SearchNameTaken, OfficeNotYours."""
    row.name = " ".join(named.name.replace("\0", "").split())[:LONGEST_NAME]
    row.shared_with, row.tells = named.shared_with, named.tells
    if not row.name:
        raise SearchUnnamed()
    if any(other.name.casefold() == row.name.casefold() for other in others):
        raise SearchNameTaken(name=row.name)
    offices = by.offices(*READERS)
    if row.shared_with and offices is not None and row.shared_with not in offices:
        raise OfficeNotYours(office=row.shared_with)


def _own(search: int, *, by: Agent) -> SavedSearch:
    """One's own search, locked. NotFound, SearchOfAnother."""
    seen = SavedSearch.objects.all().visible_to(by)
    row = seen.select_for_update(of=("self",)).filter(pk=search).first()
    if row is None:
        raise NotFound(what="search")
    if row.owner != by.name:
        raise SearchOfAnother()
    return row
