"""One day of declarations through every step, by the verbs: python -m bench.node.day DECLARATIONS SEED.

Screened by the node, controlled where their lane asks for it, assessed, paid, released, out of the gate. Each
step takes place at an instant that this program chooses and keeps: the times that the node then tells must be
those, and the ledger must balance to the unit.
"""

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum
from django.utils.timezone import localdate

from amont.controls.actions.assigning import assign_waiting
from amont.controls.actions.closing import Conclusion, close
from amont.controls.actions.inspecting import note_item, start
from amont.controls.actions.results import Found
from amont.controls.models import Control
from amont.declarations.models import Declaration, Item
from amont.journal.sequencing import sequence
from amont.kernel.agents import WORKER, Agent, Posting, Role
from amont.parties.models import Person
from amont.parties.models import Posting as PostingRow
from amont.parties.queries import agent_of
from amont.parties.states import PostingState
from amont.payments.actions.assessing import assess
from amont.payments.actions.paying import receive
from amont.payments.models import Account, AccountKind, LedgerEntry, Notice, NoticeLine, Unassessed
from amont.reference.actions.packs import change_settings
from amont.reference.models import Office
from amont.region.actions.noting import note_times
from amont.region.models import Timed
from amont.release.actions.leaving import Leaving, note_exit
from amont.release.actions.releasing import release_ready
from amont.release.models import Release
from amont.screening.actions.deciding import Screener, screen_waiting
from bench.node.past import lodged

SLICE = 500
STEP = timedelta(seconds=1)
DONE = Conclusion(minutes=30, means="documents", conclusion="Conforme.")
Truth = dict[int, list[datetime]]
Clock = Callable[[], datetime]


def slices(keys: Sequence[int]) -> Iterator[list[int]]:
    """So many at once as the worker takes."""
    return (list(keys[at : at + SLICE]) for at in range(0, len(keys), SLICE))


def inspectors(today: date) -> dict[str, Agent]:
    """One in each office, by his name in the journal."""
    found: dict[str, Agent] = {}
    for office in Office.objects.all():
        person = Person.objects.create_user(username=f"i-{office.code}", password=None, name=office.code)
        PostingRow.objects.create(
            person=person, role=Role.INSPECTOR.value, office=office, from_on=today - timedelta(days=9),
            state=PostingState.ACTIVE, proposed_by="bench:one", approved_by="bench:two",
        )  # fmt: skip
        agent = agent_of(person.pk, on=today)
        found[agent.name] = agent
    return found


def controlled(keys: Sequence[int], officers: dict[str, Agent], clock: Clock, today: date) -> int:
    """All that the lanes ask for, item by item."""
    done = 0
    for some in slices(keys):
        for control in assign_waiting(some, by=WORKER, now=clock(), today=today):
            by = officers[control.officer]
            start(control.pk, by=by, now=clock())
            for item in Item.objects.filter(version=control.version_id).values_list("pk", flat=True):
                note_item(control.pk, item, found=Found(outcome="compliant"), by=by, seen=0, now=clock())
            close(control.pk, by=by, conclusion=DONE, now=clock(), today=today)
            done += 1
    return done


def timed(work: Callable[[], Any], of: dict[str, float], name: str) -> Any:
    """What a step gives; its seconds are kept."""
    begun = time.perf_counter()
    given = work()
    of[name] = time.perf_counter() - begun
    return given


def day(declarations: int, seed: int) -> dict[str, Any]:
    """Seconds of each step, and what was checked."""
    today, spent = localdate(), dict[str, float]()
    change_settings(lane_published=False, shadow_mode=False, collects=True, by=WORKER)
    officers = inspectors(today)
    keys = timed(lambda: lodged(declarations, seed), spent, "lodge")
    timed(lambda: _screened(today), spent, "screen")
    instants = (datetime.now(UTC) + timedelta(hours=1) + STEP * n for n in range(10**9))
    clock = lambda: next(instants)  # noqa: E731 - the instant of each step
    n = timed(lambda: controlled(keys, officers, clock, today), spent, "control")
    truth: Truth = {}
    timed(lambda: _assessed(keys, truth, clock, today), spent, "assess")
    timed(lambda: _paid(truth, clock, today), spent, "pay")
    timed(lambda: _released(truth, clock, today), spent, "release")
    timed(lambda: _left(truth, clock, today), spent, "leave")
    timed(_noted, spent, "times")
    return {"n": len(keys), "controls": n, "seconds": spent, **_checked(truth)}


