"""The journey in one table: event -> what follows. Answers run after commit, each in its own transaction.

An answer takes all events of its name that wait, as a set, and may see any of them twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from amont.cargo.actions.closing import settle
from amont.controls.actions.assigning import assign_left, assign_waiting
from amont.controls.actions.ending import withdraw_cancelled
from amont.declarations.actions.registering import register_arrived
from amont.journal.models import Entry
from amont.kernel.agents import Agent
from amont.payments.actions.assessing import assess
from amont.release.actions.releasing import release_ready, release_waiting
from amont.screening.actions.again import note_given_back, note_holds
from amont.screening.actions.finding import close_scans
from amont.screening.actions.labelling_bills import label_differences
from amont.screening.actions.targeting import note_holds_on_bills

Answer = Callable[[Sequence[Entry], Agent, datetime, date], None]


def _assign(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:
    """Declarations routed to yellow or red are given to an officer by a recorded draw."""
    assign_waiting([int(event.facts["declaration"]) for event in events], by=by, now=now, today=today)


def _withdraw(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:  # noqa: ARG001
    """The control of a cancelled declaration is withdrawn."""
    withdraw_cancelled([int(event.facts["declaration"]) for event in events], by=by, now=now)


def _assign_left(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:  # noqa: ARG001
    """Somebody new is posted: declarations that wait for an officer are drawn for."""
    assign_left(by=by, now=now, today=today)


def _decide_again(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:  # noqa: ARG001
    """Lanes that are known already are decided again by a hold: the screener takes it up."""
    note_holds([int(event.facts["hold"]) for event in events], by=by, now=now)
    note_holds_on_bills([int(event.facts["hold"]) for event in events], by=by)


def _look_again(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:
    """Another officer was drawn: holds placed while the one before had the file in hand count now."""
    given_back = [int(event.facts["declaration"]) for event in events if int(event.facts["number"]) > 0]
    note_given_back(given_back, by=by, now=now, today=today)


def _register(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:  # noqa: ARG001
    """A voyage is there: what was declared early of it binds from today."""
    register_arrived([int(event.facts["manifest"]) for event in events], by=by, today=today)


def _assess(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:
    """Its lane is known, its control or finding closed, its goods there, its notice withdrawn: assess it."""
    assess([int(event.facts["declaration"]) for event in events], by=by, now=now, today=today)


def _settle(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:  # noqa: ARG001
    """A bill is written off whole, given back, or a difference decided: its manifest closes, or opens."""
    settle([int(event.facts["manifest"]) for event in events], by=by)


def _close_scans(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:  # noqa: ARG001
    """Images of containers came: what was ordered of them is done."""
    close_scans([int(event.facts["picture"]) for event in events], by=by, now=now)


def _label_differences(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:  # noqa: ARG001
    """What was counted otherwise than announced is an offence: its bill bears it."""
    label_differences([int(event.facts["difference"]) for event in events], by=by, now=now)


def _release(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:
    """What is owed is paid: the goods are released, if nothing else is missing."""
    release_ready([int(event.facts["declaration"]) for event in events], by=by, now=now, today=today)


def _release_held(events: Sequence[Entry], by: Agent, now: datetime, today: date) -> None:  # noqa: ARG001
    """A hold stops nothing any more: what is paid and waited for it is released."""
    release_waiting(by=by, now=now, today=today)


ANSWERS: Mapping[str, tuple[Answer, ...]] = {
    "LaneNoted": (_assign, _assess),
    "DeclarationRegistered": (_assess,),
    "DeclarationControlled": (_assess,),
    "NoticeWithdrawn": (_assess,),
    "FindingDecided": (_assess,),
    "DeclarationCancelled": (_withdraw,),
    "PostingApproved": (_assign_left,),
    "HoldPlaced": (_decide_again,),
    "HoldLifted": (_release_held,),
    "NoticePaid": (_release,),
    "ControlAssigned": (_look_again,),
    "ManifestArrived": (_register,),
    "BillDrawn": (_settle,),
    "BillGivenBack": (_settle,),
    "GoodsCounted": (_settle,),
    "ManifestTakenOver": (_settle,),
    "DifferenceDecided": (_settle,),
    "OffenceFound": (_label_differences,),
    "BoxScanned": (_close_scans,),
}