def _screened(today: date) -> None:
    screener = Screener()
    while screen_waiting(screener, by=WORKER, now=datetime.now(UTC), today=today):
        pass


def _assessed(keys: Sequence[int], truth: Truth, clock: Clock, today: date) -> None:
    lodged_at = dict(Declaration.objects.filter(pk__in=keys).values_list("pk", "lodged_at"))
    for some in slices(keys):
        at = clock()
        assess(some, by=WORKER, now=at, today=today)
        for key in Notice.objects.filter(declaration__in=some).values_list("declaration", flat=True):
            truth[key] = [lodged_at[key], at]


def _paid(truth: Truth, clock: Clock, today: date) -> None:
    for notice in Notice.objects.filter(declaration__in=truth).order_by("pk"):
        at = clock()
        if notice.total:
            told = {"means": "cash", "reference": ""}
            receive(
                notice.pk,
                amount=notice.total,
                **told,
                by=_posted(Role.CASHIER, notice.office),
                now=at,
                today=today,
            )
        truth[notice.declaration_id].append(at if notice.total else truth[notice.declaration_id][1])


def _released(truth: Truth, clock: Clock, today: date) -> None:
    for some in slices(list(truth)):
        at = clock()
        for release in release_ready(some, by=WORKER, now=at, today=today):
            truth[release.declaration_id].append(at)


def _left(truth: Truth, clock: Clock, today: date) -> None:
    for row in Release.objects.filter(declaration__in=truth).order_by("pk"):
        at = clock()
        asked = Leaving(shown=row.number, key=f"day-{row.pk}", at=at)
        note_exit(asked, by=_posted(Role.GATE, row.office), now=at, today=today)
        truth[row.declaration_id].append(at)


def _noted() -> None:
    later = datetime.now(UTC) + timedelta(days=2)
    while sequence(by=WORKER, now=later):
        later += timedelta(days=1)
    while note_times(by=WORKER):
        pass


def _posted(role: Role, office: str) -> Agent:
    return Agent(f"bench:{role.value}", role.value, (Posting(role, office, ""),))


def _checked(truth: Truth) -> dict[str, Any]:
    """The ledger to the unit, and the times of the node against those of this program."""
    zero = Decimal(0)
    whole = LedgerEntry.objects.aggregate(whole=Sum("amount"))["whole"] or Decimal(0)
    owed = dict(
        NoticeLine.objects.filter(is_owed=True).values_list("code").annotate(total=Sum("amount")).order_by()
    )
    held = dict(Account.objects.filter(kind=AccountKind.CHARGE).values_list("holder", "balance"))
    desk = Account.objects.filter(kind=AccountKind.DESK).aggregate(total=Sum("balance"))["total"] or Decimal(
        0
    )
    due = Notice.objects.aggregate(total=Sum("total"))["total"] or Decimal(0)
    wrong = sum(_differs(row, truth[row.pk]) for row in Timed.objects.filter(pk__in=truth))
    return {
        "ledger": format(whole, "f"),
        "charges_differ": sum(owed.get(code, zero) != -held.get(code, zero) for code in owed | held),
        "desk_less_notices": format(desk - due, "f"),
        "left": sum(len(instants) == 5 for instants in truth.values()),
        "unassessed": Unassessed.objects.count(),
        "timed": Timed.objects.filter(pk__in=truth).count(),
        "times_differ": wrong,
        "accounts_beside": Account.objects.filter(kind=AccountKind.OWED).exclude(balance=0).count(),
        "still": Control.objects.filter(version__number=F("version__declaration__version"))
        .exclude(state="closed").count(),
    }  # fmt: skip


def _differs(row: Timed, instants: list[datetime]) -> bool:
    """lodged, assessed, paid, released, left."""
    lodged_at, assessed, paid, released, left = instants
    told = (row.total, row.trader, row.customs, row.port)
    whole = [
        _seconds(one)
        for one in (paid - assessed, (assessed - lodged_at) + (released - paid), left - released)
    ]
    return told != (sum(whole), *whole)


def _seconds(span: timedelta) -> int:
    return span // timedelta(seconds=1)


if __name__ == "__main__":
    print(json.dumps(day(int(sys.argv[1]), int(sys.argv[2]))))
